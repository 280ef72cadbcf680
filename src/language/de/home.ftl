# An account's home, its details and its people's lists of accounts (src/home).
home-no-action = Im Moment braucht hier nichts Ihre Aufmerksamkeit.
home-provided = Bereitgestellt von { $partner }, Ihre Rolle: { $role }
home-tasks = Aufgaben in diesem Abrechnungszeitraum
home-next-period = nächster Zeitraum { $date }
home-active = Aktive { CYCLES_CAP() }
home-failed = In 24 Stunden fehlgeschlagen
home-failed-note = Transaktionen
home-people = Personen
home-administrators =
    { $n ->
        [one] { $n } Administrator
       *[other] { $n } Administratoren
    }
home-or-more = { $n } oder mehr
home-sub-accounts-open = Unterkonten, die Sie öffnen dürfen
home-last-30-days = Letzte 30 Tage
home-report = Bericht
home-nothing-used = In dieser Zeit wurde nichts genutzt. Eine Aufgabe ist ein Aufruf einer Methode eines Konnektors oder eine Datenoperation.
home-use-limits = Nutzung und Limits
home-limits = Limits
home-last = Letzte Transaktionen
home-all-transactions = Alle Transaktionen
home-fresh = Hier läuft noch nichts
home-fresh-why = Installieren Sie zum Anfang eine Vorlage.
home-install = Vorlage installieren
home-no-run = Noch ist nichts gelaufen
home-no-run-why = Jeder Lauf erscheint hier mit dem, was er gesendet und empfangen hat.
home-changed = Was sich geändert hat
home-audit = Prüfprotokoll
home-nothing-changed = Noch hat sich nichts geändert.
home-about = Über dieses Konto
home-no-description = Noch keine Beschreibung. Unter „Details“ kann ein Administrator eine schreiben.
home-this = Dieses Konto
home-this-account = dieses Konto
# What needs somebody.
home-see-them = Ansehen
home-see-it = Ansehen
home-see-people = Personen ansehen
home-see-incidents = Störungen ansehen
home-expires-soon = Dieses Konto läuft am { $at } ab ({ $zone }). Von da an sind seine Seiten geschlossen; gelöscht wird nichts. Bitten Sie { $partner } um eine Verlängerung.
home-invited =
    { $n ->
        [one] { $n } Person hat
       *[other] { $n } Personen haben
    } die Einladung noch nicht genutzt.
home-only-administrator = Sie sind der einzige Administrator. Mit einem zweiten kann auch dann jemand Zugang geben, wenn Sie nicht da sind.
home-stopped = „{ $name }“ wurde durch einen Fehler angehalten. { $problem }
home-more-stopped = Außerdem durch einen Fehler angehalten: { $n }.
home-refused = „{ $name }“: Die Anwendung nimmt die Zugangsdaten nicht mehr an.
home-not-connected = „{ $name }“ ist noch nicht verbunden, also kann es nichts nutzen.
home-reconnect = Neu verbinden
home-connect = Verbinden
home-many-failed = { $n } oder mehr Transaktionen sind in den letzten 24 Stunden fehlgeschlagen.
home-some-failed =
    { $n ->
        [one] { $n } Transaktion ist
       *[other] { $n } Transaktionen sind
    } in den letzten 24 Stunden fehlgeschlagen.
home-causes-open =
    { $n ->
        [one] { $n } Ursache von Fehlern und Warnungen ist
       *[other] { $n } Ursachen von Fehlern und Warnungen sind
    } offen.
# Details.
home-details = Details
home-details-of = Details von { $name }
home-edit = Bearbeiten
home-edit-of = { $name } bearbeiten
home-edit-details = Details bearbeiten
home-name = Name
home-description = Beschreibung
home-none-yet = noch keine
home-timezone = Zeitzone
home-language = Sprache
home-api-id = API-ID
home-copy-api-id = API-ID kopieren
home-expires = Läuft ab
home-created = Angelegt
home-changed-at = Geändert
home-set-by = API-ID und Ablauf legt { $partner } fest.
home-may-change = Ein Administrator dieses Kontos kann Name, Beschreibung, Zeitzone und Sprache ändern.
home-both = Von jemand anderem gespeichert, und was Sie eingegeben haben
home-name-hint = { $partner } sieht diesen Namen auch
home-timezone-hint = Geben Sie eine Stadt ein, zum Beispiel London
home-language-hint = Zum Beispiel de oder pt-BR
home-save = Änderungen speichern
home-cancel = Abbrechen
home-saved = Änderungen gespeichert.
home-conflict = Jemand anderes hat dieses Konto geändert, während Sie es bearbeitet haben. Was gespeichert wurde, steht unten neben dem, was Sie eingegeben haben; prüfen Sie es und speichern Sie noch einmal, um es zu ersetzen.
