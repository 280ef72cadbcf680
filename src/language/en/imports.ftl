# Importing accounts from a file: upload, columns, check, apply (src/imports).
imports-title = Imports
imports-import-accounts = Import accounts
imports-not-taken = The file was not taken
imports-csv-file = CSV file
imports-cells = Cells may be parted by commas, semicolons or tabs. A column with your own key for each customer (API ID) is needed: it makes importing the same list again safe. You can also edit a file that you got with Export on the list of accounts. Limits have columns too: of each kind one for the account itself (a number, none for no limit, empty for your default), one with sub-accounts (a number, or empty), and for tasks a month what happens at the limit (hold or overage, empty for your default).
imports-upload = Upload
imports-cancel = Cancel
imports-hint = Up to { $mb } MB and { $rows } rows. The first line names the columns.
imports-choose-file = Choose a file.
imports-none = No imports yet
imports-none-why = Bring your customer list as a CSV: every row is checked first, and nothing changes before you apply it.
imports-none-right = Someone with the right “Accounts: Edit” can import a customer list.
imports-file = File
imports-state = State
imports-rows = Rows
imports-faulty = Faulty
imports-by = By
imports-uploaded = Uploaded
imports-kept = Uploaded rows are kept for 30 days.
imports-step-columns = Match columns
imports-step-check = Check
imports-step-apply = Apply
imports-state-uploading = Uploading
imports-state-uploaded = Columns to match
imports-state-checking = Checking
imports-state-faults = Checked, with faults
imports-state-checked = Checked
imports-state-applying = Applying
imports-state-applied = Applied
imports-check-unfinished = The last check was not finished
imports-columns-look = The columns need another look
imports-columns-why = The fields were guessed from the first line. Accounts that exist are found by their API ID, and only the fields chosen here change. The check shows what would happen to every row; nothing is changed yet.
imports-columns = Columns
imports-column = Column in the file
imports-goes-to = Goes to
imports-first-rows = First rows
imports-column-goes-to = { $column } goes to
imports-error = Error:
imports-check-all = Check all rows
imports-later = Later
imports-column-n = Column { $number }
imports-summary =
    { $n ->
        [one] { $n } row
       *[other] { $n } rows
    }, cells parted by { $by ->
        [commas] commas
        [semicolons] semicolons
       *[other] “{ $sign }”
    }
imports-tab = tab
imports-custom-field = Custom field “{ $key }”
imports-do-not = Do not import
imports-fed-already = Column { $column } feeds “{ $field }” already. Choose another field, or do not import one of them.
imports-custom-twice = Another column holds all custom fields. Use either that one or single custom fields.
imports-choose-api-id = Choose the column with the API ID: your own key for each customer. Without it the same file imported again would create every customer a second time. If your list has none, add a column with a number or a short name that stays the same.
imports-choose-name = Choose the column with the customer's name.
imports-delete-rows = The uploaded rows and the results of the check are gone at once; this cannot be undone.
imports-delete-accounts = Accounts that the import created or changed stay as they are.
imports-delete = Delete import
imports-delete-ask = Delete the import of { $file }?
imports-deleted = Import deleted. The accounts it made are still there.
imports-apply-ask = Apply this import?
imports-in-one-go = All of it happens in one go, or nothing does.
imports-left-out =
    { $n ->
        [one] { $n } faulty row is
       *[other] { $n } faulty rows are
    } left out. You can download, mend and upload them afterwards.
imports-no-undo = It cannot be undone in one step; new accounts can be deleted again, and every change is in the audit log.
imports-apply = Apply import
imports-nothing-now = There is nothing to apply now. Go back to the import to see how it stands.
imports-apply-title = Apply the import
imports-not-twice = This import was already being applied; it is not applied twice.
imports-match-again = Match columns again
imports-delete-more = Delete...
imports-apply-more = Apply...
imports-arriving = The file is still arriving. When nothing happens for a while, the upload broke off: delete this import and upload the file again.
imports-progress = Progress
imports-goes-on = It goes on when you leave this page.
imports-reload = Reload to see how far it is.
imports-applied-when = { $done }, applied <time datetime="{ $iso }" title="{ $exact }" data-relative>{ $when }</time>.
imports-see-accounts = See the accounts
imports-ready = Nothing has changed yet. Applying makes { $what }.
imports-idle = There is nothing to apply: every row is as it should be already.
imports-nothing = There is nothing to apply: no row creates or changes an account.
imports-they-are-left-out = They are left out; the others are not affected. Mend them in the file, or download just these, mend them and import that file.
imports-download-faulty = Download faulty rows
imports-outcome = Outcome
imports-every-row = Every row
imports-new = New
imports-changed = Changed
imports-unchanged = Unchanged
imports-rows-of-file = Rows of the file
imports-line = Line
imports-account = Account
imports-what = What
imports-no-row = No row has this outcome.
imports-clear-filters = Clear filters
imports-uploaded-by = Uploaded by { $by }, <time datetime="{ $iso }" title="{ $exact }" data-relative>{ $when }</time>.
imports-of = Import of { $file }
imports-nothing-changed = Nothing changed
imports-faulty-count =
    { $n ->
        [one] { $n } row is faulty
       *[other] { $n } rows are faulty
    }
imports-created = Created
imports-will-change = Will change
imports-no-name = (no name)
imports-running = A check or an application of this import is running. Wait until it has ended.
imports-applied-already = This import was applied already. Upload the file again to import it once more.
imports-not-arrived = The file has not arrived yet. Wait until it has.
imports-check-first = Check the file first; then you see what would be applied.
imports-creates =
    { $n ->
        [one] { $n } new account
       *[other] { $n } new accounts
    }
imports-updates =
    { $n ->
        [one] { $n } update
       *[other] { $n } updates
    }
imports-creates-and-updates =
    { $creates ->
        [one] { $creates } new account
       *[other] { $creates } new accounts
    } and { $updates ->
        [one] { $updates } update
       *[other] { $updates } updates
    }
imports-no-limit = no limit
imports-as-default = as by default
