# The console's first page (src/overview).
overview-title = Übersicht
overview-new-account = Neues Konto
overview-welcome = Willkommen
overview-few-rights = Sie sehen Zahlen und Berichte. Mehr Rechte kann Ihnen geben, wer die Konsolenbenutzer verwaltet.
overview-stopped = { $what } angehalten ({ $when })
overview-see-done = Ansehen, was getan wurde
overview-last-30-days = Letzte 30 Tage
overview-reports = Berichte
overview-nothing-used = In dieser Zeit wurde nichts genutzt. Eine Aufgabe ist ein Aufruf einer Methode eines Konnektors oder eine Datenoperation.
overview-first-steps = Erste Schritte
overview-steps-done = { $done } von { $all } erledigt
overview-step-done = erledigt
overview-needs-right = Das muss jemand mit dem Recht dazu tun.
overview-needs-action = Handlungsbedarf
overview-all-well = Keiner: Kein Konto hat Fehler, ist nahe an seinem Limit von Aufgaben, gesperrt, läuft bald ab oder wird bald entfernt.
overview-see-all = Alle ansehen
overview-failing-parts = Fehlerhafte Konnektoren und Schritte
overview-incidents = Störungen
overview-most-active = Aktive { CYCLES_CAP() } nach Konto
overview-all-accounts = Alle Konten
overview-most-active-of = Aktive { CYCLES_CAP() } von { $who }: { $many }
overview-newest = Neueste Konten
overview-changed = Diese Woche geändert
overview-audit = Prüfprotokoll
overview-nothing-changed = In den letzten 7 Tagen wurde nichts geändert.
overview-refused-in = Anmeldung abgelehnt in { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    }
overview-errors-in =
    { $errors ->
        [one] { $errors } Fehler
       *[other] { $errors } Fehler
    } in { $accounts ->
        [one] { $accounts } Konto
       *[other] { $accounts } Konten
    }
# The live load.
overview-load = Aktuelle Last
overview-this-moment = in diesem Moment
overview-running = Läuft
overview-waiting = Wartet
overview-oldest-wait = Längste Wartezeit
overview-no-wait = keine
overview-no-work = In diesem Moment hat kein Konto etwas zu tun.
overview-busy = { $running } laufen, { $waiting } warten
overview-wait-days = { $n } Tage
# Who needs somebody.
overview-or-more = { $n } oder mehr
overview-errors =
    { $n ->
        [one] { $n } Fehler
       *[other] { $n } Fehler
    }
overview-used-of = { $used } von { $value }
overview-used-of-tree = { $used } von { $value }, mit Unterkonten
overview-failing = Mit Fehlern: { $count }
overview-failing-why = Bei ihnen ist etwas fehlgeschlagen und noch nicht behoben. Was fehlschlug, kann noch einmal laufen.
overview-near = Nahe an oder auf ihrem Limit von Aufgaben: { $count }
overview-near-why = Bei 100 % wartet ihre Arbeit auf den nächsten Zeitraum oder geht über das Limit hinaus weiter, wie Sie es eingestellt haben.
overview-expiring = Laufen in den nächsten 14 Tagen ab: { $count }
overview-expiring-why = An diesem Tag schließen ihre Seiten. Verlängern Sie das Datum unter „Bearbeiten“.
overview-suspended = Gesperrt: { $count }
overview-suspended-why = Ihre Personen sehen eine Seite, die das sagt. Heben Sie die Sperre auf, wenn der Grund entfallen ist.
overview-removed = In den nächsten 14 Tagen endgültig entfernt
overview-removed-why = Gelöschte Konten bleiben 90 Tage im Papierkorb. Stellen Sie wieder her, was noch gebraucht wird.
# The state of things in one line, and its tiles.
overview-accounts-count =
    { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    }
overview-sub-accounts-count =
    { $n ->
        [one] { $n } Unterkonto
       *[other] { $n } Unterkonten
    }
overview-answer-failing = { $count } mit Fehlern
overview-answer-near = { $count } nahe an oder auf einem Limit
overview-answer-suspended = { $count } gesperrt
overview-answer-expiring = { $count } mit baldigem Ablauf
overview-answer-none = kein Handlungsbedarf
overview-tasks-30 = Aufgaben, 30 Tage
overview-transactions-30 = Transaktionen, 30 Tage
overview-incidents-30 = Störungen, 30 Tage
overview-incidents-by-day = Störungen nach Tagen, { $n } in 30 Tagen
overview-none-failed = keine fehlgeschlagen
overview-some-failed = { $n } fehlgeschlagen
overview-active = Aktive { CYCLES_CAP() }
overview-at-work = in { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    }
overview-at-work-in-error = in { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    }, { $count } mit Fehler
overview-accounts = Konten
overview-invited = Link noch nicht genutzt
overview-users-invited = Eingeladene Benutzer
overview-staff-invited = Eingeladene Mitarbeiter
# The first run.
overview-step-connector = Einen Konnektor hinzufügen
overview-step-connector-why = Eine Anwendung, mit der Integrationen sprechen; aus dem Katalog oder aus ihrem OpenAPI-Dokument.
overview-step-template = Eine Vorlage veröffentlichen
overview-step-template-why = Eine vorbereitete Integration. Sie kann installiert werden, sobald ein Release von ihr live ist.
overview-step-account = Das erste Konto anlegen
overview-step-account-why = Eines für jeden Ihrer Kunden; oder importieren Sie die ganze Liste aus einer CSV-Datei.
overview-step-user = Den ersten Kontobenutzer einladen
overview-step-user-why = Eine Person eines Kunden, die dessen Konten sieht und sonst nichts.
overview-step-staff = Einen zweiten Konsolenbenutzer einladen
overview-step-staff-why = Damit noch jemand hineinkommt, wenn Sie es nicht können.
