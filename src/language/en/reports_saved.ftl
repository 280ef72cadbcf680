# Reports that are sent by mail on a schedule (src/reports/saved).
# When and about what.
reports-monday = Monday
reports-tuesday = Tuesday
reports-wednesday = Wednesday
reports-thursday = Thursday
reports-friday = Friday
reports-saturday = Saturday
reports-sunday = Sunday
reports-each-day-at = each day at { $time }, { $zone }
reports-each-weekday-at = each { $day } at { $time }, { $zone }
reports-each-month-at = on day { $day } of each month at { $time }, { $zone }
reports-of-account = of “{ $account }”
reports-at-below = at or below “{ $account }”
reports-with-tag = with the tag “{ $tag }”
reports-of-connector = of one connector
reports-of-credential = of one credential
# The list.
reports-saved-title = Reports sent by mail
reports-none-saved = No report is sent by mail yet
reports-none-saved-why = Open a report, narrow it to what matters, and choose “Send by mail”.
reports-name = Name
reports-readers = To
reports-state = State
reports-next-last = Next, last
reports-actions = Actions
reports-actions-for = Actions for { $name }
reports-stopped = Stopped
reports-paused = Paused
reports-active = Active
reports-another-version = A report of another version
reports-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
reports-not-sent = not sent yet
reports-send-now = Send now
reports-pause = Pause
reports-resume = Resume
reports-edit = Edit
reports-delete = Delete...
reports-said-paused = “{ $name }” is paused. It is not sent until somebody resumes it.
reports-said-resumed = “{ $name }” goes on, in your name.
reports-said-sent = “{ $name }” is on its way.
reports-said-deleted = “{ $name }” is deleted and not sent any more.
reports-delete-title = Delete “{ $name }”?
reports-delete-why = It is not sent any more. The report itself stays where it is.
reports-delete-saved = Delete saved report
# The form.
reports-send-title = Send a report by mail
reports-save-send = Save and send by mail
reports-edit-title = Edit a saved report
reports-save-changes = Save changes
reports-cancel = Cancel
reports-each-mail = <b>{ $about }</b>. Each mail says the figures beside those of as many days before, and leads to the report; whoever opens it signs in first. It is sent in your name, for as long as you may do this.
reports-name-hint = The subject of each mail.
reports-about-days = About which days
reports-days-over = Days that are over: until the day before it is sent.
reports-periods-own = Each account's own: the one that it is in, until the mail is sent, or the one before, which is over.
reports-no-own-dates = Own dates would be the same in each mail. Choose days that go along with the time.
reports-how-often = How often
reports-each-day = Each day
reports-each-week = Each week
reports-each-week-why = On the day of the week below
reports-each-month = Each month
reports-each-month-why = On the day of the month below, the last one where a month has no such day
reports-weekday = Day of the week
reports-monthday = Day of the month
reports-at = At
reports-timezone = Timezone
reports-mailed-to = Mailed to
reports-saved-now = Saved. It is sent when its time comes next.
# What is wrong with it.
reports-name-wrong = Enter a name of up to 200 characters.
reports-days-wrong = Choose the days from the list.
reports-query-wrong = What the report is narrowed to is too long to be kept. Narrow it to less.
reports-readers-wrong = Choose at least one person that it is mailed to.
reports-weekday-wrong = Choose a day of the week.
reports-monthday-wrong = Enter a day of the month, from 1 to 31.
reports-every-wrong = Choose how often it is sent.
reports-hour-wrong = Choose an hour from 0 to 23.
reports-timezone-wrong = Choose a timezone from the list.
reports-reader-gone = Somebody who was chosen cannot be mailed from here any more. Choose again.
reports-saved-most = { $n } saved reports are the most. Delete one first.
reports-meanwhile = Someone else changed this while you were editing. Save again to replace what they saved, or leave it as it is.
reports-has-stopped = “{ $name }” has stopped. Resume it first: it goes on in your name then.
reports-sent-lately = “{ $name }” was sent less than five minutes ago. Wait a moment, then ask again.
# Figures of the mail.
reports-deleted-account-row = A deleted account
reports-under-way = In { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    } further west { $day } is not over yet, so its figures may still grow.
reports-n-tasks =
    { $n ->
        [one] { $n } task
       *[other] { $n } tasks
    }
reports-n-failed-tasks =
    { $n ->
        [one] { $n } failed task
       *[other] { $n } failed tasks
    }
reports-n-over-limit =
    { $n ->
        [one] { $n } task over the limit
       *[other] { $n } tasks over the limit
    }
reports-n-transactions =
    { $n ->
        [one] { $n } transaction
       *[other] { $n } transactions
    }
reports-n-failed =
    { $n ->
        [one] { $n } failed transaction
       *[other] { $n } failed transactions
    }
reports-n-incidents =
    { $n ->
        [one] { $n } incident
       *[other] { $n } incidents
    }
reports-n-cycles =
    { $n ->
        [one] { $n } active { CYCLE() }
       *[other] { $n } active { CYCLES() }
    }
reports-n-connectors =
    { $n ->
        [one] { $n } connector
       *[other] { $n } connectors
    }
reports-n-methods =
    { $n ->
        [one] { $n } method
       *[other] { $n } methods
    }
