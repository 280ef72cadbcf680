# What is mailed (src/mail/model.rs), in the language of whoever gets it.
mail-hello = Hello,
mail-hello-name = Hello { $name },
mail-no-button = If the button does not work, open this address: <a href="{ $href }">{ $href }</a>
mail-sign-in = Sign in
mail-invite-subject = You are invited to { $partner }
mail-invite = You are invited to { $partner }. Choose a password, then sign in.
mail-invite-account = { $partner } invites you to “{ $account }”. Choose a password, then sign in.
mail-invite-button = Choose a password
mail-invite-note =
    { $n ->
        [one] The link works once, within { $n } hour of the invitation.
       *[other] The link works once, within { $n } hours of the invitation.
    }
mail-invite-footer = If you did not expect this, do nothing: without a password nobody can sign in with your address.
mail-reset-subject = Set a new password for { $partner }
mail-reset = Somebody asked for a new password for your access to { $partner }.
mail-reset-button = Set a new password
mail-reset-note =
    { $n ->
        [one] The link works once, within { $n } hour of asking.
       *[other] The link works once, within { $n } hours of asking.
    }
mail-reset-footer = If that was not you, do nothing: your password stays as it is.
mail-password-subject = Your password for { $partner } was changed
mail-password-page = The password of your access to { $partner } was changed on your own page.
mail-password-link = The password of your access to { $partner } was changed by a link that was mailed to you.
mail-password-by = The password of your access to { $partner } was changed by { $by }.
mail-password-sessions = All other sessions were ended.
mail-password-footer = If that was not you, set a new password at once with “Forgot your password?” on the sign-in page.
mail-new-sign-in-subject = New sign-in to { $partner }
mail-new-sign-in = You signed in to { $partner } from a device or a network we had not seen before.
mail-new-sign-in-device = Device
mail-new-sign-in-address = Address
mail-new-sign-in-when = When
mail-new-sign-in-at = { $at } UTC
mail-new-sign-in-button = See your sessions
mail-new-sign-in-footer = If that was not you, end the session and change your password.
mail-two-step-subject = Your two-step sign-in to { $partner }
mail-two-step-on = The two-step sign-in of your access to { $partner } was turned on.
mail-two-step-off = The two-step sign-in of your access to { $partner } was turned off.
mail-two-step-codes = The two-step sign-in of your access to { $partner } got new recovery codes.
mail-two-step-reset = The two-step sign-in of your access to { $partner } was reset by somebody who manages users, so that your password alone lets you in.
mail-two-step-passed =
    { $n ->
        [one] The two-step sign-in of your access to { $partner } was passed with a recovery code, which is used up; { $n } is left.
       *[other] The two-step sign-in of your access to { $partner } was passed with a recovery code, which is used up; { $n } are left.
    }
mail-two-step-button = See it on your page
mail-two-step-footer = If you did not expect this, change your password at once and tell { $partner }.
mail-sign-in-link-subject = Your linked sign-in to { $partner }
mail-sign-in-link-made = Your access to { $partner } was linked with the account { $address } at { $provider }. Whoever signs in with it there comes in here as you.
mail-sign-in-link-removed = The link between your access to { $partner } and your account at { $provider } was removed on your own page.
mail-sign-in-link-partner = The link between your access to { $partner } and your account at { $provider } was removed by somebody who manages users.
mail-sign-in-link-footer = If you did not expect this, tell { $partner } at once.
mail-host-failing-subject = The host name { $host } fails
mail-host-failing = The host name { $host } of { $partner } has failed its checks for a day. While its records in DNS are not right, people may not reach your pages by it.
mail-host-failing-since = Since
mail-host-failing-button = See its records
mail-host-failing-footer = This is said once, until the name is right again. Checks go on by themselves.
mail-granted-subject = You can now open { $account }
mail-granted-sample = Sample: you can now open { $account }
mail-granted-sample-account = Sample account
mail-granted = { $partner } gave you access to “{ $account }”.
mail-granted-role = Role
mail-granted-button = Open it
mail-granted-footer = Sign in with the address this mail came to and the password you have.
mail-limit-subject-own = { $percent } % of the limit of tasks is used: { $account }, its own use
mail-limit-subject-tree = { $percent } % of the limit of tasks is used: { $account }, with all below it
mail-limit = “{ $account }” has used { $percent } % of its tasks a month at { $partner }.
mail-limit-full-overage = Work goes on, and what is used beyond the limit is counted apart as overage.
mail-limit-full-hold = Work waits now. It goes on in its order when the next billing period begins, or when the limit is raised. Nothing is lost.
mail-limit-near-overage = At the limit work goes on, and what is used beyond it is counted apart as overage.
mail-limit-near-hold = At the limit work waits until the next billing period begins, or until the limit is raised.
mail-limit-used = Used
mail-limit-figures = { $used } of { $value } tasks
mail-limit-counted = Counted
mail-limit-own = its own use
mail-limit-tree = with all below it
mail-limit-resets = Counts anew on
mail-limit-footer = This is said once in a billing period at 80 % and once at 100 %.
mail-report-subject = { $name }: { $days }
mail-report = { $report }: { $days }, beside as many days before, at { $partner }.
mail-report-of = { $report } of “{ $account }”: { $days }, beside as many days before, at { $partner }.
mail-report-figures = Figures
mail-report-rows = First of the list
mail-report-button = Open the report
mail-report-footer = This comes { $when }, in the name of { $by }. Whoever may change it can take you off the list, under Reports, “Sent by mail”.
mail-step-footer = Sent by { $account } with { $partner }.
