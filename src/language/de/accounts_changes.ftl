# Suspending, resuming, deleting, restoring, erasing and moving one account, viewing it as its people do (src/accounts/pages, actions).
accounts-touched =
    { $people ->
        [0] Noch hat niemand Zugriff darauf.
        [one] { $people } Person kann es nicht mehr öffnen.
       *[other] { $people } Personen können es nicht mehr öffnen.
    }
accounts-touched-below =
    { $people ->
        [0] Noch hat niemand Zugriff darauf.
        [one] { $people } Person kann es nicht mehr öffnen.
       *[other] { $people } Personen können es nicht mehr öffnen.
    } { $below ->
        [one] { $below } Unterkonto ist mit betroffen.
       *[other] { $below } Unterkonten sind mit betroffen.
    }
accounts-suspend-done = Konto gesperrt.
accounts-suspend-done-below =
    Konto gesperrt, und mit ihm { $n ->
        [one] { $n } Unterkonto
       *[other] { $n } Unterkonten
    }.
accounts-suspend-already = Dieses Konto war schon gesperrt.
accounts-suspend-title = { $name } sperren?
accounts-suspend-page = Seine Personen sehen eine Seite mit diesem Hinweis. Solange es gesperrt ist, läuft nichts.
accounts-suspend-undo = Nichts wird gelöscht, und Sie können die Sperre jederzeit aufheben.
accounts-suspend-button = Konto sperren
accounts-suspend-reason = Grund
accounts-suspend-reason-hint = Für Ihre Kollegen und das Prüfprotokoll. Ihr Kunde sieht ihn nicht.
accounts-resume-already = Dieses Konto war nicht gesperrt.
accounts-resume-stays = Die eigene Sperre ist aufgehoben. Das Konto bleibt aber mit dem übergeordneten gesperrt, bis auch dessen Sperre aufgehoben ist.
accounts-resume-done = Sperre des Kontos aufgehoben.
accounts-resume-done-below =
    Sperre des Kontos aufgehoben, und mit ihm die von { $n ->
        [one] { $n } Unterkonto
       *[other] { $n } Unterkonten
    }.
accounts-resume-title = Sperre von { $name } aufheben?
accounts-resume-with = Es bleibt mit „{ $name }“ gesperrt, bis auch die Sperre jenes Kontos aufgehoben ist.
accounts-resume-open = Seine Personen können es sofort wieder öffnen.
accounts-resume-below = Auch die Unterkonten sind dann nicht mehr gesperrt, ausgenommen die, die für sich gesperrt wurden.
accounts-resume-was = Es wurde aus diesem Grund gesperrt: { $reason }
accounts-resume-button = Sperre aufheben
accounts-resume-note = Notiz
accounts-resume-note-hint = Für das Prüfprotokoll.
accounts-resume-expired = Es ist am { $at } abgelaufen. Setzen Sie zuerst ein späteres Ablaufdatum; damit ist es wieder offen.
accounts-resume-refused-with = „{ $name }“ ist mit „{ $above }“ gesperrt. Heben Sie die Sperre von „{ $above }“ auf, dann ist auch dieses Konto wieder offen.
accounts-resume-refused-expired = „{ $name }“ ist am { $at } abgelaufen. Setzen Sie ein späteres Ablaufdatum oder entfernen Sie es, dann heben Sie die Sperre auf.
accounts-delete-type = Geben Sie „{ $name }“ genau so ein, wie es da steht.
accounts-delete-done = „{ $name }“ ist im Papierkorb. Es kann bis zum { $until } wiederhergestellt werden.
accounts-delete-already = Dieses Konto war schon im Papierkorb.
accounts-delete-title = { $name } löschen?
accounts-delete-until = Es bleibt { $days } Tage im Papierkorb. Bis zum { $until } können Sie alles wiederherstellen.
accounts-delete-after = Danach wird es endgültig gelöscht. Sein Prüfprotokoll und seine Kennzahlen bleiben.
accounts-delete-api-id = Seine API-ID „{ $id }“ bleibt vergeben, solange es im Papierkorb ist.
accounts-delete-button = Konto löschen
accounts-delete-confirm = Geben Sie zur Bestätigung „{ $name }“ ein
accounts-restore-done = Konto wiederhergestellt.
accounts-restore-done-below =
    Konto wiederhergestellt, und mit ihm { $n ->
        [one] { $n } Unterkonto
       *[other] { $n } Unterkonten
    }.
accounts-restore-already = Dieses Konto war nicht im Papierkorb.
accounts-restore-open = Seine Personen können es wieder öffnen, mit dem Zugriff, den sie hatten.
accounts-restore-suspended = Es war gesperrt, als es gelöscht wurde, und bleibt gesperrt.
accounts-restore-above = „{ $name }“ ist gesperrt, also ist das wiederhergestellte Konto mit gesperrt.
accounts-restore-others = Was vorher gelöscht wurde, bleibt im Papierkorb.
accounts-restore-title = { $name } wiederherstellen?
accounts-restore-back = Es kommt an seinen Platz zurück.
accounts-restore-back-with =
    Es kommt an seinen Platz zurück, mit { $n ->
        [one] { $n } Unterkonto, das
       *[other] { $n } Unterkonten, die
    } mit gelöscht { $n ->
        [one] wurde
       *[other] wurden
    }.
accounts-restore-button = Konto wiederherstellen
accounts-restore-over = Die { $days } Tage von „{ $name }“ im Papierkorb sind vorbei. Es wird gerade endgültig gelöscht und kann nicht zurückkommen.
accounts-restore-erased = „{ $name }“ wird gerade endgültig gelöscht und kann nicht zurückkommen.
accounts-restore-together = „{ $name }“ wurde zusammen mit „{ $with }“ gelöscht. Stellen Sie „{ $with }“ wieder her, dann kommt auch dieses Konto zurück.
accounts-restore-parent = „{ $name }“ liegt unter „{ $parent }“, und auch jenes Konto ist im Papierkorb. Stellen Sie zuerst „{ $parent }“ wieder her.
accounts-erase-title = { $name } jetzt endgültig löschen?
accounts-erase-intro = Es wird sofort endgültig gelöscht, nicht erst am Ende seiner Tage im Papierkorb.
accounts-erase-intro-below =
    Es wird sofort endgültig gelöscht, nicht erst am Ende seiner Tage im Papierkorb. { $n ->
        [one] { $n } Unterkonto darunter wird
       *[other] { $n } Unterkonten darunter werden
    } mit gelöscht.
accounts-erase-no-undo = Das lässt sich nicht rückgängig machen: Niemand kann es wiederherstellen.
accounts-erase-gone = Seine Personen, Konnektoren, { CYCLES_CAP() }, Transaktionen und Dateien werden gelöscht.
accounts-erase-stays = Sein Prüfprotokoll und seine Kennzahlen bleiben, dazu ein Nachweis, wie viele Zeilen jeder Tabelle gelöscht wurden.
accounts-erase-button = Jetzt endgültig löschen
accounts-erase-confirm = Geben Sie zur Bestätigung die API-ID „{ $id }“ ein
accounts-erase-not-in-bin = „{ $name }“ ist nicht im Papierkorb. Löschen Sie es zuerst.
accounts-erase-already = „{ $name }“ wird schon endgültig gelöscht.
accounts-erase-job = { $name } endgültig löschen
accounts-erase-job-below =
    { $name } und { $n ->
        [one] { $n } Unterkonto
       *[other] { $n } Unterkonten
    } endgültig löschen
accounts-erase-not-yet = Es konnte nicht gelöscht werden. Es wird von selbst erneut versucht; was im Weg steht, sagt das Log der Installation.
accounts-view-as-title = { $name } so ansehen, wie es seine Personen sehen?
accounts-view-as-intro = Es öffnet sich so, wie sie es sehen, für { $minutes } Minuten oder bis Sie die Ansicht beenden.
accounts-view-as-cycles = Sie können Folgendes starten, stoppen und ändern: { CYCLES_CAP() }. Personen, Einstellungen und API bleiben, wie sie sind.
accounts-view-as-look = Sie sehen nur. Ändern lässt sich nichts.
accounts-view-as-line = Eine Zeile oben auf jeder Seite sagt, dass Sie es ansehen.
accounts-view-as-logged = Das steht im Prüfprotokoll, hier und in dem des Kontos, ebenso alles, was Sie währenddessen tun.
accounts-view-as-button = Wie der Kunde ansehen
accounts-view-as-over = Sie sehen das Konto nicht mehr so, wie es seine Personen sehen.
accounts-view-as-was-over = Diese Ansicht war schon beendet.
# Moving.
accounts-move-title = { $name } verschieben
accounts-move-refused = Dieses Konto kann nicht dorthin
accounts-move-choose = Wählen Sie, wohin das Konto soll.
accounts-move-gone = Dieses Konto gibt es nicht mehr. Wählen Sie ein anderes.
accounts-move-there = Das Konto ist schon dort. Wählen Sie einen anderen Platz.
accounts-move-top = Oberste Ebene
accounts-move-parent = Übergeordnetes Konto
accounts-move-level = Ebene
accounts-move-lowest = Unterste Ebene darunter
accounts-level-of = { $level } von { $most }
accounts-move-what = Was sich ändert
accounts-move-elsewhere = Anderen Platz wählen
accounts-move-nobody = Niemand erhält oder verliert Zugriff.
accounts-move-waits = Dort ist ein Limit für Aufgaben ausgeschöpft
accounts-move-full = So wie es jetzt ist, kann es nicht dorthin
accounts-move-see-limit = Limit ansehen
accounts-move-button = Konto verschieben
accounts-move-search = Neues übergeordnetes Konto suchen
accounts-move-search-field = Name oder API-ID des neuen übergeordneten Kontos
accounts-move-find = Suchen
accounts-move-to-top = Auf die oberste Ebene verschieben
accounts-move-hint = Suchen Sie das Konto, zu dem es gehören soll. Bevor etwas verschoben wird, sehen Sie, was sich ändert: sein Platz, wer Zugriff erhält und wer ihn verliert.
accounts-move-found = Gefundene Konten
accounts-move-account = Konto
accounts-move-below = Unter
accounts-move-pick = Wählen
accounts-move-pick-below = Unter { $name } verschieben
accounts-move-no-match = Kein anderes Konto passt. Suchen Sie nach dem Anfang eines Wortes aus dem Namen oder nach dem Anfang der API-ID.
accounts-move-more = Weitere Konten passen. Geben Sie mehr vom Namen ein, um das gesuchte zu sehen.
accounts-move-done = Konto verschoben.
accounts-move-done-below =
    Konto verschoben, und mit ihm { $n ->
        [one] { $n } Unterkonto
       *[other] { $n } Unterkonten
    }.
accounts-move-already = Dieses Konto ist schon dort.
accounts-move-along =
    { $n ->
        [one] { $n } Unterkonto wird
       *[other] { $n } Unterkonten werden
    } mit verschoben.
accounts-move-closed = „{ $name }“ ist gesperrt, also wird dieses Konto mit gesperrt.
accounts-move-opened = Es ist nicht mehr mit „{ $name }“ gesperrt und kann sofort geöffnet werden.
accounts-move-stays = Seine eigenen Personen, Einstellungen und sein Verlauf bleiben, wie sie sind.
accounts-move-gain =
    { $n ->
        [one] { $n } Person erhält Zugriff über eine Freigabe mit Unterkonten
       *[other] { $n } Personen erhalten Zugriff über Freigaben mit Unterkonten
    }
accounts-move-lose =
    { $n ->
        [one] { $n } Person verliert Zugriff aus einer Freigabe mit Unterkonten
       *[other] { $n } Personen verlieren Zugriff aus Freigaben mit Unterkonten
    }
accounts-move-further =
    und { $n ->
        [one] { $n } weitere Person
       *[other] { $n } weitere Personen
    }
accounts-move-in-bin = „{ $name }“ ist im Papierkorb. Stellen Sie es wieder her, bevor Sie es verschieben.
accounts-move-into-bin = „{ $name }“ ist im Papierkorb. Stellen Sie es zuerst wieder her oder wählen Sie ein anderes Konto.
accounts-move-circle = „{ $name }“ ist „{ $account }“ selbst oder liegt darunter. Wählen Sie ein Konto außerhalb.
accounts-move-deep = Das unterste Unterkonto läge auf Ebene { $level }, und mehr als { $most } Ebenen gibt es nicht (die im Papierkorb zählen mit). Wählen Sie ein Konto weiter oben.
accounts-move-meanwhile-top = Jemand anders hat dieses Konto verschoben, während Sie hier waren; es liegt jetzt auf der obersten Ebene. Wählen Sie noch einmal, wohin es soll.
accounts-move-meanwhile = Jemand anders hat dieses Konto verschoben, während Sie hier waren; es liegt jetzt unter „{ $name }“. Wählen Sie noch einmal, wohin es soll.
