# The page of a connector of an account, and what is asked before something is done with it (src/account_connectors).
account-connectors-more-actions = More actions
account-connectors-disconnect-more = Disconnect...
account-connectors-remove-more = Remove...
account-connectors-came-here = You came here to get a connector for an installation.
account-connectors-go-on = Go on with the installation
account-connectors-using = { CYCLES_CAP() } that use it
account-connectors-using-label = What uses it in this account
account-connectors-head-here = In this account
account-connectors-nothing-uses = Nothing in this account uses it.
account-connectors-more-here = And { $n } more of this account.
account-connectors-used-below =
    { $n ->
        [one] { $n } { CYCLE() } of sub-accounts uses it, { $running } of them running.
       *[other] { $n } { CYCLES() } of sub-accounts use it, { $running } of them running.
    }
account-connectors-about = About
account-connectors-application = Application
account-connectors-connected = Connected
account-connectors-not-yet = not yet
account-connectors-added-at = Added
account-connectors-sub-accounts = Sub-accounts
account-connectors-shared-why = Shared: sub-accounts may use it. They do not see its credentials and cannot change it.
account-connectors-not-shared-why = Not shared: only this account uses it.
account-connectors-stop-sharing-more = Stop sharing...
account-connectors-share-more = Share...
account-connectors-setup-link = Setup link
account-connectors-setup-link-why = Whoever has the credentials can connect it with a link, without signing in here. It works once, for 5 minutes; a new one replaces it.
account-connectors-make-setup-link = Make a setup link
account-connectors-cannot-be-used = This connector has no live release at present: nothing can use it.
account-connectors-refused = The application did not take the credentials any more. Connect it again.
account-connectors-refused-said = The application did not take the credentials any more. Connect it again. It said: { $problem }
account-connectors-open-sign-in = It is not connected yet. It can be used as soon as somebody has signed in at the application.
account-connectors-open-form = It has no credentials yet. It can be used as soon as it is connected.
account-connectors-connect = Connect
account-connectors-reconnect = Reconnect
account-connectors-cycle-active = Active
account-connectors-cycle-finishing = Finishing
account-connectors-cycle-error = Error
account-connectors-cycle-paused = Paused
# The setup link, shown once.
account-connectors-link-title = Setup link for { $name }
account-connectors-link = Link
account-connectors-link-once =
    { $n ->
        [one] Shown once. It can be used once, within { $n } minute: until { $until }.
       *[other] Shown once. It can be used once, within { $n } minutes: until { $until }.
    }
account-connectors-link-send = Send it to whoever has the credentials of “{ $name }”. They need not sign in, and see nothing else of this account. Whoever gets hold of it could connect another login: send it to one person only.
account-connectors-done = Done
# What is asked before one is disconnected, shared or not, or removed.
account-connectors-not-done = This was not done
account-connectors-no-choice = The form does not say whether to share it.
account-connectors-disconnected = Disconnected.
account-connectors-now-shared = Sub-accounts may use it.
account-connectors-now-unshared = Sub-accounts cannot use it any more.
account-connectors-stopped =
    { $n ->
        [one] { $n } { CYCLE() } stopped.
       *[other] { $n } { CYCLES() } stopped.
    }
account-connectors-removed = “{ $name }” was removed.
account-connectors-stops-below =
    { $n ->
        [one] { $n } { CYCLE() } of a sub-account stops. Its people read whom to ask.
       *[other] { $n } { CYCLES() } of sub-accounts stop. Their people read whom to ask.
    }
account-connectors-stops-here =
    { $n ->
        [one] { $n } { CYCLE() } of this account stops:
       *[other] { $n } { CYCLES() } of this account stop:
    }
account-connectors-credentials-forgotten = Its credentials are forgotten. To use it again, somebody must give them again.
account-connectors-stops-none = No { CYCLE() } that runs now uses it.
account-connectors-disconnect-title = Disconnect { $name }?
account-connectors-disconnect = Disconnect
account-connectors-not-seen-below = Sub-accounts do not see it any more, and cannot use it.
account-connectors-here-go-on = { CYCLES_CAP() } of this account go on.
account-connectors-stop-sharing-title = Stop sharing { $name }?
account-connectors-stop-sharing = Stop sharing
account-connectors-share-title = Share { $name } with sub-accounts?
account-connectors-share-intro = They may use it in their { CYCLES() }. They never see its credentials and cannot change it.
account-connectors-share = Share
account-connectors-removed-with-credentials = Its credentials are removed with it. This cannot be undone.
account-connectors-remove = Remove connector
account-connectors-remove-title = Remove { $name }?
