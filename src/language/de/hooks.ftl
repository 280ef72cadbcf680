# What is wrong with how a webhook checks its senders (src/hooks). What senders are answered is English: programs read it.
hooks-header-name = „{ $name }“ ist kein Name eines Headers. Schreiben Sie einen wie X-Signature.
hooks-user-name = Ein Benutzername hat 1 bis 200 Zeichen und keinen Doppelpunkt.
hooks-stamp-names = Nennen Sie die Namen von Zeitstempel und Signatur im Header, wie t und v1.
hooks-signed = Geben Sie an, was signiert ist, wie {"{timestamp}.{body}"}: Beides muss darin stehen, body zuletzt.
hooks-window = Das Zeitfenster ist 1 bis { $most } Sekunden.
hooks-json-deep = Listen und Objekte stehen mehr als { $most }-fach ineinander
