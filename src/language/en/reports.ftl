# Reports: what all of them share (src/reports).
reports-title = Reports
# Words of figures and of heads of columns.
reports-tasks = Tasks
reports-failed-tasks = Failed tasks
reports-transactions = Transactions
reports-failed-transactions = Failed transactions
reports-incidents = Incidents
reports-failed = Failed
reports-change = Change
reports-share = Share
reports-account = Account
reports-accounts = Accounts
reports-connector = Connector
reports-connectors = Connectors
reports-method = Method
reports-methods = Methods
reports-cycle = { CYCLE_CAP() }
reports-cycles = { CYCLES_CAP() }
reports-with-sub-accounts = With sub-accounts
reports-over-limit = Over the limit
reports-tasks-over-limit = Tasks over the limit
reports-went-well = Went well
reports-calls = Calls
reports-errors = Errors
reports-tasks-before = Tasks before
reports-calls-before = Calls before
# Figures beside those before.
reports-as-before = as before
reports-none-before = none before
reports-more-before = { $size } % more than before
reports-less-before = { $size } % less than before
reports-as-same-days = as in the same days before
reports-none-same-days = none in the same days before
reports-more-same-days = { $size } % more than in the same days before
reports-less-same-days = { $size } % less than in the same days before
reports-with-overage = { $said }; { $n } over the limit, counted apart
reports-before = before { $value }
# Days.
reports-days = { $first } to { $last }
reports-days-in = { $days }, days in { $zone }
reports-days-own-zones = { $days }, each account by days of its own timezone
reports-own-days = each account's own days
reports-zone = days in { $zone }
reports-zone-until = until { $when } days in { $zone }
reports-began = the account began on { $day }
reports-too-early = The account began on { $day }. There is nothing before that day.
reports-days-are = Days are days in { $zone }
reports-now-by = Which day it is now is told by { $zone }
# What they can be about.
reports-period = Period
reports-from = From
reports-to = To
reports-at-or-below = At or below account
reports-tag = Tag
reports-last-30 = Last 30 days
reports-last-7 = Last 7 days
reports-last-90 = Last 90 days
reports-this-month = This month
reports-last-month = Last month
reports-last-12-months = Last 12 months
reports-this-billing = This billing period
reports-former-billing = Billing period before
reports-own-dates = Own dates
reports-no-period = There is no period “{ $typed }”. Choose one from the list.
reports-days-most = { $n } days are the most. Choose a later first day, or an earlier last one.
reports-no-year = There are no figures of that year. Choose another day.
reports-too-long-ago = “{ $typed }” is too long ago. Choose a day from { $year } on.
reports-no-connector = “{ $typed }” is no connector. Choose one from the list.
reports-any-connector = Any connector
reports-one-connector = One connector
# Lists.
reports-no-order = There is no order by “{ $typed }”. The list stands in its usual one.
reports-most-first = Most { $column } first
reports-fewest-first = Fewest { $column } first
reports-show-year = Show 12 months
reports-show-month = Show the last 30 days
reports-clear-filters = Clear filters
reports-download = Download CSV
reports-send-by-mail = Send by mail
reports-with = with { $n }
reports-deleted-account = A deleted account ({ $id })
reports-purged = Purged; its figures stay
reports-in-bin = In the recycle bin
reports-data-operations = Data operations
reports-deleted-connector = A connector that was deleted
reports-programs = Calls of programs
reports-programs-why = Methods called through the API, in no { CYCLE() }
reports-deleted-cycle = A { CYCLE() } that was deleted
reports-deleted-stays = Deleted; its figures stay
# The chart.
reports-chart-tasks-day = Tasks per day ({ $zone })
reports-chart-tasks-month = Tasks per month ({ $zone })
reports-chart-calls-day = Calls per day ({ $zone })
reports-chart-calls-month = Calls per month ({ $zone })
reports-chart-periods = Tasks per billing period ({ $zone })
reports-highest-tasks = Highest: { $n ->
        [one] { $n } task
       *[other] { $n } tasks
    } on { $day }.
reports-highest-calls = Highest: { $n ->
        [one] { $n } call
       *[other] { $n } calls
    } on { $day }.
reports-highest-period = Highest: { $n ->
        [one] { $n } task
       *[other] { $n } tasks
    }.
reports-chart-no-task = No task in this time.
reports-chart-no-call = No call in this time.
reports-no-task = No task in this time
reports-no-call = No call in this time
reports-absent = before the account began
reports-bar-incidents =
    { $tasks ->
        [one] { $tasks } task
       *[other] { $tasks } tasks
    }, { $transactions ->
        [one] { $transactions } transaction
       *[other] { $transactions } transactions
    }, { $incidents ->
        [one] { $incidents } incident
       *[other] { $incidents } incidents
    }; before { $before }
reports-bar-tasks =
    { $tasks ->
        [one] { $tasks } task
       *[other] { $tasks } tasks
    }, { $failed } failed; before { $before }
reports-bar-calls =
    { $calls ->
        [one] { $calls } call
       *[other] { $calls } calls
    }, { $failed } failed; before { $before }
reports-bar-period =
    { $tasks ->
        [one] { $tasks } task
       *[other] { $tasks } tasks
    }, { $transactions ->
        [one] { $transactions } transaction
       *[other] { $transactions } transactions
    }, { $incidents ->
        [one] { $incidents } incident
       *[other] { $incidents } incidents
    }
reports-limit-month = Limit: { $limit } a billing period
reports-limit-day = Limit of { $limit } a billing period: { $even } a day
reports-limit-now = Limit now: { $limit } a billing period
reports-period-before = Period before
reports-view-table = View as table
reports-when = When
