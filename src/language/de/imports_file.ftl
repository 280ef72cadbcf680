# What is wrong with a file, and what its columns feed (src/imports).
imports-file-large = Die Datei ist größer als { $mb } MB. Teilen Sie sie in kleinere Dateien und importieren Sie eine nach der anderen.
imports-file-empty = Die Datei ist leer. Wählen Sie eine CSV-Datei, deren erste Zeile die Spalten nennt.
imports-file-no-rows = Die Datei hat eine erste Zeile mit den Namen der Spalten, aber keine Kunden darunter.
imports-file-encoding =
    Zeile 1: Die Datei ist { $encoding ->
        [utf16] UTF-16
       *[other] UTF-16 oder gar kein Text
    }; das wird nicht unterstützt. Speichern Sie sie als „CSV UTF-8 (durch Trennzeichen getrennt)“ und wählen Sie sie noch einmal.
imports-file-cells =
    Diese Zeile hat { $has } { $has ->
        [1] Zelle
       *[other] Zellen
    }, die erste Zeile aber { $wanted }. Suchen Sie nach einem fehlenden oder überzähligen „{ $sign }“, und setzen Sie Zellen, die eines enthalten, in doppelte Anführungszeichen.
imports-file-rows = Die Datei hat mehr als { $rows } Zeilen. Teilen Sie sie in kleinere Dateien und importieren Sie eine nach der anderen.
imports-file-line = Zeile { $line }: { $fault }
imports-file-columns = Zeile { $line }: { $columns } Spalten sind zu viele; höchstens { $most } sind möglich.
imports-file-utf8 = Zeile { $line }: Die Datei ist nicht UTF-8, daher sind Buchstaben wie é oder ß nicht lesbar. Speichern Sie sie als „CSV UTF-8 (durch Trennzeichen getrennt)“ und wählen Sie sie noch einmal.
imports-csv-quote = Ein Anführungszeichen, das in Zeile { $line } beginnt, wird nie geschlossen; der Rest der Datei wurde daher als eine Zelle gelesen. Schließen Sie es, oder schreiben Sie ein Anführungszeichen in einer Zelle doppelt.
imports-csv-columns = Diese Zeile hat { $columns } Zellen; höchstens { $most } Spalten sind möglich.
imports-csv-long = Die Zelle in Spalte { $column } ist länger als { $kb } KB und wurde daher abgeschnitten. Kürzen Sie sie.
imports-csv-nul = Entfernen Sie das Steuerzeichen U+0000 aus Spalte { $column }.
imports-field-api-id = API-ID
imports-field-name = Name
imports-field-parent = Übergeordnetes Konto (API-ID)
imports-field-description = Beschreibung
imports-field-timezone = Zeitzone
imports-field-locale = Sprache
imports-field-tags = Schlagwörter
imports-field-expires-on = Läuft ab am
imports-field-next-billing-on = Nächster Abrechnungstag
imports-field-audit-notes = Prüfnotizen
imports-field-task-audit-notes = Prüfnotizen zu Aufgaben
imports-field-retention-success-hours = Daten erfolgreicher Schritte aufbewahren (Stunden)
imports-field-retention-error-hours = Daten fehlgeschlagener Schritte aufbewahren (Stunden)
imports-field-error-webhook-enabled = Fehlgeschlagene Transaktionen melden (ja oder nein)
imports-field-error-webhook-url = Adresse für fehlgeschlagene Transaktionen
imports-field-error-webhook-warnings = Auch Warnungen melden (ja oder nein)
imports-field-custom-fields = Eigene Felder (Zeilen: Schlüssel = Wert)
imports-field-limit-users = Limit der Benutzer
imports-field-limit-sub-accounts = Limit der Unterkonten
imports-field-limit-connectors = Limit der Konnektoren
imports-field-limit-active-cycles = Limit: aktive { CYCLES_CAP() }
imports-field-limit-tasks-month = Limit der Aufgaben im Monat
imports-field-limit-transactions-minute = Limit der Transaktionen je Minute
imports-field-limit-at-once = Limit gleichzeitiger Transaktionen
imports-field-limit-payload-kb = Limit der Größe der Nutzdaten (KB)
imports-field-limit-retention-hours = Limit der Aufbewahrung (Stunden)
imports-field-limit-users-with-sub-accounts = Limit der Benutzer, mit Unterkonten
imports-field-limit-sub-accounts-with-sub-accounts = Limit der Unterkonten, auf allen Ebenen
imports-field-limit-connectors-with-sub-accounts = Limit der Konnektoren, mit Unterkonten
imports-field-limit-active-cycles-with-sub-accounts = Limit: aktive { CYCLES_CAP() }, mit Unterkonten
imports-field-limit-tasks-month-with-sub-accounts = Limit der Aufgaben im Monat, mit Unterkonten
imports-field-limit-transactions-minute-with-sub-accounts = Limit der Transaktionen je Minute, mit Unterkonten
imports-field-limit-at-once-with-sub-accounts = Limit gleichzeitiger Transaktionen, auch je Unterkonto
imports-field-limit-payload-kb-with-sub-accounts = Limit der Größe der Nutzdaten (KB), auch je Unterkonto
imports-field-limit-retention-hours-with-sub-accounts = Limit der Aufbewahrung (Stunden), auch je Unterkonto
imports-field-limit-tasks-month-at-limit = Am Limit der Aufgaben im Monat (hold oder overage)
