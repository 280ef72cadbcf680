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
