# Pages of transactions (src/transactions/pages).
transactions-title = Transaktionen
transactions-noun = Transaktionen
transactions-id = TransactionId
transactions-account-or-id = Konto oder API-ID
transactions-state = Status
transactions-began = Beginn
transactions-from = Von
transactions-to = Bis
transactions-days-zone = Tage gelten in der Zeitzone { $zone }
transactions-days-own = Tage gelten in der Zeitzone des jeweiligen Kontos
transactions-any-cycle = Alle { CYCLES_CAP() }
transactions-any-connector = Jeder Konnektor
transactions-any-template = Jede Vorlage
transactions-uses = Verwendet { $name }
transactions-name-of = { $name } von { $owner }
transactions-from-template = Aus { $name }
transactions-cycle = { CYCLE_CAP() }
transactions-using = Transaktionen, die diesen Konnektor verwenden
transactions-of-using = Transaktionen aller { CYCLES_CAP() }, die diesen Konnektor verwenden
transactions-of-template = Transaktionen aller { CYCLES_CAP() }, die aus dieser Vorlage installiert sind
transactions-of-incident = Transaktionen, die die Störung „{ $cause }“ ausgelöst haben.
transactions-of-incident-open = Transaktionen, die die Störung „{ $cause }“ ausgelöst haben und aus denen später nichts mehr wurde.
transactions-none-match = Keine Transaktion passt
transactions-looked-for = Gesucht: { $words }.
transactions-clear-filters = Filter zurücksetzen
transactions-nothing-ran = Noch nichts gelaufen
transactions-nothing-ran-here = Jeder Lauf erscheint hier mit dem, was gesendet und empfangen wurde.
transactions-nothing-ran-anywhere = Jeder Lauf aller { CYCLES_CAP() } aller Konten erscheint hier.
transactions-ask-run-again = Erneut ausführen...
transactions-newest-first = Neueste zuerst
transactions-select-all = Alle Transaktionen auf dieser Seite auswählen
transactions-account = Konto
transactions-started-by = Ausgelöst durch
transactions-steps = Schritte
transactions-took = Dauer

# Asked before something is done with one.
transactions-since-failure = Ab dem fehlgeschlagenen Schritt
transactions-since-failure-hint = Was vorher erledigt wurde, bleibt erledigt und wird nicht erneut aufgerufen.
transactions-since-start = Von Anfang an
transactions-since-start-hint = Jeder Schritt wird neu ausgeführt, auch die gelungenen.
transactions-since = Von wo
transactions-retry-title = Diese Transaktion erneut ausführen?
transactions-retry-intro = Eine neue Transaktion beginnt mit dem, was von dieser bekannt ist. Sie läuft auch dann, wenn angehalten ist.
transactions-run-again = Erneut ausführen
transactions-replay-title = Diesen Webhook wiederholen?
transactions-replay-intro = Was er gebracht hat, wird noch einmal übergeben, als käme es erneut. Jeder Schritt wird neu ausgeführt.
transactions-replay = Wiederholen
transactions-delete-title = Daten dieser Transaktion löschen?
transactions-delete-intro = Was in die Schritte hineinging und herauskam, auch bei ihren Elementen, wird gelöscht und lässt sich nicht wiederherstellen. Dass die Transaktion lief, wie sie ausging und ihre Aufgaben bleiben. Aus diesen Daten kann sie nicht erneut ausgeführt werden.
transactions-delete = Daten löschen
transactions-try-title = Jetzt versuchen?
transactions-try-intro = Der Schritt, der auf seinen nächsten Versuch wartet, wird sofort ausgeführt. Das zählt als einer der Versuche: Schlägt er wieder fehl, bleiben die späteren wie geplant.
transactions-try = Jetzt versuchen
transactions-stop-title = Diese Transaktion stoppen?
transactions-stop-intro = Sie endet als gestoppt, zusammen mit den wartenden Elementen ihrer Sammlung. Was gerade ausgeführt wird, läuft weiter. Sie können sie danach erneut ausführen, von der jetzigen Stelle oder von Anfang an.
transactions-stop = Transaktion stoppen
transactions-mended-at = Die Transaktion wurde schon erneut ausgeführt, und das ging gut aus ({ $at }). Noch einmal ausgeführt, wird die Arbeit doppelt getan.
transactions-runs-again = Der erneute Lauf hat begonnen, als diese Transaktion.
transactions-replayed = Der Webhook wird wiederholt, als diese Transaktion.
transactions-tried = Der Versuch läuft jetzt.
transactions-stopped = Gestoppt, mit den wartenden Elementen. Sie können die Transaktion erneut ausführen.
transactions-deleted = Daten gelöscht. Was lief und die Aufgaben bleiben.

# Many are run again.
transactions-too-many = Höchstens { $most } auf einmal. Wählen Sie weniger oder grenzen Sie die Auswahl ein ({ CYCLE_CAP() }).
transactions-no-transaction = „{ $typed }“ ist keine Transaktion.
transactions-choose-first = Wählen Sie zuerst mindestens eine Transaktion.
transactions-none-failed = Keine davon ist noch fehlgeschlagen.
transactions-of-account = Transaktionen von { $name }
transactions-there-are-more = Es gibt noch mehr. So viele werden auf einmal ausgeführt; wiederholen Sie es für die übrigen, sobald diese begonnen haben.
transactions-run-many =
    { $n ->
        [one] { $n } Transaktion erneut ausführen?
       *[other] { $n } Transaktionen erneut ausführen?
    }
transactions-run-many-in =
    { $n ->
        [one] { $n } Transaktion
       *[other] { $n } Transaktionen
    } in { $accounts ->
        [one] { $accounts } Konto
       *[other] { $accounts } Konten
    } erneut ausführen?
transactions-match-by-now = Inzwischen passen { $n }. Sehen Sie sie an und entscheiden Sie erneut.
transactions-many-intro = Jede wird für sich als neue Transaktion ausgeführt; die nächste Seite zeigt jedes Ergebnis. Was nicht fehlgeschlagen ist oder schon mit gutem Ausgang erneut ausgeführt wurde, bleibt, wie es ist.

# The page of one.
transactions-fact-ended = Ende
transactions-ended-after = { $at } nach { $took }
transactions-fact-part-of = Teil von
transactions-part-of-collection = der Transaktion der Sammlung
transactions-fact-runs-again = Erneuter Lauf von
transactions-first-of-them = der ersten Transaktion
transactions-fact-failed-at = Fehlgeschlagen bei
transactions-fact-tasks = Aufgaben
transactions-fact-data-kept = Daten aufbewahrt
transactions-not-kept = nicht mehr
transactions-kept-until = bis { $at }
transactions-ask-delete = Daten löschen...
transactions-ask-replay = Wiederholen...
transactions-ask-stop = Stoppen...
transactions-ask-try = Jetzt versuchen...
transactions-why-failed = Grund des Fehlers
transactions-how-ended = So ging es aus
transactions-waits-for = Worauf gewartet wird
transactions-data-not-kept = Was in die Schritte hineinging und herauskam, ist nicht mehr vorhanden.
transactions-headers = Header
transactions-no-body = Kein Inhalt.
transactions-as-curl = Als cURL
transactions-step-as-curl = Schritt { $no } als cURL
transactions-no-step = Noch kein Schritt ist gelaufen.
transactions-reload = Laden Sie die Seite neu, um den Stand zu sehen.
transactions-items-of = Elemente der Sammlung
transactions-newest = Die neuesten { $n }
transactions-items = Elemente
transactions-run-again-as = Erneut ausgeführt als

# Steps of one.
transactions-step-done = Erledigt
transactions-step-split = Aufgeteilt
transactions-step-ignored = Ignoriert
transactions-step-retry = Vorerst fehlgeschlagen
transactions-step-waits = Wartet
transactions-step-failed = Fehlgeschlagen
transactions-answer = Antwort { $code }
transactions-records =
    { $n ->
        [one] { $n } Datensatz
       *[other] { $n } Datensätze
    }
transactions-by-port = weiter über { $port }
transactions-try-number = Versuch { $n }
transactions-request = Anfrage
transactions-response = Antwort
transactions-output = Ausgabe
transactions-request-of = Anfrage von Schritt { $no }
transactions-response-of = Antwort von Schritt { $no }
transactions-output-of = Ausgabe von Schritt { $no }
transactions-cut = Die ersten { $shown } von { $all } kB.
