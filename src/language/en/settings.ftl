# A partner's settings (src/settings).
settings-idle-too-long = A session ends after { $time } at the latest, so choose no more than that.
settings-optional = Optional
settings-optional-why = Each person decides on their own page
settings-required-console = Required for console users
settings-required-console-why = Your own staff, whatever their rights
settings-required-all = Required for everybody
settings-required-all-why = Your staff, and people of your customers who sign in with a password
settings-agent-long = Use { $n } characters at most.
settings-agent-product = Begin with a name without spaces or brackets, such as Acme-Sync/1.0.
settings-agent-plain = Use letters, digits and signs of plain English only, such as Acme-Sync/1.0 (+https://acme.example).
settings-choose-time = Choose a time from the list; { $most } is the most.
settings-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
settings-hours =
    { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
settings-minutes =
    { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
settings-too-many-networks = { $n } networks are too many: { $most } are the most. Write wider ones.
settings-network-form = write a network as 192.0.2.0/24 or 2001:db8::/32, or one address as 192.0.2.7.
settings-network-begin = the address does not begin that network. If you mean the whole of it, write { $network }.
settings-meanwhile = Someone else changed this while you were editing. What they saved is shown; check it and save again to replace it.
settings-shut-out = You are at { $address }, which is in none of these networks, so you would shut yourself out. Add your network.
