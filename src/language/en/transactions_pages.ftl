# Pages of transactions (src/transactions/pages).
transactions-title = Transactions
transactions-noun = transactions
transactions-id = TransactionId
transactions-account-or-id = Account or API ID
transactions-state = State
transactions-began = Began
transactions-from = From
transactions-to = To
transactions-days-zone = Days are days in { $zone }
transactions-days-own = Days are each account's own
transactions-any-cycle = Any { CYCLE() }
transactions-any-connector = Any connector
transactions-any-template = Any template
transactions-uses = Uses { $name }
transactions-name-of = { $name } of { $owner }
transactions-from-template = From { $name }
transactions-cycle = { CYCLE_CAP() }
transactions-using = Transactions that use this connector
transactions-of-using = Transactions of the { CYCLES() } that use this connector
transactions-of-template = Transactions of the { CYCLES() } installed from this template
transactions-of-incident = Transactions that raised the incident “{ $cause }”.
transactions-of-incident-open = Transactions that raised the incident “{ $cause }” and that nothing later came of.
transactions-none-match = No transaction matches
transactions-looked-for = Looked for: { $words }.
transactions-clear-filters = Clear filters
transactions-nothing-ran = Nothing has run yet
transactions-nothing-ran-here = Each run appears here with what it sent and received.
transactions-nothing-ran-anywhere = Each run of a { CYCLE() } of any account appears here.
transactions-ask-run-again = Run again...
transactions-newest-first = Newest first
transactions-select-all = Select all transactions on this page
transactions-account = Account
transactions-started-by = Started by
transactions-steps = Steps
transactions-took = Took

# Asked before something is done with one.
transactions-since-failure = The failed step
transactions-since-failure-hint = What was done before stays done and is not called again.
transactions-since-start = The start
transactions-since-start-hint = Every step is done anew, those that went well too.
transactions-since = From
transactions-retry-title = Run this transaction again?
transactions-retry-intro = A new transaction begins by what is known of this one. It runs even where starting is paused.
transactions-run-again = Run again
transactions-replay-title = Replay this webhook?
transactions-replay-intro = What it brought is handed in once more, as if it came again. Every step is done anew.
transactions-replay = Replay
transactions-delete-title = Delete the data of this transaction?
transactions-delete-intro = What went into and came out of its steps, and of those of its items, is deleted and cannot be brought back. That it ran, how it went and its tasks stay. It cannot be run again from this data.
transactions-delete = Delete data
transactions-try-title = Try it now?
transactions-try-intro = The step that waits for its next try is carried out at once. It is one of its tries: if it fails again, the later ones stay as they are planned.
transactions-try = Try now
transactions-stop-title = Stop this transaction?
transactions-stop-intro = It ends as stopped, with the items of its collection that wait. What is carried out at this moment goes on. You can run it again afterwards, from where it stands or from the start.
transactions-stop = Stop transaction
transactions-mended-at = It was run again already, and that ended well on { $at }. Running it once more does its work twice.
transactions-runs-again = It runs again, as this transaction.
transactions-replayed = The webhook is replayed, as this transaction.
transactions-tried = It is tried now.
transactions-stopped = Stopped, with what waited of its items. You can run it again.
transactions-deleted = Data deleted. What ran and its tasks stay.

# Many are run again.
transactions-too-many = { $most } at once are the most. Choose fewer, or one { CYCLE() }.
transactions-no-transaction = “{ $typed }” is no transaction.
transactions-choose-first = Choose at least one transaction first.
transactions-none-failed = None of them has failed any more.
transactions-of-account = Transactions of { $name }
transactions-there-are-more = There are more. These are as many as are run at once; ask again for the rest when they have begun.
transactions-run-many =
    { $n ->
        [one] Run { $n } transaction again?
       *[other] Run { $n } transactions again?
    }
transactions-run-many-in =
    Run { $n ->
        [one] { $n } transaction
       *[other] { $n } transactions
    } in { $accounts ->
        [one] { $accounts } account
       *[other] { $accounts } accounts
    } again?
transactions-match-by-now = { $n } match by now. Look at them and decide again.
transactions-many-intro = Each is done by itself, as a new transaction; the next page shows the result of each. Those that have not failed, or that were run again and ended well, are left as they are.

# The page of one.
transactions-fact-ended = Ended
transactions-ended-after = { $at } after { $took }
transactions-fact-part-of = Part of
transactions-part-of-collection = its collection's transaction
transactions-fact-runs-again = Runs again
transactions-first-of-them = the first of them
transactions-fact-failed-at = Failed at
transactions-fact-tasks = Tasks
transactions-fact-data-kept = Data kept
transactions-not-kept = not any more
transactions-kept-until = until { $at }
transactions-ask-delete = Delete data...
transactions-ask-replay = Replay...
transactions-ask-stop = Stop...
transactions-ask-try = Try now...
transactions-why-failed = Why it failed
transactions-how-ended = How it ended
transactions-waits-for = What it waits for
transactions-data-not-kept = What went into and came out of the steps is not kept any more.
transactions-headers = Headers
transactions-no-body = No body.
transactions-as-curl = As cURL
transactions-step-as-curl = Step { $no } as cURL
transactions-no-step = No step has run yet.
transactions-reload = Reload to see how far it is.
transactions-items-of = Items of its collection
transactions-newest = The newest { $n }
transactions-items = Items
transactions-run-again-as = Run again as

# Steps of one.
transactions-step-done = Done
transactions-step-split = Split
transactions-step-ignored = Ignored
transactions-step-retry = Failed for now
transactions-step-waits = Waits
transactions-step-failed = Failed
transactions-answer = answer { $code }
transactions-records =
    { $n ->
        [one] { $n } record
       *[other] { $n } records
    }
transactions-by-port = went on by { $port }
transactions-try-number = try { $n }
transactions-request = Request
transactions-response = Response
transactions-output = Output
transactions-request-of = Request of step { $no }
transactions-response-of = Response of step { $no }
transactions-output-of = Output of step { $no }
transactions-cut = The first { $shown } of { $all } kB.
