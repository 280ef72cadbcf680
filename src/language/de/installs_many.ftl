# Many at a time, and what differs between releases (src/installs).
installs-account = In einem Konto installieren
installs-find = Konto suchen
installs-account-search = Name oder API-ID des Kontos
installs-find-button = Suchen
installs-accounts = Konten
installs-account-head = Konto
installs-below = Unter
installs-choose-account = Wählen
installs-choose-one = { $name } wählen
installs-account-not-for = Nicht für dieses Konto
installs-no-account = Kein Konto passt. Suchen Sie nach dem Anfang eines Wortes seines Namens oder seiner API-ID.
installs-first-20 = Die ersten 20 werden gezeigt. Suchen Sie, um das gewünschte zu sehen.
installs-no-live = { $name } hat noch kein Live-Release. Schalten Sie zuerst eines live.
installs-brought-over = Auf ein anderes Release gebracht
installs-each-keeps = Ausgefülltes und Konnektoren bleiben jeweils erhalten. Was sich unterscheidet, wird gezeigt, bevor etwas getan wird.
installs-noun = Installationen
installs-bring-them = Auf Release { $release } bringen...
installs-installed-label = Installiert
installs-select-all = Alle auf dieser Seite auswählen
installs-bring-here = Hierher bringen
installs-release-n = Release { $number }
installs-on-live = Auf dem Live-Release
installs-upgrade = Aktualisieren...
installs-upgrade-one = { $name } von { $account } auf Release { $release } aktualisieren
installs-roll-back = Zurücksetzen...
installs-roll-back-one = { $name } von { $account } auf Release { $release } zurücksetzen
installs-back-one = { $name } von { $account } auf Release { $release } zurückbringen
installs-go-back = Zurück auf Release { $from }...
installs-none-here = Hier ist nichts. Was aus dieser Vorlage installiert und auf einem anderen Release ist, würde hier stehen.
installs-count =
    { $n ->
        [one] { $n } { CYCLE_CAP() }
       *[other] { $n } { CYCLES_CAP() }
    }
installs-draft = Schalten Sie dieses Release zuerst live: Ein Entwurf kann nicht installiert werden.
installs-on-others = { CYCLES_CAP() } auf anderen Releases als { $number }
installs-on-others-of = { CYCLES_CAP() } von { $name } auf anderen Releases als { $number }
installs-all = Installierte { CYCLES_CAP() }
installs-all-of = Installierte { CYCLES_CAP() } von { $name }
installs-chosen-most = { $most } { CYCLES_CAP() } können einzeln gewählt werden. Nehmen Sie alle oder weniger.
installs-many-back = Zurück auf Release { $release } von { $name }?
installs-many-bring =
    { $n ->
        [one] { $n } { CYCLE_CAP() }
       *[other] { $n } { CYCLES_CAP() }
    } von { $name } auf Release { $release } bringen?
installs-many-nothing = Nichts auf Release { $release } von { $name } zu bringen
installs-many-more =
    Und { $n ->
        [one] { $n } weitere ({ CYCLE_CAP() })
       *[other] { $n } weitere ({ CYCLES_CAP() })
    }.
installs-take-back =
    { $n ->
        [one] { $n } { CYCLE_CAP() }
       *[other] { $n } { CYCLES_CAP() }
    } zurückbringen
installs-bring-n =
    { $n ->
        [one] { $n } { CYCLE_CAP() }
       *[other] { $n } { CYCLES_CAP() }
    } auf das Release bringen
installs-take-up-to =
    Bis zu { $n ->
        [one] { $n } { CYCLE_CAP() }
       *[other] { $n } { CYCLES_CAP() }
    } zurückbringen
installs-bring-up-to =
    Bis zu { $n ->
        [one] { $n } { CYCLE_CAP() }
       *[other] { $n } { CYCLES_CAP() }
    } auf das Release bringen
installs-none-selected = Nichts ist ausgewählt. Gehen Sie zurück und wählen Sie etwas aus ({ CYCLES_CAP() }).
installs-none-came = Nichts, was von dort kam, ist noch auf dem Release.
installs-none-other = Nichts davon ist auf einem anderen Release.
installs-sum =
    { $coming ->
        [0] Nichts ist bereit
       *[other] { $coming } bereit
    }{ $held ->
        [0] {""}
       *[other] ; für { $held } ist zuerst noch etwas zu tun, jeweils auf der eigenen Seite
    }.
installs-sum-first =
    Von den ersten { $first }: { $coming ->
        [0] nichts ist bereit
       *[other] { $coming } bereit
    }{ $held ->
        [0] {""}
       *[other] ; für { $held } ist zuerst noch etwas zu tun, jeweils auf der eigenen Seite
    }.
installs-no-draft = Ein Entwurf kann nicht installiert werden.
installs-chosen = Ausgewählt
installs-of-account = { $name } von { $account }
installs-from-release = von Release { $release }
installs-nothing-differs = Nichts unterscheidet sich
installs-differs-n = Was sich unterscheidet ({ $n })
installs-more-differs = Und { $n } weitere, auf <a href="{ $href }">der eigenen Seite</a>.
installs-many-keeps = Ausgefülltes und Konnektoren bleiben jeweils erhalten. Was läuft, wird kurz angehalten und wieder gestartet.
installs-many-waves = Es geht in Wellen, und nach jeder wird geprüft, wie es läuft: Schlägt mehr fehl als vorher, wird nichts weiter dorthin gebracht.
installs-many-each = Jedes wird für sich getan; die nächste Seite zeigt die Ergebnisse. Auf demselben Weg lässt sich alles zurückholen.
installs-not-done = Dies wurde nicht getan
installs-none-left = Es bleibt nichts auf dieses Release zu bringen. Wählen Sie etwas aus ({ CYCLES_CAP() }).
installs-diff-step = Schritt „{ $name }“
installs-diff-arrows =
    { $own ->
        [one] { $own } Pfeil
       *[other] { $own } Pfeile
    }, davon { $only } nur dort
installs-diff-ways = Wege zwischen Schritten
installs-diff-connector = Konnektor „{ $key }“
installs-diff-field = Feld „{ $key }“
installs-diff-lookups = Nachschlagetabellen
installs-diff-split = Schritte, die Listen aufteilen
installs-part-kind = was er tut
installs-part-slot = sein Konnektor
installs-part-fields = seine Felder
installs-part-error = was bei einem Fehler geschieht
installs-part-split = wie Listen aufgeteilt werden
installs-part-name = sein Name
installs-part-pages = wie viele Seiten er holt
installs-part-sample = sein Beispiel
installs-part-check = wer senden darf
installs-part-synchronous = ob der Absender wartet
installs-diff-changed = geändert: { $parts }
installs-field-required = muss ausgefüllt werden
installs-field-optional = darf leer bleiben
installs-field-usual = wenn leer: { $usual }
installs-field-choices = eines von { $choices }
installs-diff-new = { $what }: neu, { $is }
installs-diff-gone = { $what }: entfällt
installs-diff-then = { $what }: { $was }, dann { $is }
installs-split-none = keine
installs-split-first = der erste
installs-split-all = alle
installs-kind-text = Text
installs-kind-integer = ganze Zahl
installs-kind-number = Zahl
installs-kind-boolean = ja oder nein
installs-kind-date = Datum
installs-kind-email = E-Mail
installs-kind-url = Webadresse
# The job of a rollout, and what it keeps.
installs-job-title =
    { $n ->
        [one] { $n } { CYCLE() }
       *[other] { $n } { CYCLES() }
    } von { $name } auf Release { $release } bringen
installs-job-row = { $cycle } von { $account }
installs-job-watching = { $brought } von { $total } übernommen; sie werden beobachtet, bevor es weitergeht
installs-job-unchanged = War schon auf diesem Release.
installs-job-gone = Nicht mehr vorhanden.
installs-job-by-itself = { $why } Aktualisieren Sie einzeln, dort wird danach gefragt.
installs-job-one-fails = „{ $name }“ schlägt auf Release { $release } fehl: { $failing } der ersten { $first } Transaktionen dort sind fehlgeschlagen. Weiter wurde nichts auf dieses Release gebracht. Sehen Sie nach, was nicht stimmt, und gehen Sie wenn nötig zum früheren zurück.
installs-job-most-fail =
    Das meiste, was auf Release { $release } läuft, schlägt fehl: { $failing } der ersten { $judged } Transaktionen dort, in { $n ->
        [one] { $n } { CYCLE() }
       *[other] { $n } { CYCLES() }
    }. Weiter wurde nichts auf dieses Release gebracht. Sehen Sie nach, was nicht stimmt, und gehen Sie wenn nötig zum früheren zurück.
