# A person's own things: profile, sessions, password, second step (src/me).
me-profile = Profile
me-own-things = Your own things
me-timezone = Timezone
me-timezone-default = As the account or the console is set
me-appearance = Appearance
me-theme-device = As the device is set
me-theme-light = Light
me-theme-dark = Dark
me-language = Language
me-language-default = As the account or the browser is set
me-shortcuts = Single-key shortcuts
me-shortcuts-hint = Such as / to search. Press ? to see them all.
me-save-profile = Save profile
me-linked = Linked sign-ins
me-linked-why = Where you sign in instead of here. Once a link is removed, your address decides again who you are.
me-remove-link = Remove link<span class="sr-only"> with { $issuer }</span>
me-saved = Profile saved.
me-meanwhile = Your profile was changed elsewhere while you were editing it. What was saved is shown below; check it and save again to replace it.
me-choose-timezone = Choose a timezone from the list.
me-choose-theme = Choose light, dark, or as the device is set.
me-link-removed = The link is removed. The next time you sign in there your address decides again.
me-name = Name
me-theme = Theme
me-sessions = Sessions
me-signed-in-count =
    { $n ->
        [one] { $n } browser is signed in
       *[other] { $n } browsers are signed in
    }
me-session-ended = Session ended. That browser has to sign in again.
me-no-other = No other browser is signed in with your address.
me-others-sign-in =
    { $n ->
        [one] { $n } browser has to sign in again.
       *[other] { $n } browsers have to sign in again.
    }
me-end-others-ask = End all other sessions?
me-none-ended = There was no other session.
me-others-ended =
    { $n ->
        [one] { $n } other session ended.
       *[other] { $n } other sessions ended.
    }
me-codes-left =
    { $n ->
        [one] { $n } recovery code is left
       *[other] { $n } recovery codes are left
    }
me-two-step = Two-step sign-in
me-two-step-is-on = Two-step sign-in is on, and all other browsers are signed out. Keep these recovery codes where you find them without your phone.
me-codes-renewed = These are your recovery codes now. Those you had before are good for nothing any more.
me-your-codes = Your recovery codes
me-two-step-is-off = Two-step sign-in is off. Your password alone lets you in.
me-turn-off-two-step = Turn off two-step sign-in
me-too-many-codes = There were too many wrong codes. Try again in { $wait }.
me-password = Password
me-too-many-tries = There were too many wrong tries. Try again in { $wait }.
me-wrong-password = This is not your present password. Check it and type it again.
me-password-changed = Password changed. All other sessions have ended, and a mail about it is on its way to you.
me-same-password = This is the password you have. Choose another.
me-confirmed = Confirmed. You are not asked again for ten minutes.
me-confirm-title = Confirm that it is you
me-your-file = Your file
