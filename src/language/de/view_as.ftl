# Seeing an account as its people do (src/view_as); the page that asks is in accounts.
view-as-closed = Das Konto ist für seine Personen geschlossen, also gibt es nichts so zu sehen wie sie. Öffnen Sie es zuerst wieder.
