# Incidents: causes, what is said about them, what mends them (src/incidents).
incidents-title = Incidents
incidents-open = Open
incidents-muted = Muted
incidents-resolved = Resolved
incidents-error = Error
incidents-warning = Warning
incidents-resolve = Resolve
incidents-mute = Mute
incidents-unmute = Unmute
incidents-said-resolved = Resolved. If it comes again, it is shown again and counted anew.
incidents-said-muted = Muted. It is counted on, and stands among the muted ones.
incidents-said-unmuted = Not muted any more.
incidents-choose-mark = Choose what to do with it.
incidents-not-any-more = No account has it in that state any more, so nothing was done. This is how it stands now.
incidents-job-title =
    { $mark ->
        [resolve] Resolve
        [mute] Mute
       *[unmute] Unmute
    } “{ $cause }” in { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }
incidents-mark-in =
    { $mark ->
        [resolve] Resolve
        [mute] Mute
       *[unmute] Unmute
    } in { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }
incidents-mark-in-all =
    { $mark ->
        [resolve] Resolve in all accounts
        [mute] Mute in all accounts
       *[unmute] Unmute in all accounts
    }
incidents-resolved-by = Resolved by { $by }.
incidents-resolved-itself = Resolved: all its transactions were run again well.
incidents-muted-by = Muted by { $by }.

# What usually mends a cause.
incidents-advice-connect = Connect the connector again on the Connectors page, or give its user the right that is missing. Then run what failed again.
incidents-advice-missing = What the step asks for is not there. Look at the request in one of the transactions, correct the address or the data, then run what failed again.
incidents-advice-fewer = The application wants fewer calls at a time. It is tried again by itself for a while; run the rest again later.
incidents-advice-their-fault = The application itself has a fault, which often passes. When it is well again, run what failed again.
incidents-advice-refused = The application refused what it was sent. Compare request and response in one of the transactions, correct the mapping or the data, then run what failed again.
incidents-advice-no-answer = No answer came. Look whether the address is right and the application is up, then run what failed again.
incidents-advice-ours = This is ours to mend, and nothing for you to do. What failed can be run again afterwards.
incidents-advice-step = Correct the step, or the data that comes to it, as the message says. Then run what failed again: from the failed step where the data was wrong elsewhere, from the start where the flow was changed.

# Lists and pages.
incidents-show = Which
incidents-account-or-id = Account or API ID
incidents-none-open = No open incidents
incidents-none-open-account = Errors and warnings of this account appear here, grouped by what caused them.
incidents-none-open-all = Errors and warnings of all accounts' { CYCLES() } appear here, grouped by what caused them.
incidents-none-of-these = None of these
incidents-none-in-state = No cause of incidents is in that state.
incidents-none-in-state-there = No cause of incidents is in that state in these accounts.
incidents-show-open = Show open ones
incidents-show-all-open = Show all open ones
incidents-grouped = There are more than { $n } causes of accounts in that state. The newest { $n } are grouped and counted here; narrow the list to an account for the others.
incidents-cause = Cause
incidents-what = What happened, and whom to ask
incidents-where = Where
incidents-in = In
incidents-times = Times
incidents-first = First
incidents-last = Last
incidents-actions = Actions
incidents-and-more = and more
incidents-transactions-of = Transactions of { $name }: { $count }
incidents-retry-all-of = Retry all of { $cause }
incidents-resolve-name = Resolve { $cause }
incidents-mute-name = Mute { $cause }
incidents-unmute-name = Unmute { $cause }
incidents-ask-retry-all = Retry all...
incidents-ask-retry-number = Retry all { $n }...
incidents-newest-first = Newest first
incidents-accounts =
    { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }

# One cause.
incidents-or-more = { $n } or more
incidents-happened-last = What happened last
incidents-to-do = What to do
incidents-newest-transactions = Newest transactions
incidents-failed-ones = Failed ones
incidents-all-of-them = All of them
incidents-no-transaction = No transaction
incidents-no-transaction-why = It was stopped beside any transaction.
incidents-left = Left to run again
incidents-none-left = None
incidents-ask-run-all = Run all failed again...
incidents-failed-of-it = What failed of it
incidents-transactions-left = Transactions left to run again
incidents-accounts-heading = Accounts
incidents-accounts-by-state = Accounts by how it stands there
incidents-counted =
    { $state ->
        [open] It is open in more accounts than are counted above: those are the { $n } that met it last. The list has all of them.
        [muted] It is muted in more accounts than are counted above: those are the { $n } that met it last. The list has all of them.
       *[resolved] It is resolved in more accounts than are counted above: those are the { $n } that met it last. The list has all of them.
    }
incidents-in-no-account =
    { $state ->
        [open] This cause is open in no account.
        [muted] This cause is muted in no account.
       *[resolved] This cause is resolved in no account.
    }
incidents-accounts-met = Accounts that met it
incidents-account = Account
