# Suspending, resuming, deleting, restoring, erasing and moving one account, viewing it as its people do (src/accounts/pages, actions).
accounts-touched =
    { $people ->
        [0] Nobody has access to it yet.
        [one] { $people } person cannot open it any more.
       *[other] { $people } people cannot open it any more.
    }
accounts-touched-below =
    { $people ->
        [0] Nobody has access to it yet.
        [one] { $people } person cannot open it any more.
       *[other] { $people } people cannot open it any more.
    } { $below ->
        [one] { $below } sub-account goes with it.
       *[other] { $below } sub-accounts go with it.
    }
accounts-suspend-done = Account suspended.
accounts-suspend-done-below =
    Account suspended, and { $n ->
        [one] { $n } sub-account
       *[other] { $n } sub-accounts
    } with it.
accounts-suspend-already = This account was suspended already.
accounts-suspend-title = Suspend { $name }?
accounts-suspend-page = Its people see a page that says so. Nothing runs while it is suspended.
accounts-suspend-undo = Nothing is deleted, and you can resume it at any time.
accounts-suspend-button = Suspend account
accounts-suspend-reason = Reason
accounts-suspend-reason-hint = For your colleagues and the audit log. Your customer does not see it.
accounts-resume-already = This account was not suspended.
accounts-resume-stays = Resumed, but it stays suspended with the account above it until that is resumed too.
accounts-resume-done = Account resumed.
accounts-resume-done-below =
    Account resumed, and { $n ->
        [one] { $n } sub-account
       *[other] { $n } sub-accounts
    } with it.
accounts-resume-title = Resume { $name }?
accounts-resume-with = It stays suspended with “{ $name }” until that account is resumed too.
accounts-resume-open = Its people can open it again at once.
accounts-resume-below = Sub-accounts resume with it, except those that were suspended on their own.
accounts-resume-was = It was suspended for this reason: { $reason }
accounts-resume-button = Resume account
accounts-resume-note = Note
accounts-resume-note-hint = For the audit log.
accounts-resume-expired = It expired on { $at }. Set a later expiry date first; that resumes it.
accounts-resume-refused-with = “{ $name }” is suspended with “{ $above }”. Resume “{ $above }”, and it resumes too.
accounts-resume-refused-expired = “{ $name }” expired on { $at }. Set a later expiry date or remove it, then resume it.
accounts-delete-type = Type “{ $name }”, just as it is written.
accounts-delete-done = “{ $name }” is in the recycle bin. It can be restored until { $until }.
accounts-delete-already = This account was in the recycle bin already.
accounts-delete-title = Delete { $name }?
accounts-delete-until = It stays in the recycle bin for { $days } days. Until { $until } you can restore all of it.
accounts-delete-after = After that it is removed for good. Its audit log and its figures stay.
accounts-delete-api-id = Its API ID “{ $id }” stays taken as long as it is in the recycle bin.
accounts-delete-button = Delete account
accounts-delete-confirm = Type “{ $name }” to confirm
accounts-restore-done = Account restored.
accounts-restore-done-below =
    Account restored, and { $n ->
        [one] { $n } sub-account
       *[other] { $n } sub-accounts
    } with it.
accounts-restore-already = This account was not in the recycle bin.
accounts-restore-open = Its people can open it again with the access they had.
accounts-restore-suspended = It was suspended when it was deleted, and stays suspended.
accounts-restore-above = “{ $name }” is suspended, so it comes back suspended with it.
accounts-restore-others = What was deleted before it stays in the recycle bin.
accounts-restore-title = Restore { $name }?
accounts-restore-back = It comes back where it was.
accounts-restore-back-with =
    It comes back where it was, with the { $n ->
        [one] { $n } sub-account
       *[other] { $n } sub-accounts
    } that went along.
accounts-restore-button = Restore account
accounts-restore-over = The { $days } days of “{ $name }” in the recycle bin are over. It is being removed and cannot come back.
accounts-restore-erased = “{ $name }” is being erased and cannot come back.
accounts-restore-together = “{ $name }” was deleted together with “{ $with }”. Restore “{ $with }”, and it comes back too.
accounts-restore-parent = “{ $name }” hangs below “{ $parent }”, which is in the recycle bin too. Restore “{ $parent }” first.
accounts-erase-title = Erase { $name } now?
accounts-erase-intro = It is removed for good at once, not at the end of its days in the recycle bin.
accounts-erase-intro-below =
    It is removed for good at once, not at the end of its days in the recycle bin. { $n ->
        [one] { $n } sub-account
       *[other] { $n } sub-accounts
    } below it go with it.
accounts-erase-no-undo = This cannot be undone: nobody can restore it.
accounts-erase-gone = Its people, connectors, { CYCLES() }, transactions and files are removed.
accounts-erase-stays = Its audit log and its figures stay, and a certificate that says how many rows of each table went.
accounts-erase-button = Erase now
accounts-erase-confirm = Type its API ID “{ $id }” to confirm
accounts-erase-not-in-bin = “{ $name }” is not in the recycle bin. Delete it first.
accounts-erase-already = “{ $name }” is being erased already.
accounts-erase-job = Erase { $name }
accounts-erase-job-below =
    Erase { $name } and { $n ->
        [one] { $n } sub-account
       *[other] { $n } sub-accounts
    }
accounts-erase-not-yet = It could not be removed. It is tried again by itself; the installation's log says what is in the way.
accounts-view-as-title = View { $name } as its people do?
accounts-view-as-intro = It opens as they see it, for { $minutes } minutes or until you end it.
accounts-view-as-cycles = You can start, stop and change its { CYCLES() }. Its people, settings and API stay as they are.
accounts-view-as-look = You only look. Nothing can be changed.
accounts-view-as-line = A line at the top of each page says that you view it.
accounts-view-as-logged = It is in the audit log, here and in the account’s own, and so is whatever you do meanwhile.
accounts-view-as-button = View as customer
accounts-view-as-over = You view the account as its people do no more.
accounts-view-as-was-over = That view had ended already.
# Moving.
accounts-move-title = Move { $name }
accounts-move-refused = This account cannot go there
accounts-move-choose = Choose where the account goes.
accounts-move-gone = This account does not exist any more. Choose another.
accounts-move-there = The account is there already. Choose another place.
accounts-move-top = Top level
accounts-move-parent = Parent
accounts-move-level = Level
accounts-move-lowest = Lowest level below it
accounts-level-of = { $level } of { $most }
accounts-move-what = What changes
accounts-move-elsewhere = Choose another place
accounts-move-nobody = Nobody gains or loses access.
accounts-move-waits = A limit of tasks is used up there
accounts-move-full = It cannot go there as things stand
accounts-move-see-limit = See the limit
accounts-move-button = Move account
accounts-move-search = Find the new parent
accounts-move-search-field = Name or API ID of the new parent
accounts-move-find = Find
accounts-move-to-top = Move to the top level
accounts-move-hint = Find the account it should be part of. Before anything is moved you see what changes: its place, who gains access and who loses it.
accounts-move-found = Accounts found
accounts-move-account = Account
accounts-move-below = Below
accounts-move-pick = Choose
accounts-move-pick-below = Move below { $name }
accounts-move-no-match = No other account matches. Search for the beginning of a word of its name, or of its API ID.
accounts-move-more = More accounts match. Type more of the name to see the one you want.
accounts-move-done = Account moved.
accounts-move-done-below =
    Account moved, and { $n ->
        [one] { $n } sub-account
       *[other] { $n } sub-accounts
    } with it.
accounts-move-already = This account is there already.
accounts-move-along =
    { $n ->
        [one] { $n } sub-account moves
       *[other] { $n } sub-accounts move
    } with it.
accounts-move-closed = “{ $name }” is suspended, so this account is suspended with it.
accounts-move-opened = It is not suspended with “{ $name }” any more, and can be opened at once.
accounts-move-stays = Its own people, settings and history stay as they are.
accounts-move-gain =
    { $n ->
        [one] { $n } person gains access through a grant with sub-accounts
       *[other] { $n } people gain access through grants with sub-accounts
    }
accounts-move-lose =
    { $n ->
        [one] { $n } person loses access through a grant with sub-accounts
       *[other] { $n } people lose access through grants with sub-accounts
    }
accounts-move-further =
    and { $n ->
        [one] { $n } person
       *[other] { $n } people
    } more
accounts-move-in-bin = “{ $name }” is in the recycle bin. Restore it before you move it.
accounts-move-into-bin = “{ $name }” is in the recycle bin. Restore it first, or choose another.
accounts-move-circle = “{ $name }” is “{ $account }” itself or below it. Choose an account outside of it.
accounts-move-deep = The lowest sub-account would be on level { $level }, and { $most } levels are the most (those in the recycle bin count too). Choose a parent further up.
accounts-move-meanwhile-top = Someone else moved this account while you looked; it is at the top level now. Choose again where it goes.
accounts-move-meanwhile = Someone else moved this account while you looked; it is below “{ $name }” now. Choose again where it goes.
