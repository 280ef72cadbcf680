# Transactions: states, what is refused, what a list is narrowed to (src/transactions).
transactions-state-done = Done
transactions-state-warned = Done with warnings
transactions-state-failed = Failed
transactions-state-waiting = Waiting
transactions-state-running = Running
transactions-state-queued = Queued
transactions-state-dropped = Dropped
transactions-state-stopped = Stopped
transactions-origin-webhook = Webhook
transactions-origin-schedule = Schedule
transactions-origin-once = Run once
transactions-origin-item = Item of a collection
transactions-origin-retry = Retry
transactions-origin-replay = Replay
transactions-label = { $cycle } of { $at }
transactions-seconds = { $whole }.{ $tenth } s
transactions-halted = It is stopped.
transactions-then-dropped = It goes on when it is started again, else it is dropped <time datetime="{ $iso }" title="{ $exact }">{ $at }</time>.
transactions-then-again = Tried again <time datetime="{ $iso }" title="{ $exact }">{ $at }</time>.
transactions-then-on = Goes on <time datetime="{ $iso }" title="{ $exact }">{ $at }</time>.

# What is refused.
transactions-mended = It was run again already, and that ended well.
transactions-not-failed = It has not failed, so there is nothing to run again.
transactions-not-ended = It has not ended yet. Wait for that, then replay it.
transactions-no-webhook = No webhook began it, so there is nothing to replay.
transactions-data-needed = It, or an item of its collection, has not ended yet and needs its data. Wait for that.
transactions-suspended-run-again = Its account is suspended. Resume the account first, then run this again.
transactions-under-way = It is being run again already. Look at how that ends before you begin another.
transactions-data-gone = The data of its steps is not kept any more, so it cannot be run again from here.
transactions-only-from-start = It failed beside the items of its collection, so it can only be run again from the start.
transactions-suspended = Its account is suspended. Resume the account first.
transactions-stopped-start = It is stopped. Start it again, and it goes on.
transactions-no-next-try = It does not wait for its next try any more. Look at how it stands now.
transactions-ended = It has ended already.
transactions-carried-out = It is carried out at this moment, and nothing of it waits. Look again in a moment.
transactions-job-title =
    { $n ->
        [one] Run { $n } transaction again
       *[other] Run { $n } transactions again
    }
transactions-job-none = There is no such transaction.
transactions-job-row = { $cycle } of { $account }

# What a step sent and got.
transactions-bytes-came = { $bytes } bytes came. They stand in the output, as they were read.
transactions-answered = Status { $status } after { $took } ms
transactions-answered-status = Status { $status }
transactions-answered-after = after { $took } ms

# Filters.
transactions-any-state = Any state
transactions-state-pending = Queued or waiting
transactions-state-incidents = With incidents
transactions-any-time = Any time
transactions-last-hour = Last hour
transactions-last-day = Last 24 hours
transactions-last-week = Last 7 days
transactions-last-month = Last 30 days
transactions-own-dates = Own dates
transactions-no-id = “{ $typed }” is no TransactionId. Enter one, or its first 8 characters or more.
transactions-no-state = There is no state “{ $typed }”. Choose one from the list.
transactions-no-period = There is no period “{ $typed }”. Choose one from the list.
transactions-no-cycle = “{ $typed }” is no { CYCLE() }. Choose one from the list.
transactions-no-connector = “{ $typed }” is no connector. Choose one from the list.
transactions-no-template = “{ $typed }” is no template. Choose one of the list.
transactions-no-called = “{ $typed }” is no connector. Follow a figure of a report.
transactions-no-tasks = There are no tasks “{ $typed }”. Follow a figure of a report.

# What was looked for: parts of a list between semicolons.
transactions-sought-state =
    { $state ->
        [failed] state failed
        [running] state running
        [queued] state queued
        [waiting] state waiting
        [pending] state queued or waiting
        [done] state done
        [dropped] state dropped
        [incidents] state with incidents
       *[other] state { $typed }
    }
transactions-sought-cycle = { CYCLE() } “{ $name }”
transactions-sought-connector = connector “{ $name }”
transactions-sought-incident = incident “{ $name }”
transactions-sought-id = TransactionId “{ $name }”
transactions-sought-from = from “{ $name }”
transactions-sought-to = to “{ $name }”
transactions-sought-account = account “{ $name }”
transactions-sought-below = at or below account “{ $name }”
transactions-sought-tag = tag “{ $name }”
transactions-sought-template = template “{ $name }”
transactions-sought-period =
    { $period ->
        [hour] last hour
        [day] last 24 hours
        [week] last 7 days
        [month] last 30 days
       *[other] { $typed }
    }
transactions-sought-period-since =
    { $period ->
        [hour] last hour, since { $since }
        [day] last 24 hours, since { $since }
        [week] last 7 days, since { $since }
       *[month] last 30 days, since { $since }
    }
# `of`: none, data (a data operation) or connector; `by`: none or method.
transactions-with-task =
    with a task{ $of ->
        [data] {" that is a data operation"}
        [connector] {" of “"}{ $name }”
       *[none] {""}
    }{ $by ->
        [method] , method “{ $method }”{ $which ->
            [any] {""}
           *[other] ,
        }
       *[none] {""}
    }{ $which ->
        [failed] {" that failed"}
        [over] {" that went on beyond the limit"}
       *[any] {""}
    }
transactions-of-below = of “{ $name }” and all below it
transactions-of-tagged = of accounts with the tag “{ $tag }”
transactions-only = Only transactions { $parts }.
transactions-only-days = Only transactions { $parts }. The days above are those of the tasks.
