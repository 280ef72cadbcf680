# Connectors of accounts: what they are, the forms of them, their pages (src/account_connectors).
account-connectors-state-open = Nicht verbunden
account-connectors-state-ready = Verbunden
account-connectors-state-refused = Abgelehnt
account-connectors-enter-name = Geben Sie einen Namen ein, etwa „Xero im Büro Leeds“.
account-connectors-field-api-key = API-Schlüssel
account-connectors-field-user = Benutzername
account-connectors-field-password = Passwort
account-connectors-field-token = Zugriffstoken
account-connectors-field-client-id = Client-ID
account-connectors-field-client-secret = Client-Secret
account-connectors-colon = Ein Benutzername kann keinen Doppelpunkt enthalten. Prüfen Sie, ob es nur der Benutzername ist.
account-connectors-enter = Geben Sie etwas ein: { $what }.
account-connectors-too-long = Länger als { $max } Zeichen: { $what }. Prüfen Sie, was eingefügt wurde.
account-connectors-control = Zeilenumbruch oder anderes Steuerzeichen enthalten: { $what }. Fügen Sie den Wert ohne dieses Zeichen neu ein.
account-connectors-choose-one = Wählen Sie einen dieser Werte: { $choices }.
account-connectors-left-empty = Wenn leer: { $default }.
account-connectors-hint-left-empty = { $hint } Wenn leer: { $default }.
account-connectors-choose = Bitte wählen
account-connectors-as-usual = Wie üblich: { $default }
account-connectors-needs-none = Dieser Konnektor braucht keine Zugangsdaten: Er ist bereit, wie er ist.
account-connectors-most =
    { $n ->
        [one] Ein Konto hat höchstens { $n } Konnektor. Entfernen Sie einen, der nicht verwendet wird.
       *[other] Ein Konto hat höchstens { $n } Konnektoren. Entfernen Sie einen, der nicht verwendet wird.
    }
account-connectors-nothing-to-disconnect = „{ $name }“ ist nicht verbunden: Es gibt nichts zu trennen.
account-connectors-in-use-here =
    { $n ->
        [one] Er kann nicht entfernt werden, solange { $n } { CYCLE_CAP() } dieses Kontos ihn verwendet. Entfernen Sie zuerst, was ihn verwendet, oder wählen Sie dort einen anderen Konnektor.
       *[other] Er kann nicht entfernt werden, solange { $n } { CYCLES_CAP() } dieses Kontos ihn verwenden. Entfernen Sie zuerst, was ihn verwendet, oder wählen Sie dort einen anderen Konnektor.
    }
account-connectors-in-use-below =
    { $n ->
        [one] Er kann nicht entfernt werden, solange { $n } { CYCLE_CAP() } seiner Unterkonten ihn verwendet. Entfernen Sie zuerst, was ihn verwendet, oder wählen Sie dort einen anderen Konnektor.
       *[other] Er kann nicht entfernt werden, solange { $n } { CYCLES_CAP() } seiner Unterkonten ihn verwenden. Entfernen Sie zuerst, was ihn verwendet, oder wählen Sie dort einen anderen Konnektor.
    }
account-connectors-in-use-both = Er kann nicht entfernt werden, solange { $here } { $here ->
        [one] { CYCLE_CAP() }
       *[other] { CYCLES_CAP() }
    } dieses Kontos und { $below } { $below ->
        [one] { CYCLE_CAP() }
       *[other] { CYCLES_CAP() }
    } seiner Unterkonten ihn verwenden. Entfernen Sie zuerst, was ihn verwendet, oder wählen Sie dort einen anderen Konnektor.
account-connectors-changed-meanwhile = Jemand anderes hat diesen Konnektor inzwischen geändert. Sehen Sie ihn sich an, wie er jetzt ist, und senden Sie noch einmal, was Sie weiterhin wollen.
account-connectors-not-by-form = Diese Anwendung wird mit der Anmeldung bei ihrem Anbieter verbunden, nicht mit einem Formular.
account-connectors-name-taken = Dieses Konto hat schon einen Konnektor namens „{ $name }“. Wählen Sie einen anderen Namen.
account-connectors-unregistered = { $application } kennt dieses Produkt noch nicht: Client-ID und Secret fehlen. Wer die Bibliothek der Konnektoren pflegt, trägt sie dort bei { $application } ein; danach kann dieser Konnektor verbunden werden.
account-connectors-not-by-sign-in = Diese Anwendung wird nicht mit der Anmeldung bei einem Anbieter verbunden.
account-connectors-correct-then-connect = { $faults }. Korrigieren Sie das unter „Bearbeiten“ und verbinden Sie dann.
account-connectors-no-live-release = Dieser Konnektor hat zurzeit kein Live-Release. Bitten Sie darum, dass eines live geschaltet wird.
# The list.
account-connectors-title = Konnektoren
account-connectors-add = Konnektor hinzufügen
account-connectors-none-title = Noch keine Konnektoren
account-connectors-none-text = Ein Konnektor ist eine Anwendung mit den Zugangsdaten dieses Kontos. Für jede Anwendung, aus der oder in die Daten übertragen werden, wird einer gebraucht.
account-connectors-of-account = Konnektoren dieses Kontos
account-connectors-head-connector = Konnektor
account-connectors-head-application = Anwendung
account-connectors-head-state = Status
account-connectors-head-connected = Verbunden
account-connectors-head-sub-accounts = Unterkonten
account-connectors-by = von { $name }
account-connectors-shared = Geteilt
account-connectors-not-shared = Nicht geteilt
account-connectors-no-own = Dieses Konto hat keinen eigenen Konnektor.
account-connectors-above = Aus übergeordneten Konten
account-connectors-above-why = Dieses Konto darf diese verwenden. Nur das Konto, dem einer gehört, kann ihn ändern: Fragen Sie dessen Administratoren.
account-connectors-above-label = Konnektoren übergeordneter Konten
account-connectors-head-whom = Ansprechpartner
# Adding one.
account-connectors-import-own = Einen nur für dieses Konto importieren
account-connectors-search = Name der Anwendung
account-connectors-library = Konnektoren der Bibliothek
account-connectors-head-kind = Art
account-connectors-kind-application = Anwendung
account-connectors-kind-utility = Werkzeug
account-connectors-kind-custom = Eigener
account-connectors-none-installable = Noch kann kein Konnektor installiert werden: Die Bibliothek hat keinen mit einem Live-Release.
account-connectors-none-found = Kein Konnektor hat einen Namen, der so beginnt.
account-connectors-clear-search = Suche leeren
account-connectors-first-shown = Die ersten 100 werden angezeigt. Suchen Sie weitere über ihren Namen.
account-connectors-add-title = { $application } hinzufügen
account-connectors-name = Name
account-connectors-name-hint = So heißt er in diesem Konto. Von einer Anwendung kann es mehrere geben.
account-connectors-share-box = Mit Unterkonten teilen
account-connectors-share-box-hint = Sie dürfen ihn verwenden. Seine Zugangsdaten sehen sie nie, und ändern können sie ihn nicht.
account-connectors-add-button = Konnektor hinzufügen
account-connectors-cancel = Abbrechen
account-connectors-added = Konnektor hinzugefügt.
# Editing one.
account-connectors-edit = Bearbeiten
account-connectors-edit-title = { $name } bearbeiten
account-connectors-credentials-stay = Seine Zugangsdaten bleiben, wie sie sind.
account-connectors-save = Änderungen speichern
account-connectors-saved = Änderungen gespeichert.
