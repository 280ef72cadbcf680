# Cycles: what is refused, states, what is still to be done, fields and times (src/cycles).
cycles-runs-no-edit = { $name } runs, and cannot be edited while it does. Stop it first.
cycles-edited-elsewhere = Someone else changed { $name } while you were editing, so nothing of yours was saved. Open it again to see what they saved, and do it again.
cycles-cannot-start = It cannot start yet. { $first }
cycles-cannot-start-more = It cannot start yet. { $first } And { $more } more.
cycles-account-suspended = Its account is suspended. Resume the account first.
cycles-remove-runs = { $name } runs. Stop it first, then remove it.
cycles-type-name = Type the name exactly as it is shown.
cycles-state-paused = Paused
cycles-state-active = Active
cycles-state-finishing = Finishing
cycles-state-error = Error
cycles-state-removed = Removed
cycles-name-missing = Give it a name.
cycles-choose-slot = Choose a connector for “{ $slot }”.
cycles-slot-unusable = The connector for “{ $slot }” cannot be used any more. Choose another.
cycles-connect = Connect “{ $name }”.
cycles-connect-there = “{ $name }” of { $owner } is not connected. Ask there, or choose another.
cycles-step-fault = Step “{ $step }”: { $words }
cycles-fill-in-field = Fill in “{ $field }”.
cycles-it-runs = It runs, and cannot be changed while it does. Stop it first.
cycles-changed-elsewhere = Someone else changed { $name } while you were editing, so nothing was saved. Open this page again and look at what they saved.
cycles-no-times = Its webhook begins it, so it has no times of its own.
cycles-connector-unusable = This connector cannot be used here any more. Choose another.

# Fields that are filled in, and times.
cycles-choose = Choose
cycles-nothing = Nothing
cycles-as-usual = As usual: { $usual }
cycles-yes = Yes
cycles-no = No
cycles-empty-means = Left empty: { $usual }.
cycles-left-empty = left empty
cycles-filled-as-usual = as usual: { $usual }
cycles-every-minute = Every minute
cycles-every-hour = Every hour
cycles-every-day = Every day
cycles-every-week = Every week
cycles-every-hours = Every { $n } hours
cycles-every-minutes = Every { $n } minutes
cycles-interval = Interval
cycles-first-run = First run
cycles-first-run-hint = Left empty: at once, for an interval
cycles-cron-line = Cron line
cycles-cron-line-hint = Minute, hour, day of the month, month, day of the week: 30 8 * * 1-5 is at 8:30 from Monday to Friday

# Words of several pages.
cycles-save = Save
cycles-cancel = Cancel
cycles-back = Back
cycles-name = Name
cycles-state = State
cycles-title = { CYCLE_CAP() }
cycles-heading = { CYCLES_CAP() }
cycles-runs-locked = It runs, so nothing of it can be changed. Stop it first.
