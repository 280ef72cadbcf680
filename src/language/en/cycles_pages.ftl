# Pages of cycles (src/cycles/pages): the list, a new one, one with all that is asked about it.
cycles-install = Install a template
cycles-new = New { CYCLE() }
cycles-none = No { CYCLE() } yet
cycles-none-install = It moves data between applications. Install a template to begin with one.
cycles-none-what = It moves data between applications.
cycles-new-json = New { CYCLE() } from JSON
cycles-none-at-work = None runs, or did in the last 24 hours.
cycles-at-work = Only those that run, or did until 24 hours ago.
cycles-show-all = Show all
cycles-next-run = Next run

# A new one.
cycles-created = { CYCLE_CAP() } created. It is paused until you start it.
cycles-choose-begins = Choose what begins it: a webhook, a schedule, or a call on a schedule.
cycles-begins = What begins it
cycles-begins-webhook = A webhook
cycles-begins-webhook-hint = An application posts to its address
cycles-begins-schedule = A schedule
cycles-begins-schedule-hint = It runs at fixed times
cycles-begins-poll = A call on a schedule
cycles-begins-poll-hint = It asks an application again and again
cycles-schedule = Schedule
cycles-schedule-hint = A cron line in the account's timezone, such as 30 8 * * 1-5. Leave it empty for a webhook, or to choose it later.
cycles-advanced = Advanced: begin with a flow as JSON
cycles-flow = Flow
cycles-flow-hint = The way a template is exported: steps, edges, connectors and fields. It takes the place of what is chosen above.
cycles-create = Create { CYCLE() }

# Saving one as a template.
cycles-made-of = Made of the { CYCLE() } { $name }.
cycles-saved-as-template = Saved as a template. Its first release is a draft: make it live to install it.
cycles-save-as-template = Save as template
cycles-save-name-as-template = Save { $name } as a template
cycles-template-console = Its steps become the first draft of a template, for { $account } and its sub-accounts until you say otherwise. Credentials and what was filled in stay in the account.
cycles-template-own = Its steps become the first draft of a template of { $account }, that sub-accounts can install once you make it live. Credentials and what was filled in stay here; fixed values in its steps go along.
cycles-folder = Folder
cycles-folder-hint = A slash parts folders, as in Sales/Orders
cycles-description = Description
cycles-description-hint = What it does, for who installs it

# Rename, another address, removal.
cycles-renamed = Renamed.
cycles-address-replaced = The address is replaced. The one before is not known any more: give the new one to its senders.
cycles-was-removed = { $name } was removed. What it did stays in the transactions.
cycles-rename = Rename
cycles-rename-name = Rename { $name }
cycles-replace-the-address = Replace the address
cycles-replace-address-of = Replace the address of “{ $step }”?
cycles-replace-address = Replace address
cycles-address-at-once = A new address takes its place at once.
cycles-address-before = Whoever sends to the one before is answered 404 from then on, and nothing of it is kept. Be ready to give the new one to each sender.
cycles-address-secret = The secret that senders sign with, if there is one, stays as it is.
cycles-remove = Remove
cycles-remove-name = Remove { $name }?
cycles-remove-stop-first = It runs. Stop it first, then remove it.
cycles-remove-never-again = It never runs again, and this cannot be undone.
cycles-remove-addresses = Addresses of its webhooks answer 404 from then on.
cycles-remove-inputs = What is filled in for it, and what its Storage steps kept, is deleted.
cycles-remove-open =
    { $n ->
        [one] { $n } transaction of it waits or runs. It is dropped.
       *[other] { $n } transactions of it wait or run. They are dropped.
    }
cycles-remove-many-open = More than 1 000 transactions of it wait or run. They are dropped.
cycles-remove-stays = Its connectors stay in the account. Its transactions, incidents and figures stay too; none of its transactions can be run again.
cycles-remove-name-label = Its name, to be sure
cycles-remove-it = Remove it
cycles-nothing-changed = Nothing was changed
cycles-removed-by = { $by } removed it
cycles-removed = It was removed
cycles-removed-for-good = It cannot be brought back.
cycles-removed-stays = What it did stays in the account's <a href="{ $href }">transactions</a>, incidents and figures.

# Connectors, inputs and times of one.
cycles-connectors-chosen = Connectors chosen.
cycles-connectors = Connectors
cycles-connectors-of = Connectors of { $name }
cycles-connectors-of-this = Connectors of this { CYCLE() }
cycles-option-of = { $name }, of { $owner }
cycles-option-not-connected = { $name }, not connected yet
cycles-option-of-not-connected = { $name }, of { $owner }, not connected yet
cycles-none-yet = None yet
cycles-slot-label = “{ $slot }”
cycles-slot-kind = A connector of the kind { $kind }.
cycles-no-connector = It calls no connector.
cycles-add-connector = Not in the list? <a href="{ $href }">Add a connector to this account</a> first.
cycles-inputs-saved = Inputs saved.
cycles-inputs = Inputs
cycles-inputs-of = Inputs of { $name }
cycles-asks-nothing = It asks for nothing.
cycles-schedule-saved = Schedule saved.
cycles-when-name-runs = When { $name } runs
cycles-when-it-runs = When it runs
cycles-by-webhook = Its webhook begins it: it runs whenever something is sent to its address, which stands on its page.
cycles-it-runs-label = It runs
cycles-mode-every = At an interval
cycles-mode-every-hint = From the first run on
cycles-mode-cron = By a cron line
cycles-mode-cron-hint = In the account's timezone
cycles-mode-once = Once
cycles-mode-once-hint = At the time of the first run
cycles-mode-hand = By hand only
cycles-mode-hand-hint = Nothing begins it but you
cycles-next-runs = Next runs
cycles-show-next-runs = Show the next runs

# Run once, stop.
cycles-runs-once = It runs once, as this transaction.
cycles-run-once = Run once
cycles-run-name-once = Run { $name } once?
cycles-once-intro = It runs now, whether it is paused or not, and really calls what its steps call. Its state stays as it is.
cycles-not-done = This was not done
cycles-sample = What the webhook brings
cycles-sample-hint = JSON, as a sender would post it
cycles-stop = Stop
cycles-stop-name = Stop { $name }?
cycles-stop-intro = It takes nothing new from then on. Webhooks are answered that it is not running.
cycles-stop-by-hand = Stop what runs by hand of { $name }?
cycles-stop-by-hand-intro = It is not started; only what somebody began by hand still runs. It halts after its step, and goes on when you start it within 24 hours.
cycles-stop-how-missing = The form does not say how to stop: now, or finish.
cycles-stopped = Stopped. What waits goes on if you start it within 24 hours.
cycles-finishing = It takes nothing new and stops when what is in flight has ended.
cycles-in-flight = What is in flight
cycles-stop-now = Halts after its step
cycles-stop-now-hint = It goes on when you start it again within 24 hours, and is dropped otherwise.
cycles-stop-finish = Ends first
cycles-stop-finish-hint = It stops by itself when the last of that has ended.
cycles-stop-button = Stop { CYCLE() }
cycles-stop-it = Stop it
