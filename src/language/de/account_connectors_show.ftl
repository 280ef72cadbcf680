# The page of a connector of an account, and what is asked before something is done with it (src/account_connectors).
account-connectors-more-actions = Weitere Aktionen
account-connectors-disconnect-more = Trennen...
account-connectors-remove-more = Entfernen...
account-connectors-came-here = Sie sind hier, um einen Konnektor für eine Installation zu bekommen.
account-connectors-go-on = Mit der Installation fortfahren
account-connectors-using = { CYCLES_CAP() }, in denen er verwendet wird
account-connectors-using-label = Was ihn in diesem Konto verwendet
account-connectors-head-here = In diesem Konto
account-connectors-nothing-uses = Nichts in diesem Konto verwendet ihn.
account-connectors-more-here = Und { $n } weitere dieses Kontos.
account-connectors-used-below =
    { $n ->
        [one] { $n } { CYCLE_CAP() } von Unterkonten verwendet ihn; davon laufen: { $running }.
       *[other] { $n } { CYCLES_CAP() } von Unterkonten verwenden ihn; davon laufen: { $running }.
    }
account-connectors-about = Über diesen Konnektor
account-connectors-application = Anwendung
account-connectors-connected = Verbunden
account-connectors-not-yet = noch nicht
account-connectors-added-at = Hinzugefügt
account-connectors-sub-accounts = Unterkonten
account-connectors-shared-why = Geteilt: Unterkonten dürfen ihn verwenden. Seine Zugangsdaten sehen sie nicht, und ändern können sie ihn nicht.
account-connectors-not-shared-why = Nicht geteilt: Nur dieses Konto verwendet ihn.
account-connectors-stop-sharing-more = Nicht mehr teilen...
account-connectors-share-more = Teilen...
account-connectors-setup-link = Einrichtungslink
account-connectors-setup-link-why = Wer die Zugangsdaten hat, kann ihn mit einem Link verbinden, ohne sich hier anzumelden. Der Link gilt einmal und 5 Minuten lang; ein neuer ersetzt ihn.
account-connectors-make-setup-link = Einrichtungslink erstellen
account-connectors-cannot-be-used = Dieser Konnektor hat zurzeit kein Live-Release: Nichts kann ihn verwenden.
account-connectors-refused = Die Anwendung hat die Zugangsdaten nicht mehr angenommen. Verbinden Sie ihn neu.
account-connectors-refused-said = Die Anwendung hat die Zugangsdaten nicht mehr angenommen. Verbinden Sie ihn neu. Ihre Meldung: { $problem }
account-connectors-open-sign-in = Er ist noch nicht verbunden. Er kann verwendet werden, sobald sich jemand bei der Anwendung angemeldet hat.
account-connectors-open-form = Er hat noch keine Zugangsdaten. Er kann verwendet werden, sobald er verbunden ist.
account-connectors-connect = Verbinden
account-connectors-reconnect = Neu verbinden
account-connectors-cycle-active = Aktiv
account-connectors-cycle-finishing = Wird beendet
account-connectors-cycle-error = Fehler
account-connectors-cycle-paused = Angehalten
# The setup link, shown once.
account-connectors-link-title = Einrichtungslink für { $name }
account-connectors-link = Link
account-connectors-link-once =
    { $n ->
        [one] Wird nur einmal angezeigt. Er kann einmal verwendet werden, innerhalb von { $n } Minute: bis { $until }.
       *[other] Wird nur einmal angezeigt. Er kann einmal verwendet werden, innerhalb von { $n } Minuten: bis { $until }.
    }
account-connectors-link-send = Senden Sie ihn an die Person, die die Zugangsdaten von „{ $name }“ hat. Sie muss sich nicht anmelden und sieht sonst nichts von diesem Konto. Wer ihn in die Hände bekommt, könnte einen anderen Zugang verbinden: Senden Sie ihn nur an eine Person.
account-connectors-done = Fertig
# What is asked before one is disconnected, shared or not, or removed.
account-connectors-not-done = Das wurde nicht ausgeführt
account-connectors-no-choice = Das Formular sagt nicht, ob er geteilt werden soll.
account-connectors-disconnected = Getrennt.
account-connectors-now-shared = Unterkonten dürfen ihn verwenden.
account-connectors-now-unshared = Unterkonten können ihn nicht mehr verwenden.
account-connectors-stopped =
    { $n ->
        [one] { $n } { CYCLE_CAP() } wurde gestoppt.
       *[other] { $n } { CYCLES_CAP() } wurden gestoppt.
    }
account-connectors-removed = „{ $name }“ wurde entfernt.
account-connectors-stops-below =
    { $n ->
        [one] { $n } { CYCLE_CAP() } eines Unterkontos stoppt. Dessen Personen lesen, wen sie fragen können.
       *[other] { $n } { CYCLES_CAP() } von Unterkonten stoppen. Deren Personen lesen, wen sie fragen können.
    }
account-connectors-stops-here =
    { $n ->
        [one] { $n } { CYCLE_CAP() } dieses Kontos stoppt:
       *[other] { $n } { CYCLES_CAP() } dieses Kontos stoppen:
    }
account-connectors-credentials-forgotten = Seine Zugangsdaten werden vergessen. Um ihn wieder zu verwenden, muss sie jemand neu angeben.
account-connectors-stops-none = Zurzeit laufende { CYCLES_CAP() }, die ihn verwenden: keine.
account-connectors-disconnect-title = { $name } trennen?
account-connectors-disconnect = Trennen
account-connectors-not-seen-below = Unterkonten sehen ihn nicht mehr und können ihn nicht verwenden.
account-connectors-here-go-on = { CYCLES_CAP() } dieses Kontos laufen weiter.
account-connectors-stop-sharing-title = { $name } nicht mehr teilen?
account-connectors-stop-sharing = Nicht mehr teilen
account-connectors-share-title = { $name } mit Unterkonten teilen?
account-connectors-share-intro = Sie dürfen ihn verwenden ({ CYCLES_CAP() }). Seine Zugangsdaten sehen sie nie, und ändern können sie ihn nicht.
account-connectors-share = Teilen
account-connectors-removed-with-credentials = Seine Zugangsdaten werden mit ihm entfernt. Das lässt sich nicht rückgängig machen.
account-connectors-remove = Konnektor entfernen
account-connectors-remove-title = { $name } entfernen?
