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
# The jobs, and what they keep of the file and of each line.
imports-job-check = { $file } prüfen
imports-job-apply = { $file } importieren
imports-changed-meanwhile = Die Konten haben sich seit der Prüfung geändert, daher wurde nichts angewendet. Sehen Sie sich unten die neue Prüfung an und wenden Sie dann an.
imports-full-more =
    Dasselbe gilt für { $n ->
        [one] { $n } weiteres Limit
       *[other] { $n } weitere Limits
    }.
imports-full-whole = So, wie sie ist, würde die Datei als Ganzes abgelehnt.
imports-over = Nach dem Anwenden nutzen einige Konten mehr, als die Datei ihnen lässt. { $named }
imports-over-one = { $name }: { $words }.
imports-over-more =
    Dasselbe gilt für { $n ->
        [one] { $n } weiteres Konto
       *[other] { $n } weitere Konten
    }.
imports-fault-twice = Zeile { $line } hat dieselbe API-ID. Behalten Sie eine der beiden Zeilen.
imports-fault-in-bin = „{ $name }“ liegt im Papierkorb. Stellen Sie es zuerst wieder her, oder verwenden Sie eine andere API-ID.
imports-fault-no-api-id = Geben Sie eine API-ID ein: Ihren eigenen Schlüssel für diesen Kunden, der gleich bleibt.
imports-fault-yes-or-no = „{ $text }“ ist weder ja noch nein.
imports-fault-one-line = Das eigene Feld „{ $key }“ muss einzeilig sein.
imports-fault-cap = { $kind }: höchstens { $count } sind möglich, das ist die Obergrenze aller Konten.
imports-fault-at-limit = Schreiben Sie hold oder overage, oder lassen Sie es leer, damit der Standard gilt.
imports-fault-other-parent = Dieses Konto hängt unter einem anderen übergeordneten Konto, als diese Zeile sagt. Ein Import verschiebt keine Konten: Verwenden Sie „Verschieben“ auf der Seite des Kontos, oder tragen Sie hier das jetzige übergeordnete Konto ein.
imports-fault-no-parent = Es gibt kein Konto mit der API-ID „{ $parent }“, weder hier noch in dieser Datei. Berichtigen Sie sie, oder fügen Sie eine Zeile dafür hinzu.
imports-fault-parent-in-bin = Das übergeordnete Konto „{ $parent }“ liegt im Papierkorb. Stellen Sie es zuerst wieder her, oder wählen Sie ein anderes.
imports-fault-orphan = Das übergeordnete Konto „{ $parent }“ steht in Zeile { $line }, die fehlerhaft ist. Berichtigen Sie zuerst jene Zeile.
imports-fault-own-parent = Ein Konto kann nicht sich selbst übergeordnet sein.
imports-fault-circle = Diese Konten lägen unter sich selbst: Zeilen { $lines }. Geben Sie einem davon ein anderes übergeordnetes Konto.
imports-fault-deep = Es läge auf Ebene { $level }, und höchstens { $most } Ebenen sind möglich. Wählen Sie ein übergeordnetes Konto weiter oben.
