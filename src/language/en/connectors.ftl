# The partner's library of connectors: the list, one connector, its name, its removal (src/connectors/pages).
connectors-title = Connectors
connectors-new-by-hand = New by hand
connectors-catalogue = Catalogue
connectors-import = Import
connectors-none-title = No connectors yet
connectors-none-text = A connector says what an application can do, so that { CYCLES() } can call it. Add one from the catalogue, or import the OpenAPI document that its vendor publishes.
connectors-open-catalogue = Open the catalogue
connectors-import-document = Import a document
connectors-write-small = Write a small one by hand
connectors-none-who = Someone with the right “Connectors: Edit” can add the first one.
connectors-search = Beginning of the name
connectors-kind = Kind
connectors-kind-any = Any kind
connectors-kind-application = Application
connectors-kind-custom = Custom
connectors-kind-utility = Utility
connectors-owner = Owner
connectors-head-connector = Connector
connectors-head-state = State
connectors-methods = Methods
connectors-authentication = Authentication
connectors-head-accounts = Accounts
connectors-none-match = No connector matches these filters.
connectors-clear-filters = Clear filters
connectors-utilities-built-in = <a href="/console/connectors/catalogue#utilities">Utilities are built in</a>: webhooks, HTTP requests, storage and e-mail need no connector.
connectors-none-yet = none yet
connectors-owned-by = Owned by { $owner }
# How calls sign in.
connectors-auth-none = None
connectors-auth-api-key = API key
connectors-auth-basic = User name and password
connectors-auth-bearer = Bearer token
connectors-auth-oauth-code = OAuth 2.0, sign-in of a person
connectors-auth-oauth-client = OAuth 2.0, client credentials
connectors-auth-custom = Fields of its own
# One connector.
connectors-release-number = Release { $number }
connectors-open-draft = Open the draft
connectors-begin-draft = Begin a draft
connectors-import-release = Import a new release
connectors-more-actions = More actions
connectors-rename-more = Rename...
connectors-remove-more = Remove...
connectors-about = About it
connectors-method-count =
    { $n ->
        [one] { $n } method
       *[other] { $n } methods
    }
connectors-installed-in = Installed in accounts
connectors-origin = Origin
connectors-origin-hand = Written by hand
connectors-origin-openapi = Imported from an OpenAPI document
connectors-origin-catalogue = From the catalogue
connectors-origin-built-in = Built in
connectors-belongs-to = Belongs to
connectors-belongs-alone = <a href="{ $href }">{ $name }</a>, which alone can install it
connectors-registration-yours = Your registration at the application
connectors-registration-change = Change
connectors-registration-begin = Register
connectors-client-id = Client ID
connectors-client-secret = Client secret
connectors-client-secret-kept = kept encrypted, never shown
connectors-scopes = Scopes
connectors-set-by = Set by
connectors-forget-more = Forget the registration...
connectors-registration-none = None yet. Customers can grant access after you have registered at the application and given its client ID and secret here.
connectors-releases = Releases
connectors-head-release = Release
connectors-head-made = Made
connectors-head-made-live = Made live
connectors-head-notes = Notes
connectors-not-yet = not yet
# Another name.
connectors-rename = Rename the connector
connectors-rename-why = Its key stays, so templates that use it are not touched.
connectors-name = Name
connectors-save-name = Save name
connectors-enter-name = Enter a name.
connectors-name-saved = Name saved.
# What is asked before something is done, and what is refused.
connectors-go-on = Go on
connectors-what-differs = What differs from the live release
connectors-nothing-changed = Nothing was changed
connectors-remove-lost = All its releases and the registration at the application are lost; they cannot be brought back.
connectors-remove-only = It can be removed only while no account has it installed and no template uses it.
connectors-remove = Remove connector
connectors-remove-title = Remove { $name }?
connectors-removed = { $name } is removed.
connectors-most = There are { $count } connectors, which is the most. Remove one that nobody uses first.
connectors-installed = { $name } is installed in accounts. Remove it there first; until then their { CYCLES() } need it.
connectors-in-templates = Templates use { $name }, so it cannot be removed. Take it out of them first.
connectors-unchangeable = Release { $number } is { $state ->
        [live] live
       *[other] deprecated
    } and cannot be changed any more. Begin a new draft of it.
connectors-unchangeable-of = Release { $number } of { $name } is { $state ->
        [live] live
       *[other] deprecated
    } and cannot be changed any more. Begin a new draft of it.
connectors-changed-meanwhile = Someone else changed { $name } while you were editing, so nothing of yours was saved. Open it again to see what they saved, and do it again.
# The registration at an application.
connectors-registration-at = Registration at { $name }
connectors-registration = Registration
connectors-registration-intro = The application knows your product by a client ID and a secret. It gives you both when you register there. It asks for the address that people come back to: <code>{ $address }</code>
connectors-redirect = Address that people come back to
connectors-redirect-hint = The application sends people back to an address that is registered there, and to no other. Register another one first, then choose it.
connectors-client-secret-hint-known = Kept encrypted and never shown. Leave it empty to keep the present one.
connectors-client-secret-hint = Kept encrypted and never shown again.
connectors-scopes-hint = What customers are asked to allow, one a line
connectors-scopes-known = Scopes that the application knows
connectors-save-registration = Save registration
connectors-cancel = Cancel
connectors-enter-client-id = Enter the client ID.
connectors-no-client-secret = This is no client secret: it is too long, or holds a line end.
connectors-scopes-most = There are { $n } scopes, { $most } are the most.
connectors-scope-wrong = A scope holds a character that scopes cannot have, or is longer than 300.
connectors-nothing-to-register = Nobody signs in at this application by OAuth, so there is nothing to register.
connectors-registration-saved = Registration saved.
connectors-forget-here = The client ID and its secret are forgotten here. At the application they stay as they are.
connectors-forget-access = Nobody can grant access any more, and access that was granted ends when its token does.
connectors-forget = Forget registration
connectors-forget-title = Forget the registration at { $name }?
connectors-forgotten = Registration forgotten.
connectors-enter-client-secret = Enter the client secret that the application gave you.
connectors-host-not-verified = This is none of your verified host names. Choose one of the list.
