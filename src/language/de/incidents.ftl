# Incidents: causes, what is said about them, what mends them (src/incidents).
incidents-title = Störungen
incidents-open = Offen
incidents-muted = Stumm
incidents-resolved = Behoben
incidents-error = Fehler
incidents-warning = Warnung
incidents-resolve = Als behoben markieren
incidents-mute = Stummschalten
incidents-unmute = Stummschaltung aufheben
incidents-said-resolved = Als behoben markiert. Tritt die Störung wieder auf, wird sie wieder angezeigt und neu gezählt.
incidents-said-muted = Stummgeschaltet. Die Störung wird weiter gezählt und steht unter den stummen.
incidents-said-unmuted = Die Stummschaltung ist aufgehoben.
incidents-choose-mark = Wählen Sie, was damit geschehen soll.
incidents-not-any-more = Kein Konto hat die Störung noch in diesem Zustand, daher wurde nichts getan. So steht es jetzt.
incidents-job-title =
    „{ $cause }“ in { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } { $mark ->
        [resolve] als behoben markieren
        [mute] stummschalten
       *[unmute] die Stummschaltung aufheben
    }
incidents-mark-in =
    In { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } { $mark ->
        [resolve] als behoben markieren
        [mute] stummschalten
       *[unmute] die Stummschaltung aufheben
    }
incidents-mark-in-all =
    { $mark ->
        [resolve] In allen Konten als behoben markieren
        [mute] In allen Konten stummschalten
       *[unmute] In allen Konten die Stummschaltung aufheben
    }
incidents-resolved-by = Als behoben markiert von { $by }.
incidents-resolved-itself = Behoben: Alle Transaktionen wurden mit gutem Ausgang erneut ausgeführt.
incidents-muted-by = Stummgeschaltet von { $by }.

# What usually mends a cause.
incidents-advice-connect = Verbinden Sie den Konnektor auf der Seite „Konnektoren“ erneut oder geben Sie seinem Benutzer das fehlende Recht. Führen Sie dann erneut aus, was fehlgeschlagen ist.
incidents-advice-missing = Was der Schritt abfragt, gibt es nicht. Sehen Sie sich die Anfrage in einer der Transaktionen an, berichtigen Sie die Adresse oder die Daten und führen Sie dann erneut aus, was fehlgeschlagen ist.
incidents-advice-fewer = Die Anwendung möchte weniger Aufrufe auf einmal. Eine Zeit lang wird es von selbst erneut versucht; führen Sie den Rest später erneut aus.
incidents-advice-their-fault = Die Anwendung selbst hat einen Fehler, der oft vorübergeht. Führen Sie erneut aus, was fehlgeschlagen ist, sobald sie wieder in Ordnung ist.
incidents-advice-refused = Die Anwendung hat abgelehnt, was ihr gesendet wurde. Vergleichen Sie Anfrage und Antwort in einer der Transaktionen, berichtigen Sie die Zuordnung oder die Daten und führen Sie dann erneut aus, was fehlgeschlagen ist.
incidents-advice-no-answer = Es kam keine Antwort. Prüfen Sie, ob die Adresse stimmt und die Anwendung läuft, und führen Sie dann erneut aus, was fehlgeschlagen ist.
incidents-advice-ours = Das müssen wir beheben, Sie brauchen nichts zu tun. Danach kann erneut ausgeführt werden, was fehlgeschlagen ist.
incidents-advice-step = Berichtigen Sie den Schritt oder die Daten, die bei ihm eintreffen, wie die Meldung sagt. Führen Sie dann erneut aus, was fehlgeschlagen ist: ab dem fehlgeschlagenen Schritt, wenn die Daten anderswo falsch waren, von Anfang an, wenn der Flow geändert wurde.

# Lists and pages.
incidents-show = Welche
incidents-account-or-id = Konto oder API-ID
incidents-none-open = Keine offenen Störungen
incidents-none-open-account = Fehler und Warnungen dieses Kontos erscheinen hier, nach Ursache gruppiert.
incidents-none-open-all = Fehler und Warnungen aller { CYCLES_CAP() } aller Konten erscheinen hier, nach Ursache gruppiert.
incidents-none-of-these = Nichts davon
incidents-none-in-state = Keine Ursache von Störungen ist in diesem Zustand.
incidents-none-in-state-there = Keine Ursache von Störungen ist in diesen Konten in diesem Zustand.
incidents-show-open = Offene anzeigen
incidents-show-all-open = Alle offenen anzeigen
incidents-grouped = Es gibt mehr als { $n } Ursachen von Konten in diesem Zustand. Die neuesten { $n } sind hier gruppiert und gezählt; grenzen Sie die Liste für die übrigen auf ein Konto ein.
incidents-cause = Ursache
incidents-what = Was geschehen ist und wen Sie fragen können
incidents-where = Wo
incidents-in = In
incidents-times = Anzahl
incidents-first = Zuerst
incidents-last = Zuletzt
incidents-actions = Aktionen
incidents-and-more = und weitere
incidents-transactions-of = Transaktionen von { $name }: { $count }
incidents-retry-all-of = Alle von { $cause } erneut ausführen
incidents-resolve-name = { $cause } als behoben markieren
incidents-mute-name = { $cause } stummschalten
incidents-unmute-name = Stummschaltung von { $cause } aufheben
incidents-ask-retry-all = Alle erneut ausführen...
incidents-ask-retry-number = Alle { $n } erneut ausführen...
incidents-newest-first = Neueste zuerst
incidents-accounts =
    { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    }

# One cause.
incidents-or-more = { $n } oder mehr
incidents-happened-last = Was zuletzt geschehen ist
incidents-to-do = Was zu tun ist
incidents-newest-transactions = Neueste Transaktionen
incidents-failed-ones = Fehlgeschlagene
incidents-all-of-them = Alle
incidents-no-transaction = Keine Transaktion
incidents-no-transaction-why = Gestoppt wurde unabhängig von einer Transaktion.
incidents-left = Noch erneut auszuführen
incidents-none-left = Nichts
incidents-ask-run-all = Alle fehlgeschlagenen erneut ausführen...
incidents-failed-of-it = Was daran fehlgeschlagen ist
incidents-transactions-left = Noch erneut auszuführende Transaktionen
incidents-accounts-heading = Konten
incidents-accounts-by-state = Konten nach dem Stand der Störung
incidents-counted =
    { $state ->
        [open] Die Störung ist in mehr Konten offen, als oben gezählt sind: Das sind die { $n }, in denen sie zuletzt auftrat. Die Liste enthält alle.
        [muted] Die Störung ist in mehr Konten stumm, als oben gezählt sind: Das sind die { $n }, in denen sie zuletzt auftrat. Die Liste enthält alle.
       *[resolved] Die Störung ist in mehr Konten behoben, als oben gezählt sind: Das sind die { $n }, in denen sie zuletzt auftrat. Die Liste enthält alle.
    }
incidents-in-no-account =
    { $state ->
        [open] Diese Ursache ist in keinem Konto offen.
        [muted] Diese Ursache ist in keinem Konto stumm.
       *[resolved] Diese Ursache ist in keinem Konto behoben.
    }
incidents-accounts-met = Betroffene Konten
incidents-account = Konto
