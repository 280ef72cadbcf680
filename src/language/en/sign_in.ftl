# Coming in: sign-in, code, forgotten passwords, mailed links, the partner's provider (src/sign_in).
sign-in-took-too-long = That took too long. Sign in with your password again.
sign-in-type-code = Type your code
sign-in-password-set = Your password is set. Sign in with it.
sign-in-choose-password = Choose a password
sign-in-set-new-password = Set a new password
sign-in-link-spent = This link cannot be used any more
sign-in-title = Sign in
sign-in-refused = The name or the password is not right. Check both, or set a new password.
sign-in-too-many = There were too many failed attempts. Try again in { $wait }, or set a new password.
sign-in-to-provider = To { $provider }
sign-in-provider-denied = You did not sign in at { $provider }, or it does not let you use this. Try again, or ask whoever manages { $provider }.
sign-in-provider-failed = { $provider } sent you back without signing you in. Try again; if it happens again, ask whoever manages { $provider }.
sign-in-provider-not-anew = { $provider } did not ask you to sign in anew, so it is not confirmed that it is you. Sign in with your password, or ask whoever manages { $provider }.
sign-in-provider-unverified = { $provider } does not say that your e-mail address is verified, and you are known here by that. Verify it there, or ask whoever manages { $provider }.
sign-in-provider-domain = { $address } is not of a domain that may sign in here by { $provider }. Use another account there.
sign-in-accept-first = You were invited and have not accepted yet. Use the link in the invitation first; after that you can sign in this way.
sign-in-not-at-present = You cannot sign in here at present. Ask { $partner }.
sign-in-by-password = People like you sign in here with a password.
sign-in-linked-elsewhere = Your address is linked with another account of { $provider } here, so this one is not let in. If that one is gone, ask { $partner } to remove the link.
sign-in-nobody = { $provider } knows you, and { $partner } does not: nobody here has your address. Ask { $partner } to let you in.
sign-in-not-signed-in = You are not signed in
sign-in-unreachable = { $provider } cannot be reached at the moment. Try again in a few minutes.
sign-in-not-accepted = { $provider } does not accept this sign-in: it took too long, or the two are not set up for each other. Try again; if it happens again, tell { $partner }.
sign-in-untrusted = What { $provider } answered could not be trusted, so you are not signed in. Try again; if it happens again, tell { $partner }.
sign-in-cannot-finish = This sign-in cannot be finished
sign-in-begin-again = It took longer than ten minutes, was finished already, or was begun in another browser. Begin again from the sign-in page.
sign-in-asked-often = That was asked for several times. Look for the mail, also among spam, or try again in { $wait }.
sign-in-look-into-mail = Look into your mail
sign-in-forgot = Forgot your password?
sign-in-seconds =
    { $n ->
        [one] { $n } second
       *[other] { $n } seconds
    }
sign-in-minutes =
    { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
sign-in-with = Sign in with { $provider }
sign-in-password-right = The password for { $email } is right. Open your authenticator app and type the code it shows, or a recovery code if you do not have your phone.
sign-in-code = Code
sign-in-code-hint = 6 digits, or a recovery code of 16 characters
sign-in-start-again = Start again
sign-in-lost-both = Lost both? Somebody who manages users at { $partner } can reset your two-step sign-in.
sign-in-leaving = You sign in there. Then it sends you back here.
sign-in-continue-to = Continue to { $provider }
sign-in-first-access = For your access to { $partner }. Afterwards you sign in with your address and this password.
sign-in-reset-access = For your access to { $partner }. All your sessions end, and you sign in again with the new password.
sign-in-not-set = The password was not set
sign-in-email = E-mail
sign-in-new-password = New password
sign-in-password-kind = 10 to 128 characters of any kind. A few words are better than tricks.
sign-in-set-password = Set password
sign-in-link-spent-text = It was used already, a newer mail replaced it, or its time is over. If you have set your password, sign in. Otherwise ask for another link: it comes by mail to the address you were invited with.
sign-in-send-another = Send another link
sign-in-go-to = Go to the sign-in page
sign-in-reset-how = Enter the address you sign in with. If it is known here, a mail with a link comes to it within a minute.
sign-in-no-mail = No mail was sent
sign-in-send-link = Send the link
sign-in-back = Back to sign in
sign-in-on-its-way = If the address is known here, a mail with a link is on its way. The link works once and for one hour; your present password stays good until you set a new one.
sign-in-nothing-yet = Nothing after a few minutes? Look among spam, check that you typed the address you sign in with, or ask whoever invited you.
sign-in-another-address = Try another address
sign-in-dev-mails = Developer mode: <a href="/dev/mails">mails that were sent</a>
sign-in-to = Sign in to { $partner }
sign-in-or-password = Or with a password:
sign-in-user = E-mail or user name
sign-in-password = Password
sign-in-everybody-there = Everybody of { $partner } signs in there.
