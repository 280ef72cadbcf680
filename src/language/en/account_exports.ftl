# Exports of all that an account holds (src/account_exports).
account-exports-title = Export the data of { $name }
account-exports-head = Export data
account-exports-not-asked = No file was asked for
account-exports-what = One ZIP archive of JSON files: details, people, connectors and those of its own, { CYCLES() } with what they do and what they keep, templates, transactions with the data that is still kept, incidents, methods that programs called, use by day, limits, saved reports and the audit log; manifest.json says what each file holds. Passwords, credentials of connectors and addresses of webhooks are not in it.
account-exports-with-sub-accounts = With sub-accounts
account-exports-with-sub-accounts-hint = All levels below it
account-exports-busy = A file is being made. Ask for another when it is ready.
account-exports-make = Make the file
account-exports-files = Files
account-exports-kept = Each file is kept for { $days } days, and the last { $kept } of an account: asking for another removes the oldest. It also goes when an account that is in it is removed for good, or when all files of your accounts come to more than { $gb } GB and it is the oldest. The audit log says so each time.
account-exports-asked = Asked for
account-exports-asked-by = <time datetime="{ $iso }" title="{ $exact }" data-relative>{ $when }</time> by { $by }
account-exports-holds = Holds
account-exports-state = State
account-exports-size = Size
account-exports-size-kb = { $kb } KB
account-exports-until = Kept until
account-exports-action = Action
account-exports-this-account = This account
account-exports-progress = Progress
account-exports-download = Download
account-exports-none = No file yet. Each is kept for { $days } days.
account-exports-being-made = A file of this account is being made already. Ask again when it is ready.
account-exports-not-ready = The file is not ready yet.
account-exports-removed = The file was removed before it was whole: an account in it is removed for good. Ask for another.
account-exports-too-large = The file would be larger than 1 GB. Export the sub-accounts one by one.
