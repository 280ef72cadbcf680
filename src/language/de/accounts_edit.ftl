# Creating and editing an account, its details, and what may be entered (src/accounts/model.rs, pages/edit.rs, details.rs).
accounts-edit-new = Neues Konto
accounts-edit-new-sub = Neues Unterkonto
accounts-edit-title = { $name } bearbeiten
accounts-edit-crumb = Bearbeiten
accounts-edit-created = Konto angelegt.
accounts-edit-saved = Änderungen gespeichert.
accounts-edit-both = Von jemand anderem gespeichert und von Ihnen eingegeben
accounts-edit-this = dieses Konto
accounts-edit-sub-of = Ein Unterkonto von { $name } mit eigenen Personen und Einstellungen.
accounts-edit-create = Konto anlegen
accounts-edit-save = Änderungen speichern
accounts-edit-api-id-hint = Der Schlüssel des Kunden in Ihrem eigenen Produkt. Bleibt das Feld leer, wird er erzeugt.
accounts-edit-tags-hint = Durch Kommas getrennt
accounts-edit-timezone-hint = Geben Sie eine Stadt ein, zum Beispiel London
accounts-edit-language-hint = Zum Beispiel en oder pt-BR
accounts-edit-expires-hint = Ab Beginn dieses Tages ist das Konto gesperrt
accounts-edit-billing-hint = Abrechnungszeiträume beginnen an diesem Tag jedes Monats
accounts-edit-retention-hint = Stunden, 0 bis 744. Leer: wie übergeordnet.
accounts-edit-webhook = Fehlgeschlagene Transaktionen an eine eigene Adresse melden
accounts-edit-webhook-hint = Bleibt das Feld leer, werden sie gemeldet, wie es in Ihren Einstellungen steht. Bei einer abgeschalteten Adresse nirgends.
accounts-edit-notes-hint = Für Ihre eigenen Leute. Ihr Kunde sieht sie nicht.
accounts-edit-fields-hint = Eines je Zeile: Schlüssel = Wert
# The fields, as forms and details name them.
accounts-field-name = Name
accounts-field-api-id = API-ID
accounts-field-id = ID
accounts-field-description = Beschreibung
accounts-field-timezone = Zeitzone
accounts-field-language = Sprache
accounts-field-tags = Schlagwörter
accounts-field-billing = Abrechnung und Ablauf
accounts-field-expires = Läuft ab am
accounts-field-next-billing = Nächster Abrechnungstag
accounts-field-data = Schrittdaten und fehlgeschlagene Transaktionen
accounts-field-keep-good = Daten erfolgreicher Schritte aufbewahren
accounts-field-keep-bad = Daten fehlgeschlagener Schritte aufbewahren
accounts-field-report = Fehlgeschlagene Transaktionen melden
accounts-field-address = Adresse für fehlgeschlagene Transaktionen
accounts-field-warnings = Auch Warnungen melden
accounts-field-own = Notizen und eigene Felder
accounts-field-notes = Prüfnotizen
accounts-field-task-notes = Prüfnotizen zu Aufgaben
accounts-field-custom = Eigene Felder
# The details to read.
accounts-details-title = { $name }: Details
accounts-details-account = Konto
accounts-details-edit = Bearbeiten
accounts-details-created = Angelegt
accounts-details-changed = Geändert
accounts-details-never = Nie
accounts-details-hours =
    { $n ->
        [one] { $n } Stunde
       *[other] { $n } Stunden
    }
accounts-details-inherited = Wie übergeordnet
accounts-details-report-to = Fehlgeschlagene Transaktionen melden an
accounts-details-not-reported = Wird nicht gemeldet
accounts-details-as-settings = Wie in Ihren Einstellungen
accounts-details-yes = Ja
accounts-details-no = Nein
accounts-details-empty = Leer
# What is wrong with what was entered.
accounts-invalid-name = Geben Sie einen Namen ein.
accounts-invalid-api-id = Geben Sie eine API-ID ein.
accounts-invalid-api-id-dots = Eine API-ID braucht mehr als Punkte.
accounts-invalid-api-id-word = „{ $text }“ ist ein Wort aus den Adressen der API. Nehmen Sie eine andere API-ID.
accounts-invalid-api-id-sign = „{ $sign }“ darf in einer API-ID nicht vorkommen. Verwenden Sie Buchstaben, Ziffern, Punkte, Bindestriche und Unterstriche.
accounts-invalid-reason = Nennen Sie den Grund, damit Ihre Kollegen ihn später kennen.
accounts-invalid-language = „{ $text }“ ist keine Sprache. Verwenden Sie ein Kürzel wie en oder pt-BR.
accounts-invalid-tags = { $count } Schlagwörter sind zu viele; höchstens { $most } sind möglich.
accounts-invalid-length = { $count } Zeichen sind zu viele; höchstens { $most } sind möglich.
accounts-invalid-hours = „{ $text }“ muss eine Zahl ganzer Stunden von 0 bis { $most } sein, oder leer für den übergeordneten Wert.
accounts-invalid-date = „{ $text }“ ist kein Datum. Schreiben Sie es wie 2026-11-24.
accounts-invalid-line = Zeile { $line }: { $why }
accounts-invalid-field = Schreiben Sie Schlüssel = Wert.
accounts-invalid-field-key = Der Schlüssel fehlt.
accounts-invalid-field-twice = „{ $key }“ steht zweimal da.
accounts-invalid-fields = { $count } Felder sind zu viele; höchstens { $most } sind möglich.
accounts-invalid-webhook-missing = Geben Sie die Adresse ein, an die fehlgeschlagene Transaktionen gemeldet werden, oder schalten Sie die Meldung ab.
accounts-invalid-webhook = „{ $text }“ ist keine Adresse. Sie sieht aus wie https://example.com/errors.
accounts-invalid-billing-past = { $day } liegt zu lange zurück. Geben Sie ein Datum vom { $first } bis zum { $last } ein; Abrechnungszeiträume beginnen an diesem Tag jedes Monats.
accounts-invalid-billing-future = { $day } liegt zu weit voraus. Geben Sie ein Datum vom { $first } bis zum { $last } ein; Abrechnungszeiträume beginnen an diesem Tag jedes Monats.
accounts-invalid-timezone = „{ $text }“ ist keine Zeitzone. Verwenden Sie einen Namen wie Europe/London.
accounts-invalid-parent = Dieses übergeordnete Konto gibt es nicht. Wählen Sie ein anderes.
accounts-invalid-parent-gone = Dieses übergeordnete Konto gibt es nicht mehr. Wählen Sie ein anderes.
accounts-invalid-parent-deep = „{ $name }“ liegt auf Ebene { $level }, und mehr als { $most } Ebenen gibt es nicht. Wählen Sie ein Konto weiter oben.
accounts-api-id-is-id = Das ist die ID eines anderen Kontos, mit der Aufrufe es nennen. Wählen Sie eine andere.
accounts-api-id-taken = „{ $id }“ ist die API-ID von „{ $name }“. Wählen Sie eine andere.
accounts-api-id-taken-bin = „{ $id }“ ist die API-ID von „{ $name }“ im Papierkorb. Stellen Sie jenes Konto wieder her oder wählen Sie eine andere API-ID.
accounts-api-id-taken-now = Diese API-ID wurde gerade eben vergeben. Wählen Sie eine andere.
accounts-edit-overtaken = Jemand anders hat dieses Konto geändert, während Sie es bearbeitet haben. Was gespeichert wurde, steht unten; prüfen Sie es und speichern Sie noch einmal, um es zu ersetzen.
accounts-edit-in-bin = „{ $name }“ ist im Papierkorb. Stellen Sie das Konto wieder her, bevor Sie es ändern.
accounts-edit-same-moment = Jemand anders hat es in diesem Augenblick geändert. Versuchen Sie es noch einmal.
accounts-tree-busy = Der Baum der Konten wird gerade von anderen geändert.
