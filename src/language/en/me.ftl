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
