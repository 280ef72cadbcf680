# The partner's library of connectors: the list, one connector, its name, its removal (src/connectors/pages).
connectors-title = Konnektoren
connectors-new-by-hand = Von Hand anlegen
connectors-catalogue = Katalog
connectors-import = Importieren
connectors-none-title = Noch keine Konnektoren
connectors-none-text = Ein Konnektor beschreibt, was eine Anwendung kann, damit { CYCLES_CAP() } sie aufrufen können. Fügen Sie einen aus dem Katalog hinzu oder importieren Sie das OpenAPI-Dokument, das der Hersteller veröffentlicht.
connectors-open-catalogue = Katalog öffnen
connectors-import-document = Dokument importieren
connectors-write-small = Einen kleinen von Hand schreiben
connectors-none-who = Wer das Recht „Konnektoren: Bearbeiten“ hat, kann den ersten hinzufügen.
connectors-search = Anfang des Namens
connectors-kind = Art
connectors-kind-any = Jede Art
connectors-kind-application = Anwendung
connectors-kind-custom = Eigener
connectors-kind-utility = Werkzeug
connectors-owner = Eigentümer
connectors-head-connector = Konnektor
connectors-head-state = Status
connectors-methods = Methoden
connectors-authentication = Authentifizierung
connectors-head-accounts = Konten
connectors-none-match = Kein Konnektor passt zu diesen Filtern.
connectors-clear-filters = Filter zurücksetzen
connectors-utilities-built-in = <a href="/console/connectors/catalogue#utilities">Werkzeuge sind eingebaut</a>: Webhooks, HTTP-Anfragen, Speicher und E-Mail brauchen keinen Konnektor.
connectors-none-yet = noch keine
connectors-owned-by = Gehört { $owner }
# How calls sign in.
connectors-auth-none = Keine
connectors-auth-api-key = API-Schlüssel
connectors-auth-basic = Benutzername und Passwort
connectors-auth-bearer = Bearer-Token
connectors-auth-oauth-code = OAuth 2.0, Anmeldung einer Person
connectors-auth-oauth-client = OAuth 2.0, Client-Zugangsdaten
connectors-auth-custom = Eigene Felder
# One connector.
connectors-release-number = Release { $number }
connectors-open-draft = Entwurf öffnen
connectors-begin-draft = Entwurf beginnen
connectors-import-release = Neues Release importieren
connectors-more-actions = Weitere Aktionen
connectors-rename-more = Umbenennen...
connectors-remove-more = Entfernen...
connectors-about = Über den Konnektor
connectors-method-count =
    { $n ->
        [one] { $n } Methode
       *[other] { $n } Methoden
    }
connectors-installed-in = In Konten installiert
connectors-origin = Herkunft
connectors-origin-hand = Von Hand geschrieben
connectors-origin-openapi = Aus einem OpenAPI-Dokument importiert
connectors-origin-catalogue = Aus dem Katalog
connectors-origin-built-in = Eingebaut
connectors-belongs-to = Gehört
connectors-belongs-alone = <a href="{ $href }">{ $name }</a>; nur dieses Konto kann ihn installieren
connectors-registration-yours = Ihre Registrierung bei der Anwendung
connectors-registration-change = Ändern
connectors-registration-begin = Registrieren
connectors-client-id = Client-ID
connectors-client-secret = Client-Secret
connectors-client-secret-kept = verschlüsselt aufbewahrt, nie angezeigt
connectors-scopes = Scopes
connectors-set-by = Eingetragen von
connectors-forget-more = Registrierung vergessen...
connectors-registration-none = Noch keine. Kunden können Zugriff gewähren, nachdem Sie sich bei der Anwendung registriert und deren Client-ID und Secret hier angegeben haben.
connectors-releases = Releases
connectors-head-release = Release
connectors-head-made = Erstellt
connectors-head-made-live = Live geschaltet
connectors-head-notes = Notizen
connectors-not-yet = noch nicht
# Another name.
connectors-rename = Konnektor umbenennen
connectors-rename-why = Sein Schlüssel bleibt, deshalb ändert sich an Vorlagen nichts, die ihn verwenden.
connectors-name = Name
connectors-save-name = Namen speichern
connectors-enter-name = Geben Sie einen Namen ein.
connectors-name-saved = Name gespeichert.
# What is asked before something is done, and what is refused.
connectors-go-on = Weiter
connectors-what-differs = Was vom Live-Release abweicht
connectors-nothing-changed = Es wurde nichts geändert
connectors-remove-lost = Alle seine Releases und die Registrierung bei der Anwendung gehen verloren; sie lassen sich nicht wiederherstellen.
connectors-remove-only = Er kann nur entfernt werden, solange kein Konto ihn installiert hat und keine Vorlage ihn verwendet.
connectors-remove = Konnektor entfernen
connectors-remove-title = { $name } entfernen?
connectors-removed = { $name } ist entfernt.
connectors-most = Es gibt { $count } Konnektoren, mehr sind nicht möglich. Entfernen Sie zuerst einen, den niemand verwendet.
connectors-installed = { $name } ist in Konten installiert. Entfernen Sie den Konnektor zuerst dort; bis dahin wird er gebraucht ({ CYCLES_CAP() }).
connectors-in-templates = Vorlagen verwenden { $name }, deshalb kann der Konnektor nicht entfernt werden. Nehmen Sie ihn zuerst dort heraus.
connectors-unchangeable = Release { $number } ist { $state ->
        [live] live
       *[other] veraltet
    } und kann nicht mehr geändert werden. Beginnen Sie einen neuen Entwurf davon.
connectors-unchangeable-of = Release { $number } von { $name } ist { $state ->
        [live] live
       *[other] veraltet
    } und kann nicht mehr geändert werden. Beginnen Sie einen neuen Entwurf davon.
connectors-changed-meanwhile = Während Ihrer Bearbeitung hat jemand anderes { $name } geändert, deshalb wurde von Ihnen nichts gespeichert. Öffnen Sie die Seite neu, um zu sehen, was gespeichert wurde, und wiederholen Sie Ihre Änderung.
# The registration at an application.
connectors-registration-at = Registrierung bei { $name }
connectors-registration = Registrierung
connectors-registration-intro = Die Anwendung erkennt Ihr Produkt an einer Client-ID und einem Secret. Beides erhalten Sie, wenn Sie sich dort registrieren. Sie fragt nach der Adresse, zu der Personen zurückkehren: <code>{ $address }</code>
connectors-redirect = Adresse, zu der Personen zurückkehren
connectors-redirect-hint = Die Anwendung sendet Personen nur zu einer Adresse zurück, die dort registriert ist. Registrieren Sie eine andere zuerst dort und wählen Sie sie dann.
connectors-client-secret-hint-known = Wird verschlüsselt aufbewahrt und nie angezeigt. Lassen Sie das Feld leer, um das jetzige zu behalten.
connectors-client-secret-hint = Wird verschlüsselt aufbewahrt und nie wieder angezeigt.
connectors-scopes-hint = Was Kunden erlauben sollen, eines je Zeile
connectors-scopes-known = Scopes, die die Anwendung kennt
connectors-save-registration = Registrierung speichern
connectors-cancel = Abbrechen
connectors-enter-client-id = Geben Sie die Client-ID ein.
connectors-no-client-secret = Das ist kein Client-Secret: Es ist zu lang oder enthält ein Zeilenende.
connectors-scopes-most = Es sind { $n } Scopes, höchstens { $most } sind möglich.
connectors-scope-wrong = Ein Scope enthält ein Zeichen, das Scopes nicht haben können, oder ist länger als 300 Zeichen.
connectors-nothing-to-register = Bei dieser Anwendung meldet sich niemand mit OAuth an, deshalb gibt es nichts zu registrieren.
connectors-registration-saved = Registrierung gespeichert.
connectors-forget-here = Client-ID und Secret werden hier vergessen. Bei der Anwendung bleiben sie, wie sie sind.
connectors-forget-access = Niemand kann mehr Zugriff gewähren, und gewährter Zugriff endet mit seinem Token.
connectors-forget = Registrierung vergessen
connectors-forget-title = Registrierung bei { $name } vergessen?
connectors-forgotten = Registrierung vergessen.
connectors-enter-client-secret = Geben Sie das Client-Secret ein, das Sie von der Anwendung erhalten haben.
connectors-host-not-verified = Das ist keiner Ihrer bestätigten Hostnamen. Wählen Sie einen aus der Liste.
