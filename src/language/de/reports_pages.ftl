# Reports: each of them (src/reports).
# Which there are, and what each answers.
reports-report = Bericht
reports-answers = Was er beantwortet
reports-all = Alle Berichte
reports-use = Nutzung
reports-connectors-methods = Konnektoren und Methoden
reports-billing-periods = Abrechnungszeiträume
reports-api-calls = API-Aufrufe
reports-by-mail = Per E-Mail gesendet
reports-audit = Prüfprotokoll
reports-accounts-answers = Welche Konten am meisten nutzen, wofür sie es nutzen und wie sich das verändert hat.
reports-cycles-answers = Was über alle Konten am häufigsten läuft und am häufigsten fehlschlägt ({ CYCLES_CAP() }).
reports-connectors-answers = Welche Anwendungen aufgerufen werden, von welchen Konten und mit welchen Methoden.
reports-periods-answers = Was jedes Konto in seinem Abrechnungszeitraum genutzt hat, und von welchem Limit.
reports-calls-answers = Was Programme aufrufen, wie oft, und was mit einem Fehler beantwortet wird.
reports-mail-answers = Welche Berichte nach Zeitplan gesendet werden, wann und an wen.
reports-audit-answers = Wer was geändert hat, und wann.
reports-use-answers = Was an jedem Tag genutzt wurde, neben der Zeit davor.
reports-account-cycles-answers = Was gelaufen ist, wie oft, und wie viel davon fehlschlug ({ CYCLES_CAP() }).
reports-methods-answers = Welche Anwendungen aufgerufen wurden, und mit welchen Methoden.
reports-account-periods-answers = Was jeder der letzten zwölf Abrechnungszeiträume ergab.
# By accounts.
reports-accounts-by-use = Konten nach Nutzung
reports-all-accounts = Alle Konten
reports-these-accounts = Diese Konten
reports-no-account-used = Kein Konto hat in dieser Zeit etwas genutzt
# Of one account.
reports-own-use = Eigene Nutzung
reports-own = Eigene
reports-nothing-ran = In dieser Zeit ist nichts gelaufen
reports-all-cycles = Alle { CYCLES_CAP() }
reports-all-methods = Alle Methoden
# By cycles.
reports-cycles-by-use = { CYCLES_CAP() } nach Nutzung
reports-cycles-of-all = { CYCLES_CAP() } aller Konten
reports-cycles-of-these = { CYCLES_CAP() } dieser Konten
reports-with-theirs = Mit denen der Unterkonten
# By connectors and methods.
reports-connectors-by-use = Konnektoren nach Nutzung
reports-all-connectors = Alle Konnektoren
reports-no-connector-called = In dieser Zeit wurde kein Konnektor aufgerufen
reports-no-method-called = In dieser Zeit wurde keine Methode aufgerufen
reports-accounts-use-it = Konten, die ihn nutzen
reports-no-account-used-it = Kein Konto hat ihn in dieser Zeit genutzt
reports-own-one-connector = Eigene Nutzung eines Konnektors
reports-methods-one-connector = Methoden eines Konnektors
# By billing periods.
reports-1-ago = Der davor
reports-2-ago = 2 vor diesem
reports-3-ago = 3 vor diesem
reports-4-ago = 4 vor diesem
reports-5-ago = 5 vor diesem
reports-6-ago = 6 vor diesem
reports-7-ago = 7 vor diesem
reports-8-ago = 8 vor diesem
reports-9-ago = 9 vor diesem
reports-10-ago = 10 vor diesem
reports-11-ago = 11 vor diesem
reports-no-billing-period = Es gibt keinen Abrechnungszeitraum „{ $typed }“. Wählen Sie einen aus der Liste.
reports-limit-head = Limit jetzt
reports-no-limit = keines
reports-period-in-bin = { $period }; im Papierkorb
reports-in-all-before = { $n } im ganzen Zeitraum davor
reports-periods-lie = Der Abrechnungszeitraum jedes Kontos; alle zusammen: { $days }
reports-periods-by-day = Diese Abrechnungszeiträume nach Tagen
reports-accounts-by-period = Konten nach Abrechnungszeitraum
reports-no-account-in-period = Kein Konto hat in diesem Abrechnungszeitraum etwas genutzt
reports-show-former = Den davor anzeigen
reports-show-this = Diesen Abrechnungszeitraum anzeigen
reports-until-now = Dieser Zeitraum, bis jetzt
reports-no-periods = Noch kein Zeitraum
reports-first-begins = Der erste beginnt mit dem Konto.
reports-first-period = Der erste Abrechnungszeitraum
reports-twelve-periods = Die letzten zwölf Abrechnungszeiträume
reports-all-periods = Alle { $n } Abrechnungszeiträume seit dem Beginn des Kontos
