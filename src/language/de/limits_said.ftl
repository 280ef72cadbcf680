# What is said at a limit, and how much of it is used (src/limits/said.rs, over.rs, brief.rs, notices.rs).
limits-whose-tree = „{ $name }“ mit allem darunter
limits-whose-own = „{ $name }“
limits-reached = Limit erreicht ({ $what }): { $whose } darf { $count } haben, genutzt: { $used }.
limits-reached-none = Limit erreicht ({ $what }): { $figures }.
limits-needs-more = Hierfür sind { $n } mehr nötig.
limits-set-by-yours = Das Limit ist die Vorgabe in Ihren Einstellungen.
limits-set-by-partner = Das Limit ist die Vorgabe von { $partner }.
limits-set-by-default = Das Limit ist die Vorgabe.
limits-set-by-account = Das Limit ist für „{ $name }“ festgelegt.
limits-unchanged-raise = Es wurde nichts geändert. Heben Sie zuerst das Limit an.
limits-unchanged-remove = Es wurde nichts geändert. Entfernen Sie einige, die nicht gebraucht werden, oder heben Sie das Limit an.
limits-unchanged-ask = Es wurde nichts geändert. Bitten Sie { $partner }, es anzuheben.
limits-unchanged-remove-or-ask = Es wurde nichts geändert. Entfernen Sie einige, die nicht gebraucht werden, oder bitten Sie { $partner }, es anzuheben.
limits-too-large-default = Limit erreicht (Größe der Nutzdaten): Der Inhalt hat { $has }, nach Vorgabe sind höchstens { $most } erlaubt. Es wurde nichts angenommen. Senden Sie weniger auf einmal.
limits-too-large = Limit erreicht (Größe der Nutzdaten): Der Inhalt hat { $has }, für „{ $name }“ sind höchstens { $most } erlaubt. Es wurde nichts angenommen. Senden Sie weniger auf einmal.
limits-exceeded = Limit erreicht ({ $what }): { $whose } darf { $count } haben, hiermit wären es { $n }.
limits-used-up-overage = Seine Arbeit läuft dort weiter und wird getrennt als Mehrverbrauch gezählt.
limits-used-up-own = Seine Arbeit wartet dort bis dahin oder bis das Limit angehoben wird. Nichts geht verloren.
limits-used-up-tree = Dann wartet alle Arbeit von „{ $name }“ und von jedem Konto darunter, nicht nur die dieses Kontos, bis zu diesem Tag oder bis das Limit angehoben wird. Nichts geht verloren.
limits-used-up = Limit erreicht ({ $what }): { $whose } darf { $count } im Monat haben, und mit dem, was dieses Konto genutzt hat, sind { $n } genutzt. Das Limit ist für „{ $name }“ festgelegt und beginnt am { $day } von vorn.
limits-under-way = Limit erreicht ({ $what }): { $whose } darf { $count } im Monat haben, genutzt oder unterwegs: { $n }.
limits-resets-on-day = Es beginnt am { $day } von vorn.
limits-not-called = Es wurde nichts aufgerufen. Rufen Sie dann noch einmal auf, oder heben Sie das Limit an.
limits-begins-minute = Limit erreicht ({ $what }): { $whose } darf { $count } je Minute beginnen.
limits-runs-none = Limit erreicht ({ $what }): { $whose } darf keine Transaktionen gleichzeitig ausführen.
limits-goes-on-raised = Es geht der Reihe nach von selbst weiter, sobald das Limit angehoben wird. Nichts geht verloren.
limits-goes-on-period = Es geht von selbst weiter, wenn am { $day } der nächste Abrechnungszeitraum beginnt oder sobald das Limit angehoben wird. Nichts geht verloren.
limits-goes-on-room = Es geht der Reihe nach von selbst weiter, sobald Platz ist. Nichts geht verloren.
limits-ask-to-raise = Bitten Sie { $whom }, das Limit anzuheben, wenn es nicht warten kann.
limits-waiting =
    { $n ->
        [one] { $n } Transaktion wartet an einem Limit
       *[other] { $n } Transaktionen warten an einem Limit
    }
limits-over = Über seinem Limit: { $words }.
limits-over-overage = { $used } von { $count } genutzt, die Arbeit läuft als Mehrverbrauch weiter
limits-over-waits = { $used } von { $count } genutzt, die Arbeit wartet
limits-over-keeps = { $used } von { $count } genutzt, sie bleiben erhalten
limits-over-tree-overage = Mit Unterkonten { $used } von { $count } genutzt, die Arbeit läuft als Mehrverbrauch weiter
limits-over-tree-waits = Mit Unterkonten { $used } von { $count } genutzt, die Arbeit wartet
limits-over-tree-keeps = Mit Unterkonten { $used } von { $count } genutzt, sie bleiben erhalten
limits-apart-none = Genutzt minus Limit ist jetzt { $over }, bei { $used } von { $value } genutzt. Nichts wurde getrennt als Mehrverbrauch gezählt; das wäre jede Aufgabe, die weiterlief, während ein Limit aufgebraucht war, nach dem Limit in jenem Augenblick.
limits-apart =
    { $n ->
        [one] { $n } Aufgabe dieses Abrechnungszeitraums wurde getrennt als Mehrverbrauch gezählt: jede, die weiterlief, während ein Limit aufgebraucht war, nach dem Limit in jenem Augenblick.
       *[other] { $n } Aufgaben dieses Abrechnungszeitraums wurden getrennt als Mehrverbrauch gezählt: jede, die weiterlief, während ein Limit aufgebraucht war, nach dem Limit in jenem Augenblick.
    }
limits-apart-all =
    { $n ->
        [one] { $n } Aufgabe dieses Abrechnungszeitraums wurde getrennt als Mehrverbrauch gezählt: alles, was über das Limit hinaus genutzt ist.
       *[other] { $n } Aufgaben dieses Abrechnungszeitraums wurden getrennt als Mehrverbrauch gezählt: alles, was über das Limit hinaus genutzt ist.
    }
limits-apart-not-over = Nach dem heutigen Limit ist nichts darüber, also ist genutzt minus Limit 0.
limits-apart-another = Genutzt minus Limit ist eine andere Zahl: jetzt { $over }, bei { $used } von { $value } genutzt.
limits-apart-differ = Diese Zahl folgt dem heutigen Limit und zählt auch mit, was genutzt wurde, bevor es eines gab oder solange es höher war.
limits-over-by = { $n } darüber
limits-over-goes-on = { $n } darüber, läuft weiter
limits-over-goes-on-apart = { $n } darüber, läuft weiter, { $apart } getrennt gezählt
limits-resets-on = beginnt am { $day } von vorn
limits-used = { $used } von { $value }
limits-used-tree = { $used } von { $value } mit Unterkonten
limits-used-below = { $used } von { $value } mit allem unter { $name }
limits-line-own = { $count }, eigene
limits-line-tree = { $count }, mit Unterkonten
limits-line-each = je { $count }, auch in Unterkonten
limits-by-default = Ihre Vorgabe
limits-by-this = dieses Konto
limits-n-used = { $n } genutzt
limits-unknown-used = – genutzt
