# What can be limited, and what is said at a limit (src/limits).
limits-kind =
    { $kind ->
        [users] Users
        [sub_accounts] Sub-accounts
        [connectors] Connectors
        [active_cycles] Active { CYCLES() }
        [tasks_month] Tasks a month
        [transactions_minute] Transactions a minute
        [at_once] Transactions at once
        [payload_kb] Payload size
       *[other] Retention of step data
    }
limits-kind-within =
    { $kind ->
        [users] users
        [sub_accounts] sub-accounts
        [connectors] connectors
        [active_cycles] active { CYCLES() }
        [tasks_month] tasks a month
        [transactions_minute] transactions a minute
        [at_once] transactions at once
        [payload_kb] payload size
       *[other] retention of step data
    }
limits-count-users =
    { $n ->
        [one] { $n } user
       *[other] { $n } users
    }
limits-count-sub-accounts =
    { $n ->
        [one] { $n } sub-account
       *[other] { $n } sub-accounts
    }
limits-count-connectors =
    { $n ->
        [one] { $n } connector
       *[other] { $n } connectors
    }
limits-count-cycles =
    { $n ->
        [one] { $n } active { CYCLE() }
       *[other] { $n } active { CYCLES() }
    }
limits-count-tasks =
    { $n ->
        [one] { $n } task
       *[other] { $n } tasks
    }
limits-count-transactions =
    { $n ->
        [one] { $n } transaction
       *[other] { $n } transactions
    }
limits-count-kb = { $n } KB
limits-count-hours =
    { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
limits-none-of =
    { $kind ->
        [users] { $whose } may have no users
        [sub_accounts] { $whose } may have no sub-accounts
        [connectors] { $whose } may have no connectors
        [active_cycles] { $whose } may have no active { CYCLES() }
        [tasks_month] { $whose } may have no tasks
        [payload_kb] { $whose } may have no KB
        [retention_hours] { $whose } may have no hours
       *[other] { $whose } may have no transactions
    }
limits-hint-users = People let into the account, invited ones too. Who is let into two accounts counts in each.
limits-hint-sub-accounts = Own: right below the account. With sub-accounts: on all levels below. The recycle bin does not count.
limits-hint-connectors = Connectors installed in the account, connected or not.
limits-hint-cycles = { CYCLES_CAP() } that were started. Those of a suspended account count, and go on when it is resumed.
limits-hint-tasks = Tasks from one billing date to the next.
limits-hint-minute = Transactions that begin within one minute. What comes faster waits and is taken in its order.
limits-hint-at-once = Transactions that run at the same moment, over all workers.
limits-hint-payload = What one webhook may bring, in KB.
limits-hint-retention = How long data of steps may be kept, in hours.
limits-resets = It resets on the next billing date.
limits-enter = Enter how much of { $what } there may be; 0 is none at all.
limits-not-negative = { $what } cannot be less than 0. Enter 0 for none at all.
limits-whole = Enter { $what } as a whole number, such as 25.
limits-at-most = { $what } can be { $most } at most. For no limit choose that instead.
limits-as-by-default = as by default
limits-no-limit-within = no limit
limits-count-hold = { $count }, hold
limits-count-overage = { $count }, overage
limits-then-refused = Refused
limits-then-overage = Overage: goes on, counted apart
limits-then-hold = Hold: waits for the next period
limits-then-waits = Waits for room
limits-then-not-taken = Not taken
limits-then-shortened = Kept no longer
limits-meanwhile = Someone else changed this limit while you were editing. What they saved is shown; check it and save again to replace it.
limits-in-bin = “{ $name }” is in the recycle bin. Restore it before you change its limits.
limits-beyond-cap = { $what } can be { $count } at most: that is the cap of all accounts. Enter less, or raise the cap in the settings first.
limits-no-limit-to-meet = What happens at the limit is set together with one: give the account a limit of its own or one with sub-accounts as well. Where the default holds, it is set with the default.
