# Connectors of accounts: what they are, the forms of them, their pages (src/account_connectors).
account-connectors-state-open = Not connected
account-connectors-state-ready = Connected
account-connectors-state-refused = Refused
account-connectors-enter-name = Enter a name, as “Xero of the Leeds office”.
account-connectors-field-api-key = API key
account-connectors-field-user = User name
account-connectors-field-password = Password
account-connectors-field-token = Access token
account-connectors-field-client-id = Client ID
account-connectors-field-client-secret = Client secret
account-connectors-colon = A user name cannot hold a colon. Check that it is the user name alone.
account-connectors-enter = Enter the { $what }.
account-connectors-too-long = The { $what } is longer than { $max } characters. Check what was pasted.
account-connectors-control = The { $what } holds a line break or another control character. Paste it again without.
account-connectors-choose-one = Choose one of { $choices }.
account-connectors-left-empty = Left empty: { $default }.
account-connectors-hint-left-empty = { $hint } Left empty: { $default }.
account-connectors-choose = Choose
account-connectors-as-usual = As usual: { $default }
account-connectors-needs-none = This connector needs no credentials: it is ready as it is.
account-connectors-most =
    { $n ->
        [one] An account has { $n } connector at most. Remove one that is not used.
       *[other] An account has { $n } connectors at most. Remove one that is not used.
    }
account-connectors-nothing-to-disconnect = “{ $name }” is not connected: there is nothing to disconnect.
account-connectors-in-use-here =
    { $n ->
        [one] It cannot be removed while { $n } { CYCLE() } of this account uses it. Remove the { CYCLES() } or give them another connector first.
       *[other] It cannot be removed while { $n } { CYCLES() } of this account use it. Remove the { CYCLES() } or give them another connector first.
    }
account-connectors-in-use-below =
    { $n ->
        [one] It cannot be removed while { $n } { CYCLE() } of its sub-accounts uses it. Remove the { CYCLES() } or give them another connector first.
       *[other] It cannot be removed while { $n } { CYCLES() } of its sub-accounts use it. Remove the { CYCLES() } or give them another connector first.
    }
account-connectors-in-use-both = It cannot be removed while { $here } { $here ->
        [one] { CYCLE() }
       *[other] { CYCLES() }
    } of this account and { $below } { $below ->
        [one] { CYCLE() }
       *[other] { CYCLES() }
    } of its sub-accounts use it. Remove the { CYCLES() } or give them another connector first.
account-connectors-changed-meanwhile = Someone else changed this connector meanwhile. Look at it as it is now, and send again what you still want.
account-connectors-not-by-form = This application is connected with its provider's sign-in, not with a form.
account-connectors-name-taken = This account has a connector called “{ $name }” already. Choose another name.
account-connectors-unregistered = { $application } does not know this product yet: its client ID and secret are missing. Whoever keeps the library of connectors enters them there, at { $application }; then this can be connected.
account-connectors-not-by-sign-in = This application is not connected with a provider's sign-in.
account-connectors-correct-then-connect = { $faults }. Correct it under Edit, then connect.
account-connectors-no-live-release = This connector has no live release at present. Ask for one to be made live.
# The list.
account-connectors-title = Connectors
account-connectors-add = Add a connector
account-connectors-none-title = No connectors yet
account-connectors-none-text = A connector is an application with this account's credentials. One is needed for each application that data is moved to or from.
account-connectors-of-account = Connectors of this account
account-connectors-head-connector = Connector
account-connectors-head-application = Application
account-connectors-head-state = State
account-connectors-head-connected = Connected
account-connectors-head-sub-accounts = Sub-accounts
account-connectors-by = by { $name }
account-connectors-shared = Shared
account-connectors-not-shared = Not shared
account-connectors-no-own = This account has no connector of its own.
account-connectors-above = From accounts above
account-connectors-above-why = This account may use these. Only the account that owns one can change it: ask its administrators.
account-connectors-above-label = Connectors of accounts above
account-connectors-head-whom = Whom to ask
# Adding one.
account-connectors-import-own = Import one for this account alone
account-connectors-search = Name of the application
account-connectors-library = Connectors of the library
account-connectors-head-kind = Kind
account-connectors-kind-application = Application
account-connectors-kind-utility = Utility
account-connectors-kind-custom = Custom
account-connectors-none-installable = No connector can be installed yet: the library has none with a live release.
account-connectors-none-found = No connector has a name that begins so.
account-connectors-clear-search = Clear search
account-connectors-first-shown = The first 100 are shown. Search for others by name.
account-connectors-add-title = Add { $application }
account-connectors-name = Name
account-connectors-name-hint = What this account calls it. There may be several of one application.
account-connectors-share-box = Share with sub-accounts
account-connectors-share-box-hint = They may use it. They never see its credentials and cannot change it.
account-connectors-add-button = Add connector
account-connectors-cancel = Cancel
account-connectors-added = Connector added.
# Editing one.
account-connectors-edit = Edit
account-connectors-edit-title = Edit { $name }
account-connectors-credentials-stay = Its credentials stay as they are.
account-connectors-save = Save changes
account-connectors-saved = Changes saved.
