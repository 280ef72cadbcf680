# The console's first page (src/overview).
overview-title = Overview
overview-new-account = New account
overview-welcome = Welcome
overview-few-rights = You see figures and reports. For more, whoever manages console users can give you rights.
overview-stopped = { $what } stopped { $when }
overview-see-done = See what was done
overview-last-30-days = Last 30 days
overview-reports = Reports
overview-nothing-used = Nothing was used in this time. A task is one call of a connector's method, or one data operation.
overview-first-steps = First steps
overview-steps-done = { $done } of { $all } done
overview-step-done = done
overview-needs-right = Somebody with the right has to do it.
overview-needs-action = Needs action
overview-all-well = Nothing: no account fails, is near its limit of tasks, suspended, about to expire or about to be removed.
overview-see-all = See all
overview-failing-parts = Failing connectors and steps
overview-incidents = Incidents
overview-most-active = Accounts by active { CYCLES() }
overview-all-accounts = All accounts
overview-most-active-of = { $many } active { CYCLES() } of { $who }
overview-newest = Newest accounts
overview-changed = Changed this week
overview-audit = Audit log
overview-nothing-changed = Nothing was changed in the last 7 days.
overview-refused-in = sign-in refused in { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }
overview-errors-in =
    { $errors ->
        [one] { $errors } error
       *[other] { $errors } errors
    } in { $accounts ->
        [one] { $accounts } account
       *[other] { $accounts } accounts
    }
# The live load.
overview-load = Live load
overview-this-moment = this moment
overview-running = Running
overview-waiting = Waiting
overview-oldest-wait = Oldest wait
overview-no-wait = none
overview-no-work = No account has work at this moment.
overview-busy = { $running } running, { $waiting } waiting
overview-wait-days = { $n } days
# Who needs somebody.
overview-or-more = { $n } or more
overview-errors =
    { $n ->
        [one] { $n } error
       *[other] { $n } errors
    }
overview-used-of = { $used } of { $value }
overview-used-of-tree = { $used } of { $value }, with sub-accounts
overview-failing = Failing: { $count }
overview-failing-why = Something of theirs went wrong and is not mended. What failed can be run again.
overview-near = Near or at their limit of tasks: { $count }
overview-near-why = At 100 % their work waits for the next period, or goes on as overage, as you have set.
overview-expiring = Expiring within 14 days: { $count }
overview-expiring-why = On that day their pages close. Extend the date under Edit.
overview-suspended = Suspended: { $count }
overview-suspended-why = Their people see a page that says so. Resume them when the reason is gone.
overview-removed = Removed for good within 14 days
overview-removed-why = Deleted accounts stay in the recycle bin for 90 days. Restore what is still wanted.
# The state of things in one line, and its tiles.
overview-accounts-count =
    { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }
overview-sub-accounts-count =
    { $n ->
        [one] { $n } sub-account
       *[other] { $n } sub-accounts
    }
overview-answer-failing = { $count } failing
overview-answer-near = { $count } near or at a limit
overview-answer-suspended = { $count } suspended
overview-answer-expiring = { $count } expiring soon
overview-answer-none = none needs action
overview-tasks-30 = Tasks, 30 days
overview-transactions-30 = Transactions, 30 days
overview-incidents-30 = Incidents, 30 days
overview-incidents-by-day = Incidents by day, { $n } in 30 days
overview-none-failed = none failed
overview-some-failed = { $n } failed
overview-active = Active { CYCLES() }
overview-at-work = in { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }
overview-at-work-in-error = in { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }, { $count } in error
overview-accounts = Accounts
overview-invited = link not used yet
overview-users-invited = Users invited
overview-staff-invited = Staff invited
# The first run.
overview-step-connector = Add a connector
overview-step-connector-why = An application that integrations talk to; from the catalogue, or from its OpenAPI document.
overview-step-template = Publish a template
overview-step-template-why = A prepared integration. It can be installed once a release of it is live.
overview-step-account = Create the first account
overview-step-account-why = One for each of your customers; or import the whole list from a CSV file.
overview-step-user = Invite the first account user
overview-step-user-why = A person of a customer, who sees that customer's accounts and nothing else.
overview-step-staff = Invite a second console user
overview-step-staff-why = So that somebody can still get in when you cannot.
