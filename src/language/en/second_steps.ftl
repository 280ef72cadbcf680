# Two-step sign-in (src/second_steps).
second-steps-reset-alone = Their password alone lets them in, until they set it up again. Make sure that it is really they who ask.
second-steps-reset-codes = Their recovery codes stop working. They are told by mail.
second-steps-reset-sessions = Sessions that are open stay open.
second-steps-wrong = This code is not right, or was used before. Wait until your app shows the next one and type that.
second-steps-type = Type the { $digits } digits that your app shows, or a recovery code of { $chars } characters.
second-steps-over = Setting it up was begun anew or took too long. Begin again and scan the code that is shown then.
second-steps-on-already = It is on already. Turn it off before you set it up anew.
second-steps-nothing = { $name } has no two-step sign-in: there is nothing to reset.
