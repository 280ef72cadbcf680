# Installing a template in an account: which one, and the screens (src/installs).
installs-steps = Installation
installs-step-template = Template
installs-of-release = { $name }, release { $release }
installs-step-connectors = Connectors
installs-step-settings = Settings
installs-step-name = Name
installs-step-review = Review
installs-differs = What differs
installs-differs-nothing = Nothing: both releases hold the same.
installs-bring-back = You can bring it back the same way.
installs-fill = To be filled in
installs-fill-why = This release asks for what the one before did not.
installs-change = Change
installs-change-what = Change { $what }
installs-then = After it is installed
installs-then-stays = It stays paused
installs-then-stays-why = You start it on its page.
installs-then-starts = It starts at once
installs-then-starts-why = It takes what comes from then on.
installs-then-once = It runs once
installs-then-once-why = It stays paused afterwards.
installs-before-start = Before it can start
installs-open-install = You can install it now. It stays paused until this is done.
installs-open-upgrade = You can go on now. It is paused until this is done.
installs-install = Install
installs-bring-button = Bring it to release { $release }
installs-back = Back
installs-cancel = Cancel
installs-next = Next
installs-another-look = Some fields need another look
installs-release = Release
installs-release-hint = The live one, unless there is a reason for another
installs-connect-now = <a href="{ $href }">Connect { $label } now</a>; you come back here.
installs-asked-again = What you filled in under Settings is asked again then.
installs-when = When it runs
installs-schedule = Schedule
installs-every = At an interval
installs-every-why = From the first run on
installs-cron = By a cron line
installs-cron-why = In the account's timezone
installs-once = Once
installs-once-why = At the time of the first run
installs-name-hint = What this account calls it
installs-upgraded = It is on the other release.
installs-upgraded-waits = It is on the other release, and paused until what is open is done.
installs-installed = Installed.
installs-bring-title = Bring { $name } to release { $release }
installs-install-one = Install { $name }
installs-meanwhile-runs = It is stopped for a moment and started again. What is in flight goes on with the new steps.
installs-meanwhile-rests = It stays as it is: start it when you like.
installs-release-live = Release { $number }, live
installs-release-deprecated = Release { $number }, deprecated
installs-choice =
    { $name }{ $own ->
        [yes] {""}
       *[no] , of { $owner }
    }{ $ready ->
        [yes] {""}
       *[no] , not connected yet
    }
installs-later = Later
installs-slot-hint = Called “{ $key }” in the template. It cannot start without one.
installs-choose = Install a template
installs-templates = Templates
installs-own = Templates of this account
installs-state = State
installs-folder = Folder
installs-offered = Offered to this account
installs-part-of-name = Part of the name
installs-from = From
installs-does = What it does
installs-not-found = No template has this in its name.
installs-clear-search = Clear search
installs-keep = You can keep one of your { CYCLES() } as a template of this account, for it and its sub-accounts: on its own page, “Save as template”.
installs-none = No template can be installed here yet: none with a live release is for this account.
installs-no-more = Nothing more is offered to this account: no other with a live release is for it.
installs-other-template = { $name } was installed from another template.
installs-not-for-console = { $name } is not for this account. Say whom it is for on the template's page first.
installs-not-for = { $name } is not for this account. Ask { $offers }, who offers it.
installs-no-release = This release of { $name } cannot be installed: only one that is or was live can. Choose another.
installs-already = { $name } is on release { $release } already.
installs-connector-gone = This connector cannot be used here any more. Choose another.
installs-no-template = { $name } was not installed from a template.
installs-changed-meanwhile = { $name } was changed meanwhile, so nothing was done. Look at it again, and decide again.
installs-finishing = { $name } is finishing what is in flight. Upgrade it when it has stopped.
installs-other-webhooks = Its webhooks are others in this release. Upgrade it on its own page, where its address is shown.
installs-is-finishing = It is finishing what is in flight.
installs-needs = Needs: { $field }
installs-needs-why = Needs: { $field }. { $why }
installs-needs-a = Needs a { $name } connector
installs-needs-an = Needs an { $name } connector
