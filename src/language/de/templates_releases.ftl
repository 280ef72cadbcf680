# Releases of templates: drafts, edits, what makes them live (src/templates).
templates-the-flow = Der Ablauf
templates-step = Schritt „{ $name }“
templates-another-look = Was noch einen Blick braucht
templates-flow = Ablauf
templates-flow-hint = Als JSON: Schritte (steps), Wege (edges), Plätze für Konnektoren (slots) und Felder (fields), die der Kunde ausfüllt. Ein Entwurf kann mit Fehlern gespeichert werden.
templates-release-notes = Notizen zu diesem Release
templates-release-notes-hint = Was darin neu ist, für Ihre Kollegen
templates-save-draft = Entwurf speichern
templates-edit-release = Release { $number } von { $name } bearbeiten
templates-draft-saved = Entwurf gespeichert.
templates-draft-faults =
    Entwurf gespeichert. { $n ->
        [one] { $n } Fehler ist
       *[other] { $n } Fehler sind
    } zu beheben, bevor er live geschaltet werden kann.
templates-not-a-draft =
    Release { $number } von { $name } ist { $state ->
        [live] live
        [deprecated] veraltet
       *[other] kein Entwurf
    } und kann nicht mehr geändert werden. Beginnen Sie einen neuen Entwurf davon.
templates-changed = Jemand anderes hat { $name } geändert, während Sie daran arbeiteten; von Ihnen wurde daher nichts gespeichert. Öffnen Sie es noch einmal, um zu sehen, was gespeichert wurde, und tun Sie es noch einmal.
templates-draft-already = Release { $draft } von { $name } ist schon ein Entwurf. Schalten Sie ihn zuerst live oder löschen Sie ihn.
templates-releases-most = { $name } hat { $most } Releases; mehr sind nicht möglich.
templates-only-draft =
    Release { $number } ist { $state ->
        [live] live
        [deprecated] veraltet
       *[other] kein Entwurf
    }; nur ein Entwurf kann gelöscht werden.
templates-file-part =
    { $what ->
        [name] Der Name
        [folder] Der Ordner
        [description] Die Beschreibung
        [tags] Die Schlagwörter
       *[notes] Die Notizen
    }: { $why }
templates-most = Es gibt { $count } Vorlagen; mehr sind nicht möglich. Löschen Sie zuerst eine, die niemand verwendet.
templates-accounts-most = { $most } Konten sind ausgewählt; mehr sind nicht möglich. Geben Sie ihnen ein Schlagwort und wählen Sie stattdessen das.
templates-type-name = Geben Sie „{ $name }“ genau so ein, wie es geschrieben ist.
templates-not-draft-already =
    Release { $number } ist schon { $state ->
        [live] live
        [deprecated] veraltet
       *[other] kein Entwurf mehr
    }.
templates-live-fixed = Es kann nicht mehr bearbeitet werden; die nächste Änderung ist ein neuer Entwurf.
templates-live-below = Ab jetzt kann es hier und in Unterkonten installiert werden.
templates-live-accounts = Ab jetzt kann es in Konten installiert werden.
templates-live-instead = Release { $live } wird veraltet; ab jetzt wird Release { $number } installiert.
templates-live-stay =
    { $n ->
        [one] { $n } { CYCLE_CAP() } bleibt, wie gehabt, bis jemand die Aktualisierung macht
       *[other] { $n } { CYCLES_CAP() } bleiben, wie gehabt, bis jemand die Aktualisierung macht
    }.
templates-not-live-one = Es kann noch nicht live geschaltet werden: Eines ist zuerst zu beheben.
templates-not-live-n = Es kann noch nicht live geschaltet werden: { $n } Punkte sind zuerst zu beheben.
templates-make-live = Live schalten
templates-make-live-ask = Release { $number } von { $name } live schalten?
templates-is-live = Release { $number } ist live.
templates-here-is-draft = Hier ist der Entwurf. Ändern Sie ihn und schalten Sie ihn dann live.
templates-lost = Sein Inhalt geht verloren und kann nicht zurückgeholt werden.
templates-stays-live = Release { $live } bleibt live, und nichts Installiertes wird berührt.
templates-stays = Die Vorlage bleibt, und nichts Installiertes wird berührt.
templates-delete-draft = Entwurf löschen
templates-delete-release = Release { $number } von { $name } löschen?
templates-draft-deleted = Entwurf gelöscht.
templates-all-lost = Alle Releases gehen verloren und können nicht zurückgeholt werden. Exportieren Sie, was Sie noch brauchen könnten.
templates-nowhere = In keinem Konto ist sie installiert.
templates-nowhere-here = In diesem Konto wurde nichts aus ihr installiert.
templates-run-on =
    { $n ->
        [one] { $n } { CYCLE_CAP() } daraus läuft weiter wie bisher und kann
       *[other] { $n } { CYCLES_CAP() } daraus laufen weiter wie bisher und können
    } nie mehr aktualisiert werden.
templates-below-goes-on = Was Unterkonten aus ihr installiert haben, läuft genauso weiter, ohne Aktualisierungen.
templates-delete-template = Vorlage löschen
templates-delete-ask = { $name } löschen?
templates-deleted = { $name } ist gelöscht.
templates-go-on = Weiter
templates-nothing-changed = Nichts wurde geändert
templates-name-to-be-sure = Ihr Name, zur Sicherheit
templates-accounts-of = Konten von { $name }
templates-accounts = Konten
templates-not-done = Dies wurde nicht getan
templates-not-counting = Diese Vorlage ist zurzeit nicht für ausgewählte Konten, daher zählt diese Liste nicht. Bearbeiten Sie die Vorlage, um das zu ändern.
templates-find = Konto suchen
templates-account-search = Name oder API-ID eines Kontos
templates-find-button = Suchen
templates-found = Gefundene Konten
templates-account = Konto
templates-parent = Unter
templates-add = Hinzufügen
templates-add-one = { $name } hinzufügen
templates-none-found = Kein anderes Konto passt. Suchen Sie nach dem Anfang eines Wortes seines Namens oder seiner API-ID.
templates-more-match = Weitere Konten passen. Geben Sie mehr vom Namen ein, um das gewünschte zu sehen.
templates-chosen = Ausgewählt
templates-chosen-label = Ausgewählte Konten
templates-remove = Entfernen
templates-remove-one = { $name } entfernen
templates-none-chosen = Noch kein Konto ist ausgewählt. Suchen Sie oben nach einem.
templates-back = Zurück zur Vorlage
templates-admitted = Sie ist jetzt für { $name } und seine Unterkonten.
templates-dismissed = Sie ist nicht mehr für dieses Konto. Was dort installiert ist, bleibt.
templates-release-of = Release { $number } von { $name }
templates-not-in-library = { $connector }, nicht in der Bibliothek
templates-installed-cycles = Installierte { CYCLES_CAP() }
templates-export = Exportieren
templates-make-live-more = Live schalten...
templates-build = Bauen
templates-notes-json = Notizen und JSON
templates-delete-draft-more = Entwurf löschen...
templates-begin-draft-of = Entwurf davon beginnen
templates-worth-a-look = Einen Blick wert
templates-before-live = Bevor es live geschaltet werden kann
templates-not-working = Was zurzeit nicht funktioniert
templates-all-the-same = Es kann trotzdem live geschaltet werden.
templates-steps = Schritte
templates-steps-of = Schritte von { $title }
templates-needs = Benötigte Konnektoren
templates-called-here = Hier genannt
templates-connector = Konnektor
templates-no-connector = Es ruft keinen Konnektor auf.
templates-filled-in = Was ausgefüllt wird
templates-field = Feld
templates-left-empty = Wenn leer
templates-must-fill = muss ausgefüllt werden
templates-nothing = nichts
templates-no-fields = Nichts ist auszufüllen.
templates-about-release = Über dieses Release
templates-by = von { $name }
templates-as-json = Der Ablauf als JSON
