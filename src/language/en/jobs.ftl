# The page of a job (src/jobs).
jobs-state-waiting = Waiting
jobs-state-running = Running
jobs-state-done-failures = Done with failures
jobs-state-done = Done
jobs-state-stopped = Stopped
jobs-outcome-done = Done
jobs-outcome-unchanged = Unchanged
jobs-outcome-failed = Failed
jobs-outcome-not-done = Not done
jobs-outcome-waiting = Waiting
jobs-progress = Progress
jobs-progress-queued = Waiting for a free worker
jobs-progress-nothing = Nothing was done
jobs-progress-starting = Starting
jobs-progress-of = { $done } of { $total }
jobs-progress-of-failed = { $done } of { $total }, { $failed } failed
jobs-started = Started by { $actor }, <time datetime="{ $iso }" title="{ $exact }" data-relative>{ $when }</time>.
jobs-goes-on = It goes on when you leave this page.<span class="no-js-only"> Reload to see how far it is.</span>
jobs-problem = The job stopped
jobs-brought-over = Brought over
jobs-rows-failed =
    { $n ->
        [one] { $n } row failed
       *[other] { $n } rows failed
    }
jobs-others-unaffected = The other rows are not affected.
jobs-download-failures = Download failures
jobs-result = Result
jobs-any-result = Every result
jobs-results = Results
jobs-message = Message
jobs-none = Nothing to show yet.
jobs-no-match = No row has this result.
jobs-clear = Clear filters
jobs-noun-transaction = Transaction
jobs-noun-cycle = { CYCLE_CAP() }
jobs-noun-account = Account
jobs-at-transactions = Transactions
jobs-at-incident = Incident
jobs-at-exports = Exports
jobs-at-certificates = Certificates
jobs-at-template = Template
jobs-at-accounts = Accounts
# What the worker says of one that stopped; kept with it.
jobs-given-up = It was tried several times and its worker stopped each time. Nothing more was done.
jobs-not-allowed = { $who } was disabled or has no longer the right “{ $needs }”, so the rest was not done. Someone who has it can start again.
jobs-went-wrong = Something went wrong on our side. The piece of work in hand was undone.
