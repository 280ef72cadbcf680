# The page of a job (src/jobs).
jobs-state-waiting = Wartet
jobs-state-running = Läuft
jobs-state-done-failures = Fertig mit Fehlern
jobs-state-done = Fertig
jobs-state-stopped = Abgebrochen
jobs-outcome-done = Erledigt
jobs-outcome-unchanged = Unverändert
jobs-outcome-failed = Fehlgeschlagen
jobs-outcome-not-done = Nicht ausgeführt
jobs-outcome-waiting = Wartet
jobs-progress = Fortschritt
jobs-progress-queued = Wartet auf einen freien Worker
jobs-progress-nothing = Nichts ausgeführt
jobs-progress-starting = Beginnt
jobs-progress-of = { $done } von { $total }
jobs-progress-of-failed = { $done } von { $total }, { $failed } fehlgeschlagen
jobs-started = Gestartet von { $actor }, <time datetime="{ $iso }" title="{ $exact }" data-relative>{ $when }</time>.
jobs-goes-on = Es läuft weiter, wenn Sie diese Seite verlassen.<span class="no-js-only"> Laden Sie sie neu, um zu sehen, wie weit es ist.</span>
jobs-problem = Der Auftrag wurde abgebrochen
jobs-brought-over = Übernommen
jobs-rows-failed =
    { $n ->
        [one] { $n } Zeile fehlgeschlagen
       *[other] { $n } Zeilen fehlgeschlagen
    }
jobs-others-unaffected = Die anderen Zeilen sind nicht betroffen.
jobs-download-failures = Fehlgeschlagene herunterladen
jobs-result = Ergebnis
jobs-any-result = Jedes Ergebnis
jobs-results = Ergebnisse
jobs-message = Meldung
jobs-none = Noch nichts zu zeigen.
jobs-no-match = Keine Zeile hat dieses Ergebnis.
jobs-clear = Filter zurücksetzen
jobs-noun-transaction = Transaktion
jobs-noun-cycle = { CYCLE_CAP() }
jobs-noun-account = Konto
jobs-at-transactions = Transaktionen
jobs-at-incident = Störung
jobs-at-exports = Exporte
jobs-at-certificates = Nachweise
jobs-at-template = Vorlage
jobs-at-accounts = Konten
# What the worker says of one that stopped; kept with it.
jobs-given-up = Der Auftrag wurde mehrmals versucht, und jedes Mal brach sein Worker ab. Weiter wurde nichts ausgeführt.
jobs-not-allowed = { $who } wurde deaktiviert oder hat das Recht „{ $needs }“ nicht mehr, daher wurde der Rest nicht ausgeführt. Wer das Recht hat, kann neu beginnen.
jobs-went-wrong = Bei uns ist etwas schiefgegangen. Was gerade in Arbeit war, wurde rückgängig gemacht.
