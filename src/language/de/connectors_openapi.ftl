# What the importer of OpenAPI documents says of a document (src/connectors/openapi): why it is refused, and notes of its report.
connectors-openapi-at = Zeile { $line }, Spalte { $column }: { $why }
connectors-openapi-useless = Keine Operation des Dokuments ist verwendbar. { $why }
connectors-openapi-useless-none = Keine Operation des Dokuments ist verwendbar. Es hat keine.
connectors-openapi-methods = Ein Konnektor kann höchstens { $most } Methoden haben.
connectors-openapi-other-default = Die Variable { $name } seines Servers hat hier eine andere Vorgabe; die erste wurde übernommen.
connectors-openapi-server-parameters = Sein eigener Server wurde ausgelassen: Ein Konnektor kann höchstens { $most } Parameter haben.
connectors-openapi-variables = Es gibt mehr als { $most } Variablen; geben Sie die Basis-URL von Hand an.
connectors-openapi-path-left-out = Der Pfad wurde ausgelassen: { $why }.
connectors-openapi-path-no-object = Der Pfad wurde ausgelassen: Er ist kein Objekt.
connectors-openapi-unknown-part = { $name } ist hier nicht bekannt; es wurde ausgelassen.
connectors-openapi-webhooks =
    { $n ->
        [one] { $n } Webhook wurde ausgelassen: Das ist ein Aufruf, den die Anwendung macht; empfangen Sie ihn mit einem Webhook-Schritt.
       *[other] { $n } Webhooks wurden ausgelassen: Das sind Aufrufe, die die Anwendung macht; empfangen Sie sie mit einem Webhook-Schritt.
    }
# The document as a whole.
connectors-openapi-no-object = Das ist kein OpenAPI-Dokument: Es muss ein Objekt mit "openapi" oder "swagger" sein.
connectors-openapi-no-paths = Das Dokument hat keine "paths", deshalb gibt es nichts zu importieren.
connectors-openapi-paths-object = "paths" muss ein Objekt sein, mit einem Pfad als jedem Schlüssel.
connectors-openapi-circle = seine Verweise führen im Kreis
connectors-openapi-outside = es ist außerhalb des Dokuments beschrieben, in { $name }, und das wird nicht geholt
connectors-openapi-not-there = { $name } ist nicht im Dokument
connectors-openapi-version = Das Dokument folgt Version { $version } der Spezifikation; importiert werden können 2.0, 3.0 und 3.1.
connectors-openapi-neither = Das ist kein OpenAPI-Dokument: Es enthält weder "openapi": "3..." noch "swagger": "2.0".
connectors-openapi-size = Das Dokument hat { $mb } MB, höchstens 5 MB sind möglich. Lassen Sie weg, was nicht gebraucht wird, und versuchen Sie es noch einmal.
connectors-openapi-not-utf8 = Das Dokument ist kein UTF-8-Text. Speichern Sie es als UTF-8 und versuchen Sie es noch einmal.
connectors-openapi-nul = Im Dokument steht ein NUL-Zeichen. Entfernen Sie es.
connectors-openapi-empty = Das Dokument ist leer.
connectors-openapi-not-now = Das Dokument konnte gerade nicht gelesen werden. Versuchen Sie es noch einmal.
connectors-openapi-not-json = Das Dokument ist kein gültiges JSON: { $why }.
connectors-openapi-not-yaml = Das Dokument ist kein gültiges YAML: { $why }.
connectors-openapi-too-deep = Werte sind tiefer als { $most } verschachtelt
connectors-openapi-yaml-aliases = Aliasse (*name) wiederholen mehr, als aufgenommen werden kann, oder einen, den es nicht gibt. Schreiben Sie die Werte aus
connectors-openapi-yaml-large = es enthält mehr oder tiefer verschachtelte Werte, als aufgenommen werden können. Teilen Sie es in mehrere Dokumente
connectors-openapi-yaml-several = es enthält mehrere Dokumente. Lassen Sie nur eines davon stehen
connectors-openapi-yaml-twice = derselbe Schlüssel steht doppelt da
connectors-openapi-yaml-tab = ein Tabulator steht, wo Leerzeichen stehen müssen: Rücken Sie mit Leerzeichen ein
connectors-openapi-yaml-utf8 = es ist kein UTF-8-Text
connectors-openapi-yaml-end = es endet zu früh: Ein Anführungszeichen oder eine Klammer ist nicht geschlossen
connectors-openapi-yaml-else = prüfen Sie Einrückung, Doppelpunkte, Anführungszeichen und Klammern kurz vor dieser Stelle
connectors-openapi-too-much-text = zu viel Text: Seine Aliasse wiederholen Langes. Schreiben Sie die Werte aus
connectors-openapi-nul-kept = es gibt ein NUL-Zeichen, das nicht gespeichert werden kann
connectors-openapi-values = mehr als { $most } Werte
connectors-openapi-key-twice = der Schlüssel { $key } steht doppelt da
# Servers.
connectors-openapi-no-server = Das Dokument nennt keinen Server, deshalb muss die Basis-URL von Hand angegeben werden.
connectors-openapi-other-server = { $url } ist ein weiterer Server; der erste wurde übernommen.
connectors-openapi-by-hand = { $why } Die Basis-URL muss von Hand angegeben werden.
connectors-openapi-own-server = Sein eigener Server wurde ausgelassen: { $why }
connectors-openapi-no-host = Das Dokument nennt keinen Host, deshalb muss die Basis-URL von Hand angegeben werden.
connectors-openapi-schemes = Von den Schemata { $schemes } kann keines aufgerufen werden; https wurde übernommen.
connectors-openapi-server-no-url = Der Server hat keine "url".
connectors-openapi-server-relative = Die Adresse { $url } des Servers ist relativ zum Ort des Dokuments.
connectors-openapi-server-brace = Eine Klammer in der Adresse des Servers hat kein Gegenstück.
# Authentication.
connectors-openapi-scheme-header = ein Schlüssel in der Kopfzeile { $name }
connectors-openapi-scheme-query = ein Schlüssel im Query-Parameter { $name }
connectors-openapi-scheme-cookie = ein Schlüssel im Cookie { $name }
connectors-openapi-scheme-basic = Benutzername und Passwort (HTTP Basic)
connectors-openapi-scheme-bearer = ein Bearer-Token
connectors-openapi-scheme-bearer-key = ein Schlüssel in der Kopfzeile Authorization, laut Beschreibung ein Bearer-Token
connectors-openapi-scheme-code = OAuth 2.0, Authorization Code
connectors-openapi-scheme-client = OAuth 2.0, Client-Zugangsdaten
connectors-openapi-http-scheme = das HTTP-Schema { $name } wird nicht unterstützt
connectors-openapi-openid = OpenID Connect Discovery wird nicht unterstützt; geben Sie die OAuth-Adressen von Hand an
connectors-openapi-mutual-tls = Client-Zertifikate werden nicht unterstützt
connectors-openapi-scheme-no-type = es hat keinen "type"
connectors-openapi-scheme-type = der Typ { $name } ist nicht bekannt
connectors-openapi-key-no-name = der Schlüssel hat keinen brauchbaren "name"
connectors-openapi-key-place = der Ort { $name } des Schlüssels ist nicht bekannt
connectors-openapi-key-unsendable = ein Schlüssel kann nicht als { $name } gesendet werden
connectors-openapi-oauth-addresses = seine OAuth-Adressen fehlen oder sind nicht vollständig
connectors-openapi-oauth-flows = von OAuth 2.0 werden nur Authorization Code und Client-Zugangsdaten unterstützt
connectors-openapi-and = { $one } und { $other }
connectors-openapi-or = { $one }, oder { $other }
connectors-openapi-auth-only = { $name }: { $what }. Davon konnte nur { $only } übernommen werden.
connectors-openapi-not-taken = Nicht übernommen: { $what }.
connectors-openapi-not-taken-used = Nicht übernommen: { $what }. Betroffene Operationen: { $n } oder mehr.
connectors-openapi-auth-none = Das Dokument beschreibt keine, die übernommen werden kann.
connectors-openapi-described-nowhere = es ist nirgends beschrieben
connectors-openapi-not-together = diese können nicht zusammen gesendet werden
connectors-openapi-sent-already = Ausgelassen: Die Authentifizierung des Konnektors sendet es.
connectors-openapi-credentials-of = Ausgelassen: Es trägt die Zugangsdaten von { $name }, und das wurde nicht übernommen.
connectors-openapi-other-auth = Die Operation verlangt eine andere Authentifizierung als der Konnektor: { $what }.
