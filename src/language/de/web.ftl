# Forms, addresses and files on their way in (src/web/forms.rs, upload.rs, routes.rs).
web-form-used = Dieses Formular wurde schon mit anderem Inhalt verwendet. Davon wurde nichts gespeichert. Öffnen Sie das Formular neu und senden Sie es noch einmal.
web-form-unreadable = Das Formular war nicht lesbar: Ein Feld kam doppelt oder ist von anderer Art als vorgesehen. Gespeichert wurde nichts. Öffnen Sie das Formular neu und senden Sie es noch einmal.
web-address-unreadable = Die Adresse war nicht lesbar: Ein Teil steht doppelt darin oder ist von anderer Art als vorgesehen. Öffnen Sie die Seite neu.
web-form-not-whole = Das Formular kam nicht vollständig an. Senden Sie es noch einmal.
web-form-too-large = Das Formular ist größer als { $kb } KB. Kürzen Sie das längste Feld.
web-field-too-large = Ein Feld des Formulars ist größer als erlaubt.
web-file-not-whole = Die Datei kam nicht vollständig an, deshalb wurde nichts davon behalten. Wählen Sie sie noch einmal aus.
web-wrong-method = Diese Adresse nimmt eine solche Anfrage nicht an. Ein Webhook nimmt an, was ihm mit POST gesendet wird.
# What two people changed at once (src/web/meanwhile.rs).
web-meanwhile = Während Ihrer Bearbeitung hat jemand anderes { $what } geändert. Von Ihnen wurde deshalb noch nichts gespeichert.
web-meanwhile-taken = Diese Änderungen stehen jetzt im Formular: { $fields }.
web-meanwhile-apart = Was Sie eingegeben haben, steht auch darin; speichern Sie noch einmal, um beides zu behalten.
web-meanwhile-both = Was unten verglichen wird, haben Sie beide geändert; wenn Sie noch einmal speichern, gilt dort Ihre Fassung.
# Releases of connectors and templates (src/web/releases.rs).
web-release-draft = Entwurf
web-release-live = Live
web-release-deprecated = Veraltet
web-release-draft-only = Nur Entwurf
web-release-number-live = Release { $number } live
# The console's side bar and a person's own pages (src/web/navigation.rs, shell.rs).
web-product = Integrationen
web-nav-your-accounts = Ihre Konten
web-nav-operate = Betrieb
web-nav-build = Aufbau
web-nav-insight = Auswertung
web-nav-configure = Verwaltung
web-nav-overview = Übersicht
web-nav-accounts = Konten
web-nav-people = Personen
web-nav-transactions = Transaktionen
web-nav-incidents = Störungen
web-nav-connectors = Konnektoren
web-nav-templates = Vorlagen
web-nav-reports = Berichte
web-nav-audit = Prüfprotokoll
web-nav-imports = Importe
web-nav-recycle-bin = Papierkorb
web-nav-embedding = Einbettung
web-nav-console-users = Konsolenbenutzer
web-nav-settings = Einstellungen
web-nav-profile = Profil
web-nav-sessions = Sitzungen
web-nav-password = Passwort
web-nav-two-step = Anmeldung in zwei Schritten
# The tabs of an account, and the line over it while staff view it (src/web/shell.rs).
web-tab-home = Start
web-tab-cycles = { CYCLES_CAP() }
web-tab-sub-accounts = Unterkonten
web-tab-limits = Limits
web-tab-details = Angaben
web-tab-api = API
web-viewing-nothing = Sie sehen { $name } so, wie die Personen dort es sehen, und können nichts ändern. Das endet { $until }.
web-viewing-cycles = Sie sehen { $name } so, wie die Personen dort es sehen. Ändern können Sie dort: { CYCLES_CAP() }. Das endet { $until }.
web-viewing-end = Ansicht beenden
