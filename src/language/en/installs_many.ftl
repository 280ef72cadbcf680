# Many at a time, and what differs between releases (src/installs).
installs-account = Install in an account
installs-find = Find the account
installs-account-search = Name or API ID of the account
installs-find-button = Find
installs-accounts = Accounts
installs-account-head = Account
installs-below = Below
installs-choose-account = Choose
installs-choose-one = Choose { $name }
installs-account-not-for = It is not for this account
installs-no-account = No account matches. Search for the beginning of a word of its name, or of its API ID.
installs-first-20 = The first 20 are shown. Search to see the one you want.
installs-no-live = { $name } has no live release yet. Make one live first.
installs-brought-over = Brought over
installs-each-keeps = Each keeps what was filled in and its connectors. What differs is shown before anything is done.
installs-noun = installations
installs-bring-them = Bring them to release { $release }...
installs-installed-label = Installed
installs-select-all = Select all on this page
installs-bring-here = Bring it here
installs-release-n = Release { $number }
installs-on-live = On the live release
installs-upgrade = Upgrade...
installs-upgrade-one = Upgrade { $name } of { $account } to release { $release }
installs-roll-back = Roll back...
installs-roll-back-one = Roll back { $name } of { $account } to release { $release }
installs-back-one = Take { $name } of { $account } back to release { $release }
installs-go-back = Go back to release { $from }...
installs-none-here = None is here. One that is installed from this template and on another release would be listed.
installs-count =
    { $n ->
        [one] { $n } { CYCLE() }
       *[other] { $n } { CYCLES() }
    }
installs-draft = Make this release live first: a draft cannot be installed.
installs-on-others = { CYCLES_CAP() } on other releases than { $number }
installs-on-others-of = { CYCLES_CAP() } on other releases than { $number } of { $name }
installs-all = Installed { CYCLES() }
installs-all-of = Installed { CYCLES() } of { $name }
installs-chosen-most = { $most } { CYCLES() } can be chosen one by one. Take all of them, or fewer.
installs-many-back = Go back to release { $release } of { $name }?
installs-many-bring =
    Bring { $n ->
        [one] { $n } { CYCLE() }
       *[other] { $n } { CYCLES() }
    } of { $name } to release { $release }?
installs-many-nothing = Nothing to bring to release { $release } of { $name }
installs-many-more =
    And { $n ->
        [one] { $n } { CYCLE() }
       *[other] { $n } { CYCLES() }
    } more.
installs-take-back =
    Take { $n ->
        [one] { $n } { CYCLE() }
       *[other] { $n } { CYCLES() }
    } back
installs-bring-n =
    Bring { $n ->
        [one] { $n } { CYCLE() }
       *[other] { $n } { CYCLES() }
    }
installs-take-up-to =
    Take up to { $n ->
        [one] { $n } { CYCLE() }
       *[other] { $n } { CYCLES() }
    } back
installs-bring-up-to =
    Bring up to { $n ->
        [one] { $n } { CYCLE() }
       *[other] { $n } { CYCLES() }
    }
installs-none-selected = No { CYCLE() } is selected. Go back and select one or more.
installs-none-came = No { CYCLE() } that came from it is on the release any more.
installs-none-other = None of them is on another release.
installs-sum =
    { $coming ->
        [0] None can come as it is
        [1] 1 can come as it is
       *[other] { $coming } can come as they are
    }{ $held ->
        [0] {""}
        [1] ; 1 needs something first, on its own page
       *[other] ; { $held } need something first, each on its own page
    }.
installs-sum-first =
    Of the first { $first }: { $coming ->
        [0] none can come as it is
        [1] 1 can come as it is
       *[other] { $coming } can come as they are
    }{ $held ->
        [0] {""}
        [1] ; 1 needs something first, on its own page
       *[other] ; { $held } need something first, each on its own page
    }.
installs-no-draft = A draft cannot be installed.
installs-chosen = Chosen
installs-of-account = { $name } of { $account }
installs-from-release = from release { $release }
installs-nothing-differs = Nothing differs
installs-differs-n = What differs ({ $n })
installs-more-differs = And { $n } more, on <a href="{ $href }">its own page</a>.
installs-many-keeps = Each keeps what was filled in and its connectors. One that runs is stopped for a moment and started again.
installs-many-waves = It goes in waves, and after each looks how they do: when they fail more than before, nothing more is brought to it.
installs-many-each = Each is done by itself; the next page shows the result of each. They can be brought back the same way.
installs-not-done = This was not done
installs-none-left = No { CYCLE() } is left to bring to this release. Choose one or more.
installs-diff-step = Step “{ $name }”
installs-diff-arrows = { $own } arrows, { $only } of them only there
installs-diff-ways = Ways between steps
installs-diff-connector = Connector “{ $key }”
installs-diff-field = Field “{ $key }”
installs-diff-lookups = Tables for lookups
installs-diff-split = Steps that split lists
installs-part-kind = what it does
installs-part-slot = its connector
installs-part-fields = its fields
installs-part-error = what happens on an error
installs-part-split = how lists are split
installs-part-name = its name
installs-part-pages = how many pages it fetches
installs-part-sample = its example
installs-part-check = who may send
installs-part-synchronous = whether the sender waits
installs-diff-changed = changed: { $parts }
installs-field-required = must be filled in
installs-field-optional = may be left empty
installs-field-usual = left empty: { $usual }
installs-field-choices = one of { $choices }
installs-diff-new = { $what }: new, { $is }
installs-diff-gone = { $what }: gone
installs-diff-then = { $what }: { $was }, then { $is }
installs-split-none = none
installs-split-first = first
installs-split-all = all
installs-kind-text = text
installs-kind-integer = integer
installs-kind-number = number
installs-kind-boolean = boolean
installs-kind-date = date
installs-kind-email = email
installs-kind-url = url
# The job of a rollout, and what it keeps.
installs-job-title =
    Bring { $n ->
        [one] { $n } { CYCLE() }
       *[other] { $n } { CYCLES() }
    } of { $name } to release { $release }
installs-job-row = { $cycle } of { $account }
installs-job-watching = { $brought } of { $total } brought over; watching them before going on
installs-job-unchanged = It was on this release already.
installs-job-gone = It is not there any more.
installs-job-by-itself = { $why } Upgrade it by itself, where this is asked for.
installs-job-one-fails = “{ $name }” fails since it is on release { $release }: { $failing } of its first { $first } transactions there failed. Nothing more was brought to it. See what is wrong, and bring it back if need be.
installs-job-most-fail =
    Most of what runs on release { $release } fails: { $failing } of the first { $judged } transactions there, in { $n ->
        [one] { $n } { CYCLE() }
       *[other] { $n } { CYCLES() }
    }. Nothing more was brought to it. See what is wrong, and bring them back if need be.
