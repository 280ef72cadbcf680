# Reports that are sent by mail on a schedule (src/reports/saved).
# When and about what.
reports-monday = Montag
reports-tuesday = Dienstag
reports-wednesday = Mittwoch
reports-thursday = Donnerstag
reports-friday = Freitag
reports-saturday = Samstag
reports-sunday = Sonntag
reports-each-day-at = jeden Tag um { $time }, { $zone }
reports-each-weekday-at = jeden { $day } um { $time }, { $zone }
reports-each-month-at = an Tag { $day } jedes Monats um { $time }, { $zone }
reports-of-account = von „{ $account }“
reports-at-below = in oder unter „{ $account }“
reports-with-tag = mit dem Schlagwort „{ $tag }“
reports-of-connector = zu einem Konnektor
reports-of-credential = zu bestimmten Zugangsdaten
# The list.
reports-saved-title = Per E-Mail gesendete Berichte
reports-none-saved = Noch wird kein Bericht per E-Mail gesendet
reports-none-saved-why = Öffnen Sie einen Bericht, grenzen Sie ihn auf das Wichtige ein und wählen Sie „Per E-Mail senden“.
reports-name = Name
reports-readers = An
reports-state = Status
reports-next-last = Nächstes, letztes Mal
reports-actions = Aktionen
reports-actions-for = Aktionen für { $name }
reports-stopped = Beendet
reports-paused = Angehalten
reports-active = Aktiv
reports-another-version = Ein Bericht einer anderen Version
reports-people =
    { $n ->
        [one] { $n } Person
       *[other] { $n } Personen
    }
reports-not-sent = noch nicht gesendet
reports-send-now = Jetzt senden
reports-pause = Anhalten
reports-resume = Fortsetzen
reports-edit = Bearbeiten
reports-delete = Löschen...
reports-said-paused = „{ $name }“ ist angehalten. Der Bericht wird nicht gesendet, bis ihn jemand fortsetzt.
reports-said-resumed = „{ $name }“ wird fortgesetzt, in Ihrem Namen.
reports-said-sent = „{ $name }“ ist unterwegs.
reports-said-deleted = „{ $name }“ ist gelöscht und wird nicht mehr gesendet.
reports-delete-title = „{ $name }“ löschen?
reports-delete-why = Er wird nicht mehr gesendet. Der Bericht selbst bleibt, wo er ist.
reports-delete-saved = Gespeicherten Bericht löschen
# The form.
reports-send-title = Einen Bericht per E-Mail senden
reports-save-send = Speichern und per E-Mail senden
reports-edit-title = Einen gespeicherten Bericht bearbeiten
reports-save-changes = Änderungen speichern
reports-cancel = Abbrechen
reports-each-mail = <b>{ $about }</b>. Jede E-Mail nennt die Zahlen neben denen ebenso vieler Tage davor und führt zum Bericht; wer ihn öffnet, meldet sich zuerst an. Sie wird in Ihrem Namen gesendet, solange Sie das dürfen.
reports-name-hint = Der Betreff jeder E-Mail.
reports-about-days = Über welche Tage
reports-days-over = Tage, die vorbei sind: bis zum Tag vor dem Senden.
reports-periods-own = Der jedes Kontos: der laufende, bis die E-Mail gesendet wird, oder der davor, der vorbei ist.
reports-no-own-dates = Ein eigener Zeitraum wäre in jeder E-Mail derselbe. Wählen Sie Tage, die mit der Zeit mitgehen.
reports-how-often = Wie oft
reports-each-day = Jeden Tag
reports-each-week = Jede Woche
reports-each-week-why = Am Wochentag unten
reports-each-month = Jeden Monat
reports-each-month-why = Am Tag des Monats unten, am letzten, wenn ein Monat keinen solchen Tag hat
reports-weekday = Wochentag
reports-monthday = Tag des Monats
reports-at = Um
reports-timezone = Zeitzone
reports-mailed-to = Gesendet an
reports-saved-now = Gespeichert. Er wird gesendet, wenn es das nächste Mal so weit ist.
# What is wrong with it.
reports-name-wrong = Geben Sie einen Namen mit bis zu 200 Zeichen ein.
reports-days-wrong = Wählen Sie die Tage aus der Liste.
reports-query-wrong = Das, worauf der Bericht eingegrenzt ist, ist zu lang, um es zu behalten. Grenzen Sie auf weniger ein.
reports-readers-wrong = Wählen Sie mindestens eine Person, an die er gesendet wird.
reports-weekday-wrong = Wählen Sie einen Wochentag.
reports-monthday-wrong = Geben Sie einen Tag des Monats von 1 bis 31 ein.
reports-every-wrong = Wählen Sie, wie oft er gesendet wird.
reports-hour-wrong = Wählen Sie eine Stunde von 0 bis 23.
reports-timezone-wrong = Wählen Sie eine Zeitzone aus der Liste.
reports-reader-gone = Jemand Gewähltes kann von hier keine E-Mail mehr bekommen. Wählen Sie neu.
reports-saved-most = Höchstens { $n } gespeicherte Berichte sind möglich. Löschen Sie zuerst einen.
reports-meanwhile = Jemand anderes hat das geändert, während Sie es bearbeitet haben. Speichern Sie noch einmal, um es zu ersetzen, oder lassen Sie es, wie es ist.
reports-has-stopped = „{ $name }“ ist beendet. Setzen Sie den Bericht zuerst fort: Er läuft dann in Ihrem Namen weiter.
reports-sent-lately = „{ $name }“ wurde vor weniger als fünf Minuten gesendet. Warten Sie einen Moment und versuchen Sie es dann noch einmal.
# Figures of the mail.
reports-deleted-account-row = Ein gelöschtes Konto
reports-under-way = In { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } weiter westlich ist der { $day } noch nicht vorbei, deshalb können die Zahlen noch wachsen.
reports-n-tasks =
    { $n ->
        [one] { $n } Aufgabe
       *[other] { $n } Aufgaben
    }
reports-n-failed-tasks =
    { $n ->
        [one] { $n } fehlgeschlagene Aufgabe
       *[other] { $n } fehlgeschlagene Aufgaben
    }
reports-n-over-limit =
    { $n ->
        [one] { $n } Aufgabe über dem Limit
       *[other] { $n } Aufgaben über dem Limit
    }
reports-n-transactions =
    { $n ->
        [one] { $n } Transaktion
       *[other] { $n } Transaktionen
    }
reports-n-failed =
    { $n ->
        [one] { $n } fehlgeschlagene Transaktion
       *[other] { $n } fehlgeschlagene Transaktionen
    }
reports-n-incidents =
    { $n ->
        [one] { $n } Störung
       *[other] { $n } Störungen
    }
reports-n-cycles =
    { $n ->
        [one] { $n } { CYCLE_CAP() } aktiv
       *[other] { $n } { CYCLES_CAP() } aktiv
    }
reports-n-connectors =
    { $n ->
        [one] { $n } Konnektor
       *[other] { $n } Konnektoren
    }
reports-n-methods =
    { $n ->
        [one] { $n } Methode
       *[other] { $n } Methoden
    }
