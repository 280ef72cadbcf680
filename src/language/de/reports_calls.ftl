# Reports: what programs called (src/reports/calls).
reports-credential = Zugangsdaten
reports-refused = Abgelehnt
reports-too-many = Zu viele
reports-average-time = Mittlere Dauer
reports-no-credential = Diese Zugangsdaten gibt es nicht. Wählen Sie welche aus der Liste.
reports-any-credential = Alle Zugangsdaten
reports-one-credential = Bestimmte Zugangsdaten
reports-all-credentials = Alle Zugangsdaten
reports-credentials-by-calls = Zugangsdaten nach Aufrufen
reports-call-with-credentials = Programme rufen die API mit Zugangsdaten auf, die in den Einstellungen angelegt werden.
reports-all-single-calls = Alle einzelnen Aufrufe
reports-what-was-called = Was aufgerufen wurde
reports-call = Aufruf
reports-nothing-called = In dieser Zeit wurde nichts aufgerufen
reports-call-counted = Ein Aufruf wird innerhalb von zwei Sekunden nach seiner Antwort gezählt.
reports-deleted-credential = Gelöschte Zugangsdaten ({ $id })
reports-a-deleted-credential = Gelöschte Zugangsdaten
reports-revoked = { $id }, widerrufen
# The log of single calls.
reports-single-calls = Einzelne Aufrufe
reports-any-answer = Jede Antwort
reports-any-error = Jeder Fehler
reports-answer = Antwort
reports-time = Dauer
reports-any-call = Jeder Aufruf
reports-is-no-call = „{ $typed }“ ist kein Aufruf. Wählen Sie einen aus der Liste.
reports-no-answer = Eine Antwort „{ $typed }“ gibt es nicht. Wählen Sie eine aus der Liste.
reports-no-such-call = Kein solcher Aufruf in dieser Zeit
reports-newest-first = Neueste zuerst
# Figures in mails.
reports-calls-refused =
    { $n ->
        [one] { $n } Aufruf abgelehnt
       *[other] { $n } Aufrufe abgelehnt
    }
reports-calls-limited =
    { $n ->
        [one] { $n } Aufruf zu viel
       *[other] { $n } Aufrufe zu viel
    }
reports-calls-failed =
    { $n ->
        [one] { $n } fehlgeschlagener Aufruf
       *[other] { $n } fehlgeschlagene Aufrufe
    }
reports-calls-count =
    { $n ->
        [one] { $n } Aufruf
       *[other] { $n } Aufrufe
    }
