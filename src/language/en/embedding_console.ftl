# Embedding in the console: origins, keys, frames, self-check (src/embedding).
embedding-check = Self-check
embedding-check-why = Which rule keeps a frame from opening? Say on which page it is to stand and for which account.
embedding-check-page = Address of your page
embedding-check-account = API ID of the account
embedding-check-go = Check
embedding-check-rules = Rule by rule
embedding-check-holds = Holds
embedding-check-fails = Fails
embedding-check-mend = Mend it
embedding-check-frame = A real frame
embedding-check-frame-why = It opens here, on this page of the console, as the user that your programs open the account as when they name nobody. That user is made where it is missing.
embedding-check-open = Open a frame here
embedding-check-said = What it said
embedding-title = Embedding
embedding-check-origin = The page has the origin { $one }.
embedding-check-unreadable = The address of the page cannot be read: write it as https://app.example.com/page.
embedding-check-no-origin = A page with this origin may show no frame: { $why }
embedding-check-no-account = There is no account with this API ID, or it is in the recycle bin.
embedding-check-account-open = The account is open.
embedding-check-account-closed = The account, or one above it, is suspended or has expired, so its frames show that and nothing else.
embedding-check-list-empty =
    { $page } is not in { $whose ->
        [own] the account's own list
        [above] the list of { $name }, which holds for it
       *[all] the list of all accounts
    }, which is empty.
embedding-check-listed =
    { $page } is in { $whose ->
        [own] the account's own list
        [above] the list of { $name }, which holds for it
       *[all] the list of all accounts
    }.
embedding-check-not-listed =
    { $page } is not in { $whose ->
        [own] the account's own list
        [above] the list of { $name }, which holds for it
       *[all] the list of all accounts
    }.
embedding-check-tokens = Your server can get tokens.
embedding-check-no-tokens = Your server can get no token: there is neither an API credential nor a key that signs.
embedding-check-https = Frames are served by https, or on this machine, so that browsers keep their sign-in.
embedding-check-clear = Frames are served in the clear, so that browsers keep no sign-in for them. Whoever runs this server must serve it by https.
embedding-intro = Your customers use their integrations inside your own product: your page loads one script, your server gets a token, and the frame shows Launch, Orbit, the Marketplace or the whole account.
embedding-pages = Pages that may show a frame
embedding-conflict = Saved by someone else, and what you typed
embedding-origins = Origins
embedding-origins-hint = One a line, such as https://app.example.com; 50 at most. Exact: no paths, no *, and https but on your own machine. With none, no page may show a frame.
embedding-save-origins = Save origins
embedding-need-manage = To change them you need “Embedding: Manage”. Ask a colleague who manages console users.
embedding-own-lists = Accounts with a list of their own
embedding-on-your-page = On your page
embedding-script = Script
embedding-mount = Where the frame is to stand
embedding-mount-hint = Your own address /integrations-token answers a POST of who is signed in with {"{"}"token": "..."{"}"}: a token of the API, or one that your server signs with a key below.
embedding-keys = Keys that sign tokens
embedding-add-a-key = Add a key
embedding-no-key = No key yet
embedding-no-key-why = With a key your server signs tokens itself, with no call of the API. Without one it gets them from the API.
embedding-name = Name
embedding-algorithm = Algorithm
embedding-fingerprint = Fingerprint
embedding-state = State
embedding-added = Added
embedding-last-used = Last used
embedding-action = Action
embedding-copy-kid = Copy kid
embedding-key-good = Good
embedding-key-revoked = Revoked
embedding-key-by = by { $name }
embedding-never = never
embedding-revoke = Revoke...
embedding-revoke-one = Revoke { $name }
embedding-frames = Opened in the last 30 days
embedding-no-frames = Nothing was opened yet
embedding-no-frames-why = Each frame that shows a customer's pages appears here, with who works in it and on which page.
embedding-account = Account
embedding-person = Person
embedding-shows = Shows
embedding-on-the-page = On the page
embedding-opened = Opened
embedding-not-said = not said
embedding-end = End
embedding-end-one = End the frame in { $account }
embedding-newest-first = Newest first
embedding-frame-open = Open
embedding-frame-ended = Ended by hand
embedding-frame-closed = Closed
embedding-saved = Saved. It holds from the next page in a frame on.
embedding-frame-is-ended = Ended. The frame in “{ $account }” shows nothing from its next click on.
embedding-above = Where this account has no list of its own, that of <a href="{ $href }">{ $name }</a> holds:
embedding-above-none = no page may show it.
embedding-above-instead = A list here holds in its place, for the accounts below as well.
embedding-all-accounts = all accounts
embedding-own-origins = Origins of this account
embedding-own-origins-hint = One a line, such as https://shop.example.com. Empty: what holds above.
embedding-need-edit = To change them you need “Embedding: Edit”. Ask a colleague who manages console users.
embedding-key-pair = Make a pair on your server and paste its public half. The private half stays with you: whoever has it can open any account as anybody.
embedding-key-name = What signs with it
embedding-key-name-example = Web server
embedding-public-key = Public key
embedding-public-key-hint = Ed25519, or RSA of 2048 bits and more, as PEM.
embedding-add-key = Add key
embedding-cancel = Cancel
embedding-revoke-tokens = Tokens that it signed open nothing any more.
embedding-revoke-frames = Frames that were opened with it end at their next click.
embedding-revoke-for-good = It cannot be brought back. Add another key first, so that your product goes on.
embedding-revoke-key = Revoke key
embedding-key-is-added = “{ $name }” is added. Tokens that it signs say { $id } as their kid.
embedding-revoke-title = Revoke “{ $name }”?
embedding-revoke-crumb = Revoke
embedding-key-is-revoked = “{ $name }” is revoked. What it signed opens nothing any more, and what it opened is ended.
embedding-key-name-needed = Say in up to 100 characters what signs with it.
embedding-key-whole = Paste the public key whole, from -----BEGIN PUBLIC KEY----- to -----END PUBLIC KEY-----.
embedding-key-private = This is a private key, which nobody but you should have: it was not kept. Make another pair, and paste the public half.
embedding-key-kind = It must be an RSA key, or an Ed25519 key.
embedding-key-short = An RSA key must have at least 2048 bits.
embedding-keys-most = There are { $most } keys, which are the most. Revoke one first.
embedding-key-known = This key is here already, as “{ $name }”.
embedding-view-account = Whole account
embedding-view-launch = Launch
embedding-view-orbit = Orbit
embedding-origin-form = write an origin as https://app.example.com, without a path and without *.
embedding-origin-clear = write https: a page that is sent in the clear may frame nothing.
embedding-origins-most = { $n } origins are too many: { $most } are the most.
embedding-origins-meanwhile = Somebody else saved other origins meanwhile. Both are below: save again to have yours.
