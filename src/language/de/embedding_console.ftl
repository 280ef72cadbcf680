# Embedding in the console: origins, keys, frames, self-check (src/embedding).
embedding-check = Selbsttest
embedding-check-why = Welche Regel hält einen Frame davon ab, sich zu öffnen? Geben Sie an, auf welcher Seite und für welches Konto er stehen soll.
embedding-check-page = Adresse Ihrer Seite
embedding-check-account = API-ID des Kontos
embedding-check-go = Prüfen
embedding-check-rules = Regel für Regel
embedding-check-holds = Erfüllt
embedding-check-fails = Nicht erfüllt
embedding-check-mend = Beheben
embedding-check-frame = Ein echter Frame
embedding-check-frame-why = Er öffnet sich hier, auf dieser Seite der Konsole, und zwar als der Benutzer, als den Ihre Programme das Konto öffnen, wenn sie niemanden nennen. Fehlt dieser Benutzer, wird er angelegt.
embedding-check-open = Hier einen Frame öffnen
embedding-check-said = Was er meldete
embedding-title = Einbettung
embedding-check-origin = Die Seite hat den Ursprung { $one }.
embedding-check-unreadable = Die Adresse der Seite ist nicht lesbar: Schreiben Sie sie wie https://app.example.com/seite.
embedding-check-no-origin = Eine Seite mit diesem Ursprung darf keinen Frame zeigen: { $why }
embedding-check-no-account = Es gibt kein Konto mit dieser API-ID, oder es ist im Papierkorb.
embedding-check-account-open = Das Konto ist offen.
embedding-check-account-closed = Das Konto oder eines darüber ist gesperrt oder abgelaufen; seine Frames zeigen das und nichts anderes.
embedding-check-list-empty =
    { $page } steht nicht in { $whose ->
        [own] der eigenen Liste des Kontos
        [above] der Liste von { $name }, die für das Konto gilt
       *[all] der Liste aller Konten
    }; sie ist leer.
embedding-check-listed =
    { $page } steht in { $whose ->
        [own] der eigenen Liste des Kontos
        [above] der Liste von { $name }, die für das Konto gilt
       *[all] der Liste aller Konten
    }.
embedding-check-not-listed =
    { $page } steht nicht in { $whose ->
        [own] der eigenen Liste des Kontos
        [above] der Liste von { $name }, die für das Konto gilt
       *[all] der Liste aller Konten
    }.
embedding-check-tokens = Ihr Server kann Token bekommen.
embedding-check-no-tokens = Ihr Server kann kein Token bekommen: Es gibt weder API-Zugangsdaten noch einen Schlüssel, der signiert.
embedding-check-https = Frames werden über https oder auf diesem Rechner ausgeliefert; Browser behalten daher ihre Anmeldung.
embedding-check-clear = Frames werden unverschlüsselt ausgeliefert; Browser behalten daher keine Anmeldung für sie. Wer diesen Server betreibt, muss ihn über https ausliefern.
embedding-intro = Ihre Kunden verwenden ihre Integrationen in Ihrem eigenen Produkt: Ihre Seite lädt ein Skript, Ihr Server holt ein Token, und der Frame zeigt Launch, Orbit, den Marktplatz oder das ganze Konto.
embedding-pages = Seiten, die einen Frame zeigen dürfen
embedding-conflict = Von jemand anderem gespeichert, und was Sie eingegeben haben
embedding-origins = Ursprünge
embedding-origins-hint = Einer je Zeile, zum Beispiel https://app.example.com; höchstens 50. Genau: keine Pfade, kein *, und https, außer auf Ihrem eigenen Rechner. Ohne Ursprünge darf keine Seite einen Frame zeigen.
embedding-save-origins = Ursprünge speichern
embedding-need-manage = Um sie zu ändern, brauchen Sie „Einbettung: Verwalten“. Wenden Sie sich an Kollegen, die Konsolenbenutzer verwalten.
embedding-own-lists = Konten mit eigener Liste
embedding-on-your-page = Auf Ihrer Seite
embedding-script = Skript
embedding-mount = Wo der Frame stehen soll
embedding-mount-hint = Ihre eigene Adresse /integrations-token beantwortet einen POST der angemeldeten Person mit {"{"}"token": "..."{"}"}: einem Token der API oder einem, das Ihr Server mit einem der Schlüssel unten signiert.
embedding-keys = Schlüssel, die Token signieren
embedding-add-a-key = Schlüssel hinzufügen
embedding-no-key = Noch kein Schlüssel
embedding-no-key-why = Mit einem Schlüssel signiert Ihr Server Token selbst, ohne Aufruf der API. Ohne Schlüssel holt er sie von der API.
embedding-name = Name
embedding-algorithm = Algorithmus
embedding-fingerprint = Fingerabdruck
embedding-state = Status
embedding-added = Hinzugefügt
embedding-last-used = Zuletzt verwendet
embedding-action = Aktion
embedding-copy-kid = kid kopieren
embedding-key-good = Gültig
embedding-key-revoked = Widerrufen
embedding-key-by = von { $name }
embedding-never = nie
embedding-revoke = Widerrufen...
embedding-revoke-one = { $name } widerrufen
embedding-frames = In den letzten 30 Tagen geöffnet
embedding-no-frames = Noch nichts wurde geöffnet
embedding-no-frames-why = Jeder Frame, der Seiten eines Kunden zeigt, erscheint hier, mit der Person, die darin arbeitet, und der Seite, auf der er steht.
embedding-account = Konto
embedding-person = Person
embedding-shows = Zeigt
embedding-on-the-page = Auf der Seite
embedding-opened = Geöffnet
embedding-not-said = nicht angegeben
embedding-end = Beenden
embedding-end-one = Frame in { $account } beenden
embedding-newest-first = Neueste zuerst
embedding-frame-open = Offen
embedding-frame-ended = Von Hand beendet
embedding-frame-closed = Geschlossen
embedding-saved = Gespeichert. Es gilt ab der nächsten Seite in einem Frame.
embedding-frame-is-ended = Beendet. Der Frame in „{ $account }“ zeigt ab dem nächsten Klick nichts mehr.
embedding-above = Hat dieses Konto keine eigene Liste, gilt die von <a href="{ $href }">{ $name }</a>:
embedding-above-none = keine Seite darf es zeigen.
embedding-above-instead = Eine Liste hier gilt an ihrer Stelle, auch für die Konten darunter.
embedding-all-accounts = allen Konten
embedding-own-origins = Ursprünge dieses Kontos
embedding-own-origins-hint = Einer je Zeile, zum Beispiel https://shop.example.com. Leer: was darüber gilt.
embedding-need-edit = Um sie zu ändern, brauchen Sie „Einbettung: Bearbeiten“. Wenden Sie sich an Kollegen, die Konsolenbenutzer verwalten.
embedding-key-pair = Erzeugen Sie ein Paar auf Ihrem Server und fügen Sie die öffentliche Hälfte ein. Die private Hälfte bleibt bei Ihnen: Wer sie hat, kann jedes Konto als jede Person öffnen.
embedding-key-name = Was damit signiert
embedding-key-name-example = Webserver
embedding-public-key = Öffentlicher Schlüssel
embedding-public-key-hint = Ed25519, oder RSA ab 2048 Bit, als PEM.
embedding-add-key = Schlüssel hinzufügen
embedding-cancel = Abbrechen
embedding-revoke-tokens = Token, die er signiert hat, öffnen nichts mehr.
embedding-revoke-frames = Frames, die damit geöffnet wurden, enden beim nächsten Klick.
embedding-revoke-for-good = Er kann nicht zurückgeholt werden. Fügen Sie zuerst einen anderen Schlüssel hinzu, damit Ihr Produkt weiter funktioniert.
embedding-revoke-key = Schlüssel widerrufen
embedding-key-is-added = „{ $name }“ ist hinzugefügt. Token, die damit signiert werden, geben { $id } als kid an.
embedding-revoke-title = „{ $name }“ widerrufen?
embedding-revoke-crumb = Widerrufen
embedding-key-is-revoked = „{ $name }“ ist widerrufen. Was damit signiert wurde, öffnet nichts mehr, und was damit geöffnet wurde, ist beendet.
embedding-key-name-needed = Geben Sie in bis zu 100 Zeichen an, was damit signiert.
embedding-key-whole = Fügen Sie den öffentlichen Schlüssel ganz ein, von -----BEGIN PUBLIC KEY----- bis -----END PUBLIC KEY-----.
embedding-key-private = Das ist ein privater Schlüssel, den niemand außer Ihnen haben sollte: Er wurde nicht gespeichert. Erzeugen Sie ein anderes Paar und fügen Sie die öffentliche Hälfte ein.
embedding-key-kind = Es muss ein RSA-Schlüssel oder ein Ed25519-Schlüssel sein.
embedding-key-short = Ein RSA-Schlüssel muss mindestens 2048 Bit haben.
embedding-keys-most = Es gibt { $most } Schlüssel; mehr sind nicht möglich. Widerrufen Sie zuerst einen.
embedding-key-known = Diesen Schlüssel gibt es hier schon, als „{ $name }“.
embedding-view-account = Ganzes Konto
embedding-view-launch = Launch
embedding-view-orbit = Orbit
embedding-origin-form = Schreiben Sie einen Ursprung wie https://app.example.com, ohne Pfad und ohne *.
embedding-origin-clear = Schreiben Sie https: Eine Seite, die unverschlüsselt gesendet wird, darf nichts einrahmen.
embedding-origins-most = { $n } Ursprünge sind zu viele: höchstens { $most } sind möglich.
embedding-origins-meanwhile = Jemand anderes hat inzwischen andere Ursprünge gespeichert. Beide stehen unten: Speichern Sie noch einmal, damit Ihre gelten.
