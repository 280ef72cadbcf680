# What is wrong with a file, and what its columns feed (src/imports).
imports-file-large = The file is larger than { $mb } MB. Split it into smaller files and import one after the other.
imports-file-empty = The file is empty. Choose a CSV whose first line names the columns.
imports-file-no-rows = The file has a first line with the names of the columns, but no customers under it.
imports-file-encoding =
    Line 1: the file is { $encoding ->
        [utf16] UTF-16
       *[other] UTF-16, or no text at all
    }, which is not supported. Save it as “CSV UTF-8 (comma delimited)” and choose it again.
imports-file-cells =
    This line has { $has } { $has ->
        [1] cell
       *[other] cells
    }, but the first line has { $wanted }. Look for a missing or an extra “{ $sign }”, and put cells that contain one in double quotes.
imports-file-rows = The file has more than { $rows } rows. Split it into smaller files and import one after the other.
imports-file-line = Line { $line }: { $fault }
imports-file-columns = Line { $line }: { $columns } columns are too many; { $most } are the most.
imports-file-utf8 = Line { $line }: the file is not UTF-8, so letters such as é or ß cannot be read. Save it as “CSV UTF-8 (comma delimited)” and choose it again.
imports-csv-quote = A quote that opens on line { $line } is never closed, so the rest of the file was read as one cell. Close it, or write a quote inside a cell twice.
imports-csv-columns = This line has { $columns } cells; { $most } columns are the most.
imports-csv-long = The cell in column { $column } is longer than { $kb } KB, so it was cut. Shorten it.
imports-csv-nul = Remove the control character U+0000 from column { $column }.
imports-field-api-id = API ID
imports-field-name = Name
imports-field-parent = Parent (API ID)
imports-field-description = Description
imports-field-timezone = Timezone
imports-field-locale = Language
imports-field-tags = Tags
imports-field-expires-on = Expires on
imports-field-next-billing-on = Next billing date
imports-field-audit-notes = Audit notes
imports-field-task-audit-notes = Task audit notes
imports-field-retention-success-hours = Keep successful step data (hours)
imports-field-retention-error-hours = Keep errored step data (hours)
imports-field-error-webhook-enabled = Report failed transactions (yes or no)
imports-field-error-webhook-url = Address for failed transactions
imports-field-error-webhook-warnings = Report warnings too (yes or no)
imports-field-custom-fields = Custom fields (key = value lines)
imports-field-limit-users = Limit of users
imports-field-limit-sub-accounts = Limit of sub-accounts
imports-field-limit-connectors = Limit of connectors
imports-field-limit-active-cycles = Limit of active { CYCLES() }
imports-field-limit-tasks-month = Limit of tasks a month
imports-field-limit-transactions-minute = Limit of transactions a minute
imports-field-limit-at-once = Limit of transactions at once
imports-field-limit-payload-kb = Limit of payload size (KB)
imports-field-limit-retention-hours = Limit of retention (hours)
imports-field-limit-users-with-sub-accounts = Limit of users, with sub-accounts
imports-field-limit-sub-accounts-with-sub-accounts = Limit of sub-accounts, on all levels
imports-field-limit-connectors-with-sub-accounts = Limit of connectors, with sub-accounts
imports-field-limit-active-cycles-with-sub-accounts = Limit of active { CYCLES() }, with sub-accounts
imports-field-limit-tasks-month-with-sub-accounts = Limit of tasks a month, with sub-accounts
imports-field-limit-transactions-minute-with-sub-accounts = Limit of transactions a minute, with sub-accounts
imports-field-limit-at-once-with-sub-accounts = Limit of transactions at once, each sub-account too
imports-field-limit-payload-kb-with-sub-accounts = Limit of payload size (KB), each sub-account too
imports-field-limit-retention-hours-with-sub-accounts = Limit of retention (hours), each sub-account too
imports-field-limit-tasks-month-at-limit = At the limit of tasks a month (hold or overage)
# The jobs, and what they keep of the file and of each line.
imports-job-check = Check { $file }
imports-job-apply = Import { $file }
imports-changed-meanwhile = The accounts changed since the check, so nothing was applied. Look at the new check below, then apply it.
imports-full-more = The same goes for { $n } more limits.
imports-full-whole = As it stands the file would be refused as a whole.
imports-over = Once applied, some use more than the file lets them. { $named }
imports-over-one = { $name }: { $words }.
imports-over-more = The same goes for { $n } more.
imports-fault-twice = Line { $line } has the same API ID. Keep one of the two lines.
imports-fault-in-bin = “{ $name }” is in the recycle bin. Restore it first, or use another API ID.
imports-fault-no-api-id = Enter an API ID: your own key for this customer, which stays the same.
imports-fault-yes-or-no = “{ $text }” is neither yes nor no.
imports-fault-one-line = The custom field “{ $key }” must be one line.
imports-fault-cap = { $kind } can be { $count } at most: that is the cap of all accounts.
imports-fault-at-limit = Write hold or overage, or leave it empty to do as the default says.
imports-fault-other-parent = This account hangs below another parent than this line says. An import moves no accounts: use Move on the account's page, or put its present parent here.
imports-fault-no-parent = There is no account with the API ID “{ $parent }”, neither here nor in this file. Correct it, or add a line for it.
imports-fault-parent-in-bin = The parent “{ $parent }” is in the recycle bin. Restore it first, or choose another parent.
imports-fault-orphan = The parent “{ $parent }” is on line { $line }, which is faulty. Mend that line first.
imports-fault-own-parent = An account cannot be its own parent.
imports-fault-circle = These accounts would be below themselves: lines { $lines }. Give one of them another parent.
imports-fault-deep = It would be on level { $level }, and { $most } levels are the most. Choose a parent further up.
