# Transactions: states, what is refused, what a list is narrowed to (src/transactions).
transactions-state-done = Erledigt
transactions-state-warned = Mit Warnungen erledigt
transactions-state-failed = Fehlgeschlagen
transactions-state-waiting = Wartet
transactions-state-running = Läuft
transactions-state-queued = Eingereiht
transactions-state-dropped = Verworfen
transactions-state-stopped = Gestoppt
transactions-origin-webhook = Webhook
transactions-origin-schedule = Zeitplan
transactions-origin-once = Einmal ausgeführt
transactions-origin-item = Element einer Sammlung
transactions-origin-retry = Erneuter Lauf
transactions-origin-replay = Wiederholung
transactions-label = { $cycle } vom { $at }
transactions-seconds = { $whole },{ $tenth } s
transactions-halted = Angehalten.
transactions-then-dropped = Es geht nach dem Start weiter, sonst wird die Transaktion <time datetime="{ $iso }" title="{ $exact }">{ $at }</time> verworfen.
transactions-then-again = Erneuter Versuch <time datetime="{ $iso }" title="{ $exact }">{ $at }</time>.
transactions-then-on = Geht <time datetime="{ $iso }" title="{ $exact }">{ $at }</time> weiter.

# What is refused.
transactions-mended = Die Transaktion wurde schon erneut ausgeführt, und das ging gut aus.
transactions-not-failed = Die Transaktion ist nicht fehlgeschlagen, daher gibt es nichts erneut auszuführen.
transactions-not-ended = Die Transaktion ist noch nicht beendet. Warten Sie das ab und wiederholen Sie dann den Webhook.
transactions-no-webhook = Kein Webhook war der Auslöser, daher gibt es nichts zu wiederholen.
transactions-data-needed = Die Transaktion oder ein Element ihrer Sammlung ist noch nicht beendet und braucht ihre Daten. Warten Sie das ab.
transactions-suspended-run-again = Das Konto ist gesperrt. Heben Sie zuerst die Sperre auf und führen Sie die Transaktion dann erneut aus.
transactions-under-way = Die Transaktion wird schon erneut ausgeführt. Sehen Sie erst, wie das ausgeht, bevor Sie eine weitere beginnen.
transactions-data-gone = Die Daten der Schritte sind nicht mehr vorhanden, daher kann die Transaktion von hier aus nicht erneut ausgeführt werden.
transactions-only-from-start = Die Transaktion ist neben den Elementen ihrer Sammlung fehlgeschlagen, daher kann sie nur von Anfang an erneut ausgeführt werden.
transactions-suspended = Das Konto ist gesperrt. Heben Sie zuerst die Sperre auf.
transactions-stopped-start = Angehalten. Starten Sie wieder, dann geht es weiter.
transactions-no-next-try = Die Transaktion wartet nicht mehr auf den nächsten Versuch. Sehen Sie nach, wie sie jetzt steht.
transactions-ended = Die Transaktion ist schon beendet.
transactions-carried-out = Die Transaktion wird gerade ausgeführt, und nichts davon wartet. Sehen Sie gleich noch einmal nach.
transactions-job-title =
    { $n ->
        [one] { $n } Transaktion erneut ausführen
       *[other] { $n } Transaktionen erneut ausführen
    }
transactions-job-none = Diese Transaktion gibt es nicht.
transactions-job-row = { $cycle } von { $account }

# What a step sent and got.
transactions-bytes-came = { $bytes } Bytes sind gekommen. Sie stehen so, wie sie gelesen wurden, in der Ausgabe.
transactions-answered = Status { $status } nach { $took } ms
transactions-answered-status = Status { $status }
transactions-answered-after = nach { $took } ms

# Filters.
transactions-any-state = Jeder Status
transactions-state-pending = Eingereiht oder wartend
transactions-state-incidents = Mit Störungen
transactions-any-time = Jederzeit
transactions-last-hour = Letzte Stunde
transactions-last-day = Letzte 24 Stunden
transactions-last-week = Letzte 7 Tage
transactions-last-month = Letzte 30 Tage
transactions-own-dates = Eigene Daten
transactions-no-id = „{ $typed }“ ist keine TransactionId. Geben Sie eine ein oder mindestens ihre ersten 8 Zeichen.
transactions-no-state = Es gibt keinen Status „{ $typed }“. Wählen Sie einen aus der Liste.
transactions-no-period = Es gibt keinen Zeitraum „{ $typed }“. Wählen Sie einen aus der Liste.
transactions-no-cycle = „{ $typed }“ gibt es nicht ({ CYCLE_CAP() }). Wählen Sie aus der Liste.
transactions-no-connector = „{ $typed }“ ist kein Konnektor. Wählen Sie einen aus der Liste.
transactions-no-template = „{ $typed }“ ist keine Vorlage. Wählen Sie eine aus der Liste.
transactions-no-called = „{ $typed }“ ist kein Konnektor. Folgen Sie einer Zahl in einem Bericht.
transactions-no-tasks = Es gibt keine Aufgaben „{ $typed }“. Folgen Sie einer Zahl in einem Bericht.

# What was looked for: parts of a list between semicolons.
transactions-sought-state =
    { $state ->
        [failed] Status fehlgeschlagen
        [running] Status läuft
        [queued] Status eingereiht
        [waiting] Status wartet
        [pending] Status eingereiht oder wartend
        [done] Status erledigt
        [dropped] Status verworfen
        [incidents] mit Störungen
       *[other] Status { $typed }
    }
transactions-sought-cycle = { CYCLE_CAP() } „{ $name }“
transactions-sought-connector = Konnektor „{ $name }“
transactions-sought-incident = Störung „{ $name }“
transactions-sought-id = TransactionId „{ $name }“
transactions-sought-from = von „{ $name }“
transactions-sought-to = bis „{ $name }“
transactions-sought-account = Konto „{ $name }“
transactions-sought-below = Konto „{ $name }“ und darunter
transactions-sought-tag = Schlagwort „{ $name }“
transactions-sought-template = Vorlage „{ $name }“
transactions-sought-period =
    { $period ->
        [hour] letzte Stunde
        [day] letzte 24 Stunden
        [week] letzte 7 Tage
        [month] letzte 30 Tage
       *[other] { $typed }
    }
transactions-sought-period-since =
    { $period ->
        [hour] letzte Stunde, seit { $since }
        [day] letzte 24 Stunden, seit { $since }
        [week] letzte 7 Tage, seit { $since }
       *[month] letzte 30 Tage, seit { $since }
    }
# `of`: none, data (a data operation) or connector; `by`: none or method.
transactions-with-task =
    mit einer Aufgabe{ $of ->
        [data] {" (Datenoperation)"}
        [connector] {" von „"}{ $name }“
       *[none] {""}
    }{ $by ->
        [method] , Methode „{ $method }“
       *[none] {""}
    }{ $which ->
        [failed] , die fehlgeschlagen ist
        [over] , die über das Limit hinausging
       *[any] {""}
    }
transactions-of-below = von „{ $name }“ und allen Unterkonten
transactions-of-tagged = von Konten mit dem Schlagwort „{ $tag }“
transactions-only = Nur Transaktionen { $parts }.
transactions-only-days = Nur Transaktionen { $parts }. Die Tage oben sind die der Aufgaben.
