# Of the module's own tests.
language-test-accounts =
    { $n ->
        [one] { $n } Konto von { $name }
       *[other] { $n } Konten von { $name }
    }
language-test-bold = Von <b>{ $name }</b>
language-test-cycles = { CYCLES_CAP() }: { CYCLE() }, viele { CYCLES() }. { CYCLE_CAP() }.

language-choose = Wählen Sie eine Sprache aus der Liste.
