# The list of accounts, what it is narrowed to, and the tree of sub-accounts (src/accounts/pages/index.rs, near.rs, tree.rs).
accounts-list-count =
    { $roots ->
        [one] { $roots } account
       *[other] { $roots } accounts
    }, { $subs ->
        [one] { $subs } sub-account
       *[other] { $subs } sub-accounts
    }
accounts-list-import = Import
accounts-list-new = New account
accounts-list-none = No accounts yet
accounts-list-none-why = An account is the private space of one of your customers. Create the first one, or import your customer list.
accounts-list-search = Name, API ID or tag
accounts-list-state = State
accounts-list-any-state = Any state
accounts-list-needs = Needs action
accounts-list-any-need = Any need
accounts-list-needs-failing = Failing
accounts-list-needs-near = Near their limit
accounts-list-needs-idle = Idle for 30 days
accounts-list-tag = Tag
accounts-list-any-tag = Any tag
accounts-list-level = Level
accounts-list-any-level = Any level
accounts-list-top-level = Top level only
accounts-list-below = Below { $name }
accounts-list-below-unknown = Below an account that is not there
accounts-list-noun = accounts
accounts-list-suspend = Suspend...
accounts-list-resume = Resume...
accounts-list-tags = Tags...
accounts-list-limits = Change limits...
accounts-list-delete = Delete...
accounts-list-select-all = Select all accounts on this page
accounts-list-account = Account
accounts-list-cycles = { CYCLES_CAP() }
accounts-list-sub = Sub
accounts-list-sub-accounts = Sub-accounts
accounts-list-tasks = Tasks
accounts-list-tasks-why = Tasks of the billing period, against the nearest limit: the account's own, or one with sub-accounts
accounts-list-errors = Errors
accounts-list-parent = Parent
accounts-list-tags-head = Tags
accounts-list-created = Created
accounts-list-cycles-of = { $count } active { CYCLES() } of { $name }
accounts-list-sub-accounts-of = { $count } sub-accounts of { $name }
accounts-list-tasks-count-of = { $count } tasks of { $name }
accounts-list-tasks-of = tasks of { $name }
accounts-list-errors-of = { $count } errors of { $name }
accounts-list-no-match = No account matches these filters.
accounts-list-matching =
    { $n ->
        [one] { $n } account matches
       *[other] { $n } accounts match
    }
accounts-list-matching-more = { $n }+ accounts match
accounts-list-export = Export as CSV
accounts-list-export-these = Export these as CSV
accounts-list-used = { $used } of { $limit }
accounts-list-with-sub-accounts = with sub-accounts
accounts-list-all-below = all below { $name }
accounts-near =
    { $n ->
        [one] { $n } account is near its limit of tasks, or at it.
       *[other] { $n } accounts are near their limit of tasks, or at it.
    }
accounts-near-show = Show them
# Whose templates or connectors a list has.
accounts-owner-any = Any owner
accounts-owner-partner = Your library
accounts-owner-accounts = Owned by accounts
accounts-owner-account = Owned by { $name }
# What an address cannot mean, said where a file or an API asks.
accounts-filter-state = There is no state “{ $state }”. It is active, suspended or expired.
accounts-filter-parent = “{ $parent }” is no account. Choose a level from the list.
accounts-filter-needs = There is no need “{ $needs }”. It is failing, near or idle.
accounts-filter-sort = There is no order “{ $sort }”. Choose one from the list.
accounts-narrowed-none = There is no account “{ $typed }”. Enter its API ID.
accounts-narrowed-several = “{ $typed }” may be any of several accounts. Enter the API ID of one.
accounts-narrowed-tag = No account has the tag “{ $tag }”. Tags are set where an account is edited.
# The tree of sub-accounts.
accounts-tree-title = { $name }: sub-accounts
accounts-tree-of = Sub-accounts of { $name }
accounts-tree-none-yet = No sub-accounts yet
accounts-tree-none-yet-why = A sub-account is a branch, a shop or a department with people and settings of its own.
accounts-tree-none = No sub-accounts
accounts-tree-none-why = There is nothing below this account.
accounts-tree-new = New sub-account
accounts-tree-first = Back to the first sub-accounts
accounts-tree-sub-account = Sub-account
accounts-tree-people = People
accounts-tree-more = Show { $n } more
