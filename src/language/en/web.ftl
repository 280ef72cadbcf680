# Forms, addresses and files on their way in (src/web/forms.rs, upload.rs, routes.rs).
web-form-used = This form was used already, with other contents. Nothing of this was saved. Open the form anew and send it again.
web-form-unreadable = The form could not be read: a field of it came twice, or is of another kind than it should. Nothing was saved. Open the form anew and send it again.
web-address-unreadable = The address could not be read: a part of it stands there twice, or is of another kind than it should. Open the page anew.
web-form-not-whole = The form did not arrive whole. Send it again.
web-form-too-large = The form is larger than { $kb } KB. Shorten the longest field.
web-field-too-large = A field of the form is larger than it can be.
web-file-not-whole = The file did not arrive whole, so nothing of it was kept. Choose it again.
web-wrong-method = This address does not take such a request. A webhook takes what is sent to it by POST.
# What two people changed at once (src/web/meanwhile.rs).
web-meanwhile = Someone else changed { $what } while you were editing it, so nothing of yours was saved yet.
web-meanwhile-taken = Their changes are in the form now: { $fields }.
web-meanwhile-apart = What you typed is there too; save again to keep both.
web-meanwhile-both = You both changed what is compared below; saving again replaces theirs there.
# Releases of connectors and templates (src/web/releases.rs).
web-release-draft = Draft
web-release-live = Live
web-release-deprecated = Deprecated
web-release-draft-only = Draft only
web-release-number-live = Release { $number } live
# The console's side bar and a person's own pages (src/web/navigation.rs, shell.rs).
web-product = Integrations
web-nav-your-accounts = Your accounts
web-nav-operate = Operate
web-nav-build = Build
web-nav-insight = Insight
web-nav-configure = Configure
web-nav-overview = Overview
web-nav-accounts = Accounts
web-nav-people = People
web-nav-transactions = Transactions
web-nav-incidents = Incidents
web-nav-connectors = Connectors
web-nav-templates = Templates
web-nav-reports = Reports
web-nav-audit = Audit log
web-nav-imports = Imports
web-nav-recycle-bin = Recycle bin
web-nav-embedding = Embedding
web-nav-console-users = Console users
web-nav-settings = Settings
web-nav-profile = Profile
web-nav-sessions = Sessions
web-nav-password = Password
web-nav-two-step = Two-step sign-in
# The tabs of an account, and the line over it while staff view it (src/web/shell.rs).
web-tab-home = Home
web-tab-cycles = { CYCLES_CAP() }
web-tab-sub-accounts = Sub-accounts
web-tab-limits = Limits
web-tab-details = Details
web-tab-api = API
web-viewing-nothing = You are viewing { $name } as its people do, and can change nothing. This ends { $until }.
web-viewing-cycles = You are viewing { $name } as its people do, and can change its { CYCLES() }. This ends { $until }.
web-viewing-end = End viewing
