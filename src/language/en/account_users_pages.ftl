# The pages about people of customers (src/account_users/pages).
account-users-people = People
account-users-access-changed = Access changed, from the next click on.
account-users-access-of = Access of { $name }
account-users-yes = Yes
account-users-no = No
account-users-role = Role
account-users-with-sub-accounts = With sub-accounts
account-users-remove-ask = Remove { $name } from { $account }?
account-users-remove-lost = At their next click they cannot open { $account } any more.
account-users-remove-lost-tree = At their next click they cannot open { $account } and its sub-accounts any more.
account-users-remove-stays = Their other accounts stay, and so does everything they did here.
account-users-remove-again = You can let them in again at any time; they keep their password.
account-users-remove-button = Remove from account
account-users-remove = Remove { $name }
account-users-removed = { $name } was removed from this account.
account-users-can-sign-in = { $address } can sign in now with the password you chose.
account-users-let-in = { $address } is let in and is told by mail.
account-users-mailed-before = { $address } is let in. An invitation was mailed to them a moment ago; its link leads to this account too, so no other was sent.
account-users-invite-to = Invite to { $account }
account-users-invite = Invite a person
account-users-renamed = Name changed.
account-users-edit = Edit { $name }
account-users-name = Name
account-users-people-of = People of { $account }
account-users-disable-ask = Disable { $name }?
account-users-disable-out = They are signed out everywhere at once and cannot sign in any more.
account-users-disable-links = Invitations and links that were mailed to them stop working.
account-users-disable-kept =
    { $n ->
        [one] Their access to { $n } account is kept for when you enable them again. Nothing they did is lost.
       *[other] Their access to { $n } accounts is kept for when you enable them again. Nothing they did is lost.
    }
account-users-disable-button = Disable person
account-users-disable = Disable { $name }
account-users-disabled = { $name } is disabled.
account-users-sessions-ended =
    { $n ->
        [one] { $n } session ended.
       *[other] { $n } sessions ended.
    }
account-users-step-reset = The two-step sign-in of { $name } is reset.
account-users-sent-again = Invitation sent again to { $who }.
account-users-everybody-in = Everybody on the list is let in and told by mail.
account-users-some-before =
    { $n ->
        [one] Everybody on the list is let in. { $n } person was mailed an invitation a moment ago
       *[other] its link leads to this account too, so no other was sent. Everybody else is told by mail.; Everybody on the list is let in. { $n } people were mailed an invitation a moment ago; its link leads to this account too, so no other was sent. Everybody else is told by mail.
    }
account-users-faulty =
    { $n ->
        [one] { $n } line cannot be invited, so nobody was. Mend or remove what is marked below.
       *[other] { $n } lines cannot be invited, so nobody was. Mend or remove what is marked below.
    }
account-users-invite-many-to = Invite many to { $account }
account-users-invite-n =
    { $n ->
        [one] Invite { $n } person
       *[other] Invite { $n } people
    }
account-users-new = New
account-users-new-outcome = Is invited by mail.
account-users-known = Known
account-users-known-outcome = Gets this account too, and is told by mail.
account-users-unchanged = Unchanged
account-users-unchanged-outcome = Has this account already.
account-users-impossible = Not possible
account-users-console-outcome = This is the address of a console user. One address is one person: use another address.
account-users-disabled-outcome = Was disabled. Enable this person first, under People.
account-users-unreadable = The line cannot be read.
account-users-password-set = Password set. { $name } is signed out everywhere and is told by mail.
account-users-password-for = Set a password for { $name }
account-users-nobody = Nobody yet
account-users-nobody-invite = Nobody can open this account. Invite the first person.
account-users-nobody-text = Nobody can open this account.
account-users-invite-many = Invite many
account-users-of-account = People of this account
account-users-person = Person
account-users-state = State
account-users-access = Access
account-users-last-sign-in = Last sign-in
account-users-actions = Actions
account-users-this-only = This account only
account-users-never = never
account-users-from = From <a href="{ $href }">{ $account }</a>, with sub-accounts
account-users-change-of = Change<span class="sr-only"> access of { $name }</span>
account-users-remove-of = Remove...<span class="sr-only"> { $name }</span>
account-users-nobody-after = There is nobody after this.
account-users-first-page = First page
account-users-accounts = Accounts
account-users-to = To { $account }
account-users-email = E-mail
account-users-email-hint = Somebody who is known already gets this account too, under the name and password they have.
account-users-reach-hint = The same role in every sub-account, future ones too. Without it a sub-account stays closed to them.
account-users-how = How they come in
account-users-by-mail = Invite by e-mail
account-users-by-mail-hint = They choose a password with a link that works once, for 72 hours
account-users-by-password = Set a password now
account-users-by-password-hint = You give it to them in another way; no invitation is mailed
account-users-password = Password
account-users-password-hint = Only when you set it now: 10 to 128 characters of any kind
account-users-admit = Let them in
account-users-cancel = Cancel
account-users-first-choose = First choose the account they are let into.
account-users-find-account = Find the account
account-users-find-by = Name or API ID of the account
account-users-search = Search
account-users-account = Account
account-users-parent = Parent
account-users-no-account = No account has a name or API ID that begins so.
account-users-all-accounts = Show all accounts
account-users-more = There are more accounts. Type another letter to narrow the list.
account-users-all-theirs = All their accounts
account-users-chosen-conflict = Saved by someone else, and what you chose
account-users-role-in = Role in { $account }
account-users-save-access = Save access
account-users-remove-more = Remove from account...
account-users-none-yet = No people yet
account-users-none-invite = People of your customers work in the accounts you let them into. Invite the first one.
account-users-none-text = People of your customers work in the accounts they are let into. Somebody with the right “Account users: Edit” can invite the first one.
account-users-name-or-mail = Name or e-mail
account-users-any-state = Any state
account-users-invited = Invited
account-users-no-match = No person matches these filters.
account-users-clear = Clear filters
account-users-lines-hint = One on each line, up to 100: Ada Lovelace {"<"}ada@example.com>, or the address alone
account-users-role-of-all = Role of everybody on the list
account-users-reach-short = The same role in every sub-account, future ones too
account-users-each-line = What each line does
account-users-line = Line
account-users-outcome = Outcome
account-users-check-again = Check again
account-users-check = Check the list
account-users-set-a-password = Set a password
account-users-password-out = { $name } is signed out everywhere, and links that were mailed before stop working.
account-users-password-told = They are told by mail that the password was set, not what it is. Give it to them in another way.
account-users-new-password = New password
account-users-password-kind = 10 to 128 characters of any kind
account-users-save-password = Set password
account-users-edit-name = Edit name
account-users-typed-conflict = Saved by someone else, and what you typed
account-users-name-hint = The e-mail address is the person and cannot be changed. For another address invite them again.
account-users-save-name = Save name
account-users-more-actions = More actions
account-users-set-password-more = Set a password...
account-users-end-sessions-more = End all sessions...
account-users-reset-step-more = Reset two-step sign-in...
account-users-unlink-more = Remove sign-in link...
account-users-disable-more = Disable...
account-users-enable = Enable
account-users-invited-text = They choose a password with the link in the mail. It works once, for 72 hours.
account-users-invited-title = Has not accepted the invitation yet
account-users-send-again = Send the invitation again
account-users-again-in = It can be sent again in { $wait }.
account-users-cannot-sign-in = This person cannot sign in. Their accounts are kept for when they are enabled again.
account-users-two-step = Two-step sign-in
account-users-on-since = on, { $when }
account-users-off = off
account-users-provider-as = Sign-in provider, as
account-users-invitation-ends = Invitation ends
account-users-added = Added
account-users-another = Give another account
account-users-of-person = Accounts of this person
account-users-sub-accounts = Sub-accounts
account-users-since = Since
account-users-change-to = Change<span class="sr-only"> access to { $account }</span>
account-users-change = Change
account-users-no-access = This person has no account, so there is nothing they can open.
