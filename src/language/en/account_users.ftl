# People of customers, as staff sees them (src/account_users).
account-users-enter-lines = Enter at least one address, one on each line.
account-users-too-many-lines = { $n } lines are too many; { $most } is the most at once.
account-users-same-address = The same address is on line { $line }. Remove one of the two.
account-users-own-password = { $address } is { $name } already, who has a password of their own. Choose “Invite by e-mail” to let them into this account.
account-users-already-in = { $address } is { $name } and is let into this account already. Change their role in the list.
account-users-console-user = { $address } is the address of a console user. One address is one person, so use another address for this account.
account-users-was-disabled = { $address } is a person who was disabled. Enable them first, under People.
account-users-some-lines = Nobody was invited: some lines need another look.
account-users-in-bin = “{ $name }” is in the recycle bin. Restore it before you let people in.
account-users-access-meanwhile = Someone else changed this access while you were editing it. What they saved is shown; check it and save again to replace it.
account-users-person-meanwhile = Someone else changed this person while you were editing. What they saved is shown; check it and save again to replace it.
account-users-enable-first = { $name } is disabled. Enable them before you set a password.
