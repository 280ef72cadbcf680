# One release of a connector: what it says, its draft, making it live, what it changes (src/connectors/pages).
connectors-release-title = Release { $number } von { $name }
connectors-make-live-more = Live schalten...
connectors-edit = Bearbeiten
connectors-add-method = Methode hinzufügen
connectors-delete-draft-more = Entwurf löschen...
connectors-before-live = Bevor er live geschaltet werden kann
connectors-operations-taken = Übernommene Operationen
connectors-operations-left-out = Ausgelassene Operationen
connectors-notes-differs = Hinweise zu Abweichungen
connectors-application = Anwendung
connectors-differs-from = Was von Release { $number } abweicht
connectors-base-url = Basis-URL
connectors-missing = fehlt
connectors-parameters = Parameter
connectors-made = Erstellt
connectors-by = von { $name }
connectors-filter-methods = Methoden filtern
connectors-search-methods = Name, Schlüssel oder Pfad
connectors-category = Kategorie
connectors-head-method = Methode
connectors-head-call = Aufruf
connectors-deprecated = Veraltet
connectors-no-method-yet = Noch keine Methode.
connectors-no-method = Keine Methode.
connectors-no-method-matches = Keine Methode passt zu diesen Filtern.
connectors-no-category = Andere
connectors-all-categories = Alle Kategorien
connectors-needs-method = Er hat noch keine Methode.
connectors-sent-as = Gesendet als
connectors-prefix = Präfix
connectors-asks-at = Fragt bei
connectors-tokens-from = Token von
connectors-fields = Felder
connectors-sent-in = Gesendet in
connectors-sent-header = Kopfzeile { $name }
connectors-sent-query = Query { $name }
connectors-sent-cookie = Cookie { $name }
# Drafts.
connectors-draft-begun = Dieser Entwurf enthält, was das Live-Release enthält. Ändern Sie ihn und schalten Sie ihn dann live.
connectors-delete-lost = Was darin steht, geht verloren; es lässt sich nicht wiederherstellen.
connectors-delete-live-stays = Release { $number } bleibt live, und nichts, was läuft, ändert sich.
connectors-delete-alone = Es ist das einzige Release, deshalb wird { $name } mit ihm entfernt.
connectors-delete-untouched = Nichts, was läuft, ändert sich.
connectors-delete-draft = Entwurf löschen
connectors-delete-title = Release { $number } von { $name } löschen?
connectors-draft-deleted = Entwurf gelöscht.
connectors-no-live = { $name } hat noch kein Live-Release. Arbeiten Sie stattdessen am Entwurf.
connectors-draft-already = Release { $number } von { $name } ist schon ein Entwurf. Schalten Sie ihn zuerst live oder löschen Sie ihn.
connectors-releases-most = { $name } hat { $most } Releases, mehr sind nicht möglich.
connectors-methods-most = Es gibt { $most } Methoden, mehr sind nicht möglich.
connectors-only-drafts = Release { $number } ist { $state ->
        [live] live
       *[other] veraltet
    }; nur ein Entwurf kann gelöscht werden.
# Making a draft live.
connectors-already = Release { $number } ist schon { $state ->
        [live] live
       *[other] veraltet
    }.
connectors-live-no-edit = Es kann nicht mehr bearbeitet werden; die nächste Änderung ist ein neuer Entwurf.
connectors-live-first = Von jetzt an können Konten ihn installieren und Vorlagen ihn verwenden.
connectors-live-unused = Release { $live } ist dann veraltet. Noch hat ihn kein Konto installiert.
connectors-live-used =
    { $n ->
        [one] Release { $live } ist dann veraltet. { $n } Installation in Konten verwendet vom nächsten Lauf an Release { $number }.
       *[other] Release { $live } ist dann veraltet. { $n } Installationen in Konten verwenden vom nächsten Lauf an Release { $number }.
    }
connectors-live-again = Konten müssen ihre Zugangsdaten neu angeben, weil er sich auf andere Weise anmeldet.
connectors-make-live = Live schalten
connectors-make-live-title = Release { $number } von { $name } live schalten?
connectors-breaks-none = Keine Methode verliert, was jetzt verwendet wird ({ CYCLES_CAP() }).
connectors-breaks-one = { $name } funktioniert dann vielleicht nicht mehr: { $why }
connectors-breaks-more =
    { $n ->
        [one] { $n } weitere Methode funktioniert dann vielleicht nicht mehr.
       *[other] { $n } weitere Methoden funktionieren dann vielleicht nicht mehr.
    }
connectors-is-live = Release { $number } ist live.
# What a release changes.
connectors-changes-title = Was Release { $number } ändert
connectors-changes-from = Von Release { $number }
connectors-replaces-none = Release { $number } ersetzt keines, deshalb gibt es nichts zu vergleichen.
connectors-both-same = Beide enthalten dasselbe.
connectors-may-break = Kann stören
connectors-may-break-cycles = Können stören: { CYCLES_CAP() }
connectors-break-using = Stört, was sie verwendet: { CYCLES_CAP() }
connectors-the-application = Die Anwendung
connectors-methods-gone = Entfallene Methoden
connectors-methods-changed = Geänderte Methoden
connectors-methods-new = Neue Methoden
connectors-more-methods =
    { $n ->
        [one] { $n } weitere Methode ist nicht aufgeführt.
       *[other] { $n } weitere Methoden sind nicht aufgeführt.
    }
# The catalogue.
connectors-catalogue-title = Katalog der Anwendungen
connectors-catalogue-why = Mit einem Klick hinzugefügt. Danach können Sie einen Entwurf davon ändern.
connectors-applications = Anwendungen
connectors-add = Hinzufügen
connectors-add-name = <span class="sr-only">{ $name } </span>Hinzufügen
connectors-in-library = In Ihrer Bibliothek<span class="sr-only">: { $name }</span>
connectors-what-for = Wofür
connectors-utilities = Werkzeuge
connectors-utilities-why = Eingebaut: In jeder Vorlage können sie Schritte sein, und es gibt nichts hinzuzufügen oder zu verbinden. Öffnen Sie unter <a href="/console/templates">Vorlagen</a> einen Entwurf, um eines zu verwenden.
connectors-head-utility = Werkzeug
connectors-head-step = Schritt
connectors-head-bounds = Grenzen
connectors-utility-webhook = Allgemeiner Webhook
connectors-utility-webhook-step = Webhook
connectors-utility-webhook-what = Startet ({ CYCLE_CAP() }) mit dem, was ein beliebiges Programm an eine eigene Adresse sendet: JSON, XML, ein Formular, CSV oder Text, auf Wunsch mit Prüfung der Signatur.
connectors-utility-webhook-bounds = 10 MB je Sendung; was doppelt kommt, wird einmal genommen.
connectors-utility-http = Allgemeines HTTP
connectors-utility-http-step = HTTP-Anfrage
connectors-utility-http-what = Ruft eine beliebige Webadresse mit eigenen Kopfzeilen und eigenem Inhalt auf, für das, was kein Konnektor kennt.
connectors-utility-http-bounds = 60 Sekunden und 16 MB je Antwort; interne Adressen sind gesperrt.
connectors-utility-storage = Speicher
connectors-utility-storage-what = Speichert, liest und entfernt Werte nach Namen, von einem Lauf zum nächsten, für das ganze Konto oder gesondert ({ CYCLE_CAP() }).
connectors-utility-storage-bounds = 64 KB je Wert.
connectors-utility-email = E-Mail
connectors-utility-email-what = Sendet einen einfachen Text im Namen des Kontos.
connectors-utility-email-bounds = 20 Empfänger und 256 KB je Schritt, 200 E-Mails je Stunde und Konto.
connectors-added = { $name } ist in Ihrer Bibliothek, und das erste Release ist live.
