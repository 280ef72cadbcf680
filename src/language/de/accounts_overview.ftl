# The overview of one account in the console (src/accounts/pages/show.rs, attention.rs, stands.rs).
accounts-show-someone = jemandem
accounts-attention-bin = Im Papierkorb
accounts-attention-bin-why = Von { $by } gelöscht am { $at }. Es kann bis zum { $until } wiederhergestellt werden.
accounts-attention-bin-open = Konto öffnen, mit dem es gelöscht wurde
accounts-attention-suspended = Gesperrt seit { $since } von { $by }
accounts-attention-reason = Grund: { $reason }
accounts-attention-expired = Abgelaufen am { $at }
accounts-attention-expired-why = Seine Personen können es nicht öffnen. Setzen Sie ein späteres Ablaufdatum oder entfernen Sie es, dann ist es wieder offen.
accounts-attention-extend = Verlängern
accounts-attention-above = Gesperrt mit „{ $name }“
accounts-attention-above-suspended = Das übergeordnete Konto ist gesperrt, also kann auch dieses niemand öffnen.
accounts-attention-above-expired = Das übergeordnete Konto ist abgelaufen, also kann auch dieses niemand öffnen.
accounts-attention-above-open = Öffnen
accounts-attention-expires = Läuft ab { $when }
accounts-attention-expires-why = Am { $at } wird es gesperrt, mit allem darunter.
accounts-attention-expires-change = Datum ändern
accounts-attention-see-held = Ansehen
accounts-attention-see-limits = Limits ansehen
accounts-show-tasks = Aufgaben in diesem Abrechnungszeitraum
accounts-show-no-limit = kein Limit, nächster Zeitraum ab { $day }
accounts-show-success = Erfolg, 7 Tage
accounts-show-success-none = noch keiner
accounts-show-success-none-why = noch keine Transaktion beendet
accounts-show-success-no-before = davor keiner
accounts-show-success-same = wie davor
accounts-show-success-more = { $points } Punkte mehr als davor
accounts-show-success-less = { $points } Punkte weniger als davor
accounts-show-cycles = Aktive { CYCLES_CAP() }
accounts-show-in-error = { $n } mit Fehler
accounts-show-paused = { $n } angehalten
accounts-show-in-error-paused = { $error } mit Fehler, { $paused } angehalten
accounts-show-attention = Braucht Aufmerksamkeit
accounts-show-full = 1 Limit
accounts-show-full-why = für Aufgaben ausgeschöpft
accounts-show-nothing = Nichts
accounts-show-nothing-why = alles in Ordnung
accounts-show-failing =
    { $n } { $n ->
        [one] { CYCLE_CAP() }
       *[other] { CYCLES_CAP() }
    } mit Fehlern
accounts-show-connectors =
    { $n ->
        [one] { $n } Konnektor
       *[other] { $n } Konnektoren
    }
accounts-show-failing-connectors =
    { $n } { $n ->
        [one] { CYCLE_CAP() }
       *[other] { CYCLES_CAP() }
    } mit Fehlern, { $connectors ->
        [one] { $connectors } Konnektor
       *[other] { $connectors } Konnektoren
    }
accounts-show-reconnect = { $name }: neu verbinden
accounts-show-errors =
    { $n ->
        [one] { $n } Fehler
       *[other] { $n } Fehler
    }
accounts-show-unconnected = noch nicht verbunden
accounts-show-last-30-days = Letzte 30 Tage
accounts-show-own = Eigene
accounts-show-with-sub-accounts = Mit Unterkonten
accounts-show-report = Bericht
accounts-show-quiet = In dieser Zeit wurde nichts genutzt. Eine Aufgabe ist ein Aufruf einer Methode eines Konnektors oder eine Datenoperation.
accounts-show-incidents = Störungen
accounts-show-all-well = Nichts: Es gibt keine offenen Fehler ({ CYCLES_CAP() }), und jeder Konnektor ist verbunden.
accounts-show-refused = Anmeldung abgelehnt: neu verbinden
accounts-show-not-connected = Noch nicht verbunden
accounts-show-stopped = Durch einen Fehler angehalten
accounts-show-state-paused = Angehalten
accounts-show-state-failing = Mit Fehlern
accounts-show-failed-at =
    fehlgeschlagen bei „{ $step }“, { $n ->
        [one] { $n } Fehler
       *[other] { $n } Fehler
    }
accounts-show-open = Öffnen
accounts-show-retry = Erneut versuchen...
accounts-show-limits = Limits
accounts-show-limits-why = Warum diese Limits
accounts-show-limits-none = Nichts ist begrenzt: Es darf so viel nutzen, wie es braucht.
accounts-show-limit = { $limit }, Quelle: { $by }
accounts-show-limit-used = { $limit }, Quelle: { $by }, { $used }
accounts-show-limit-at = { $limit }, Quelle: <a href="{ $href }">{ $by }</a>
accounts-show-limit-at-used = { $limit }, Quelle: <a href="{ $href }">{ $by }</a>, { $used }
accounts-show-about = Über das Konto
accounts-show-details = Alle Details
accounts-show-sub-accounts = Unterkonten
accounts-show-people = Personen
accounts-show-created = Angelegt
accounts-show-timezone = Zeitzone
accounts-show-parent = Übergeordnetes Konto
accounts-show-level = Ebene
accounts-show-expires = Läuft ab
accounts-show-changes = Letzte Änderungen
accounts-show-all-changes = Alle Änderungen
accounts-show-no-changes = Noch hat sich nichts geändert.
