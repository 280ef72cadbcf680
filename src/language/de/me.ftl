# A person's own things: profile, sessions, password, second step (src/me).
me-profile = Profil
me-own-things = Ihr eigener Bereich
me-timezone = Zeitzone
me-timezone-default = Wie im Konto oder in der Konsole eingestellt
me-appearance = Darstellung
me-theme-device = Wie am Gerät eingestellt
me-theme-light = Hell
me-theme-dark = Dunkel
me-language = Sprache
me-language-default = Wie im Konto oder im Browser eingestellt
me-shortcuts = Tastenkürzel mit einer Taste
me-shortcuts-hint = Zum Beispiel / für die Suche. ? zeigt sie alle.
me-save-profile = Profil speichern
me-linked = Verknüpfte Anmeldungen
me-linked-why = Wo Sie sich statt hier anmelden. Wenn eine Verknüpfung entfernt ist, entscheidet wieder Ihre Adresse, wer Sie sind.
me-remove-link = Verknüpfung<span class="sr-only"> mit { $issuer }</span> entfernen
me-saved = Profil gespeichert.
me-meanwhile = Ihr Profil wurde anderswo geändert, während Sie es bearbeitet haben. Unten steht, was gespeichert wurde; prüfen Sie es und speichern Sie noch einmal, um es zu ersetzen.
me-choose-timezone = Wählen Sie eine Zeitzone aus der Liste.
me-choose-theme = Wählen Sie hell, dunkel oder wie am Gerät eingestellt.
me-link-removed = Die Verknüpfung ist entfernt. Wenn Sie sich das nächste Mal dort anmelden, entscheidet wieder Ihre Adresse.
me-name = Name
me-theme = Darstellung
me-sessions = Sitzungen
me-signed-in-count =
    { $n ->
        [one] { $n } Browser ist angemeldet
       *[other] { $n } Browser sind angemeldet
    }
me-session-ended = Sitzung beendet. In diesem Browser ist eine neue Anmeldung nötig.
me-no-other = Kein anderer Browser ist mit Ihrer Adresse angemeldet.
me-others-sign-in =
    { $n ->
        [one] In { $n } Browser ist eine neue Anmeldung nötig.
       *[other] In { $n } Browsern ist eine neue Anmeldung nötig.
    }
me-end-others-ask = Alle anderen Sitzungen beenden?
me-none-ended = Es gab keine andere Sitzung.
me-others-ended =
    { $n ->
        [one] { $n } andere Sitzung beendet.
       *[other] { $n } andere Sitzungen beendet.
    }
me-codes-left =
    { $n ->
        [one] { $n } Wiederherstellungscode ist übrig
       *[other] { $n } Wiederherstellungscodes sind übrig
    }
me-two-step = Anmeldung in zwei Schritten
me-two-step-is-on = Die Anmeldung in zwei Schritten ist an, und alle anderen Browser sind abgemeldet. Bewahren Sie diese Wiederherstellungscodes dort auf, wo Sie sie ohne Ihr Telefon finden.
me-codes-renewed = Das sind jetzt Ihre Wiederherstellungscodes. Die früheren gelten nicht mehr.
me-your-codes = Ihre Wiederherstellungscodes
me-two-step-is-off = Die Anmeldung in zwei Schritten ist aus. Ihr Passwort allein genügt.
me-turn-off-two-step = Anmeldung in zwei Schritten ausschalten
me-too-many-codes = Es gab zu viele falsche Codes. Versuchen Sie es in { $wait } noch einmal.
me-password = Passwort
me-too-many-tries = Es gab zu viele falsche Versuche. Versuchen Sie es in { $wait } noch einmal.
me-wrong-password = Das ist nicht Ihr jetziges Passwort. Prüfen Sie es und geben Sie es noch einmal ein.
me-password-changed = Passwort geändert. Alle anderen Sitzungen sind beendet, und eine E-Mail darüber ist zu Ihnen unterwegs.
me-same-password = Das ist Ihr jetziges Passwort. Wählen Sie ein anderes.
me-confirmed = Bestätigt. Sie werden zehn Minuten lang nicht noch einmal gefragt.
me-confirm-title = Bestätigen Sie, dass Sie es sind
me-your-file = Ihre Datei
