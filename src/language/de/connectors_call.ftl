# Why an address cannot be made of a connector's base URL and parameters (src/connectors/call/address.rs, fault.rs), as whoever connects
# it reads it. In runs it is English, as all that the engine stores.
connectors-call-give = Geben Sie einen Wert an für { $fields }.
connectors-call-field = Das Feld „{ $field }“ { $why }.
connectors-call-base-unclosed = Die Basis-URL hat eine offene „{"{"}“
connectors-call-base-no-address = Die Basis-URL des Konnektors ist mit ausgefüllten Parametern keine Adresse
connectors-call-base-scheme = Die Basis-URL des Konnektors muss mit https:// oder http:// beginnen
connectors-call-one-of = muss einer dieser Werte sein: { $choices }
connectors-call-host = muss ein Teil eines Hostnamens sein: Buchstaben, Ziffern, Punkte und Bindestriche
connectors-call-whole = muss eine vollständige Adresse sein, etwa https://example.com
connectors-call-empty = darf nicht leer sein, es ist ein Teil der Adresse
connectors-call-segment = ist ein Teil der Adresse und darf weder „.“ noch „..“ sein, noch /, \, ? oder # enthalten
