# What is said at a limit, and how much of it is used (src/limits/said.rs, over.rs, brief.rs, notices.rs).
limits-whose-tree = “{ $name }” and all below it
limits-whose-own = “{ $name }”
limits-reached =
    { $used ->
        [one] Limit of { $what } reached: { $whose } may have { $count }, and { $used } is used.
       *[other] Limit of { $what } reached: { $whose } may have { $count }, and { $used } are used.
    }
limits-reached-none = Limit of { $what } reached: { $figures }.
limits-needs-more = This needs { $n } more.
limits-set-by-yours = The limit is the default in your settings.
limits-set-by-partner = The limit is the default of { $partner }.
limits-set-by-default = The limit is the default.
limits-set-by-account = The limit is set for “{ $name }”.
limits-unchanged-raise = Nothing was changed. Raise the limit first.
limits-unchanged-remove = Nothing was changed. Remove some that are not needed, or raise the limit.
limits-unchanged-ask = Nothing was changed. Ask { $partner } to raise it.
limits-unchanged-remove-or-ask = Nothing was changed. Remove some that are not needed, or ask { $partner } to raise it.
limits-too-large-default = Limit of payload size reached: the body has { $has }, and { $most } are the most, as set by default. Nothing was taken. Send less at once.
limits-too-large = Limit of payload size reached: the body has { $has }, and { $most } are the most, as set for “{ $name }”. Nothing was taken. Send less at once.
limits-exceeded = Limit of { $what } reached: { $whose } may have { $count }, and this would make { $n }.
limits-used-up-overage = Its work goes on there, and is counted apart as overage.
limits-used-up-own = Its work waits there until then, or until the limit is raised. Nothing is lost.
limits-used-up-tree = All work of “{ $name }” and of every account below it waits then, not only this account's, until that day or until the limit is raised. Nothing is lost.
limits-used-up = Limit of { $what } reached: { $whose } may have { $count } a month, and with what this account used { $n } are used. The limit is set for “{ $name }” and resets on { $day }.
limits-under-way = Limit of { $what } reached: { $whose } may have { $count } a month, and { $n } are used or under way.
limits-resets-on-day = It resets on { $day }.
limits-not-called = Nothing was called. Call again then, or raise the limit.
limits-begins-minute = Limit of { $what } reached: { $whose } may begin { $count } a minute.
limits-runs-none = Limit of { $what } reached: { $whose } may run no transactions at once.
limits-goes-on-raised = It goes on by itself in its order, as soon as the limit is raised. Nothing is lost.
limits-goes-on-period = It goes on by itself when the next billing period begins on { $day }, or as soon as the limit is raised. Nothing is lost.
limits-goes-on-room = It goes on by itself in its order, as soon as there is room. Nothing is lost.
limits-ask-to-raise = Ask { $whom } to raise the limit when it cannot wait.
limits-waiting =
    { $n ->
        [one] { $n } transaction waits at a limit
       *[other] { $n } transactions wait at a limit
    }
limits-over = Over its limit: { $words }.
limits-over-overage = { $used } of { $count } are used, and its work goes on as overage
limits-over-waits = { $used } of { $count } are used, and its work waits
limits-over-keeps = { $used } of { $count } are used, which it keeps
limits-over-tree-overage = { $used } of { $count } with sub-accounts are used, and its work goes on as overage
limits-over-tree-waits = { $used } of { $count } with sub-accounts are used, and its work waits
limits-over-tree-keeps = { $used } of { $count } with sub-accounts are used, which it keeps
limits-apart-none = Used minus the limit is { $over } now, with { $used } of { $value } used. Nothing was counted apart as overage, which would be each that went on while a limit was used up, by the limit as it was at that moment.
limits-apart =
    { $n ->
        [one] { $n } task of this billing period was counted apart as overage: each that went on while a limit was used up, by the limit as it was at that moment.
       *[other] { $n } tasks of this billing period were counted apart as overage: each that went on while a limit was used up, by the limit as it was at that moment.
    }
limits-apart-all =
    { $n ->
        [one] { $n } task of this billing period was counted apart as overage: all that is used beyond the limit.
       *[other] { $n } tasks of this billing period were counted apart as overage: all that is used beyond the limit.
    }
limits-apart-not-over = By the limit of today nothing is over it, so used minus the limit is 0.
limits-apart-another = Used minus the limit is another figure, { $over } now, with { $used } of { $value } used.
limits-apart-differ = It follows the limit of today, and counts as well what was used before there was one or while it was higher.
limits-over-by = { $n } over
limits-over-goes-on = { $n } over, goes on
limits-over-goes-on-apart = { $n } over, goes on, { $apart } counted apart
limits-resets-on = resets { $day }
limits-used = { $used } of { $value }
limits-used-tree = { $used } of { $value } with sub-accounts
limits-used-below = { $used } of { $value } with all below { $name }
limits-line-own = { $count } own
limits-line-tree = { $count } with sub-accounts
limits-line-each = { $count } each, sub-accounts too
limits-by-default = your default
limits-by-this = this account
limits-n-used = { $n } used
limits-unknown-used = – used
