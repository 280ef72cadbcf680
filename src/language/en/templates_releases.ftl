# Releases of templates: drafts, edits, what makes them live (src/templates).
templates-the-flow = The flow
templates-step = Step “{ $name }”
templates-another-look = What needs another look
templates-flow = Flow
templates-flow-hint = As JSON: steps, edges, slots for connectors, and fields that the customer fills in. A draft can be saved with faults.
templates-release-notes = Notes on this release
templates-release-notes-hint = What is new in it, for your colleagues
templates-save-draft = Save draft
templates-edit-release = Edit release { $number } of { $name }
templates-draft-saved = Draft saved.
templates-draft-faults =
    Draft saved. { $n ->
        [one] { $n } fault is
       *[other] { $n } faults are
    } to be mended before it can be made live.
templates-not-a-draft = Release { $number } of { $name } is { $state } and cannot be changed any more. Begin a new draft of it.
templates-changed = Someone else changed { $name } while you were editing, so nothing of yours was saved. Open it again to see what they saved, and do it again.
templates-draft-already = Release { $draft } of { $name } is a draft already. Make it live or delete it first.
templates-releases-most = { $name } has { $most } releases, which is the most.
templates-only-draft = Release { $number } is { $state }; only a draft can be deleted.
templates-file-part = Its { $what }: { $why }
templates-most = There are { $count } templates, which is the most. Delete one that nobody uses first.
templates-accounts-most = { $most } accounts are chosen, which is the most. Give them a tag and choose that instead.
templates-type-name = Type “{ $name }”, just as it is written.
templates-not-draft-already = Release { $number } is { $state } already.
templates-live-fixed = It cannot be edited any more; the next change is a new draft.
templates-live-below = From now on it can be installed here and in sub-accounts.
templates-live-accounts = From now on it can be installed in accounts.
templates-live-instead = Release { $live } is deprecated; from now on release { $number } is installed.
templates-live-stay =
    { $n ->
        [one] { $n } installed { CYCLE() } stays
       *[other] { $n } installed { CYCLES() } stay
    } as they are until somebody upgrades them.
templates-not-live-one = It cannot be made live yet: one thing is to be mended first.
templates-not-live-n = It cannot be made live yet: { $n } things are to be mended first.
templates-make-live = Make it live
templates-make-live-ask = Make release { $number } of { $name } live?
templates-is-live = Release { $number } is live.
templates-here-is-draft = Here is the draft. Change it, then make it live.
templates-lost = What is in it is lost; it cannot be brought back.
templates-stays-live = Release { $live } stays live, and nothing that is installed is touched.
templates-stays = The template stays, and nothing that is installed is touched.
templates-delete-draft = Delete draft
templates-delete-release = Delete release { $number } of { $name }?
templates-draft-deleted = Draft deleted.
templates-all-lost = All its releases are lost; they cannot be brought back. Export those you may need.
templates-nowhere = No account has it installed.
templates-nowhere-here = No { CYCLE() } of this account was installed from it.
templates-run-on =
    { $n ->
        [one] { $n } { CYCLE() } that was installed from it runs
       *[other] { $n } { CYCLES() } that were installed from it run
    } on as before, and can never be upgraded any more.
templates-below-goes-on = What sub-accounts installed from it goes on in the same way, without upgrades.
templates-delete-template = Delete template
templates-delete-ask = Delete { $name }?
templates-deleted = { $name } is deleted.
templates-go-on = Go on
templates-nothing-changed = Nothing was changed
templates-name-to-be-sure = Its name, to be sure
templates-accounts-of = Accounts of { $name }
templates-accounts = Accounts
templates-not-done = This was not done
templates-not-counting = This template is not for chosen accounts at present, so this list does not count. Edit the template to change that.
templates-find = Find an account
templates-account-search = Name or API ID of an account
templates-find-button = Find
templates-found = Accounts found
templates-account = Account
templates-parent = Below
templates-add = Add
templates-add-one = Add { $name }
templates-none-found = No other account matches. Search for the beginning of a word of its name, or of its API ID.
templates-more-match = More accounts match. Type more of the name to see the one you want.
templates-chosen = Chosen
templates-chosen-label = Accounts chosen
templates-remove = Remove
templates-remove-one = Remove { $name }
templates-none-chosen = No account is chosen yet. Search for one above.
templates-back = Back to the template
templates-admitted = It is for { $name } and its sub-accounts now.
templates-dismissed = It is not for this account any more. What is installed there stays.
templates-release-of = Release { $number } of { $name }
templates-not-in-library = { $connector }, not in the library
templates-installed-cycles = Installed { CYCLES() }
templates-export = Export
templates-make-live-more = Make it live...
templates-build = Build
templates-notes-json = Notes and JSON
templates-delete-draft-more = Delete the draft...
templates-begin-draft-of = Begin a draft of it
templates-worth-a-look = Worth a look
templates-before-live = Before it can be made live
templates-not-working = What does not work at present
templates-all-the-same = It can be made live all the same.
templates-steps = Steps
templates-steps-of = Steps of { $title }
templates-needs = Connectors it needs
templates-called-here = Called here
templates-connector = Connector
templates-no-connector = It calls no connector.
templates-filled-in = What is filled in
templates-field = Field
templates-left-empty = Left empty
templates-must-fill = must be filled in
templates-nothing = nothing
templates-no-fields = Nothing is to be filled in.
templates-about-release = About this release
templates-by = by { $name }
templates-as-json = The flow as JSON
