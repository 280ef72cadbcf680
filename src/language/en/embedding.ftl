# Frames and the ways in by a token, as customers see them (src/embedding).
embedding-ended = This was ended. Reload the page that you are on to open it anew.
embedding-being-opened = This page is being opened.
embedding-go-on = Go on
embedding-reload-to-go-on = Reload the page to go on
embedding-open-too-long = This page has been open too long, or this browser keeps no cookies for pages in a frame. Reload the page that you are on.
embedding-one-moment = One moment
embedding-door-as = You go on as { $name }.
embedding-door-other = { $other } is signed in with this browser, and is signed out when you continue.
embedding-continue = Continue
embedding-door-framed = Your integrations open here.
embedding-door-no-session = This browser keeps no sign-in for pages inside other pages.
embedding-door-window = Open in a new window
embedding-spent = This link cannot be used any more
embedding-spent-why = It is good once and for a few minutes, so it was used already or its time is over. Go back to the page that you came from, reload it, and open this from there again.
embedding-spent-why-partner = It is good once and for a few minutes, so it was used already or its time is over. Go back to the page that you came from in the product of { $partner }, reload it, and open this from there again.
embedding-why-spent = Reload the page to open this
embedding-why-spent-text = What opens it is good once and for a few minutes, and was used already or is too old. Reload the page that you are on.
embedding-why-suspended = This account is suspended
embedding-why-suspended-text =
    Its pages are closed and nothing runs in it. Nothing was deleted. Ask { $known ->
        [yes] { $partner }
       *[no] whoever runs the page that you are on
    } to open it again.
embedding-why-expired = This account has expired
embedding-why-expired-text =
    Its pages are closed and nothing runs in it, since its expiry date has come. Nothing was deleted. Ask { $known ->
        [yes] { $partner }
       *[no] whoever runs the page that you are on
    } to extend it.
embedding-why-elsewhere = This cannot be shown on this page
embedding-why-elsewhere-text =
    It was made for another page. Go on there, or tell { $known ->
        [yes] { $partner }
       *[no] whoever runs the page that you are on
    }.
embedding-why-other-text = This was opened for somebody else, or was ended meanwhile. Reload the page that you are on.
embedding-why-limit = Limit reached
embedding-why-limit-text =
    There is no room for one more at present. Ask { $known ->
        [yes] { $partner }
       *[no] whoever runs the page that you are on
    } for more.
embedding-why-signature = This could not be opened
embedding-why-signature-text =
    The page that you are on could not prove who you are. Reload it; if this stays, tell { $known ->
        [yes] { $partner }
       *[no] whoever runs the page that you are on
    }.
embedding-orbit = Your integrations
embedding-orbit-another = Install another
embedding-orbit-none = Nothing is installed yet
embedding-orbit-none-why = An integration moves data between your applications.
embedding-orbit-choose = Choose one
embedding-orbit-next-run = Next run
embedding-orbit-start = Start
embedding-orbit-start-one = Start { $name }
embedding-orbit-pause = Pause
embedding-orbit-remove = Remove...
embedding-orbit-remove-one = Remove { $name }...
embedding-orbit-pause-one = Pause { $name }
embedding-orbit-runs = It runs.
embedding-orbit-paused = It is paused. What waits goes on if you start it within 24 hours.
embedding-choose = Choose what to install
embedding-marketplace = Marketplace
embedding-step-template = Template
embedding-step-connectors = Connectors
embedding-step-settings = Settings
embedding-step-name = Name
embedding-step-review = Review
embedding-steps = Installation
embedding-find = Find an integration
embedding-part-of-name = Part of the name
embedding-search = Search
embedding-clear-search = Clear search
embedding-nothing = Nothing to install yet
embedding-nothing-why = Nothing is offered to this account at present. It shows up here as soon as something is.
embedding-not-found = Nothing has this in its name
embedding-not-found-why = Search for another part of the name.
embedding-installed = Installed
embedding-open = Open
embedding-open-one = Open { $name }
embedding-install = Install
embedding-install-again = Install again
embedding-install-one = Install { $name }
embedding-install-one-again = Install again { $name }
embedding-more = There is more than is shown. Search for a part of the name.
embedding-look-only = You may look at what there is. An administrator of this account can let you install it.
