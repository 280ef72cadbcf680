# Why an address cannot be made of a connector's base URL and parameters (src/connectors/call/address.rs, fault.rs), as whoever connects
# it reads it. In runs it is English, as all that the engine stores.
connectors-call-give = Give a value for { $fields }.
connectors-call-field = The field “{ $field }” { $why }.
connectors-call-base-unclosed = The base URL has an unclosed “{"{"}”
connectors-call-base-no-address = The connector's base URL, with its parameters filled in, is not an address
connectors-call-base-scheme = The connector's base URL must begin with https:// or http://
connectors-call-one-of = must be one of { $choices }
connectors-call-host = must be a part of a host name: letters, digits, dots and hyphens
connectors-call-whole = must be a whole address such as https://example.com
connectors-call-empty = must not be empty, it is a part of the address
connectors-call-segment = is a part of the address and must not be “.” or “..”, nor hold /, \, ? or #
