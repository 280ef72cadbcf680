# Coming in: sign-in, code, forgotten passwords, mailed links, the partner's provider (src/sign_in).
sign-in-took-too-long = Das hat zu lange gedauert. Melden Sie sich noch einmal mit Ihrem Passwort an.
sign-in-type-code = Geben Sie Ihren Code ein
sign-in-password-set = Ihr Passwort ist festgelegt. Melden Sie sich damit an.
sign-in-choose-password = Wählen Sie ein Passwort
sign-in-set-new-password = Neues Passwort festlegen
sign-in-link-spent = Dieser Link gilt nicht mehr
sign-in-title = Anmelden
sign-in-refused = Name oder Passwort stimmt nicht. Prüfen Sie beides, oder legen Sie ein neues Passwort fest.
sign-in-too-many = Es gab zu viele Fehlversuche. Versuchen Sie es in { $wait } noch einmal, oder legen Sie ein neues Passwort fest.
sign-in-to-provider = Zu { $provider }
sign-in-provider-denied = Sie haben sich bei { $provider } nicht angemeldet, oder Sie dürfen dies von dort aus nicht nutzen. Versuchen Sie es noch einmal, oder wenden Sie sich an die Verwaltung von { $provider }.
sign-in-provider-failed = { $provider } hat Sie zurückgeschickt, ohne Sie anzumelden. Versuchen Sie es noch einmal; geschieht es wieder, wenden Sie sich an die Verwaltung von { $provider }.
sign-in-provider-not-anew = { $provider } hat keine neue Anmeldung verlangt, deshalb ist nicht bestätigt, dass Sie es sind. Melden Sie sich mit Ihrem Passwort an, oder wenden Sie sich an die Verwaltung von { $provider }.
sign-in-provider-unverified = { $provider } bestätigt Ihre E-Mail-Adresse nicht, und hier kennt man Sie an ihr. Bestätigen Sie sie dort, oder wenden Sie sich an die Verwaltung von { $provider }.
sign-in-provider-domain = { $address } gehört zu keiner Domain, die sich hier über { $provider } anmelden darf. Verwenden Sie dort ein anderes Konto.
sign-in-accept-first = Sie wurden eingeladen und haben noch nicht angenommen. Verwenden Sie zuerst den Link in der Einladung; danach können Sie sich so anmelden.
sign-in-not-at-present = Sie können sich hier zurzeit nicht anmelden. Fragen Sie { $partner }.
sign-in-by-password = Sie melden sich hier mit einem Passwort an.
sign-in-linked-elsewhere = Ihre Adresse ist hier mit einem anderen Konto von { $provider } verknüpft, deshalb hat dieses keinen Zugang. Wenn es das andere nicht mehr gibt, bitten Sie { $partner }, die Verknüpfung zu entfernen.
sign-in-nobody = { $provider } kennt Sie, { $partner } aber nicht: Niemand hat hier Ihre Adresse. Bitten Sie { $partner } um Zugang.
sign-in-not-signed-in = Sie sind nicht angemeldet
sign-in-unreachable = { $provider } ist gerade nicht erreichbar. Versuchen Sie es in ein paar Minuten noch einmal.
sign-in-not-accepted = { $provider } nimmt diese Anmeldung nicht an: Es hat zu lange gedauert, oder beide Seiten sind nicht aufeinander eingestellt. Versuchen Sie es noch einmal; geschieht es wieder, sagen Sie { $partner } Bescheid.
sign-in-untrusted = Der Antwort von { $provider } war nicht zu trauen, deshalb sind Sie nicht angemeldet. Versuchen Sie es noch einmal; geschieht es wieder, sagen Sie { $partner } Bescheid.
sign-in-cannot-finish = Diese Anmeldung kann nicht beendet werden
sign-in-begin-again = Sie hat länger als zehn Minuten gedauert, wurde schon beendet oder in einem anderen Browser begonnen. Beginnen Sie auf der Anmeldeseite von vorn.
sign-in-asked-often = Das wurde mehrmals angefordert. Suchen Sie die E-Mail, auch im Spam, oder versuchen Sie es in { $wait } noch einmal.
sign-in-look-into-mail = Sehen Sie in Ihre E-Mails
sign-in-forgot = Passwort vergessen?
sign-in-seconds =
    { $n ->
        [one] { $n } Sekunde
       *[other] { $n } Sekunden
    }
sign-in-minutes =
    { $n ->
        [one] { $n } Minute
       *[other] { $n } Minuten
    }
sign-in-with = Mit { $provider } anmelden
sign-in-password-right = Das Passwort für { $email } stimmt. Öffnen Sie Ihre Authenticator-App und geben Sie den Code ein, den sie zeigt, oder einen Wiederherstellungscode, wenn Sie Ihr Telefon nicht haben.
sign-in-code = Code
sign-in-code-hint = 6 Ziffern, oder ein Wiederherstellungscode aus 16 Zeichen
sign-in-start-again = Von vorn beginnen
sign-in-lost-both = Beides verloren? Wer bei { $partner } die Benutzer verwaltet, kann Ihre Anmeldung in zwei Schritten zurücksetzen.
sign-in-leaving = Sie melden sich dort an. Danach kommen Sie hierher zurück.
sign-in-continue-to = Weiter zu { $provider }
sign-in-first-access = Für Ihren Zugang zu { $partner }. Danach melden Sie sich mit Ihrer Adresse und diesem Passwort an.
sign-in-reset-access = Für Ihren Zugang zu { $partner }. Alle Ihre Sitzungen enden, und Sie melden sich mit dem neuen Passwort wieder an.
sign-in-not-set = Das Passwort wurde nicht festgelegt
sign-in-email = E-Mail
sign-in-new-password = Neues Passwort
sign-in-password-kind = 10 bis 128 beliebige Zeichen. Ein paar Wörter sind besser als Tricks.
sign-in-set-password = Passwort festlegen
sign-in-link-spent-text = Er wurde schon verwendet, eine neuere E-Mail hat ihn ersetzt, oder seine Zeit ist abgelaufen. Wenn Sie Ihr Passwort festgelegt haben, melden Sie sich an. Sonst fordern Sie einen anderen Link an: Er kommt per E-Mail an die Adresse, mit der Sie eingeladen wurden.
sign-in-send-another = Anderen Link senden
sign-in-go-to = Zur Anmeldeseite
sign-in-reset-how = Geben Sie die Adresse ein, mit der Sie sich anmelden. Wenn sie hier bekannt ist, kommt innerhalb einer Minute eine E-Mail mit einem Link.
sign-in-no-mail = Es wurde keine E-Mail gesendet
sign-in-send-link = Link senden
sign-in-back = Zurück zur Anmeldung
sign-in-on-its-way = Wenn die Adresse hier bekannt ist, ist eine E-Mail mit einem Link unterwegs. Der Link gilt einmal und eine Stunde lang; Ihr jetziges Passwort gilt, bis Sie ein neues festlegen.
sign-in-nothing-yet = Nach ein paar Minuten noch nichts? Sehen Sie im Spam nach, prüfen Sie, ob Sie die Adresse eingegeben haben, mit der Sie sich anmelden, oder fragen Sie, wer Sie eingeladen hat.
sign-in-another-address = Andere Adresse versuchen
sign-in-dev-mails = Entwicklermodus: <a href="/dev/mails">gesendete E-Mails</a>
sign-in-to = Bei { $partner } anmelden
sign-in-or-password = Oder mit einem Passwort:
sign-in-user = E-Mail oder Benutzername
sign-in-password = Passwort
sign-in-everybody-there = Alle von { $partner } melden sich dort an.
