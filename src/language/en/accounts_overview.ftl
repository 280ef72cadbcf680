# The overview of one account in the console (src/accounts/pages/show.rs, attention.rs, stands.rs).
accounts-show-someone = someone
accounts-attention-bin = In the recycle bin
accounts-attention-bin-why = Deleted by { $by } on { $at }. It can be restored until { $until }.
accounts-attention-bin-open = Open the account it went with
accounts-attention-suspended = Suspended since { $since } by { $by }
accounts-attention-reason = Reason: { $reason }
accounts-attention-expired = Expired on { $at }
accounts-attention-expired-why = Its people cannot open it. Set a later expiry date, or remove it, and it resumes.
accounts-attention-extend = Extend
accounts-attention-above = Suspended with “{ $name }”
accounts-attention-above-suspended = The account above is suspended, so nobody can open this one either.
accounts-attention-above-expired = The account above has expired, so nobody can open this one either.
accounts-attention-above-open = Open it
accounts-attention-expires = Expires { $when }
accounts-attention-expires-why = On { $at } it is suspended, with everything below it.
accounts-attention-expires-change = Change the date
accounts-attention-see-held = See them
accounts-attention-see-limits = See limits
accounts-show-tasks = Tasks this billing period
accounts-show-no-limit = no limit, next period { $day }
accounts-show-success = Success, 7 days
accounts-show-success-none = none yet
accounts-show-success-none-why = no transaction has ended
accounts-show-success-no-before = none before
accounts-show-success-same = as before
accounts-show-success-more = { $points } points more than before
accounts-show-success-less = { $points } points less than before
accounts-show-cycles = Active { CYCLES() }
accounts-show-in-error = { $n } in error
accounts-show-paused = { $n } paused
accounts-show-in-error-paused = { $error } in error, { $paused } paused
accounts-show-attention = Needs attention
accounts-show-full = 1 limit
accounts-show-full-why = of tasks is used up
accounts-show-nothing = Nothing
accounts-show-nothing-why = all is well
accounts-show-failing =
    { $n } failing { $n ->
        [one] { CYCLE() }
       *[other] { CYCLES() }
    }
accounts-show-connectors =
    { $n ->
        [one] { $n } connector
       *[other] { $n } connectors
    }
accounts-show-failing-connectors =
    { $n } failing { $n ->
        [one] { CYCLE() }
       *[other] { CYCLES() }
    }, { $connectors ->
        [one] { $connectors } connector
       *[other] { $connectors } connectors
    }
accounts-show-reconnect = { $name }: reconnect
accounts-show-errors =
    { $n ->
        [one] { $n } error
       *[other] { $n } errors
    }
accounts-show-unconnected = not connected yet
accounts-show-last-30-days = Last 30 days
accounts-show-own = Own
accounts-show-with-sub-accounts = With sub-accounts
accounts-show-report = Report
accounts-show-quiet = Nothing was used in this time. A task is one call of a connector's method, or one data operation.
accounts-show-incidents = Incidents
accounts-show-all-well = Nothing: no { CYCLE() } has open errors, and each connector is connected.
accounts-show-refused = Sign-in refused: reconnect
accounts-show-not-connected = Not connected yet
accounts-show-stopped = Stopped by an error
accounts-show-state-paused = Paused
accounts-show-state-failing = Failing
accounts-show-failed-at =
    failed at “{ $step }”, { $n ->
        [one] { $n } error
       *[other] { $n } errors
    }
accounts-show-open = Open
accounts-show-retry = Retry...
accounts-show-limits = Limits
accounts-show-limits-why = Why these limits
accounts-show-limits-none = Nothing is limited: it may use as much as it needs.
accounts-show-limit = { $limit }, set by { $by }
accounts-show-limit-used = { $limit }, set by { $by }, { $used }
accounts-show-limit-at = { $limit }, set by <a href="{ $href }">{ $by }</a>
accounts-show-limit-at-used = { $limit }, set by <a href="{ $href }">{ $by }</a>, { $used }
accounts-show-about = About
accounts-show-details = All details
accounts-show-sub-accounts = Sub-accounts
accounts-show-people = People
accounts-show-created = Created
accounts-show-timezone = Timezone
accounts-show-parent = Parent
accounts-show-level = Level
accounts-show-expires = Expires
accounts-show-changes = Latest changes
accounts-show-all-changes = All changes
accounts-show-no-changes = Nothing has changed yet.
