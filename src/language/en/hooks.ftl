# What is wrong with how a webhook checks its senders (src/hooks). What senders are answered is English: programs read it.
hooks-header-name = "{ $name }" is no name of a header. Write one as X-Signature.
hooks-user-name = A user name has 1 to 200 characters, and no colon.
hooks-stamp-names = Name the timestamp and the signature in the header, as t and v1.
hooks-signed = Say what is signed as {"{timestamp}.{body}"}: both must stand in it, the body last.
hooks-window = The window is 1 to { $most } seconds.
hooks-json-deep = lists and objects stand in one another more than { $most } deep
