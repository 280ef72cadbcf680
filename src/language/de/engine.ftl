# What the engine wrote in words that are always the same (src/engine/said.rs).
engine-for-items = Es wird auf die Elemente der Sammlung gewartet.
engine-suspended = Das Konto ist gesperrt. Es geht weiter, sobald die Sperre aufgehoben ist.
engine-stopped = Angehalten. Es geht weiter, sobald wieder gestartet wird.
engine-our-side = Bei uns ist etwas schiefgegangen. Die Transaktion kann erneut ausgeführt werden.
engine-as-the-step-says = Es wird gewartet, wie dieser Schritt es vorgibt.
engine-stopped-by = Gestoppt von { $who }.
