# Exports of all that an account holds (src/account_exports).
account-exports-title = Daten von { $name } exportieren
account-exports-head = Daten exportieren
account-exports-not-asked = Keine Datei angefordert
account-exports-what = Ein ZIP-Archiv mit JSON-Dateien: Details, Personen, Konnektoren und eigene Konnektoren, { CYCLES_CAP() } mit dem, was sie tun und behalten, Vorlagen, Transaktionen mit den noch aufbewahrten Daten, Störungen, Methoden, die Programme aufgerufen haben, Nutzung je Tag, Limits, gespeicherte Berichte und das Prüfprotokoll; manifest.json sagt, was jede Datei enthält. Passwörter, Zugangsdaten von Konnektoren und Adressen von Webhooks sind nicht dabei.
account-exports-with-sub-accounts = Mit Unterkonten
account-exports-with-sub-accounts-hint = Alle Ebenen darunter
account-exports-busy = Eine Datei wird gerade erstellt. Fordern Sie eine weitere an, wenn sie fertig ist.
account-exports-make = Datei erstellen
account-exports-files = Dateien
account-exports-kept = Jede Datei wird { $days } Tage aufbewahrt, und je Konto die letzten { $kept }: Wird eine weitere angefordert, wird die älteste gelöscht. Sie wird auch gelöscht, wenn ein Konto, das sie enthält, endgültig gelöscht wird, oder wenn alle Dateien Ihrer Konten zusammen mehr als { $gb } GB haben und sie die älteste ist. Das Prüfprotokoll sagt es jedes Mal.
account-exports-asked = Angefordert
account-exports-asked-by = <time datetime="{ $iso }" title="{ $exact }" data-relative>{ $when }</time> von { $by }
account-exports-holds = Enthält
account-exports-state = Status
account-exports-size = Größe
account-exports-size-kb = { $kb } KB
account-exports-until = Aufbewahrt bis
account-exports-action = Aktion
account-exports-this-account = Dieses Konto
account-exports-progress = Fortschritt
account-exports-download = Herunterladen
account-exports-none = Noch keine Datei. Jede wird { $days } Tage aufbewahrt.
account-exports-being-made = Eine Datei dieses Kontos wird schon erstellt. Fragen Sie wieder, wenn sie fertig ist.
account-exports-not-ready = Die Datei ist noch nicht fertig.
account-exports-removed = Die Datei wurde entfernt, bevor sie fertig war: Ein Konto darin wird endgültig gelöscht. Fordern Sie eine neue an.
account-exports-too-large = Die Datei würde größer als 1 GB. Exportieren Sie die Unterkonten einzeln.
