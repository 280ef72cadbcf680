# Importing accounts from a file: upload, columns, check, apply (src/imports).
imports-title = Importe
imports-import-accounts = Konten importieren
imports-not-taken = Die Datei wurde nicht angenommen
imports-csv-file = CSV-Datei
imports-cells = Zellen dürfen durch Kommas, Semikolons oder Tabulatoren getrennt sein. Eine Spalte mit Ihrem eigenen Schlüssel für jeden Kunden (API-ID) ist nötig: Damit lässt sich dieselbe Liste gefahrlos noch einmal importieren. Sie können auch eine Datei bearbeiten, die Sie mit dem Export in der Liste der Konten erhalten haben. Auch Limits haben Spalten: je Art eine für das Konto selbst (eine Zahl, none für kein Limit, leer für Ihren Standard), eine mit Unterkonten (eine Zahl, oder leer) und für Aufgaben im Monat, was am Limit geschieht (hold oder overage, leer für Ihren Standard).
imports-upload = Hochladen
imports-cancel = Abbrechen
imports-hint = Bis { $mb } MB und { $rows } Zeilen. Die erste Zeile nennt die Spalten.
imports-choose-file = Wählen Sie eine Datei.
imports-none = Noch keine Importe
imports-none-why = Bringen Sie Ihre Kundenliste als CSV: Jede Zeile wird zuerst geprüft, und nichts ändert sich, bevor Sie es anwenden.
imports-none-right = Jemand mit dem Recht „Konten: Bearbeiten“ kann eine Kundenliste importieren.
imports-file = Datei
imports-state = Status
imports-rows = Zeilen
imports-faulty = Fehlerhaft
imports-by = Von
imports-uploaded = Hochgeladen
imports-kept = Hochgeladene Zeilen werden 30 Tage aufbewahrt.
imports-step-columns = Spalten zuordnen
imports-step-check = Prüfen
imports-step-apply = Anwenden
imports-state-uploading = Wird hochgeladen
imports-state-uploaded = Spalten zuzuordnen
imports-state-checking = Wird geprüft
imports-state-faults = Geprüft, mit Fehlern
imports-state-checked = Geprüft
imports-state-applying = Wird angewendet
imports-state-applied = Angewendet
imports-check-unfinished = Die letzte Prüfung wurde nicht beendet
imports-columns-look = Die Spalten brauchen noch einen Blick
imports-columns-why = Die Felder wurden nach der ersten Zeile vermutet. Bestehende Konten werden an ihrer API-ID erkannt, und nur die hier gewählten Felder ändern sich. Die Prüfung zeigt, was mit jeder Zeile geschähe; noch wird nichts geändert.
imports-columns = Spalten
imports-column = Spalte in der Datei
imports-goes-to = Geht in
imports-first-rows = Erste Zeilen
imports-column-goes-to = { $column } geht in
imports-error = Fehler:
imports-check-all = Alle Zeilen prüfen
imports-later = Später
imports-column-n = Spalte { $number }
imports-summary =
    { $n ->
        [one] { $n } Zeile
       *[other] { $n } Zeilen
    }, Zellen getrennt durch { $by ->
        [commas] Kommas
        [semicolons] Semikolons
       *[other] „{ $sign }“
    }
imports-tab = Tabulator
imports-custom-field = Eigenes Feld „{ $key }“
imports-do-not = Nicht importieren
imports-fed-already = Spalte { $column } geht schon in „{ $field }“. Wählen Sie ein anderes Feld, oder importieren Sie eine von beiden nicht.
imports-custom-twice = Eine andere Spalte enthält alle eigenen Felder. Verwenden Sie entweder diese oder einzelne eigene Felder.
imports-choose-api-id = Wählen Sie die Spalte mit der API-ID: Ihrem eigenen Schlüssel für jeden Kunden. Ohne ihn würde dieselbe Datei beim nächsten Import jeden Kunden ein zweites Mal anlegen. Hat Ihre Liste keinen, fügen Sie eine Spalte mit einer Nummer oder einem Kurznamen hinzu, der gleich bleibt.
imports-choose-name = Wählen Sie die Spalte mit dem Namen des Kunden.
imports-delete-rows = Die hochgeladenen Zeilen und die Ergebnisse der Prüfung sind sofort weg; das kann nicht rückgängig gemacht werden.
imports-delete-accounts = Konten, die der Import angelegt oder geändert hat, bleiben, wie sie sind.
imports-delete = Import löschen
imports-delete-ask = Den Import von { $file } löschen?
imports-deleted = Import gelöscht. Die Konten, die er angelegt hat, sind noch da.
imports-apply-ask = Diesen Import anwenden?
imports-in-one-go = Alles geschieht auf einmal, oder nichts.
imports-left-out =
    { $n ->
        [one] { $n } fehlerhafte Zeile wird
       *[other] { $n } fehlerhafte Zeilen werden
    } ausgelassen. Sie können sie danach herunterladen, berichtigen und hochladen.
imports-no-undo = Es kann nicht in einem Schritt rückgängig gemacht werden; neue Konten können wieder gelöscht werden, und jede Änderung steht im Prüfprotokoll.
imports-apply = Import anwenden
imports-nothing-now = Es gibt jetzt nichts anzuwenden. Gehen Sie zurück zum Import, um zu sehen, wie es steht.
imports-apply-title = Import anwenden
imports-not-twice = Dieser Import wurde schon angewendet; er wird nicht zweimal angewendet.
imports-match-again = Spalten neu zuordnen
imports-delete-more = Löschen...
imports-apply-more = Anwenden...
imports-arriving = Die Datei kommt noch an. Wenn eine Weile nichts geschieht, ist das Hochladen abgebrochen: Löschen Sie diesen Import und laden Sie die Datei noch einmal hoch.
imports-progress = Fortschritt
imports-goes-on = Es läuft weiter, wenn Sie diese Seite verlassen.
imports-reload = Laden Sie neu, um zu sehen, wie weit es ist.
imports-applied-when = { $done }, angewendet <time datetime="{ $iso }" title="{ $exact }" data-relative>{ $when }</time>.
imports-see-accounts = Konten ansehen
imports-ready = Noch hat sich nichts geändert. Das Anwenden ergibt: { $what }.
imports-idle = Es gibt nichts anzuwenden: Jede Zeile ist schon, wie sie sein soll.
imports-nothing = Es gibt nichts anzuwenden: Keine Zeile legt ein Konto an oder ändert eines.
imports-they-are-left-out = Sie werden ausgelassen; die anderen sind nicht betroffen. Berichtigen Sie sie in der Datei, oder laden Sie nur diese herunter, berichtigen Sie sie und importieren Sie jene Datei.
imports-download-faulty = Fehlerhafte Zeilen herunterladen
imports-outcome = Ergebnis
imports-every-row = Jede Zeile
imports-new = Neu
imports-changed = Geändert
imports-unchanged = Unverändert
imports-rows-of-file = Zeilen der Datei
imports-line = Zeile
imports-account = Konto
imports-what = Was
imports-no-row = Keine Zeile hat dieses Ergebnis.
imports-clear-filters = Filter zurücksetzen
imports-uploaded-by = Hochgeladen von { $by }, <time datetime="{ $iso }" title="{ $exact }" data-relative>{ $when }</time>.
imports-of = Import von { $file }
imports-nothing-changed = Nichts geändert
imports-faulty-count =
    { $n ->
        [one] { $n } Zeile ist fehlerhaft
       *[other] { $n } Zeilen sind fehlerhaft
    }
imports-created = Angelegt
imports-will-change = Wird geändert
imports-no-name = (kein Name)
imports-running = Dieser Import wird gerade geprüft oder angewendet. Warten Sie, bis das beendet ist.
imports-applied-already = Dieser Import wurde schon angewendet. Laden Sie die Datei noch einmal hoch, um sie erneut zu importieren.
imports-not-arrived = Die Datei ist noch nicht angekommen. Warten Sie, bis sie da ist.
imports-check-first = Prüfen Sie zuerst die Datei; dann sehen Sie, was angewendet würde.
imports-creates =
    { $n ->
        [one] { $n } neues Konto
       *[other] { $n } neue Konten
    }
imports-updates =
    { $n ->
        [one] { $n } Änderung
       *[other] { $n } Änderungen
    }
imports-creates-and-updates =
    { $creates ->
        [one] { $creates } neues Konto
       *[other] { $creates } neue Konten
    } und { $updates ->
        [one] { $updates } Änderung
       *[other] { $updates } Änderungen
    }
imports-no-limit = kein Limit
imports-as-default = wie im Standard
