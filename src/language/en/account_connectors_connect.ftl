# Giving a connector of an account its credentials: in the account, by a setup link, at the application (src/account_connectors).
account-connectors-connect-title = Connect { $name }
account-connectors-reconnect-title = Reconnect { $name }
account-connectors-continue = Continue to { $application }
account-connectors-back = Back
account-connectors-not-connected = This was not connected
account-connectors-sign-in-why = This application is connected with its provider's sign-in: you sign in at { $application }, allow what is asked for, and come back here.
account-connectors-window-opened = Go on in the window that has opened. When you are done there, this page goes on by itself.
account-connectors-window-blocked = Your browser has blocked the window. <a href="" target="_blank" rel="noopener" data-frame-link>Open it by this link</a>; when you are done there, this page goes on by itself.
account-connectors-password-stays = Your password stays there. What { $application } grants is kept encrypted and never shown to anybody.
account-connectors-password-stays-again = Your password stays there. What { $application } grants is kept encrypted and never shown to anybody. It replaces what this connector has.
account-connectors-connect-with = Connect with { $application }
account-connectors-reconnect-with = Reconnect with { $application }
account-connectors-encrypted = Kept encrypted and never shown again to anybody.
account-connectors-encrypted-again = Kept encrypted and never shown again to anybody. What is given here replaces what it has.
account-connectors-is-connected = “{ $name }” is connected.
account-connectors-leave = You sign in at { $application } and allow what is asked for there. Then it sends you back here.
account-connectors-own-tab = It opens in a tab of its own. When you have signed in there, come back and go on.
account-connectors-signed-in = I have signed in, go on
account-connectors-tab-done = “{ $name }” is connected. Close this tab and go on where you came from.
# Behind a setup link.
account-connectors-asks-sign-in = { $partner } asks you to connect “{ $name }” for the account { $account }. You sign in at { $application }, allow what is asked for there, and come back here.
account-connectors-asks-credentials = { $partner } asks for the credentials of “{ $name }” ({ $application }), for the account { $account }.
account-connectors-password-stays-once = Your password stays there. What { $application } grants is kept encrypted and never shown. This link works once.
account-connectors-encrypted-once = Kept encrypted and never shown again. This link works once.
account-connectors-has-credentials = “{ $name }” of { $account } has its credentials. There is nothing more to do: you can close this page.
account-connectors-link-spent = This link cannot be used any more
account-connectors-link-spent-why = It was used already, a newer one replaced it, or its time is over: such a link is good for a few minutes. Ask whoever sent it to you for another.
# Back from the application.
account-connectors-cannot-finish = This sign-in cannot be finished
account-connectors-cannot-finish-why = It was finished already, its time is over (it is good for ten minutes), or it was begun in another browser or by somebody else. Nothing was changed. Open the connector, or the link that was sent to you, and begin again.
account-connectors-access-refused = Access was refused at { $application }, so nothing was changed. To connect it, begin again and allow what is asked for there.
account-connectors-application-failed = { $application } could not finish the sign-in ({ $code }), so nothing was changed. Begin again; if it says so again, tell { $partner }.
account-connectors-no-answer = { $application } sent you back without an answer, so nothing was changed. Begin again.
account-connectors-not-here = The sign-in cannot be finished here.
account-connectors-sign-in-stale = { $application } does not accept this sign-in: it took too long or was used before. Nothing was changed. Begin again.
account-connectors-client-wrong = { $application } does not accept the client ID and secret that { $partner } has registered. Nothing was changed. Ask { $partner } to correct them, then begin again.
account-connectors-denied = { $why } Nothing was changed. Begin again; if it says so again, tell { $partner }.
account-connectors-not-connected-title = Not connected
account-connectors-connected-title = Connected
account-connectors-link-still-good = { $why } The link that was sent to you is still good for a few minutes.
account-connectors-link-used = The link was used already, a newer one replaced it, or its time is over. Ask whoever sent it to you for another.
