# Of the module's own tests.
language-test-accounts =
    { $n ->
        [one] { $n } account of { $name }
       *[other] { $n } accounts of { $name }
    }
language-test-bold = Of <b>{ $name }</b>
language-test-cycles = { CYCLES_CAP() }: a { CYCLE() } of many { CYCLES() }. { CYCLE_CAP() }.

language-choose = Choose a language from the list.
