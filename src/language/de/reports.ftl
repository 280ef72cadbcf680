# Reports: what all of them share (src/reports).
reports-title = Berichte
# Words of figures and of heads of columns.
reports-tasks = Aufgaben
reports-failed-tasks = Fehlgeschlagene Aufgaben
reports-transactions = Transaktionen
reports-failed-transactions = Fehlgeschlagene Transaktionen
reports-incidents = Störungen
reports-failed = Fehlgeschlagen
reports-change = Veränderung
reports-share = Anteil
reports-account = Konto
reports-accounts = Konten
reports-connector = Konnektor
reports-connectors = Konnektoren
reports-method = Methode
reports-methods = Methoden
reports-cycle = { CYCLE_CAP() }
reports-cycles = { CYCLES_CAP() }
reports-with-sub-accounts = Mit Unterkonten
reports-over-limit = Über dem Limit
reports-tasks-over-limit = Aufgaben über dem Limit
reports-went-well = Erfolgreich
reports-calls = Aufrufe
reports-errors = Fehler
reports-tasks-before = Aufgaben zuvor
reports-calls-before = Aufrufe zuvor
# Figures beside those before.
reports-as-before = wie zuvor
reports-none-before = zuvor nichts
reports-more-before = { $size } % mehr als zuvor
reports-less-before = { $size } % weniger als zuvor
reports-as-same-days = wie in denselben Tagen zuvor
reports-none-same-days = nichts in denselben Tagen zuvor
reports-more-same-days = { $size } % mehr als in denselben Tagen zuvor
reports-less-same-days = { $size } % weniger als in denselben Tagen zuvor
reports-with-overage = { $said }; { $n } über dem Limit, getrennt gezählt
reports-before = zuvor { $value }
# Days.
reports-days = { $first } bis { $last }
reports-days-in = { $days }, Tage in { $zone }
reports-days-own-zones = { $days }, jedes Konto nach Tagen seiner eigenen Zeitzone
reports-own-days = Tage des jeweiligen Kontos
reports-zone = Tage in { $zone }
reports-zone-until = bis { $when } Tage in { $zone }
reports-began = das Konto begann am { $day }
reports-too-early = Das Konto begann am { $day }. Vor diesem Tag gibt es nichts.
reports-days-are = Tage nach der Zeitzone { $zone }
reports-now-by = Der heutige Tag gilt nach { $zone }
# What they can be about.
reports-period = Zeitraum
reports-from = Von
reports-to = Bis
reports-at-or-below = In oder unter Konto
reports-tag = Schlagwort
reports-last-30 = Letzte 30 Tage
reports-last-7 = Letzte 7 Tage
reports-last-90 = Letzte 90 Tage
reports-this-month = Dieser Monat
reports-last-month = Letzter Monat
reports-last-12-months = Letzte 12 Monate
reports-this-billing = Dieser Abrechnungszeitraum
reports-former-billing = Abrechnungszeitraum davor
reports-own-dates = Eigener Zeitraum
reports-no-period = Es gibt keinen Zeitraum „{ $typed }“. Wählen Sie einen aus der Liste.
reports-days-most = Höchstens { $n } Tage sind möglich. Wählen Sie einen späteren ersten Tag oder einen früheren letzten.
reports-no-year = Aus diesem Jahr gibt es keine Zahlen. Wählen Sie einen anderen Tag.
reports-too-long-ago = „{ $typed }“ liegt zu lange zurück. Wählen Sie einen Tag ab { $year }.
reports-no-connector = „{ $typed }“ ist kein Konnektor. Wählen Sie einen aus der Liste.
reports-any-connector = Jeder Konnektor
reports-one-connector = Ein Konnektor
# Lists.
reports-no-order = Eine Reihenfolge nach „{ $typed }“ gibt es nicht. Die Liste steht in ihrer üblichen.
reports-most-first = Höchste Werte zuerst: { $column }
reports-fewest-first = Niedrigste Werte zuerst: { $column }
reports-show-year = 12 Monate anzeigen
reports-show-month = Die letzten 30 Tage anzeigen
reports-clear-filters = Filter zurücksetzen
reports-download = CSV herunterladen
reports-send-by-mail = Per E-Mail senden
reports-with = mit { $n }
reports-deleted-account = Ein gelöschtes Konto ({ $id })
reports-purged = Endgültig entfernt; seine Zahlen bleiben
reports-in-bin = Im Papierkorb
reports-data-operations = Datenoperationen
reports-deleted-connector = Ein gelöschter Konnektor
reports-programs = Aufrufe von Programmen
reports-programs-why = Über die API aufgerufene Methoden, außerhalb von { CYCLES_CAP() }
reports-deleted-cycle = Gelöscht ({ CYCLE_CAP() })
reports-deleted-stays = Gelöscht; die Zahlen bleiben
# The chart.
reports-chart-tasks-day = Aufgaben je Tag ({ $zone })
reports-chart-tasks-month = Aufgaben je Monat ({ $zone })
reports-chart-calls-day = Aufrufe je Tag ({ $zone })
reports-chart-calls-month = Aufrufe je Monat ({ $zone })
reports-chart-periods = Aufgaben je Abrechnungszeitraum ({ $zone })
reports-highest-tasks = Höchster Wert: { $n ->
        [one] { $n } Aufgabe
       *[other] { $n } Aufgaben
    } ({ $day }).
reports-highest-calls = Höchster Wert: { $n ->
        [one] { $n } Aufruf
       *[other] { $n } Aufrufe
    } ({ $day }).
reports-highest-period = Höchster Wert: { $n ->
        [one] { $n } Aufgabe
       *[other] { $n } Aufgaben
    }.
reports-chart-no-task = Keine Aufgabe in dieser Zeit.
reports-chart-no-call = Kein Aufruf in dieser Zeit.
reports-no-task = Keine Aufgabe in dieser Zeit
reports-no-call = Kein Aufruf in dieser Zeit
reports-absent = vor dem Beginn des Kontos
reports-bar-incidents =
    { $tasks ->
        [one] { $tasks } Aufgabe
       *[other] { $tasks } Aufgaben
    }, { $transactions ->
        [one] { $transactions } Transaktion
       *[other] { $transactions } Transaktionen
    }, { $incidents ->
        [one] { $incidents } Störung
       *[other] { $incidents } Störungen
    }; zuvor { $before }
reports-bar-tasks =
    { $tasks ->
        [one] { $tasks } Aufgabe
       *[other] { $tasks } Aufgaben
    }, { $failed } fehlgeschlagen; zuvor { $before }
reports-bar-calls =
    { $calls ->
        [one] { $calls } Aufruf
       *[other] { $calls } Aufrufe
    }, { $failed } fehlgeschlagen; zuvor { $before }
reports-bar-period =
    { $tasks ->
        [one] { $tasks } Aufgabe
       *[other] { $tasks } Aufgaben
    }, { $transactions ->
        [one] { $transactions } Transaktion
       *[other] { $transactions } Transaktionen
    }, { $incidents ->
        [one] { $incidents } Störung
       *[other] { $incidents } Störungen
    }
reports-limit-month = Limit: { $limit } je Abrechnungszeitraum
reports-limit-day = Limit von { $limit } je Abrechnungszeitraum: { $even } je Tag
reports-limit-now = Limit jetzt: { $limit } je Abrechnungszeitraum
reports-period-before = Zeitraum davor
reports-view-table = Als Tabelle ansehen
reports-when = Wann
