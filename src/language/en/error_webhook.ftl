# The partner's webhook for failures, limits and changes (src/error_webhook).
error-webhook-meanwhile = Someone else changed this while you were editing. What they saved is shown; check it and save again to replace it.
error-webhook-no-address = There is no address to send a test to. Save one first.
error-webhook-no-key = There is no signing key yet. Make one first.
error-webhook-not-reported = Nothing of the kind is reported any more, so there is no address to send it to.
error-webhook-not-callable = Reports cannot be sent there: { $why }. Enter another address.
error-webhook-no-web-address = it is no web address
error-webhook-topics =
    { $topic ->
        [transaction] Failed transactions
        [limit] Limits
        [account] Accounts
        [user] Users
        [connector] Connectors
       *[cycle] { CYCLES_CAP() }
    }
error-webhook-about-transaction = Each transaction that failed, and warnings if wanted
error-webhook-about-limit = At 80 and at 100 % of a limit of tasks a month, and each change of a limit
error-webhook-about-account = Made, edited, moved, suspended, resumed, deleted, restored, removed for good
error-webhook-about-user = Invited, made, edited, let in and out, disabled
error-webhook-about-connector = Added, connected, disconnected, shared, removed; releases of the library's
error-webhook-about-cycle = Made, edited, started, stopped, upgraded, removed
