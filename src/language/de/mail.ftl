# What is mailed (src/mail/model.rs), in the language of whoever gets it.
mail-hello = Guten Tag,
mail-hello-name = Guten Tag { $name },
mail-no-button = Wenn die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse: <a href="{ $href }">{ $href }</a>
mail-sign-in = Anmelden
mail-invite-subject = Einladung zu { $partner }
mail-invite = Sie sind zu { $partner } eingeladen. Wählen Sie ein Passwort und melden Sie sich dann an.
mail-invite-account = { $partner } lädt Sie zu „{ $account }“ ein. Wählen Sie ein Passwort und melden Sie sich dann an.
mail-invite-button = Passwort wählen
mail-invite-note =
    { $n ->
        [one] Der Link gilt einmal und { $n } Stunde lang ab der Einladung.
       *[other] Der Link gilt einmal und { $n } Stunden lang ab der Einladung.
    }
mail-invite-footer = Wenn Sie das nicht erwartet haben, brauchen Sie nichts zu tun: Ohne Passwort kann sich niemand mit Ihrer Adresse anmelden.
mail-reset-subject = Neues Passwort für { $partner } setzen
mail-reset = Jemand hat ein neues Passwort für Ihren Zugang zu { $partner } angefordert.
mail-reset-button = Neues Passwort setzen
mail-reset-note =
    { $n ->
        [one] Der Link gilt einmal und { $n } Stunde lang ab der Anforderung.
       *[other] Der Link gilt einmal und { $n } Stunden lang ab der Anforderung.
    }
mail-reset-footer = Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.
mail-password-subject = Ihr Passwort für { $partner } wurde geändert
mail-password-page = Das Passwort Ihres Zugangs zu { $partner } wurde auf Ihrer eigenen Seite geändert.
mail-password-link = Das Passwort Ihres Zugangs zu { $partner } wurde über einen Link geändert, der Ihnen gemailt wurde.
mail-password-by = Das Passwort Ihres Zugangs zu { $partner } wurde von { $by } geändert.
mail-password-sessions = Alle anderen Sitzungen wurden beendet.
mail-password-footer = Wenn Sie das nicht waren, setzen Sie sofort über „Passwort vergessen?“ auf der Anmeldeseite ein neues Passwort.
mail-new-sign-in-subject = Neue Anmeldung bei { $partner }
mail-new-sign-in = Sie haben sich bei { $partner } von einem Gerät oder aus einem Netzwerk angemeldet, das wir noch nicht kannten.
mail-new-sign-in-device = Gerät
mail-new-sign-in-address = Adresse
mail-new-sign-in-when = Zeitpunkt
mail-new-sign-in-at = { $at } UTC
mail-new-sign-in-button = Ihre Sitzungen ansehen
mail-new-sign-in-footer = Wenn Sie das nicht waren, beenden Sie die Sitzung und ändern Sie Ihr Passwort.
mail-two-step-subject = Ihre Anmeldung in zwei Schritten bei { $partner }
mail-two-step-on = Für Ihren Zugang zu { $partner } wurde die Anmeldung in zwei Schritten eingeschaltet.
mail-two-step-off = Für Ihren Zugang zu { $partner } wurde die Anmeldung in zwei Schritten ausgeschaltet.
mail-two-step-codes = Die Anmeldung in zwei Schritten für Ihren Zugang zu { $partner } hat neue Wiederherstellungscodes.
mail-two-step-reset = Die Anmeldung in zwei Schritten für Ihren Zugang zu { $partner } wurde von jemandem zurückgesetzt, der Benutzer verwaltet. Jetzt genügt Ihr Passwort zur Anmeldung.
mail-two-step-passed =
    { $n ->
        [one] Die Anmeldung in zwei Schritten für Ihren Zugang zu { $partner } wurde mit einem Wiederherstellungscode bestanden, der damit verbraucht ist; { $n } ist noch übrig.
       *[other] Die Anmeldung in zwei Schritten für Ihren Zugang zu { $partner } wurde mit einem Wiederherstellungscode bestanden, der damit verbraucht ist; { $n } sind noch übrig.
    }
mail-two-step-button = Auf Ihrer Seite ansehen
mail-two-step-footer = Wenn Sie das nicht erwartet haben, ändern Sie sofort Ihr Passwort und sagen Sie { $partner } Bescheid.
mail-sign-in-link-subject = Ihre verknüpfte Anmeldung bei { $partner }
mail-sign-in-link-made = Ihr Zugang zu { $partner } wurde mit dem Konto { $address } bei { $provider } verknüpft. Wer sich dort damit anmeldet, gelangt hier als Sie hinein.
mail-sign-in-link-removed = Die Verknüpfung Ihres Zugangs zu { $partner } mit Ihrem Konto bei { $provider } wurde auf Ihrer eigenen Seite entfernt.
mail-sign-in-link-partner = Die Verknüpfung Ihres Zugangs zu { $partner } mit Ihrem Konto bei { $provider } wurde von jemandem entfernt, der Benutzer verwaltet.
mail-sign-in-link-footer = Wenn Sie das nicht erwartet haben, sagen Sie { $partner } sofort Bescheid.
mail-host-failing-subject = Prüfung des Hostnamens { $host } schlägt fehl
mail-host-failing = Beim Hostnamen { $host } von { $partner } schlagen die Prüfungen seit einem Tag fehl. Solange seine DNS-Einträge nicht stimmen, sind Ihre Seiten darüber vielleicht nicht erreichbar.
mail-host-failing-since = Seit
mail-host-failing-button = Einträge ansehen
mail-host-failing-footer = Das wird einmal gemeldet, bis der Name wieder stimmt. Die Prüfungen gehen von selbst weiter.
mail-granted-subject = Sie können jetzt { $account } öffnen
mail-granted-sample = Muster: Sie können jetzt { $account } öffnen
mail-granted-sample-account = Musterkonto
mail-granted = { $partner } hat Ihnen Zugriff auf „{ $account }“ gegeben.
mail-granted-role = Rolle
mail-granted-button = Öffnen
mail-granted-footer = Melden Sie sich mit der Adresse dieser E-Mail und Ihrem bisherigen Passwort an.
mail-limit-subject-own = { $percent } % des Limits für Aufgaben sind verbraucht: { $account }, eigener Verbrauch
mail-limit-subject-tree = { $percent } % des Limits für Aufgaben sind verbraucht: { $account }, mit allem darunter
mail-limit = „{ $account }“ hat bei { $partner } { $percent } % der Aufgaben im Monat verbraucht.
mail-limit-full-overage = Die Arbeit geht weiter; was über das Limit hinausgeht, wird getrennt als Mehrverbrauch gezählt.
mail-limit-full-hold = Die Arbeit wartet jetzt. Sie geht in ihrer Reihenfolge weiter, wenn der nächste Abrechnungszeitraum beginnt oder das Limit erhöht wird. Verloren geht nichts.
mail-limit-near-overage = Am Limit geht die Arbeit weiter; was darüber hinausgeht, wird getrennt als Mehrverbrauch gezählt.
mail-limit-near-hold = Am Limit wartet die Arbeit, bis der nächste Abrechnungszeitraum beginnt oder das Limit erhöht wird.
mail-limit-used = Verbraucht
mail-limit-figures = { $used } von { $value } Aufgaben
mail-limit-counted = Gezählt
mail-limit-own = eigener Verbrauch
mail-limit-tree = mit allem darunter
mail-limit-resets = Zählt neu ab
mail-limit-footer = Das wird in jedem Abrechnungszeitraum einmal bei 80 % und einmal bei 100 % gemeldet.
mail-report-subject = { $name }: { $days }
mail-report = { $report }: { $days }, verglichen mit ebenso vielen Tagen davor, bei { $partner }.
mail-report-of = { $report } von „{ $account }“: { $days }, verglichen mit ebenso vielen Tagen davor, bei { $partner }.
mail-report-figures = Zahlen
mail-report-rows = Die Ersten der Liste
mail-report-button = Bericht öffnen
mail-report-footer = Das kommt { $when }, im Namen von { $by }. Wer es ändern darf, kann Sie unter „Berichte“, „Per E-Mail“ von der Liste nehmen.
mail-step-footer = Gesendet von { $account } mit { $partner }.
