# Instants and distances in time (src/web/times.rs).
times-month-1 = Jan.
times-month-2 = Feb.
times-month-3 = März
times-month-4 = Apr.
times-month-5 = Mai
times-month-6 = Juni
times-month-7 = Juli
times-month-8 = Aug.
times-month-9 = Sept.
times-month-10 = Okt.
times-month-11 = Nov.
times-month-12 = Dez.
times-until-today = um { $time }
times-until-day = am { $day } um { $time }
times-in-a-moment = gleich
times-just-now = gerade eben
times-in-minutes =
    { $n ->
        [one] in { $n } Minute
       *[other] in { $n } Minuten
    }
times-minutes-ago =
    { $n ->
        [one] vor { $n } Minute
       *[other] vor { $n } Minuten
    }
times-in-hours =
    { $n ->
        [one] in { $n } Stunde
       *[other] in { $n } Stunden
    }
times-hours-ago =
    { $n ->
        [one] vor { $n } Stunde
       *[other] vor { $n } Stunden
    }
times-in-days =
    { $n ->
        [one] in { $n } Tag
       *[other] in { $n } Tagen
    }
times-days-ago =
    { $n ->
        [one] vor { $n } Tag
       *[other] vor { $n } Tagen
    }
times-days-swapped = { $last } liegt vor { $first }, deshalb bleibt kein Tag. Tauschen Sie die beiden Daten.
