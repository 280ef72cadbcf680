# The pages about people of customers (src/account_users/pages).
account-users-people = Personen
account-users-access-changed = Zugriff geändert, ab dem nächsten Klick.
account-users-access-of = Zugriff von { $name }
account-users-yes = Ja
account-users-no = Nein
account-users-role = Rolle
account-users-with-sub-accounts = Mit Unterkonten
account-users-remove-ask = { $name } aus { $account } entfernen?
account-users-remove-lost = Ab dem nächsten Klick kann die Person { $account } nicht mehr öffnen.
account-users-remove-lost-tree = Ab dem nächsten Klick kann die Person { $account } und dessen Unterkonten nicht mehr öffnen.
account-users-remove-stays = Ihre anderen Konten bleiben, ebenso alles, was sie hier getan hat.
account-users-remove-again = Sie können ihr jederzeit wieder Zugang geben; das Passwort bleibt.
account-users-remove-button = Aus dem Konto entfernen
account-users-remove = { $name } entfernen
account-users-removed = { $name } wurde aus diesem Konto entfernt.
account-users-can-sign-in = { $address } kann sich jetzt mit dem von Ihnen gewählten Passwort anmelden.
account-users-let-in = { $address } hat Zugang und erfährt es per E-Mail.
account-users-mailed-before = { $address } hat Zugang. Gerade eben wurde schon eine Einladung gesendet; deren Link führt auch zu diesem Konto, deshalb ging keine weitere ab.
account-users-invite-to = In { $account } einladen
account-users-invite = Person einladen
account-users-renamed = Name geändert.
account-users-edit = { $name } bearbeiten
account-users-name = Name
account-users-people-of = Personen von { $account }
account-users-disable-ask = { $name } deaktivieren?
account-users-disable-out = Die Person ist sofort überall abgemeldet und kann sich nicht mehr anmelden.
account-users-disable-links = Einladungen und Links, die ihr gemailt wurden, gelten nicht mehr.
account-users-disable-kept =
    { $n ->
        [one] Der Zugriff auf { $n } Konto bleibt für den Fall, dass Sie sie wieder aktivieren. Nichts, was sie getan hat, geht verloren.
       *[other] Der Zugriff auf { $n } Konten bleibt für den Fall, dass Sie sie wieder aktivieren. Nichts, was sie getan hat, geht verloren.
    }
account-users-disable-button = Person deaktivieren
account-users-disable = { $name } deaktivieren
account-users-disabled = { $name } ist deaktiviert.
account-users-sessions-ended =
    { $n ->
        [one] { $n } Sitzung beendet.
       *[other] { $n } Sitzungen beendet.
    }
account-users-step-reset = Die Anmeldung in zwei Schritten von { $name } ist zurückgesetzt.
account-users-sent-again = Einladung noch einmal an { $who } gesendet.
account-users-everybody-in = Alle auf der Liste haben Zugang und erfahren es per E-Mail.
account-users-some-before =
    { $n ->
        [one] Alle auf der Liste haben Zugang. { $n } Person hat gerade eben schon eine Einladung bekommen, deren Link führt auch zu diesem Konto, deshalb ging keine weitere ab. Alle anderen erfahren es per E-Mail.
       *[other] Alle auf der Liste haben Zugang. { $n } Personen haben gerade eben schon eine Einladung bekommen, deren Link führt auch zu diesem Konto, deshalb ging keine weitere ab. Alle anderen erfahren es per E-Mail.
    }
account-users-faulty =
    { $n ->
        [one] { $n } Zeile kann nicht eingeladen werden, deshalb wurde niemand eingeladen. Berichtigen oder entfernen Sie, was unten markiert ist.
       *[other] { $n } Zeilen können nicht eingeladen werden, deshalb wurde niemand eingeladen. Berichtigen oder entfernen Sie, was unten markiert ist.
    }
account-users-invite-many-to = Viele in { $account } einladen
account-users-invite-n =
    { $n ->
        [one] { $n } Person einladen
       *[other] { $n } Personen einladen
    }
account-users-new = Neu
account-users-new-outcome = Wird per E-Mail eingeladen.
account-users-known = Bekannt
account-users-known-outcome = Bekommt auch dieses Konto und erfährt es per E-Mail.
account-users-unchanged = Unverändert
account-users-unchanged-outcome = Hat dieses Konto bereits.
account-users-impossible = Nicht möglich
account-users-console-outcome = Das ist die Adresse eines Konsolenbenutzers. Eine Adresse ist eine Person: Verwenden Sie eine andere.
account-users-disabled-outcome = Wurde deaktiviert. Aktivieren Sie diese Person zuerst unter „Personen“.
account-users-unreadable = Die Zeile ist nicht lesbar.
account-users-password-set = Passwort festgelegt. { $name } ist überall abgemeldet und erfährt es per E-Mail.
account-users-password-for = Passwort für { $name } festlegen
account-users-nobody = Noch niemand
account-users-nobody-invite = Niemand kann dieses Konto öffnen. Laden Sie die erste Person ein.
account-users-nobody-text = Niemand kann dieses Konto öffnen.
account-users-invite-many = Viele einladen
account-users-of-account = Personen dieses Kontos
account-users-person = Person
account-users-state = Status
account-users-access = Zugriff
account-users-last-sign-in = Letzte Anmeldung
account-users-actions = Aktionen
account-users-this-only = Nur dieses Konto
account-users-never = nie
account-users-from = Aus <a href="{ $href }">{ $account }</a>, mit Unterkonten
account-users-change-of = <span class="sr-only">Zugriff von { $name } </span>ändern
account-users-remove-of = Entfernen...<span class="sr-only"> { $name }</span>
account-users-nobody-after = Danach kommt niemand mehr.
account-users-first-page = Erste Seite
account-users-accounts = Konten
account-users-to = In { $account }
account-users-email = E-Mail
account-users-email-hint = Wer schon bekannt ist, bekommt auch dieses Konto, mit dem vorhandenen Namen und Passwort.
account-users-reach-hint = Dieselbe Rolle in jedem Unterkonto, auch in künftigen. Ohne dies bleibt ein Unterkonto verschlossen.
account-users-how = Zugang
account-users-by-mail = Per E-Mail einladen
account-users-by-mail-hint = Die Person wählt ein Passwort über einen Link, der einmal gilt, 72 Stunden lang
account-users-by-password = Jetzt ein Passwort festlegen
account-users-by-password-hint = Sie geben es auf anderem Weg weiter; keine Einladung wird gesendet
account-users-password = Passwort
account-users-password-hint = Nur wenn Sie es jetzt festlegen: 10 bis 128 beliebige Zeichen
account-users-admit = Zugang geben
account-users-cancel = Abbrechen
account-users-first-choose = Wählen Sie zuerst das Konto.
account-users-find-account = Konto finden
account-users-find-by = Name oder API-ID des Kontos
account-users-search = Suchen
account-users-account = Konto
account-users-parent = Übergeordnet
account-users-no-account = Kein Konto hat einen Namen oder eine API-ID, die so beginnt.
account-users-all-accounts = Alle Konten zeigen
account-users-more = Es gibt weitere Konten. Tippen Sie noch einen Buchstaben, um die Liste einzugrenzen.
account-users-all-theirs = Alle Konten der Person
account-users-chosen-conflict = Von jemand anderem gespeichert, und Ihre Auswahl
account-users-role-in = Rolle in { $account }
account-users-save-access = Zugriff speichern
account-users-remove-more = Aus dem Konto entfernen...
account-users-none-yet = Noch keine Personen
account-users-none-invite = Personen Ihrer Kunden arbeiten in den Konten, zu denen Sie ihnen Zugang geben. Laden Sie die erste ein.
account-users-none-text = Personen Ihrer Kunden arbeiten in den Konten, zu denen sie Zugang haben. Wer das Recht „Kontobenutzer: Bearbeiten“ hat, kann die erste einladen.
account-users-name-or-mail = Name oder E-Mail
account-users-any-state = Jeder Status
account-users-invited = Eingeladen
account-users-no-match = Keine Person passt zu diesen Filtern.
account-users-clear = Filter zurücksetzen
account-users-lines-hint = Eine je Zeile, bis zu 100: Ada Lovelace {"<"}ada@example.com>, oder nur die Adresse
account-users-role-of-all = Rolle aller auf der Liste
account-users-reach-short = Dieselbe Rolle in jedem Unterkonto, auch in künftigen
account-users-each-line = Was jede Zeile bewirkt
account-users-line = Zeile
account-users-outcome = Ergebnis
account-users-check-again = Noch einmal prüfen
account-users-check = Liste prüfen
account-users-set-a-password = Passwort festlegen
account-users-password-out = { $name } ist überall abgemeldet, und früher gemailte Links gelten nicht mehr.
account-users-password-told = Die Person erfährt per E-Mail, dass das Passwort festgelegt wurde, nicht wie es lautet. Geben Sie es auf anderem Weg weiter.
account-users-new-password = Neues Passwort
account-users-password-kind = 10 bis 128 beliebige Zeichen
account-users-save-password = Passwort festlegen
account-users-edit-name = Namen bearbeiten
account-users-typed-conflict = Von jemand anderem gespeichert, und Ihre Eingabe
account-users-name-hint = Die E-Mail-Adresse ist die Person und kann nicht geändert werden. Für eine andere Adresse laden Sie sie neu ein.
account-users-save-name = Namen speichern
account-users-more-actions = Weitere Aktionen
account-users-set-password-more = Passwort festlegen...
account-users-end-sessions-more = Alle Sitzungen beenden...
account-users-reset-step-more = Anmeldung in zwei Schritten zurücksetzen...
account-users-unlink-more = Verknüpfung der Anmeldung entfernen...
account-users-disable-more = Deaktivieren...
account-users-enable = Aktivieren
account-users-invited-text = Die Person wählt ein Passwort über den Link in der E-Mail. Er gilt einmal, 72 Stunden lang.
account-users-invited-title = Hat die Einladung noch nicht angenommen
account-users-send-again = Einladung noch einmal senden
account-users-again-in = Sie kann in { $wait } noch einmal gesendet werden.
account-users-cannot-sign-in = Diese Person kann sich nicht anmelden. Ihre Konten bleiben für den Fall, dass sie wieder aktiviert wird.
account-users-two-step = Anmeldung in zwei Schritten
account-users-on-since = an, { $when }
account-users-off = aus
account-users-provider-as = Anmeldeanbieter, als
account-users-invitation-ends = Einladung endet
account-users-added = Hinzugefügt
account-users-another = Weiteres Konto geben
account-users-of-person = Konten dieser Person
account-users-sub-accounts = Unterkonten
account-users-since = Seit
account-users-change-to = <span class="sr-only">Zugriff auf { $account } </span>ändern
account-users-change = Ändern
account-users-no-access = Diese Person hat kein Konto, kann also nichts öffnen.
