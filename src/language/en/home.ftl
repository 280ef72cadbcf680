# An account's home, its details and its people's lists of accounts (src/home).
home-no-action = Nothing needs you here at the moment.
home-provided = Provided by { $partner }, your role is { $role }
home-tasks = Tasks this billing period
home-next-period = next period { $date }
home-active = Active { CYCLES() }
home-failed = Failed in 24 hours
home-failed-note = transactions
home-people = People
home-administrators =
    { $n ->
        [one] { $n } administrator
       *[other] { $n } administrators
    }
home-or-more = { $n } or more
home-sub-accounts-open = Sub-accounts you may open
home-last-30-days = Last 30 days
home-report = Report
home-nothing-used = Nothing was used in this time. A task is one call of a connector's method, or one data operation.
home-use-limits = Use against limits
home-limits = Limits
home-last = Last transactions
home-all-transactions = All transactions
home-fresh = Nothing runs here yet
home-fresh-why = Install a template to begin with one.
home-install = Install a template
home-no-run = Nothing has run yet
home-no-run-why = Each run appears here with what it sent and received.
home-changed = What changed
home-audit = Audit log
home-nothing-changed = Nothing has changed yet.
home-about = About this account
home-no-description = No description yet. An administrator can write one under Details.
home-this = This account
home-this-account = this account
# What needs somebody.
home-see-them = See them
home-see-it = See it
home-see-people = See people
home-see-incidents = See incidents
home-expires-soon = This account expires on { $at } ({ $zone }). From then on its pages are closed; nothing is deleted. Ask { $partner } to extend it.
home-invited =
    { $n ->
        [one] { $n } person has
       *[other] { $n } people have
    } not used the invitation yet.
home-only-administrator = You are the only administrator. With a second one somebody can still let people in when you are away.
home-stopped = “{ $name }” was stopped by an error. { $problem }
home-more-stopped =
    { $n ->
        [one] { $n } more was
       *[other] { $n } more were
    } stopped by an error.
home-refused = “{ $name }”: the application does not take the credentials any more.
home-not-connected = “{ $name }” is not connected yet, so nothing can use it.
home-reconnect = Reconnect
home-connect = Connect
home-many-failed = { $n } or more transactions failed in the last 24 hours.
home-some-failed =
    { $n ->
        [one] { $n } transaction
       *[other] { $n } transactions
    } failed in the last 24 hours.
home-causes-open =
    { $n ->
        [one] { $n } cause of errors and warnings is
       *[other] { $n } causes of errors and warnings are
    } open.
# Details.
home-details = Details
home-details-of = Details of { $name }
home-edit = Edit
home-edit-of = Edit { $name }
home-edit-details = Edit details
home-name = Name
home-description = Description
home-none-yet = none yet
home-timezone = Timezone
home-language = Language
home-api-id = API ID
home-copy-api-id = Copy API ID
home-expires = Expires
home-created = Created
home-changed-at = Changed
home-set-by = API ID and expiry are set by { $partner }.
home-may-change = An administrator of this account can change its name, description, timezone and language.
home-both = Saved by someone else, and what you typed
home-name-hint = { $partner } sees this name too
home-timezone-hint = Type a city, such as London
home-language-hint = Such as en or pt-BR
home-save = Save changes
home-cancel = Cancel
home-saved = Changes saved.
home-conflict = Someone else changed this account while you were editing it. What they saved is shown below beside what you typed; check it and save again to replace it.
