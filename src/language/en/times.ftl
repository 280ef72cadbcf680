# Instants and distances in time (src/web/times.rs).
times-month-1 = Jan
times-month-2 = Feb
times-month-3 = Mar
times-month-4 = Apr
times-month-5 = May
times-month-6 = Jun
times-month-7 = Jul
times-month-8 = Aug
times-month-9 = Sep
times-month-10 = Oct
times-month-11 = Nov
times-month-12 = Dec
times-until-today = at { $time }
times-until-day = on { $day } at { $time }
times-in-a-moment = in a moment
times-just-now = just now
times-in-minutes =
    { $n ->
        [one] in { $n } minute
       *[other] in { $n } minutes
    }
times-minutes-ago =
    { $n ->
        [one] { $n } minute ago
       *[other] { $n } minutes ago
    }
times-in-hours =
    { $n ->
        [one] in { $n } hour
       *[other] in { $n } hours
    }
times-hours-ago =
    { $n ->
        [one] { $n } hour ago
       *[other] { $n } hours ago
    }
times-in-days =
    { $n ->
        [one] in { $n } day
       *[other] in { $n } days
    }
times-days-ago =
    { $n ->
        [one] { $n } day ago
       *[other] { $n } days ago
    }
times-days-swapped = { $last } is before { $first }, so no day is left. Swap the two dates.
