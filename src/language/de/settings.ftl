# A partner's settings (src/settings).
settings-idle-too-long = Eine Sitzung dauert höchstens { $time }, wählen Sie also nicht mehr als das.
settings-optional = Freiwillig
settings-optional-why = Jede Person entscheidet auf ihrer eigenen Seite
settings-required-console = Vorgeschrieben für Konsolenbenutzer
settings-required-console-why = Ihr eigenes Team, mit welchen Rechten auch immer
settings-required-all = Vorgeschrieben für alle
settings-required-all-why = Ihr Team und Personen Ihrer Kunden, die sich mit einem Passwort anmelden
settings-agent-long = Verwenden Sie höchstens { $n } Zeichen.
settings-agent-product = Beginnen Sie mit einem Namen ohne Leerzeichen oder Klammern, etwa Acme-Sync/1.0.
settings-agent-plain = Verwenden Sie nur Buchstaben ohne Umlaute, Ziffern und einfache Zeichen, etwa Acme-Sync/1.0 (+https://acme.example).
settings-choose-time = Wählen Sie eine Zeit aus der Liste; höchstens { $most }.
settings-days =
    { $n ->
        [one] { $n } Tag
       *[other] { $n } Tage
    }
settings-hours =
    { $n ->
        [one] { $n } Stunde
       *[other] { $n } Stunden
    }
settings-minutes =
    { $n ->
        [one] { $n } Minute
       *[other] { $n } Minuten
    }
settings-too-many-networks = { $n } Netzwerke sind zu viel: Höchstens { $most } sind möglich. Schreiben Sie weiter gefasste.
settings-network-form = Schreiben Sie ein Netzwerk wie 192.0.2.0/24 oder 2001:db8::/32, oder eine einzelne Adresse wie 192.0.2.7.
settings-network-begin = Mit dieser Adresse beginnt das Netzwerk nicht. Wenn Sie es ganz meinen, schreiben Sie { $network }.
settings-meanwhile = Jemand anderes hat dies geändert, während Sie es bearbeitet haben. Gezeigt wird, was dabei gespeichert wurde; prüfen Sie es und speichern Sie noch einmal, um es zu ersetzen.
settings-shut-out = Sie sind bei { $address }, das gehört zu keinem dieser Netzwerke. Sie würden sich selbst aussperren. Fügen Sie Ihr Netzwerk hinzu.
