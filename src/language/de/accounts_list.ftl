# The list of accounts, what it is narrowed to, and the tree of sub-accounts (src/accounts/pages/index.rs, near.rs, tree.rs).
accounts-list-count =
    { $roots ->
        [one] { $roots } Konto
       *[other] { $roots } Konten
    }, { $subs ->
        [one] { $subs } Unterkonto
       *[other] { $subs } Unterkonten
    }
accounts-list-import = Importieren
accounts-list-new = Neues Konto
accounts-list-none = Noch keine Konten
accounts-list-none-why = Ein Konto ist der eigene Bereich eines Ihrer Kunden. Legen Sie das erste an oder importieren Sie Ihre Kundenliste.
accounts-list-search = Name, API-ID oder Schlagwort
accounts-list-state = Status
accounts-list-any-state = Jeder Status
accounts-list-needs = Handlungsbedarf
accounts-list-any-need = Mit und ohne Bedarf
accounts-list-needs-failing = Mit Fehlern
accounts-list-needs-near = Nahe am Limit
accounts-list-needs-idle = Seit 30 Tagen ohne Aufgaben
accounts-list-tag = Schlagwort
accounts-list-any-tag = Jedes Schlagwort
accounts-list-level = Ebene
accounts-list-any-level = Jede Ebene
accounts-list-top-level = Nur oberste Ebene
accounts-list-below = Unter { $name }
accounts-list-below-unknown = Unter einem Konto, das es nicht gibt
accounts-list-noun = Konten
accounts-list-suspend = Sperren...
accounts-list-resume = Sperre aufheben...
accounts-list-tags = Schlagwörter...
accounts-list-limits = Limits ändern...
accounts-list-delete = Löschen...
accounts-list-select-all = Alle Konten auf dieser Seite auswählen
accounts-list-account = Konto
accounts-list-cycles = { CYCLES_CAP() }
accounts-list-sub = Unterk.
accounts-list-sub-accounts = Unterkonten
accounts-list-tasks = Aufgaben
accounts-list-tasks-why = Aufgaben im Abrechnungszeitraum, gemessen am nächsten Limit: dem eigenen des Kontos oder einem mit Unterkonten
accounts-list-errors = Fehler
accounts-list-parent = Übergeordnet
accounts-list-tags-head = Schlagwörter
accounts-list-created = Angelegt
accounts-list-cycles-of = Aktive { CYCLES_CAP() } von { $name }: { $count }
accounts-list-sub-accounts-of = Unterkonten von { $name }: { $count }
accounts-list-tasks-count-of = Aufgaben von { $name }: { $count }
accounts-list-tasks-of = Aufgaben von { $name }
accounts-list-errors-of = Fehler von { $name }: { $count }
accounts-list-no-match = Kein Konto passt zu diesen Filtern.
accounts-list-matching =
    { $n ->
        [one] { $n } Konto passt
       *[other] { $n } Konten passen
    }
accounts-list-matching-more = Mehr als { $n } Konten passen
accounts-list-export = Als CSV exportieren
accounts-list-export-these = Diese als CSV exportieren
accounts-list-used = { $used } von { $limit }
accounts-list-with-sub-accounts = mit Unterkonten
accounts-list-all-below = alles unter { $name }
accounts-near =
    { $n ->
        [one] { $n } Konto ist nahe an seinem Limit für Aufgaben oder hat es erreicht.
       *[other] { $n } Konten sind nahe an ihrem Limit für Aufgaben oder haben es erreicht.
    }
accounts-near-show = Anzeigen
# Whose templates or connectors a list has.
accounts-owner-any = Jeder Eigentümer
accounts-owner-partner = Ihre Bibliothek
accounts-owner-accounts = Von Konten
accounts-owner-account = Von { $name }
# What an address cannot mean, said where a file or an API asks.
accounts-filter-state = Den Zustand „{ $state }“ gibt es nicht. Möglich sind active, suspended und expired.
accounts-filter-parent = „{ $parent }“ ist kein Konto. Wählen Sie eine Ebene aus der Liste.
accounts-filter-needs = Den Bedarf „{ $needs }“ gibt es nicht. Möglich sind failing, near und idle.
accounts-filter-sort = Die Reihenfolge „{ $sort }“ gibt es nicht. Wählen Sie eine aus der Liste.
accounts-narrowed-none = Es gibt kein Konto „{ $typed }“. Geben Sie seine API-ID ein.
accounts-narrowed-several = „{ $typed }“ kann eines von mehreren Konten sein. Geben Sie die API-ID des einen ein.
accounts-narrowed-tag = Kein Konto hat das Schlagwort „{ $tag }“. Schlagwörter werden beim Bearbeiten eines Kontos gesetzt.
# The tree of sub-accounts.
accounts-tree-title = { $name }: Unterkonten
accounts-tree-of = Unterkonten von { $name }
accounts-tree-none-yet = Noch keine Unterkonten
accounts-tree-none-yet-why = Ein Unterkonto ist eine Filiale, ein Laden oder eine Abteilung mit eigenen Personen und Einstellungen.
accounts-tree-none = Keine Unterkonten
accounts-tree-none-why = Unter diesem Konto gibt es nichts.
accounts-tree-new = Neues Unterkonto
accounts-tree-first = Zurück zu den ersten Unterkonten
accounts-tree-sub-account = Unterkonto
accounts-tree-people = Personen
accounts-tree-more = { $n } weitere anzeigen
