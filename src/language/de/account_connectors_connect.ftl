# Giving a connector of an account its credentials: in the account, by a setup link, at the application (src/account_connectors).
account-connectors-connect-title = { $name } verbinden
account-connectors-reconnect-title = { $name } neu verbinden
account-connectors-continue = Weiter zu { $application }
account-connectors-back = Zurück
account-connectors-not-connected = Er wurde nicht verbunden
account-connectors-sign-in-why = Diese Anwendung wird mit der Anmeldung bei ihrem Anbieter verbunden: Sie melden sich bei { $application } an, erlauben, worum gebeten wird, und kommen hierher zurück.
account-connectors-window-opened = Machen Sie in dem Fenster weiter, das sich geöffnet hat. Wenn Sie dort fertig sind, geht es auf dieser Seite von selbst weiter.
account-connectors-window-blocked = Ihr Browser hat das Fenster blockiert. <a href="" target="_blank" rel="noopener" data-frame-link>Öffnen Sie es mit diesem Link</a>; wenn Sie dort fertig sind, geht es auf dieser Seite von selbst weiter.
account-connectors-password-stays = Ihr Passwort bleibt dort. Was { $application } gewährt, wird verschlüsselt aufbewahrt und niemandem angezeigt.
account-connectors-password-stays-again = Ihr Passwort bleibt dort. Was { $application } gewährt, wird verschlüsselt aufbewahrt und niemandem angezeigt. Es ersetzt, was dieser Konnektor hat.
account-connectors-connect-with = Mit { $application } verbinden
account-connectors-reconnect-with = Neu mit { $application } verbinden
account-connectors-encrypted = Wird verschlüsselt aufbewahrt und niemandem wieder angezeigt.
account-connectors-encrypted-again = Wird verschlüsselt aufbewahrt und niemandem wieder angezeigt. Was hier angegeben wird, ersetzt, was er hat.
account-connectors-is-connected = „{ $name }“ ist verbunden.
account-connectors-leave = Sie melden sich bei { $application } an und erlauben dort, worum gebeten wird. Danach gelangen Sie hierher zurück.
account-connectors-own-tab = Die Anmeldung öffnet sich in einem eigenen Tab. Wenn Sie sich dort angemeldet haben, kommen Sie zurück und machen Sie weiter.
account-connectors-signed-in = Ich habe mich angemeldet, weiter
account-connectors-tab-done = „{ $name }“ ist verbunden. Schließen Sie diesen Tab und machen Sie dort weiter, woher Sie gekommen sind.
# Behind a setup link.
account-connectors-asks-sign-in = { $partner } bittet Sie, „{ $name }“ für das Konto { $account } zu verbinden. Sie melden sich bei { $application } an, erlauben, worum dort gebeten wird, und kommen hierher zurück.
account-connectors-asks-credentials = { $partner } bittet um die Zugangsdaten von „{ $name }“ ({ $application }) für das Konto { $account }.
account-connectors-password-stays-once = Ihr Passwort bleibt dort. Was { $application } gewährt, wird verschlüsselt aufbewahrt und nie angezeigt. Dieser Link gilt einmal.
account-connectors-encrypted-once = Wird verschlüsselt aufbewahrt und nie wieder angezeigt. Dieser Link gilt einmal.
account-connectors-has-credentials = „{ $name }“ von { $account } hat seine Zugangsdaten. Mehr ist nicht zu tun: Sie können diese Seite schließen.
account-connectors-link-spent = Dieser Link kann nicht mehr verwendet werden
account-connectors-link-spent-why = Er wurde schon verwendet, durch einen neueren ersetzt oder ist abgelaufen: Ein solcher Link gilt einige Minuten. Bitten Sie die Person, die ihn Ihnen gesendet hat, um einen anderen.
# Back from the application.
account-connectors-cannot-finish = Diese Anmeldung kann nicht abgeschlossen werden
account-connectors-cannot-finish-why = Sie wurde schon abgeschlossen, ist abgelaufen (sie gilt zehn Minuten) oder wurde in einem anderen Browser oder von jemand anderem begonnen. Es wurde nichts geändert. Öffnen Sie den Konnektor oder den Link, der Ihnen gesendet wurde, und beginnen Sie noch einmal.
account-connectors-access-refused = Der Zugriff wurde bei { $application } abgelehnt, deshalb wurde nichts geändert. Um zu verbinden, beginnen Sie noch einmal und erlauben Sie, worum dort gebeten wird.
account-connectors-application-failed = { $application } konnte die Anmeldung nicht abschließen ({ $code }), deshalb wurde nichts geändert. Beginnen Sie noch einmal; wenn das wieder gemeldet wird, sagen Sie { $partner } Bescheid.
account-connectors-no-answer = { $application } hat Sie ohne eine Antwort zurückgesendet, deshalb wurde nichts geändert. Beginnen Sie noch einmal.
account-connectors-not-here = Die Anmeldung kann hier nicht abgeschlossen werden.
account-connectors-sign-in-stale = { $application } nimmt diese Anmeldung nicht an: Sie dauerte zu lange oder wurde schon verwendet. Es wurde nichts geändert. Beginnen Sie noch einmal.
account-connectors-client-wrong = { $application } nimmt Client-ID und Secret nicht an, die { $partner } hinterlegt hat. Es wurde nichts geändert. Bitten Sie { $partner }, sie zu korrigieren, und beginnen Sie dann noch einmal.
account-connectors-denied = { $why } Es wurde nichts geändert. Beginnen Sie noch einmal; wenn das wieder gemeldet wird, sagen Sie { $partner } Bescheid.
account-connectors-not-connected-title = Nicht verbunden
account-connectors-connected-title = Verbunden
account-connectors-link-still-good = { $why } Der Link, der Ihnen gesendet wurde, gilt noch einige Minuten.
account-connectors-link-used = Der Link wurde schon verwendet, durch einen neueren ersetzt oder ist abgelaufen. Bitten Sie die Person, die ihn Ihnen gesendet hat, um einen anderen.
