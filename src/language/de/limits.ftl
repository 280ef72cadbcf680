# What can be limited, and what is said at a limit (src/limits).
limits-kind =
    { $kind ->
        [users] Benutzer
        [sub_accounts] Unterkonten
        [connectors] Konnektoren
        [active_cycles] Aktive { CYCLES_CAP() }
        [tasks_month] Aufgaben im Monat
        [transactions_minute] Transaktionen je Minute
        [at_once] Gleichzeitige Transaktionen
        [payload_kb] Größe der Nutzdaten
       *[other] Aufbewahrung von Schrittdaten
    }
limits-kind-within =
    { $kind ->
        [users] Benutzer
        [sub_accounts] Unterkonten
        [connectors] Konnektoren
        [active_cycles] aktive { CYCLES_CAP() }
        [tasks_month] Aufgaben im Monat
        [transactions_minute] Transaktionen je Minute
        [at_once] gleichzeitige Transaktionen
        [payload_kb] Größe der Nutzdaten
       *[other] Aufbewahrung von Schrittdaten
    }
limits-count-users = { $n } Benutzer
limits-count-sub-accounts =
    { $n ->
        [one] { $n } Unterkonto
       *[other] { $n } Unterkonten
    }
limits-count-connectors =
    { $n ->
        [one] { $n } Konnektor
       *[other] { $n } Konnektoren
    }
limits-count-cycles =
    { $n ->
        [one] { $n } { CYCLE_CAP() } (aktiv)
       *[other] { $n } aktive { CYCLES_CAP() }
    }
limits-count-tasks =
    { $n ->
        [one] { $n } Aufgabe
       *[other] { $n } Aufgaben
    }
limits-count-transactions =
    { $n ->
        [one] { $n } Transaktion
       *[other] { $n } Transaktionen
    }
limits-count-kb = { $n } KB
limits-count-hours =
    { $n ->
        [one] { $n } Stunde
       *[other] { $n } Stunden
    }
limits-none-of =
    { $kind ->
        [users] { $whose } darf keine Benutzer haben
        [sub_accounts] { $whose } darf keine Unterkonten haben
        [connectors] { $whose } darf keine Konnektoren haben
        [active_cycles] { $whose } darf keine aktiven { CYCLES_CAP() } haben
        [tasks_month] { $whose } darf keine Aufgaben haben
        [payload_kb] { $whose } darf keine KB haben
        [retention_hours] { $whose } darf keine Stunden haben
       *[other] { $whose } darf keine Transaktionen haben
    }
limits-hint-users = Personen mit Zugang zum Konto, auch eingeladene. Wer zu zwei Konten Zugang hat, zählt in jedem.
limits-hint-sub-accounts = Eigene: direkt unter dem Konto. Mit Unterkonten: auf allen Ebenen darunter. Der Papierkorb zählt nicht.
limits-hint-connectors = Im Konto installierte Konnektoren, verbunden oder nicht.
limits-hint-cycles = Gestartete { CYCLES_CAP() }. Die eines gesperrten Kontos zählen mit und laufen weiter, sobald die Sperre aufgehoben ist.
limits-hint-tasks = Aufgaben von einem Abrechnungstag bis zum nächsten.
limits-hint-minute = Transaktionen, die innerhalb einer Minute beginnen. Was schneller kommt, wartet und ist der Reihe nach dran.
limits-hint-at-once = Transaktionen, die im selben Augenblick laufen, über alle Worker.
limits-hint-payload = Was ein Webhook bringen darf, in KB.
limits-hint-retention = Wie lange Daten von Schritten aufbewahrt werden dürfen, in Stunden.
limits-resets = Es beginnt am nächsten Abrechnungstag von vorn.
limits-enter = Geben Sie an, wie viel es sein darf ({ $what }); 0 heißt gar nichts.
limits-not-negative = { $what }: Weniger als 0 geht nicht. Geben Sie 0 ein, wenn gar nichts erlaubt sein soll.
limits-whole = Geben Sie eine ganze Zahl ein, etwa 25 ({ $what }).
limits-at-most = { $what }: höchstens { $most }. Wenn es kein Limit geben soll, wählen Sie das.
limits-as-by-default = nach Vorgabe
limits-no-limit-within = kein Limit
limits-count-hold = { $count }, wartet
limits-count-overage = { $count }, Mehrverbrauch
limits-then-refused = Abgelehnt
limits-then-overage = Mehrverbrauch, getrennt gezählt
limits-then-hold = Warten: bis zum nächsten Zeitraum
limits-then-waits = Wartet auf Platz
limits-then-not-taken = Nicht angenommen
limits-then-shortened = Nicht länger aufbewahrt
limits-meanwhile = Jemand anderes hat dieses Limit geändert, während Sie es bearbeitet haben. Gezeigt wird, was dabei gespeichert wurde; prüfen Sie es und speichern Sie noch einmal, um es zu ersetzen.
limits-in-bin = „{ $name }“ ist im Papierkorb. Stellen Sie es wieder her, bevor Sie seine Limits ändern.
limits-beyond-cap = { $what }: höchstens { $count }, das ist die Obergrenze aller Konten. Geben Sie weniger ein, oder heben Sie zuerst die Obergrenze in den Einstellungen an.
limits-no-limit-to-meet = Was am Limit geschieht, wird zusammen mit einem Limit festgelegt: Geben Sie dem Konto auch ein eigenes Limit oder eines mit Unterkonten. Wo die Vorgabe gilt, wird es mit der Vorgabe festgelegt.
