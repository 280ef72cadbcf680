# One release of a connector: what it says, its draft, making it live, what it changes (src/connectors/pages).
connectors-release-title = Release { $number } of { $name }
connectors-make-live-more = Make it live...
connectors-edit = Edit
connectors-add-method = Add a method
connectors-delete-draft-more = Delete the draft...
connectors-before-live = Before it can be made live
connectors-operations-taken = Operations taken over
connectors-operations-left-out = Operations left out
connectors-notes-differs = Notes on what differs
connectors-application = Application
connectors-differs-from = What differs from release { $number }
connectors-base-url = Base URL
connectors-missing = missing
connectors-parameters = Parameters
connectors-made = Made
connectors-by = by { $name }
connectors-filter-methods = Filter methods
connectors-search-methods = Name, key or path
connectors-category = Category
connectors-head-method = Method
connectors-head-call = Call
connectors-deprecated = Deprecated
connectors-no-method-yet = No method yet.
connectors-no-method = No method.
connectors-no-method-matches = No method matches these filters.
connectors-no-category = Other
connectors-all-categories = All categories
connectors-needs-method = It has no method yet.
connectors-sent-as = Sent as
connectors-prefix = Prefix
connectors-asks-at = Asks at
connectors-tokens-from = Tokens from
connectors-fields = Fields
connectors-sent-in = Sent in
connectors-sent-header = Header { $name }
connectors-sent-query = Query { $name }
connectors-sent-cookie = Cookie { $name }
# Drafts.
connectors-draft-begun = This draft says what the live release says. Change it, then make it live.
connectors-delete-lost = What is in it is lost; it cannot be brought back.
connectors-delete-live-stays = Release { $number } stays live, and nothing that runs is touched.
connectors-delete-alone = It is the only release, so { $name } is removed with it.
connectors-delete-untouched = Nothing that runs is touched.
connectors-delete-draft = Delete draft
connectors-delete-title = Delete release { $number } of { $name }?
connectors-draft-deleted = Draft deleted.
connectors-no-live = { $name } has no live release yet. Work on its draft instead.
connectors-draft-already = Release { $number } of { $name } is a draft already. Make it live or delete it first.
connectors-releases-most = { $name } has { $most } releases, which is the most.
connectors-methods-most = There are { $most } methods, which is the most.
connectors-only-drafts = Release { $number } is { $state ->
        [live] live
       *[other] deprecated
    }; only a draft can be deleted.
# Making a draft live.
connectors-already = Release { $number } is { $state ->
        [live] live
       *[other] deprecated
    } already.
connectors-live-no-edit = It cannot be edited any more; the next change is a new draft.
connectors-live-first = From now on accounts can install it and templates can use it.
connectors-live-unused = Release { $live } is deprecated. No account has it installed yet.
connectors-live-used =
    { $n ->
        [one] Release { $live } is deprecated. { $n } installation in accounts use release { $number } from the next run on.
       *[other] Release { $live } is deprecated. { $n } installations in accounts use release { $number } from the next run on.
    }
connectors-live-again = Accounts must give their credentials again, because it signs in another way.
connectors-make-live = Make it live
connectors-make-live-title = Make release { $number } of { $name } live?
connectors-breaks-none = No method loses what { CYCLES() } use now.
connectors-breaks-one = { $name } may stop working: { $why }
connectors-breaks-more =
    { $n ->
        [one] { $n } more methods may stop working.
       *[other] { $n } more methods may stop working.
    }
connectors-is-live = Release { $number } is live.
# What a release changes.
connectors-changes-title = What release { $number } changes
connectors-changes-from = From release { $number }
connectors-replaces-none = Release { $number } replaces none, so there is nothing to compare it with.
connectors-both-same = Both say the same.
connectors-may-break = May break
connectors-may-break-cycles = May break { CYCLES() }
connectors-break-using = Break { CYCLES() } that use them
connectors-the-application = The application
connectors-methods-gone = Methods gone
connectors-methods-changed = Changed methods
connectors-methods-new = New methods
connectors-more-methods =
    { $n ->
        [one] { $n } more methods are not listed.
       *[other] { $n } more methods are not listed.
    }
# The catalogue.
connectors-catalogue-title = Catalogue of applications
connectors-catalogue-why = Added with one click. You can change a draft of it afterwards.
connectors-applications = Applications
connectors-add = Add
connectors-add-name = Add<span class="sr-only"> { $name }</span>
connectors-in-library = In your library<span class="sr-only">: { $name }</span>
connectors-what-for = What it is for
connectors-utilities = Utilities
connectors-utilities-why = Built in: every flow can use them as steps, and there is nothing to add or to connect. Open a draft in <a href="/console/templates">Templates</a> to use one.
connectors-head-utility = Utility
connectors-head-step = Step
connectors-head-bounds = Bounds
connectors-utility-webhook = Generic webhook
connectors-utility-webhook-step = Webhook
connectors-utility-webhook-what = Begins a { CYCLE() } with whatever any program posts to an address of its own: JSON, XML, a form, CSV or text, with a check of its signature if wanted.
connectors-utility-webhook-bounds = 10 MB a post; one that comes twice is taken once.
connectors-utility-http = Generic HTTP
connectors-utility-http-step = HTTP request
connectors-utility-http-what = Calls any web address with headers and a body of your own, for what no connector knows.
connectors-utility-http-bounds = 60 seconds and 16 MB an answer; inner addresses are closed.
connectors-utility-storage = Storage
connectors-utility-storage-what = Keeps, reads and removes values by name, from one run to the next, for one { CYCLE() } or for all of an account.
connectors-utility-storage-bounds = 64 KB a value.
connectors-utility-email = E-mail
connectors-utility-email-what = Sends a plain text in the account's name.
connectors-utility-email-bounds = 20 recipients and 256 KB a step, 200 mails an hour an account.
connectors-added = { $name } is in your library, and its first release is live.
