# Creating and editing an account, its details, and what may be entered (src/accounts/model.rs, pages/edit.rs, details.rs).
accounts-edit-new = New account
accounts-edit-new-sub = New sub-account
accounts-edit-title = Edit { $name }
accounts-edit-crumb = Edit
accounts-edit-created = Account created.
accounts-edit-saved = Changes saved.
accounts-edit-both = Saved by someone else, and what you typed
accounts-edit-this = this account
accounts-edit-sub-of = A sub-account of { $name }, with people and settings of its own.
accounts-edit-create = Create account
accounts-edit-save = Save changes
accounts-edit-api-id-hint = The customer's key in your own product. Left empty, it is made for you.
accounts-edit-tags-hint = Separated by commas
accounts-edit-timezone-hint = Type a city, such as London
accounts-edit-language-hint = Such as en or pt-BR
accounts-edit-expires-hint = From the start of this day the account is suspended
accounts-edit-billing-hint = Billing periods begin on its day of each month
accounts-edit-retention-hint = Hours, 0 to 744. Empty inherits.
accounts-edit-webhook = Report failed transactions to an address of its own
accounts-edit-webhook-hint = Left empty, they are reported as your settings say. With an address that is switched off, nowhere.
accounts-edit-notes-hint = For your own staff. Your customer does not see them.
accounts-edit-fields-hint = One a line: key = value
# The fields, as forms and details name them.
accounts-field-name = Name
accounts-field-api-id = API ID
accounts-field-id = ID
accounts-field-description = Description
accounts-field-timezone = Timezone
accounts-field-language = Language
accounts-field-tags = Tags
accounts-field-billing = Billing and expiry
accounts-field-expires = Expires on
accounts-field-next-billing = Next billing date
accounts-field-data = Step data and failed transactions
accounts-field-keep-good = Keep successful step data
accounts-field-keep-bad = Keep errored step data
accounts-field-report = Report failed transactions
accounts-field-address = Address for failed transactions
accounts-field-warnings = Report warnings too
accounts-field-own = Notes and fields of your own
accounts-field-notes = Audit notes
accounts-field-task-notes = Task audit notes
accounts-field-custom = Custom fields
# The details to read.
accounts-details-title = { $name }: details
accounts-details-account = Account
accounts-details-edit = Edit
accounts-details-created = Created
accounts-details-changed = Changed
accounts-details-never = Never
accounts-details-hours =
    { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
accounts-details-inherited = Inherited
accounts-details-report-to = Report failed transactions to
accounts-details-not-reported = Not reported
accounts-details-as-settings = As your settings say
accounts-details-yes = Yes
accounts-details-no = No
accounts-details-empty = Empty
# What is wrong with what was entered.
accounts-invalid-name = Enter a name.
accounts-invalid-api-id = Enter an API ID.
accounts-invalid-api-id-dots = An API ID needs more than dots.
accounts-invalid-api-id-word = “{ $text }” is a word of the API's addresses. Take another API ID.
accounts-invalid-api-id-sign = “{ $sign }” cannot be part of an API ID. Use letters, digits, dots, dashes and underscores.
accounts-invalid-reason = Say why, so that colleagues know later.
accounts-invalid-language = “{ $text }” is not a language. Use a tag such as en or pt-BR.
accounts-invalid-tags = { $count } tags are too many; { $most } is the most.
accounts-invalid-length = { $count } characters are too many; { $most } is the most.
accounts-invalid-hours = “{ $text }” must be whole hours from 0 to { $most }, or empty to inherit.
accounts-invalid-date = “{ $text }” is not a date. Write it as 2026-11-24.
accounts-invalid-line = Line { $line }: { $why }
accounts-invalid-field = write it as key = value.
accounts-invalid-field-key = the key is missing.
accounts-invalid-field-twice = “{ $key }” is there twice.
accounts-invalid-fields = { $count } fields are too many; { $most } is the most.
accounts-invalid-webhook-missing = Enter the address that failed transactions are reported to, or switch the report off.
accounts-invalid-webhook = “{ $text }” is not an address. It looks like https://example.com/errors.
accounts-invalid-billing-past = { $day } is too long ago. Enter a date from { $first } to { $last }; billing periods begin on its day of each month.
accounts-invalid-billing-future = { $day } is too far ahead. Enter a date from { $first } to { $last }; billing periods begin on its day of each month.
accounts-invalid-timezone = “{ $text }” is not a timezone. Use a name such as Europe/London.
accounts-invalid-parent = This parent account does not exist. Choose another.
accounts-invalid-parent-gone = This parent account does not exist any more. Choose another.
accounts-invalid-parent-deep = “{ $name }” is on level { $level }, and { $most } levels are the most. Choose a parent further up.
accounts-api-id-is-id = This is the id of another account, by which calls name it. Choose another.
accounts-api-id-taken = “{ $id }” is the API ID of “{ $name }”. Choose another.
accounts-api-id-taken-bin = “{ $id }” is the API ID of “{ $name }”, which is in the recycle bin. Restore that account, or choose another API ID.
accounts-api-id-taken-now = This API ID was taken a moment ago. Choose another.
accounts-edit-overtaken = Someone else changed this account while you were editing it. What they saved is shown below; check it and save again to replace it.
accounts-edit-in-bin = “{ $name }” is in the recycle bin. Restore it before you change it.
accounts-edit-same-moment = Someone else changed it at this moment. Try again.
accounts-tree-busy = The tree of accounts is being changed by others.
