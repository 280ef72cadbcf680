# The partner's webhook for failures, limits and changes (src/error_webhook).
error-webhook-meanwhile = Jemand anderes hat dies geändert, während Sie es bearbeitet haben. Gezeigt wird, was dabei gespeichert wurde; prüfen Sie es und speichern Sie noch einmal, um es zu ersetzen.
error-webhook-no-address = Es gibt keine Adresse für einen Test. Speichern Sie zuerst eine.
error-webhook-no-key = Es gibt noch keinen Signaturschlüssel. Erzeugen Sie zuerst einen.
error-webhook-not-reported = So etwas wird nicht mehr gemeldet, deshalb gibt es keine Adresse dafür.
error-webhook-not-callable = Dorthin können keine Meldungen gesendet werden: { $why }. Geben Sie eine andere Adresse ein.
error-webhook-no-web-address = das ist keine Webadresse
error-webhook-topics =
    { $topic ->
        [transaction] Fehlgeschlagene Transaktionen
        [limit] Limits
        [account] Konten
        [user] Benutzer
        [connector] Konnektoren
       *[cycle] { CYCLES_CAP() }
    }
error-webhook-about-transaction = Jede fehlgeschlagene Transaktion, auf Wunsch auch Warnungen
error-webhook-about-limit = Bei 80 und bei 100 % eines Limits der Aufgaben im Monat, und jede Änderung eines Limits
error-webhook-about-account = Angelegt, bearbeitet, verschoben, gesperrt, Sperre aufgehoben, gelöscht, wiederhergestellt, endgültig entfernt
error-webhook-about-user = Eingeladen, angelegt, bearbeitet, Zugang gegeben und genommen, deaktiviert
error-webhook-about-connector = Hinzugefügt, verbunden, getrennt, geteilt, entfernt; Releases derer aus der Bibliothek
error-webhook-about-cycle = Angelegt, bearbeitet, gestartet, gestoppt, aktualisiert, entfernt
