# One change to many accounts, and the recycle bin (src/accounts/bulk.rs, pages/bulk.rs, bulk_limits.rs, recycle_bin.rs, certificates.rs).
accounts-bulk-unknown = “{ $id }” is no account.
accounts-bulk-too-many = { $count } accounts are too many to choose one by one; { $most } are the most. Choose all that match a filter.
accounts-bulk-nothing = Choose at least one account first.
accounts-bulk-no-tag = Enter a tag to add, or one to remove.
accounts-bulk-number = Type { $number }, the number of accounts that would be deleted.
accounts-bulk-more = and { $n } more
accounts-bulk-suspend =
    Suspend { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }?
accounts-bulk-suspend-button = Suspend accounts
accounts-bulk-suspend-page = Their people see a page that says so, and nothing runs. Sub-accounts are suspended with them.
accounts-bulk-suspend-undo = Nothing is deleted, and you can resume them at any time.
accounts-bulk-resume =
    Resume { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }?
accounts-bulk-resume-button = Resume accounts
accounts-bulk-resume-stay = Accounts that have expired, or are suspended with a parent, stay suspended; the result says which.
accounts-bulk-delete =
    Delete { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }?
accounts-bulk-delete-button = Delete accounts
accounts-bulk-delete-below = Their sub-accounts go with them. Nobody can open them any more.
accounts-bulk-delete-until = They stay in the recycle bin for { $days } days and can be restored until then, one by one.
accounts-bulk-limit =
    Change a limit of { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }?
accounts-bulk-limit-button = Change limit
accounts-bulk-limit-rest = What you leave as it is stays, of each account.
accounts-bulk-limit-over = Who uses more already keeps it, and can add nothing more; of tasks, its work waits or goes on as overage. The result names each of them.
accounts-bulk-tag =
    Change the tags of { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }?
accounts-bulk-tag-button = Change tags
accounts-bulk-tag-rest = Other tags stay as they are.
accounts-bulk-each = Each account is done by itself; the next page shows the result of each.
accounts-bulk-reason = Reason
accounts-bulk-reason-hint = For your colleagues and the audit log. Your customers do not see it.
accounts-bulk-note = Note
accounts-bulk-note-hint = For the audit log
accounts-bulk-tags-add = Tags to add
accounts-bulk-tags-remove = Tags to remove
accounts-bulk-tags-hint = Separated by commas
accounts-bulk-confirm = Type { $number } to confirm
accounts-bulk-limit-kind = Limit
accounts-bulk-limit-own = Each account by itself
accounts-bulk-limit-keep = Leave as it is
accounts-bulk-limit-default = As by default
accounts-bulk-limit-a-value = A limit of its own
accounts-bulk-limit-unlimited = No limit
accounts-bulk-limit-value = Limit of its own
accounts-bulk-limit-value-hint = 0: none at all
accounts-bulk-limit-tree = Each account with all below it
accounts-bulk-limit-a-tree = A limit with sub-accounts
accounts-bulk-limit-no-tree = No such limit
accounts-bulk-limit-tree-value = Limit with sub-accounts
accounts-bulk-limit-at = At the limit of tasks a month
accounts-bulk-limit-hold = Hold: work waits for the next period
accounts-bulk-limit-overage = Overage: work goes on, counted apart
accounts-bulk-limit-choose = Choose what to limit.
accounts-bulk-limit-one = Choose one of these.
accounts-bulk-limit-tasks-only = Only work at a limit of tasks a month is held or goes on. Leave it as it is.
accounts-bulk-limit-nothing = Choose what is to change: everything would stay as it is.
accounts-bulk-other-number =
    { $n ->
        [one] { $n } account matches
       *[other] { $n } accounts match
    } by now, not { $confirmed } as when you were asked, so nothing was done. Look at them and decide again.
# The jobs that do it.
accounts-bulk-job-suspend =
    Suspend { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }
accounts-bulk-job-resume =
    Resume { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }
accounts-bulk-job-tag =
    Change the tags of { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }
accounts-bulk-job-limit =
    Change a limit of { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }
accounts-bulk-job-delete =
    Delete { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }
# What became of an account; kept with the job.
accounts-bulk-done-below =
    { $n ->
        [one] { $n } sub-account with it
       *[other] { $n } sub-accounts with it
    }
accounts-bulk-unchanged = It was so already.
accounts-bulk-no-account = There is no such account.
# The recycle bin.
accounts-bin = Recycle bin
accounts-bin-why = Deleted accounts stay here for { $days } days and can be restored with everything that went along.
accounts-bin-gone = Removed for good
accounts-bin-empty = The recycle bin is empty
accounts-bin-empty-why = An account that you delete comes here first, so that it can be restored.
accounts-bin-search = Name or API ID
accounts-bin-deleted-accounts = Deleted accounts
accounts-bin-account = Account
accounts-bin-parent = Parent
accounts-bin-sub-accounts = Sub-accounts
accounts-bin-deleted = Deleted
accounts-bin-by = By
accounts-bin-left = Time left
accounts-bin-restore = Restore
accounts-bin-restore-more = Restore...
accounts-bin-restore-this = Restore { $name }
accounts-bin-parent-too = deleted too
accounts-bin-stuck = Could not be removed. Tried again <time datetime="{ $iso }" title="{ $exact }" data-relative>{ $when }</time>.
accounts-bin-no-match = No deleted account matches.
accounts-bin-left-none = None
accounts-bin-left-hours = Less than a day
accounts-bin-left-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
# What is left of accounts that were removed.
accounts-gone-why = After { $days } days in the recycle bin an account is removed with all its data. This is what went.
accounts-gone-none = Nothing was removed yet
accounts-gone-none-why = When an account is removed for good, its certificate is kept here: how many rows of each kind were deleted, and when.
accounts-gone-label = Accounts removed for good
accounts-gone-api-id = API ID
accounts-gone-removed = Removed
accounts-gone-what = What went
accounts-gone-audit = { $name }<span class="sr-only">, audit log</span>
accounts-gone-rows =
    { $n ->
        [one] { $n } row
       *[other] { $n } rows
    }: the account
accounts-gone-no-match = No removed account matches.
accounts-gone-table =
    { $table ->
        [account_users] people with access
        [account_ancestors] places in the tree
        [account_terms] search words
       *[other] { $words }
    }
