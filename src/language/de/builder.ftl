# The builder: the frame of its pages, the list of steps, adding, moving and removing one, what belongs to a flow (src/builder).
builder-title = Editor
builder-build = { $name } bearbeiten
builder-page-of = { $page }: { $name }
builder-locked = { $name } kann jetzt nicht bearbeitet werden
builder-done = Fertig
builder-cancel = Abbrechen
builder-save = Speichern
builder-back = Zurück
builder-stop = Stoppen...
builder-steps = Schritte
builder-fields = Felder zum Ausfüllen
builder-connectors = Konnektoren
builder-lookups = Nachschlagetabellen
builder-as-json = Als JSON
# What is edited.
builder-release-live = Release { $number } von { $template } ist live und kann nicht mehr geändert werden. Beginnen Sie einen neuen Entwurf davon.
builder-release-deprecated = Release { $number } von { $template } ist veraltet und kann nicht mehr geändert werden. Beginnen Sie einen neuen Entwurf davon.
builder-release-name = { $template }, Release { $number }
builder-cycles = { CYCLES_CAP() }
builder-runs = { $name } läuft und kann währenddessen nicht bearbeitet werden. Stoppen Sie zuerst.
builder-overtaken-step = Jemand anderes hat diesen Schritt geändert, während Sie ihn bearbeitet haben; von Ihnen ist deshalb noch nichts gespeichert. Die Unterschiede stehen unten; wenn Sie noch einmal speichern, wird die andere Änderung ersetzt.
builder-overtaken = Jemand anderes hat { $name } geändert, während Sie daran gearbeitet haben; von Ihnen ist deshalb nichts gespeichert. Öffnen Sie die Seite neu, um das Gespeicherte zu sehen, und wiederholen Sie Ihre Änderung.
# The list of steps.
builder-add-step = Schritt hinzufügen
builder-empty = Noch nichts da
builder-empty-why = Beginnen Sie mit dem, was den Ablauf auslöst: einem Webhook, einem Zeitplan oder einem Aufruf, der immer wieder nachfragt.
builder-choose-beginning = Anfang wählen
builder-choose-what-begins = Wählen, womit es beginnt
builder-to-mend = { $n } zu beheben, bevor es laufen kann
builder-worth-a-look = Einen Blick wert
builder-ends-here = endet hier
builder-add-here = Hier einen Schritt hinzufügen
builder-add-after = Schritt nach { $step } hinzufügen
builder-add-after-by = Schritt nach { $step } auf dem Weg { $way } hinzufügen
builder-more-about = Mehr zu { $step }
builder-edit = Bearbeiten
builder-move-up = Nach oben
builder-move-down = Nach unten
builder-move-to = Verschieben...
builder-remove-step = Entfernen...
builder-lists = Listen
builder-lists-none = Listen ganz weitergeben
builder-lists-first = Aufteilen, womit der Ablauf beginnt
builder-lists-all = Jede Liste aufteilen
builder-lists-saved = Gespeichert, wie Listen weitergegeben werden.
builder-no-place = Diese Stelle gibt es nicht. Wählen Sie eine mit „Verschieben...“.
builder-moved = { $step } verschoben.
builder-picture = Bild
builder-picture-of = Bild der Schritte
builder-picture-none = Noch kein Schritt.
builder-picture-many = { $n } Schritte, die ersten davon { $names }.
builder-picture-then = {", dann "}
# What a person who builds is told.
builder-never-runs = Kein Pfeil führt dorthin, der Schritt läuft also nie.
builder-nothing-sent = Für { $fields } wird nichts gesendet, obwohl es erforderlich ist.
# Moving and removing a step.
builder-move = { $step } verschieben
builder-move-title = „{ $step }“ verschieben
builder-move-why = Was auf diese Stelle folgte, folgt nun auf diesen Schritt. Was hierher führte, führt zum nächsten Schritt.
builder-after = Nach
builder-move-button = Schritt verschieben
builder-place-by = { $step }, Weg { $way }
builder-choose-place = Wählen Sie, wohin er kommt.
builder-remove = { $step } entfernen
builder-remove-title = „{ $step }“ entfernen?
builder-remove-button = Schritt entfernen
builder-removed = { $step } entfernt.
builder-then-no-beginning = Der Ablauf hat dann keinen Anfang, bis Sie einen anderen hinzufügen.
builder-then-address-ends = Die Adresse funktioniert sofort nicht mehr und kommt nie zurück.
builder-then-leads-on = Was zu diesem Schritt führt, führt stattdessen zum nächsten.
builder-then-other-ways = Schritte auf seinen anderen Wegen bleiben, aber nichts führt mehr zu ihnen.
builder-then-read-by = Er wird gelesen von: { $steps }. Diese Zuordnungen müssen angepasst werden.
# Adding a step.
builder-choose-method = Methode wählen
builder-begin-webhook = Läuft, wenn eine Anwendung an seine Adresse sendet
builder-begin-poll = Fragt eine Anwendung immer wieder und läuft mit dem, was sie antwortet
builder-begin-start = Läuft zu festen Zeiten, mit nichts als der Zeit
builder-group-begin = Den Ablauf beginnen
builder-group-call = Etwas tun
builder-group-choose = Einen Weg wählen
builder-group-shape = Daten formen
builder-group-wait = Warten und notieren
builder-kind-action = Ruft eine Methode einer verbundenen Anwendung auf
builder-kind-http = Ruft eine beliebige Adresse auf, ohne Konnektor
builder-kind-email = Sendet reinen Text im Namen des Kontos
builder-kind-storage = Bewahrt einen Wert für spätere Läufe auf, liest oder entfernt ihn
builder-kind-respond = Antwortet dem Absender eines Webhooks, der wartet
builder-kind-decision = Geht mit ja oder nein weiter
builder-kind-switch = Geht mit einem von mehreren Fällen weiter
builder-kind-transform = Macht aus früheren Werten einen neuen
builder-kind-delay = Wartet Minuten, Stunden oder Tage
builder-kind-wait-until = Wartet auf einen Zeitpunkt, den die Daten nennen
builder-kind-wait-all = Geht weiter, wenn alle Wege und alle Elemente fertig sind
builder-kind-annotation = Eine Notiz für Kolleginnen und Kollegen; sie tut nichts
builder-methods =
    { $n ->
        [one] { $n } Methode
       *[other] { $n } Methoden
    }
builder-methods-used =
    { $n ->
        [one] { $n } Methode, in diesem Ablauf verwendet
       *[other] { $n } Methoden, in diesem Ablauf verwendet
    }
builder-methods-group = Methoden
builder-search = Suchen
builder-search-methods = Methoden suchen
builder-search-methods-by = Name, Pfad oder Kategorie
builder-search-applications = Anwendungen suchen
builder-search-applications-by = Name der Anwendung
builder-another-application = Andere Anwendung
builder-another-kind = Andere Art
builder-nothing-yet = Noch nichts
builder-library-empty = In der Bibliothek ist noch kein Konnektor mit einem Live-Release. Fügen Sie zuerst unter Konnektoren einen hinzu.
builder-no-application = Keine Anwendung beginnt mit „{ $search }“.
builder-deprecated = veraltet
builder-no-method = Keine Methode enthält „{ $search }“.
builder-more-methods = Und { $n } weitere: Suchen Sie sie nach ihrem Namen.
builder-added = Schritt hinzugefügt. Legen Sie hier fest, was er tut.
builder-calls-nothing = Dieser Schritt ruft nichts mehr auf.
builder-choose-kind = Wählen Sie, was der Schritt tut.
# As JSON.
builder-json-look = Was noch einmal zu prüfen ist
builder-json-flow = Ablauf
builder-json-hint = Schritte (steps), Pfeile (edges), Plätze für Konnektoren (slots), Felder, die der Kunde ausfüllt (fields), und Nachschlagetabellen (lookups). Das lässt sich auch mit Fehlern speichern.
builder-json-save = Ablauf speichern
builder-json-saved = Ablauf gespeichert.
# Fields to fill in, connectors and lookups.
builder-fields-why = Was ein Kunde einmal angibt, etwa den Namen eines Teams oder ein Limit. Schritte lesen es als Variable.
builder-connectors-why = Die Konnektoren, die von den Schritten aufgerufen werden. Wessen Zugangsdaten jeweils dahinterstehen, wird bei der Einrichtung gewählt.
builder-lookups-why = Tabellen, die aus einem Wert einen anderen machen, etwa aus einem Ländercode den Namen.
builder-fields-saved = Felder zum Ausfüllen gespeichert.
builder-connectors-saved = Konnektoren gespeichert.
builder-lookups-saved = Nachschlagetabellen gespeichert.
builder-setting-row = { $title }, Zeile { $no }
builder-setting-key = Schlüssel
builder-setting-title = Titel
builder-setting-kind = Art
builder-setting-default = Wenn leer
builder-setting-hint = Hinweis
builder-setting-choices = Nur diese, je eine Zeile
builder-setting-required = Muss ausgefüllt werden
builder-setting-remove = Entfernen
builder-setting-called = Name hier
builder-setting-connector = Konnektor
builder-setting-choose = Wählen...
builder-setting-name = Name
builder-setting-rows = Zeilen, als Schlüssel = Wert
builder-no-fields = Nichts ist auszufüllen.
builder-no-connectors = Noch wird kein Konnektor aufgerufen. Mit dem ersten Schritt, der einen aufruft, kommt er hinzu.
builder-no-lookups = Noch keine Nachschlagetabelle.
builder-add-field = Feld hinzufügen
builder-add-connector = Konnektor hinzufügen
builder-add-lookup = Nachschlagetabelle hinzufügen
builder-type-text = Text
builder-type-integer = Ganze Zahl
builder-type-number = Zahl
builder-type-boolean = Ja oder nein
builder-type-date = Datum
builder-type-email = E-Mail-Adresse
builder-type-url = Webadresse
builder-setting-twice = „{ $name }“ gibt es schon. Geben Sie jedem einen eigenen Namen.
builder-setting-no-connector = Wählen Sie einen Konnektor Ihrer Bibliothek.
builder-setting-orphan = „{ $step }“ ruft einen Konnektor auf, der hier fehlt. Behalten Sie ihn, oder wählen Sie dort zuerst einen anderen.
builder-setting-name-wrong = Geben Sie einen Namen mit 1 bis { $most } Zeichen an.
builder-setting-key-wrong = Geben Sie einen Schlüssel aus Buchstaben, Ziffern, _ und - an, höchstens { $most }.
builder-lookup-max = Eine Nachschlagetabelle hat höchstens { $most } Zeilen.
builder-lookup-row = Schreiben Sie jede Zeile als Schlüssel = Wert; in „{ $shown }“ fehlt das =.
builder-lookup-twice = „{ $key }“ steht zweimal da.
# Edits that cannot be.
builder-word-of-expressions = „{ $key }“ ist ein Wort der Ausdrücke. Wählen Sie einen anderen Schlüssel, etwa { $key }_step.
builder-key-taken = Ein anderer Schritt hat auch diesen Schlüssel. Geben Sie jedem einen eigenen.
builder-key-taken-by = Ein anderer Schritt hat den Schlüssel „{ $key }“. Geben Sie diesem einen eigenen.
builder-field-name = Geben Sie zuerst ein, wie das neue Feld heißt.
builder-field-taken = Ein Feld „{ $key }“ gibt es schon. Wählen Sie es, oder geben Sie dem neuen einen anderen Namen.
builder-steps-max = Ein Ablauf hat höchstens { $most } Schritte.
builder-begins-already = „{ $step }“ beginnt diesen Ablauf schon. Entfernen Sie den Schritt zuerst.
builder-stays-first = Der Schritt, der den Ablauf beginnt, bleibt der erste.
builder-not-after-itself = Ein Schritt kann nicht auf sich selbst folgen.
builder-other-kind = Entfernen Sie diesen Schritt, und fügen Sie stattdessen eine andere Art hinzu.
builder-circle = Die Pfeile ergäben einen Kreis: Ein Schritt würde auf sich selbst warten.
builder-by-which-way = Von „{ $step }“ führt mehr als ein Weg weiter: Geben Sie an, welcher gemeint ist.
builder-not-by-way = Von „{ $step }“ führt kein Weg „{ $port }“ weiter.
builder-no-arrow-to = „{ $step }“ beginnt den Ablauf, deshalb führt kein Pfeil dorthin.
builder-step-gone = Einen Schritt „{ $key }“ gibt es nicht mehr.
