# Components that many pages use (src/web/widgets).
widgets-error = Fehler:
widgets-optional = optional
widgets-copy-api-id = API-ID kopieren
widgets-previous = Zurück
widgets-next = Weiter
widgets-show = { $label } anzeigen
widgets-select = { $label } auswählen
widgets-not-saved = Das wurde nicht gespeichert
widgets-another-look = Bitte prüfen Sie einige Felder noch einmal
