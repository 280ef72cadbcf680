# Installing a template in an account: which one, and the screens (src/installs).
installs-steps = Installation
installs-step-template = Vorlage
installs-of-release = { $name }, Release { $release }
installs-step-connectors = Konnektoren
installs-step-settings = Einstellungen
installs-step-name = Name
installs-step-review = Prüfen
installs-differs = Was sich unterscheidet
installs-differs-nothing = Nichts: Beide Releases enthalten dasselbe.
installs-bring-back = Auf demselben Weg können Sie es zurückholen.
installs-fill = Auszufüllen
installs-fill-why = Dieses Release fragt nach etwas, wonach das vorige nicht fragte.
installs-change = Ändern
installs-change-what = { $what } ändern
installs-then = Nach der Installation
installs-then-stays = Es bleibt angehalten
installs-then-stays-why = Sie starten es auf seiner Seite.
installs-then-starts = Es startet sofort
installs-then-starts-why = Ab dann nimmt es an, was kommt.
installs-then-once = Es läuft einmal
installs-then-once-why = Danach bleibt es angehalten.
installs-before-start = Bevor es starten kann
installs-open-install = Sie können es jetzt installieren. Es bleibt angehalten, bis das erledigt ist.
installs-open-upgrade = Sie können jetzt weitermachen. Es wird angehalten, bis das erledigt ist.
installs-install = Installieren
installs-bring-button = Auf Release { $release } bringen
installs-back = Zurück
installs-cancel = Abbrechen
installs-next = Weiter
installs-another-look = Einige Felder brauchen noch einen Blick
installs-release = Release
installs-release-hint = Das Live-Release, außer es gibt einen Grund für ein anderes
installs-connect-now = <a href="{ $href }">{ $label } jetzt verbinden</a>; Sie kommen hierher zurück.
installs-asked-again = Was Sie unter Einstellungen ausgefüllt haben, wird dann noch einmal gefragt.
installs-when = Wann es läuft
installs-schedule = Zeitplan
installs-every = In Abständen
installs-every-why = Ab dem ersten Lauf
installs-cron = Nach einer Cron-Zeile
installs-cron-why = In der Zeitzone des Kontos
installs-once = Einmal
installs-once-why = Zur Zeit des ersten Laufs
installs-name-hint = Wie es in diesem Konto heißt
installs-upgraded = Es ist auf dem anderen Release.
installs-upgraded-waits = Es ist auf dem anderen Release und angehalten, bis Offenes erledigt ist.
installs-installed = Installiert.
installs-bring-title = { $name } auf Release { $release } bringen
installs-install-one = { $name } installieren
installs-meanwhile-runs = Es wird kurz angehalten und wieder gestartet. Was unterwegs ist, geht mit den neuen Schritten weiter.
installs-meanwhile-rests = Es bleibt, wie es ist: Starten Sie es, wann Sie möchten.
installs-release-live = Release { $number }, live
installs-release-deprecated = Release { $number }, veraltet
installs-choice =
    { $name }{ $own ->
        [yes] {""}
       *[no] , von { $owner }
    }{ $ready ->
        [yes] {""}
       *[no] , noch nicht verbunden
    }
installs-later = Später
installs-slot-hint = In der Vorlage „{ $key }“ genannt. Ohne kann es nicht starten.
installs-choose = Eine Vorlage installieren
installs-templates = Vorlagen
installs-own = Vorlagen dieses Kontos
installs-state = Status
installs-folder = Ordner
installs-offered = Diesem Konto angeboten
installs-part-of-name = Teil des Namens
installs-from = Von
installs-does = Was sie tut
installs-not-found = Keine Vorlage hat das im Namen.
installs-clear-search = Suche zurücksetzen
installs-keep = Sie können eigene { CYCLES_CAP() } als Vorlage dieses Kontos behalten, für das Konto und seine Unterkonten: auf der eigenen Seite, „Als Vorlage speichern“.
installs-none = Hier kann noch keine Vorlage installiert werden: Keine mit einem Live-Release ist für dieses Konto.
installs-no-more = Diesem Konto wird nichts weiter angeboten: Keine andere mit einem Live-Release ist für das Konto.
installs-other-template = { $name } wurde aus einer anderen Vorlage installiert.
installs-not-for-console = { $name } ist nicht für dieses Konto. Legen Sie zuerst auf der Seite der Vorlage fest, für wen sie ist.
installs-not-for = { $name } ist nicht für dieses Konto. Wenden Sie sich an { $offers }; von dort wird es angeboten.
installs-no-release = Dieses Release von { $name } kann nicht installiert werden: nur eines, das live ist oder war. Wählen Sie ein anderes.
installs-already = { $name } ist schon auf Release { $release }.
installs-connector-gone = Dieser Konnektor kann hier nicht mehr verwendet werden. Wählen Sie einen anderen.
installs-no-template = { $name } wurde nicht aus einer Vorlage installiert.
installs-changed-meanwhile = { $name } wurde inzwischen geändert; daher wurde nichts getan. Sehen Sie es noch einmal an und entscheiden Sie neu.
installs-finishing = { $name } bringt zu Ende, was unterwegs ist. Aktualisieren Sie es, wenn es angehalten ist.
installs-other-webhooks = Seine Webhooks sind in diesem Release andere. Aktualisieren Sie es auf seiner eigenen Seite; dort wird seine Adresse gezeigt.
installs-is-finishing = Es bringt zu Ende, was unterwegs ist.
installs-needs = Benötigt: { $field }
installs-needs-why = Benötigt: { $field }. { $why }
installs-needs-a = Benötigt einen Konnektor für { $name }
installs-needs-an = Benötigt einen Konnektor für { $name }
