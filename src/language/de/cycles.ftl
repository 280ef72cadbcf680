# Cycles: what is refused, states, what is still to be done, fields and times (src/cycles).
cycles-runs-no-edit = { $name } läuft und kann währenddessen nicht bearbeitet werden. Stoppen Sie zuerst.
cycles-edited-elsewhere = Jemand anderes hat { $name } geändert, während Sie daran gearbeitet haben. Von Ihren Änderungen wurde nichts gespeichert. Öffnen Sie die Seite erneut, um das Gespeicherte zu sehen, und wiederholen Sie Ihre Änderung.
cycles-cannot-start = Starten ist noch nicht möglich. { $first }
cycles-cannot-start-more = Starten ist noch nicht möglich. { $first } Und { $more } weitere.
cycles-account-suspended = Das Konto ist gesperrt. Heben Sie zuerst die Sperre auf.
cycles-remove-runs = { $name } läuft. Erst stoppen, dann entfernen.
cycles-type-name = Geben Sie den Namen genau so ein, wie er angezeigt wird.
cycles-state-paused = Angehalten
cycles-state-active = Aktiv
cycles-state-finishing = Läuft aus
cycles-state-error = Fehler
cycles-state-removed = Entfernt
cycles-name-missing = Geben Sie einen Namen ein.
cycles-choose-slot = Wählen Sie einen Konnektor für „{ $slot }“.
cycles-slot-unusable = Der Konnektor für „{ $slot }“ kann nicht mehr verwendet werden. Wählen Sie einen anderen.
cycles-connect = Verbinden Sie „{ $name }“.
cycles-connect-there = „{ $name }“ von { $owner } ist nicht verbunden. Fragen Sie dort nach oder wählen Sie einen anderen Konnektor.
cycles-step-fault = Schritt „{ $step }“: { $words }
cycles-fill-in-field = Füllen Sie „{ $field }“ aus.
cycles-it-runs = Läuft gerade und kann währenddessen nicht geändert werden. Stoppen Sie zuerst.
cycles-changed-elsewhere = Jemand anderes hat { $name } geändert, während Sie daran gearbeitet haben. Es wurde nichts gespeichert. Öffnen Sie diese Seite erneut und sehen Sie sich das Gespeicherte an.
cycles-no-times = Ein Webhook ist der Auslöser, daher gibt es keine eigenen Zeiten.
cycles-connector-unusable = Dieser Konnektor kann hier nicht mehr verwendet werden. Wählen Sie einen anderen.

# Fields that are filled in, and times.
cycles-choose = Auswählen
cycles-nothing = Nichts
cycles-as-usual = Wie üblich: { $usual }
cycles-yes = Ja
cycles-no = Nein
cycles-empty-means = Wenn leer: { $usual }.
cycles-left-empty = nicht ausgefüllt
cycles-filled-as-usual = wie üblich: { $usual }
cycles-every-minute = Jede Minute
cycles-every-hour = Jede Stunde
cycles-every-day = Jeden Tag
cycles-every-week = Jede Woche
cycles-every-hours = Alle { $n } Stunden
cycles-every-minutes = Alle { $n } Minuten
cycles-interval = Intervall
cycles-first-run = Erster Lauf
cycles-first-run-hint = Wenn leer: sofort, bei einem Intervall
cycles-cron-line = Cron-Zeile
cycles-cron-line-hint = Minute, Stunde, Tag des Monats, Monat, Wochentag: 30 8 * * 1-5 bedeutet um 8:30 Uhr von Montag bis Freitag

# Words of several pages.
cycles-save = Speichern
cycles-cancel = Abbrechen
cycles-back = Zurück
cycles-name = Name
cycles-state = Status
cycles-title = { CYCLE_CAP() }
cycles-heading = { CYCLES_CAP() }
cycles-runs-locked = Läuft gerade, daher kann nichts geändert werden. Stoppen Sie zuerst.
