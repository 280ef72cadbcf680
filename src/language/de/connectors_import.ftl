# Importing an OpenAPI document, and the report of what became of it (src/connectors/pages/import.rs, report.rs).
connectors-import-title = Konnektor importieren
connectors-not-imported = Das Dokument wurde nicht importiert
connectors-import-intro = Die meisten Hersteller veröffentlichen ein OpenAPI-Dokument ihrer Anwendung. Daraus wird ein Entwurf mit einem Bericht über alles, was nicht übernommen werden konnte; nichts ist live, bevor Sie es sagen.
connectors-import-owner = Er wird <a href="/console/accounts/{ $id }/connectors">{ $name }</a> gehören: Kein anderes Konto kann ihn installieren.
connectors-upload = Hochladen
connectors-becomes = Wird zu
connectors-document = OpenAPI-Dokument
connectors-document-hint = OpenAPI 2.0, 3.0 oder 3.1, JSON oder YAML, bis 5 MB
connectors-paste = Einfügen
connectors-document-text = Text des Dokuments
connectors-a-new-connector = Neuer Konnektor
connectors-a-new-release = Neues Release von { $name }
connectors-document-too-large = Das Dokument ist größer als 5 MB. Lassen Sie weg, was Sie nicht brauchen.
connectors-paste-document = Fügen Sie das Dokument ein.
connectors-choose-file = Wählen Sie eine Datei.
connectors-imported = Das Dokument ist importiert. Sehen Sie es durch, bevor Sie es live schalten.
# The report.
connectors-report-title = Importbericht
connectors-report-version = { $specification }, Version { $version } des Dokuments
connectors-report-operations = Operationen
connectors-report-taken = Übernommen
connectors-report-left-out = Ausgelassen
connectors-report-notes = Hinweise
connectors-report-note = Hinweis
connectors-report-other-ways = Andere Wege, die das Dokument kennt
connectors-report-by-operation = Nach Operation
connectors-report-filter = Bericht filtern
connectors-report-show = Anzeigen
connectors-report-differs = Was vom Dokument abweicht
connectors-report = Bericht
connectors-report-place = Stelle im Dokument
connectors-report-outcome = Ergebnis
connectors-report-why = Was es ist oder warum
connectors-report-nothing = Nichts.
connectors-report-not-kept =
    { $n ->
        [one] { $n } weiterer Hinweis wurde nicht behalten.
       *[other] { $n } weitere Hinweise wurden nicht behalten.
    }
