# What the importer of OpenAPI documents says of a document (src/connectors/openapi): why it is refused, and notes of its report.
connectors-openapi-at = Line { $line }, column { $column }: { $why }
connectors-openapi-useless = No operation of the document can be used. { $why }
connectors-openapi-useless-none = No operation of the document can be used. It has none.
connectors-openapi-methods = A connector can have { $most } methods at most.
connectors-openapi-other-default = Its server's variable { $name } has another default here; the first one was taken.
connectors-openapi-server-parameters = Its own server was left out: a connector can have { $most } parameters at most.
connectors-openapi-variables = There are more than { $most } variables; give the base URL by hand.
connectors-openapi-path-left-out = The path was left out: { $why }.
connectors-openapi-path-no-object = The path was left out: it is no object.
connectors-openapi-unknown-part = { $name } is not known here; it was left out.
connectors-openapi-webhooks =
    { $n ->
        [one] { $n } webhooks were left out: these are calls that the application makes; receive them with a webhook step.
       *[other] { $n } webhooks were left out: these are calls that the application makes; receive them with a webhook step.
    }
# The document as a whole.
connectors-openapi-no-object = This is no OpenAPI document: it must be an object with "openapi" or "swagger".
connectors-openapi-no-paths = The document has no "paths", so there is nothing to import.
connectors-openapi-paths-object = "paths" must be an object, with a path as each key.
connectors-openapi-circle = its references lead in a circle
connectors-openapi-outside = it is described outside of the document, in { $name }, which is not fetched
connectors-openapi-not-there = { $name } is not in the document
connectors-openapi-version = The document follows version { $version } of the specification; 2.0, 3.0 and 3.1 can be imported.
connectors-openapi-neither = This is no OpenAPI document: it says neither "openapi": "3..." nor "swagger": "2.0".
connectors-openapi-size = The document has { $mb } MB, 5 MB are the most. Leave out what is not needed and try again.
connectors-openapi-not-utf8 = The document is not UTF-8 text. Save it as UTF-8 and try again.
connectors-openapi-nul = There is a NUL character in the document. Remove it.
connectors-openapi-empty = The document is empty.
connectors-openapi-not-now = The document could not be read just now. Try again.
connectors-openapi-not-json = The document is not valid JSON: { $why }.
connectors-openapi-not-yaml = The document is not valid YAML: { $why }.
connectors-openapi-too-deep = values are nested more than { $most } deep
connectors-openapi-yaml-aliases = aliases (*name) repeat more than can be taken in, or one that is not there. Write the values out
connectors-openapi-yaml-large = it holds more values, or values nested deeper, than can be taken in. Split it into several documents
connectors-openapi-yaml-several = it holds several documents. Leave one of them
connectors-openapi-yaml-twice = the same key is there twice
connectors-openapi-yaml-tab = a tab stands where spaces must: indent with spaces
connectors-openapi-yaml-utf8 = it is not UTF-8 text
connectors-openapi-yaml-end = it ends too early: a quotation mark or bracket is not closed
connectors-openapi-yaml-else = look at the indentation, colons, quotation marks and brackets just before this place
connectors-openapi-too-much-text = too much text: its aliases repeat what is long. Write the values out
connectors-openapi-nul-kept = there is a NUL character, which cannot be kept
connectors-openapi-values = more than { $most } values
connectors-openapi-key-twice = the key { $key } is there twice
# Servers.
connectors-openapi-no-server = The document names no server, so the base URL must be given by hand.
connectors-openapi-other-server = { $url } is another server; the first one was taken.
connectors-openapi-by-hand = { $why } The base URL must be given by hand.
connectors-openapi-own-server = Its own server was left out: { $why }
connectors-openapi-no-host = The document names no host, so the base URL must be given by hand.
connectors-openapi-schemes = Of the schemes { $schemes } none can be called; https was taken.
connectors-openapi-server-no-url = The server has no "url".
connectors-openapi-server-relative = The server's address { $url } is relative to where the document was.
connectors-openapi-server-brace = A brace in the server's address has no partner.
# Authentication.
connectors-openapi-scheme-header = a key in the header { $name }
connectors-openapi-scheme-query = a key in the query parameter { $name }
connectors-openapi-scheme-cookie = a key in the cookie { $name }
connectors-openapi-scheme-basic = user name and password (HTTP Basic)
connectors-openapi-scheme-bearer = a bearer token
connectors-openapi-scheme-bearer-key = a key in the header Authorization, which its description says is a bearer token
connectors-openapi-scheme-code = OAuth 2.0, authorization code
connectors-openapi-scheme-client = OAuth 2.0, client credentials
connectors-openapi-http-scheme = the HTTP scheme { $name } is not supported
connectors-openapi-openid = OpenID Connect discovery is not supported; give the OAuth addresses by hand
connectors-openapi-mutual-tls = client certificates are not supported
connectors-openapi-scheme-no-type = it has no "type"
connectors-openapi-scheme-type = the type { $name } is not known
connectors-openapi-key-no-name = the key has no usable "name"
connectors-openapi-key-place = the key's place { $name } is not known
connectors-openapi-key-unsendable = a key cannot be sent as { $name }
connectors-openapi-oauth-addresses = its OAuth addresses are missing or are no whole addresses
connectors-openapi-oauth-flows = of OAuth 2.0 only authorization code and client credentials are supported
connectors-openapi-and = { $one } and { $other }
connectors-openapi-or = { $one }, or { $other }
connectors-openapi-auth-only = { $name }: { $what }. Only { $only } could be taken over of those.
connectors-openapi-not-taken = Not taken over: { $what }.
connectors-openapi-not-taken-used = Not taken over: { $what }. Of { $n } operations or more.
connectors-openapi-auth-none = The document describes none that can be taken over.
connectors-openapi-described-nowhere = it is described nowhere
connectors-openapi-not-together = these cannot be sent together
connectors-openapi-sent-already = It was left out: it is sent by the connector's authentication.
connectors-openapi-credentials-of = It was left out: it carries the credentials of { $name }, which was not taken over.
connectors-openapi-other-auth = It asks for other authentication than the connector's: { $what }.
