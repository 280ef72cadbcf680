# The pages on which a brand is made (src/branding/pages, templates/branding).
branding-title = Branding
branding-settings = Einstellungen
branding-of = Branding von { $account }
branding-bin = Es liegt im Papierkorb. Stellen Sie es zuerst wieder her.
branding-saved = Gespeichert. Es gilt ab der nächsten Seite und E-Mail.
branding-taken = Entfernt. Es wird wieder geerbt.
branding-all-inherited = Alles ist von { $from } geerbt.
branding-some-inherited =
    { $n ->
        [one] { $n } Angabe ist hier und darunter anders; der Rest ist von { $from } geerbt.
       *[other] { $n } Angaben sind hier und darunter anders; der Rest ist von { $from } geerbt.
    }
branding-inherited = Geerbt
branding-not-chosen = Nicht gewählt
branding-draft-saved = Der Entwurf ist gespeichert. Ihre Kunden sehen ihn, wenn Sie ihn veröffentlichen.
branding-nothing-apart = Gleicht dem, was veröffentlicht ist
branding-apart =
    { $n ->
        [one] { $n } Änderung noch nicht veröffentlicht
       *[other] { $n } Änderungen noch nicht veröffentlicht
    }
branding-applies = Gilt für alle Konten
branding-applies-but =
    { $n ->
        [one] Gilt für alle Konten; { $n } hat etwas davon anders
       *[other] Gilt für alle Konten; { $n } haben etwas davon anders
    }
branding-colour = Farbe
branding-page = Seite
branding-text = Text
branding-light = Hell
branding-dark = Dunkel
branding-light-colours = Farben für hell
branding-dark-colours = Farben für dunkel
branding-colour-label = { $colour }<span class="sr-only">, { $mode }</span>
branding-pick = Auswählen: { $colour }, { $mode }
branding-image-saved = { $image } im Entwurf gespeichert.
branding-image-out = { $image } aus dem Entwurf entfernt.
branding-name = Name
branding-name-hint = Auf jeder Seite und in jeder E-Mail, die Kunden sehen
branding-look = Aussehen
branding-corners = Ecken
branding-typeface = Schrift
branding-mode = Hell oder dunkel
branding-words = Wörter und Links
branding-word-one = Wort im Singular ({ CYCLE_CAP() })
branding-word-one-hint = Zum Beispiel Integration, mitten in einem Satz
branding-word-many = Wort im Plural
branding-word-many-hint = Zum Beispiel Integrationen
branding-german-one = Auf Deutsch, im Singular
branding-german-many = Auf Deutsch, im Plural
branding-german-hint = Für alle, die Deutsch lesen, zum Beispiel Integration; leer gelassen gilt das Wort darüber
branding-help = Link zur Hilfe
branding-help-hint = https:// für eine Seite, mailto: für eine Adresse. Er steht auf jeder Seite.
branding-mails = E-Mails
branding-sender = Absender
branding-sender-hint = Der Name, von dem E-Mails kommen
branding-reply-to = Antworten gehen an
branding-foot = Fuß
branding-foot-hint = Ihr Unternehmen und seine Anschrift, wie Gesetz oder Brauch es verlangen. Nur Text.
branding-agent = Wie sich Aufrufe nennen
branding-agent-hint = Gegenüber den Anwendungen dieses Kontos und der Konten darunter, zum Beispiel Acme-Sync/1.0. Leer gelassen wie in Ihren Einstellungen.
branding-images = Bilder
branding-images-hint = PNG, JPEG oder WebP, höchstens 1 MB und 4096 Pixel. Sie werden neu geschrieben; außer dem Bild wird nichts behalten.
branding-image-inherited = { $image }, geerbt
branding-image-none = Keines
branding-image-upload = <span class="sr-only">{ $image } </span>Hochladen
branding-image-replace = <span class="sr-only">{ $image } </span>Ersetzen
branding-image-remove = <span class="sr-only">{ $image } </span>Entfernen
branding-conflict = Von jemand anderem gespeichert, und was Sie eingegeben haben
branding-last-saved = Zuletzt gespeichert { $when } von { $by }.
branding-your-brand = Ihr Branding
branding-otherwise = Anders in diesem Konto
branding-otherwise-hint = Was Sie leer lassen, wird geerbt, so wie es grau im Feld steht. Es gilt hier und in Unterkonten, sobald Sie speichern.
branding-save = Branding speichern
branding-account-right = Um das Branding eines Kontos zu ändern, brauchen Sie „Konten: Bearbeiten“, und das Konto darf nicht im Papierkorb liegen.
branding-discard-title = Entwurf verwerfen
branding-discard-why = Diese Änderungen gehen verloren. Was veröffentlicht ist, bleibt, wie es ist.
branding-discard-none = Es gibt keine: Er gleicht dem, was veröffentlicht ist.
branding-discard = Entwurf verwerfen
branding-discard-ask = Entwurf verwerfen...
branding-discarded = Der Entwurf ist verworfen. Was veröffentlicht ist, bleibt, wie es ist.
branding-publish-ask = Veröffentlichen...
branding-publish = Veröffentlichen
branding-publish-title = Marke veröffentlichen
branding-publish-version = Version { $number } veröffentlichen
branding-publish-changes = Was sich ändert
branding-publish-nothing = Nichts: Der Entwurf gleicht dem, was veröffentlicht ist.
branding-publish-why = Kunden sehen es ab ihrer nächsten Seite und E-Mail, in allen Konten, die es nicht anders haben. Eine frühere Version können Sie jederzeit zurückholen.
branding-back-to-draft = Zurück zum Entwurf
branding-published-now = Version { $number } ist veröffentlicht. Kunden sehen sie ab ihrer nächsten Seite und E-Mail.
branding-sample-sent = Ein Muster ist unterwegs an { $email }. Es sieht aus wie der Entwurf.
branding-draft = Entwurf
branding-draft-state = { $state }, gespeichert { $when } von { $by }
branding-draft-none = Keiner begonnen: Das ist veröffentlicht
branding-draft-hint = Was Sie leer lassen, bleibt wie im Produkt. Ihre eigenen Seiten hier behalten das Aussehen des Produkts.
branding-save-draft = Entwurf speichern
branding-right = Um die Marke zu ändern, brauchen Sie „Einstellungen: Verwalten“. Fragen Sie jemanden, der die Konsolenbenutzer verwaltet.
branding-sample = Muster einer E-Mail
branding-sample-send = Mir ein Muster senden
branding-sample-to = An { $email }, so wie der gespeicherte Entwurf
branding-versions = Versionen
branding-versions-none = Noch ist nichts veröffentlicht: Kunden sehen den Namen Ihres Unternehmens und die Farben des Produkts. Speichern Sie einen Entwurf und veröffentlichen Sie ihn dann.
branding-version = Version { $number }
branding-version-crumb = Version
branding-version-title = Version { $number } des Brandings
branding-in-force = Gültig
branding-version-published = veröffentlicht { $when } von { $by }
branding-published = Veröffentlicht { $when } von { $by }.
branding-version-changes = Vom jetzt Veröffentlichten zu dieser Version
branding-version-same = Kein Unterschied.
branding-restore = Als Entwurf wiederherstellen
branding-back = Zurück
branding-restore-hint = Sie tritt an die Stelle des Entwurfs, und Kunden sehen sie, wenn Sie ihn veröffentlichen.
branding-restored = Version { $number } steht im Entwurf. Sehen Sie sie an und veröffentlichen Sie sie dann.
