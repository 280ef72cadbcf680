# Two-step sign-in (src/second_steps).
second-steps-reset-alone = Bis zur neuen Einrichtung genügt das Passwort allein. Stellen Sie sicher, dass wirklich die Person selbst darum bittet.
second-steps-reset-codes = Die Wiederherstellungscodes gelten nicht mehr. Die Person erfährt es per E-Mail.
second-steps-reset-sessions = Offene Sitzungen bleiben offen.
second-steps-wrong = Dieser Code stimmt nicht oder wurde schon verwendet. Warten Sie, bis Ihre App den nächsten zeigt, und geben Sie diesen ein.
second-steps-type = Geben Sie die { $digits } Ziffern ein, die Ihre App zeigt, oder einen Wiederherstellungscode aus { $chars } Zeichen.
second-steps-over = Die Einrichtung wurde neu begonnen oder hat zu lange gedauert. Beginnen Sie noch einmal und scannen Sie den Code, der dann gezeigt wird.
second-steps-on-already = Sie ist bereits an. Schalten Sie sie aus, bevor Sie sie neu einrichten.
second-steps-nothing = { $name } hat keine Anmeldung in zwei Schritten: Es gibt nichts zurückzusetzen.
