# Frames and the ways in by a token, as customers see them (src/embedding).
embedding-ended = Dies wurde beendet. Laden Sie die Seite, auf der Sie sind, neu, um es wieder zu öffnen.
embedding-being-opened = Diese Seite wird geöffnet.
embedding-go-on = Weiter
embedding-reload-to-go-on = Laden Sie die Seite neu, um weiterzumachen
embedding-open-too-long = Diese Seite war zu lange offen, oder dieser Browser behält keine Cookies für Seiten in einem Frame. Laden Sie die Seite, auf der Sie sind, neu.
embedding-one-moment = Einen Moment
embedding-door-as = Sie machen als { $name } weiter.
embedding-door-other = { $other } ist in diesem Browser angemeldet und wird abgemeldet, wenn Sie fortfahren.
embedding-continue = Fortfahren
embedding-door-framed = Ihre Integrationen öffnen sich hier.
embedding-door-no-session = Dieser Browser behält keine Anmeldung für Seiten in anderen Seiten.
embedding-door-window = In neuem Fenster öffnen
embedding-spent = Dieser Link kann nicht mehr verwendet werden
embedding-spent-why = Er gilt einmal und nur wenige Minuten: Er wurde schon verwendet, oder seine Zeit ist um. Gehen Sie zurück zu der Seite, von der Sie kamen, laden Sie sie neu und öffnen Sie dies von dort noch einmal.
embedding-spent-why-partner = Er gilt einmal und nur wenige Minuten: Er wurde schon verwendet, oder seine Zeit ist um. Gehen Sie im Produkt von { $partner } zurück zu der Seite, von der Sie kamen, laden Sie sie neu und öffnen Sie dies von dort noch einmal.
embedding-why-spent = Laden Sie die Seite neu, um dies zu öffnen
embedding-why-spent-text = Was es öffnet, gilt einmal und nur wenige Minuten; es wurde schon verwendet oder ist zu alt. Laden Sie die Seite, auf der Sie sind, neu.
embedding-why-suspended = Dieses Konto ist gesperrt
embedding-why-suspended-text =
    Seine Seiten sind geschlossen, und nichts läuft darin. Nichts wurde gelöscht. Bitten Sie { $known ->
        [yes] { $partner }
       *[no] den Betreiber der Seite, auf der Sie sind
    }, es wieder zu öffnen.
embedding-why-expired = Dieses Konto ist abgelaufen
embedding-why-expired-text =
    Seine Seiten sind geschlossen, und nichts läuft darin, denn sein Ablaufdatum ist erreicht. Nichts wurde gelöscht. Bitten Sie { $known ->
        [yes] { $partner }
       *[no] den Betreiber der Seite, auf der Sie sind
    }, es zu verlängern.
embedding-why-elsewhere = Dies kann auf dieser Seite nicht gezeigt werden
embedding-why-elsewhere-text =
    Es wurde für eine andere Seite erstellt. Machen Sie dort weiter, oder wenden Sie sich an { $known ->
        [yes] { $partner }
       *[no] den Betreiber der Seite, auf der Sie sind
    }.
embedding-why-other-text = Dies wurde für jemand anderen geöffnet oder inzwischen beendet. Laden Sie die Seite, auf der Sie sind, neu.
embedding-why-limit = Limit erreicht
embedding-why-limit-text =
    Zurzeit ist kein Platz für noch eines. Bitten Sie { $known ->
        [yes] { $partner }
       *[no] den Betreiber der Seite, auf der Sie sind
    } um mehr.
embedding-why-signature = Dies konnte nicht geöffnet werden
embedding-why-signature-text =
    Die Seite, auf der Sie sind, konnte nicht nachweisen, wer Sie sind. Laden Sie sie neu; wenn das bleibt, wenden Sie sich an { $known ->
        [yes] { $partner }
       *[no] den Betreiber der Seite
    }.
embedding-orbit = Ihre Integrationen
embedding-orbit-another = Weitere installieren
embedding-orbit-none = Noch nichts ist installiert
embedding-orbit-none-why = Eine Integration bewegt Daten zwischen Ihren Anwendungen.
embedding-orbit-choose = Eine auswählen
embedding-orbit-next-run = Nächster Lauf
embedding-orbit-start = Starten
embedding-orbit-start-one = { $name } starten
embedding-orbit-pause = Anhalten
embedding-orbit-remove = Entfernen...
embedding-orbit-remove-one = { $name } entfernen...
embedding-orbit-pause-one = { $name } anhalten
embedding-orbit-runs = Es läuft.
embedding-orbit-paused = Es ist angehalten. Was wartet, geht weiter, wenn Sie es innerhalb von 24 Stunden starten.
embedding-choose = Wählen Sie, was installiert wird
embedding-marketplace = Marktplatz
embedding-step-template = Vorlage
embedding-step-connectors = Konnektoren
embedding-step-settings = Einstellungen
embedding-step-name = Name
embedding-step-review = Prüfen
embedding-steps = Installation
embedding-find = Integration suchen
embedding-part-of-name = Teil des Namens
embedding-search = Suchen
embedding-clear-search = Suche zurücksetzen
embedding-nothing = Noch nichts zu installieren
embedding-nothing-why = Diesem Konto wird zurzeit nichts angeboten. Sobald es etwas gibt, erscheint es hier.
embedding-not-found = Nichts hat das im Namen
embedding-not-found-why = Suchen Sie nach einem anderen Teil des Namens.
embedding-installed = Installiert
embedding-open = Öffnen
embedding-open-one = { $name } öffnen
embedding-install = Installieren
embedding-install-again = Noch einmal installieren
embedding-install-one = { $name } installieren
embedding-install-one-again = { $name } noch einmal installieren
embedding-more = Es gibt mehr, als gezeigt wird. Suchen Sie nach einem Teil des Namens.
embedding-look-only = Sie können sich ansehen, was es gibt. Ein Administrator dieses Kontos kann Ihnen erlauben, es zu installieren.
