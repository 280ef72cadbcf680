# Pages of cycles (src/cycles/pages): the list, a new one, one with all that is asked about it.
cycles-install = Eine Vorlage installieren
cycles-new = { CYCLE_CAP() } anlegen
cycles-none = Noch keine { CYCLES_CAP() }
cycles-none-install = Hier werden Daten zwischen Anwendungen übertragen. Installieren Sie eine Vorlage, um zu beginnen.
cycles-none-what = Hier werden Daten zwischen Anwendungen übertragen.
cycles-new-json = { CYCLE_CAP() } aus JSON anlegen
cycles-none-at-work = Nichts läuft oder lief in den letzten 24 Stunden.
cycles-at-work = Nur was läuft oder in den letzten 24 Stunden noch lief.
cycles-show-all = Alle anzeigen
cycles-next-run = Nächster Lauf

# A new one.
cycles-created = Angelegt: { CYCLE_CAP() }. Der Status ist „Angehalten“, bis Sie starten.
cycles-choose-begins = Wählen Sie den Auslöser: einen Webhook, einen Zeitplan oder einen Aufruf nach Zeitplan.
cycles-begins = Auslöser
cycles-begins-webhook = Ein Webhook
cycles-begins-webhook-hint = Eine Anwendung sendet an die Adresse
cycles-begins-schedule = Ein Zeitplan
cycles-begins-schedule-hint = Läuft zu festen Zeiten
cycles-begins-poll = Ein Aufruf nach Zeitplan
cycles-begins-poll-hint = Fragt eine Anwendung immer wieder ab
cycles-schedule = Zeitplan
cycles-schedule-hint = Eine Cron-Zeile in der Zeitzone des Kontos, zum Beispiel 30 8 * * 1-5. Lassen Sie das Feld für einen Webhook leer, oder um später zu wählen.
cycles-advanced = Erweitert: mit einem Ablauf als JSON beginnen
cycles-flow = Ablauf
cycles-flow-hint = So wie eine Vorlage exportiert wird: Schritte, Verbindungen, Konnektoren und Felder. Ersetzt, was oben gewählt ist.
cycles-create = { CYCLE_CAP() } anlegen

# Saving one as a template.
cycles-made-of = Erstellt aus { $name } ({ CYCLE_CAP() }).
cycles-saved-as-template = Als Vorlage gespeichert. Das erste Release ist ein Entwurf: Schalten Sie es live, um es zu installieren.
cycles-save-as-template = Als Vorlage speichern
cycles-save-name-as-template = { $name } als Vorlage speichern
cycles-template-console = Die Schritte werden zum ersten Entwurf einer Vorlage, für { $account } und die Unterkonten, bis Sie etwas anderes festlegen. Zugangsdaten und ausgefüllte Felder bleiben im Konto.
cycles-template-own = Die Schritte werden zum ersten Entwurf einer Vorlage von { $account }, die Unterkonten installieren können, sobald Sie sie veröffentlichen. Zugangsdaten und ausgefüllte Felder bleiben hier; feste Werte in den Schritten werden mitgenommen.
cycles-folder = Ordner
cycles-folder-hint = Ein Schrägstrich trennt Ordner, wie in Vertrieb/Aufträge
cycles-description = Beschreibung
cycles-description-hint = Was die Vorlage tut, für alle, die sie installieren

# Rename, another address, removal.
cycles-renamed = Umbenannt.
cycles-address-replaced = Die Adresse ist ersetzt. Die bisherige gilt nicht mehr: Geben Sie den Absendern die neue.
cycles-was-removed = { $name } wurde entfernt. Die bisherigen Transaktionen bleiben erhalten.
cycles-rename = Umbenennen
cycles-rename-name = { $name } umbenennen
cycles-replace-the-address = Adresse ersetzen
cycles-replace-address-of = Adresse von „{ $step }“ ersetzen?
cycles-replace-address = Adresse ersetzen
cycles-address-at-once = Sofort gilt eine neue Adresse.
cycles-address-before = Wer an die bisherige Adresse sendet, erhält von da an die Antwort 404, und nichts davon wird aufbewahrt. Halten Sie die neue Adresse für alle Absender bereit.
cycles-address-secret = Das Geheimnis, mit dem Absender signieren, bleibt unverändert, falls es eines gibt.
cycles-remove = Entfernen
cycles-remove-name = { $name } entfernen?
cycles-remove-stop-first = Läuft gerade. Erst stoppen, dann entfernen.
cycles-remove-never-again = Danach läuft nichts mehr davon, und das lässt sich nicht rückgängig machen.
cycles-remove-addresses = Die Adressen der Webhooks antworten von da an mit 404.
cycles-remove-inputs = Ausgefüllte Felder und was die Speicher-Schritte aufbewahrt haben, werden gelöscht.
cycles-remove-open =
    { $n ->
        [one] { $n } Transaktion wartet oder läuft. Sie wird verworfen.
       *[other] { $n } Transaktionen warten oder laufen. Sie werden verworfen.
    }
cycles-remove-many-open = Mehr als 1.000 Transaktionen warten oder laufen. Sie werden verworfen.
cycles-remove-stays = Die Konnektoren bleiben im Konto. Auch Transaktionen, Störungen und Zahlen bleiben; keine der Transaktionen kann erneut ausgeführt werden.
cycles-remove-name-label = Der Name, zur Sicherheit
cycles-remove-it = Entfernen
cycles-nothing-changed = Nichts wurde geändert
cycles-removed-by = Entfernt von { $by }
cycles-removed = Entfernt
cycles-removed-for-good = Das lässt sich nicht rückgängig machen.
cycles-removed-stays = Was geschehen ist, bleibt in den <a href="{ $href }">Transaktionen</a>, Störungen und Zahlen des Kontos.

# Connectors, inputs and times of one.
cycles-connectors-chosen = Konnektoren gewählt.
cycles-connectors = Konnektoren
cycles-connectors-of = Konnektoren von { $name }
cycles-connectors-of-this = Konnektoren ({ CYCLE_CAP() })
cycles-option-of = { $name }, von { $owner }
cycles-option-not-connected = { $name }, noch nicht verbunden
cycles-option-of-not-connected = { $name }, von { $owner }, noch nicht verbunden
cycles-none-yet = Noch keiner
cycles-slot-label = „{ $slot }“
cycles-slot-kind = Ein Konnektor der Art { $kind }.
cycles-no-connector = Es wird kein Konnektor aufgerufen.
cycles-add-connector = Nicht in der Liste? <a href="{ $href }">Fügen Sie diesem Konto</a> zuerst einen Konnektor hinzu.
cycles-inputs-saved = Eingaben gespeichert.
cycles-inputs = Eingaben
cycles-inputs-of = Eingaben von { $name }
cycles-asks-nothing = Es ist nichts auszufüllen.
cycles-schedule-saved = Zeitplan gespeichert.
cycles-when-name-runs = Wann { $name } läuft
cycles-when-it-runs = Zeiten
cycles-by-webhook = Auslöser ist ein Webhook: Ein Lauf beginnt, sobald etwas an die Adresse gesendet wird, die auf der Seite steht.
cycles-it-runs-label = Läuft
cycles-mode-every = In einem Intervall
cycles-mode-every-hint = Ab dem ersten Lauf
cycles-mode-cron = Nach einer Cron-Zeile
cycles-mode-cron-hint = In der Zeitzone des Kontos
cycles-mode-once = Einmal
cycles-mode-once-hint = Zur Zeit des ersten Laufs
cycles-mode-hand = Nur von Hand
cycles-mode-hand-hint = Nur Sie lösen einen Lauf aus
cycles-next-runs = Nächste Läufe
cycles-show-next-runs = Nächste Läufe anzeigen

# Run once, stop.
cycles-runs-once = Der Lauf hat begonnen, als diese Transaktion.
cycles-run-once = Einmal ausführen
cycles-run-name-once = { $name } einmal ausführen?
cycles-once-intro = Der Lauf beginnt jetzt, auch wenn angehalten ist, und ruft wirklich auf, was die Schritte aufrufen. Der Status bleibt, wie er ist.
cycles-not-done = Das wurde nicht ausgeführt
cycles-sample = Was der Webhook bringt
cycles-sample-hint = JSON, wie ein Absender es senden würde
cycles-stop = Stoppen
cycles-stop-name = { $name } stoppen?
cycles-stop-intro = Von da an wird nichts Neues angenommen. Webhooks erhalten die Antwort, dass nichts läuft.
cycles-stop-by-hand = Stoppen, was von { $name } von Hand läuft?
cycles-stop-by-hand-intro = Nicht gestartet; es läuft nur noch, was jemand von Hand begonnen hat. Es hält nach seinem Schritt an und läuft weiter, wenn Sie innerhalb von 24 Stunden starten.
cycles-stop-how-missing = Das Formular sagt nicht, wie gestoppt wird: now oder finish.
cycles-stopped = Gestoppt. Was wartet, läuft weiter, wenn Sie innerhalb von 24 Stunden starten.
cycles-finishing = Es wird nichts Neues angenommen; gestoppt wird, sobald alles Laufende beendet ist.
cycles-in-flight = Was gerade läuft
cycles-stop-now = Hält nach seinem Schritt an
cycles-stop-now-hint = Es läuft weiter, wenn Sie innerhalb von 24 Stunden wieder starten, und wird sonst verworfen.
cycles-stop-finish = Wird erst beendet
cycles-stop-finish-hint = Gestoppt wird von selbst, sobald das Letzte davon beendet ist.
cycles-stop-button = { CYCLE_CAP() } stoppen
cycles-stop-it = Stoppen
