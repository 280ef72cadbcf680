# Reports: each of them (src/reports).
# Which there are, and what each answers.
reports-report = Report
reports-answers = What it answers
reports-all = All reports
reports-use = Use
reports-connectors-methods = Connectors and methods
reports-billing-periods = Billing periods
reports-api-calls = API calls
reports-by-mail = Sent by mail
reports-audit = Audit log
reports-accounts-answers = Which accounts use most, what they use it for, and how that changed.
reports-cycles-answers = Which { CYCLES() } run most and fail most, over all accounts.
reports-connectors-answers = Which applications are called, by which accounts and with which methods.
reports-periods-answers = What each account used in its billing period, and of which limit.
reports-calls-answers = What programs call, how often, and what is answered with an error.
reports-mail-answers = Which reports are sent on a schedule, when and to whom.
reports-audit-answers = Who changed what, and when.
reports-use-answers = What was used each day, beside the time before.
reports-account-cycles-answers = Which { CYCLES() } ran, how often, and how many of those failed.
reports-methods-answers = Which applications were called, and with which methods.
reports-account-periods-answers = What each of the last twelve billing periods came to.
# By accounts.
reports-accounts-by-use = Accounts by use
reports-all-accounts = All accounts
reports-these-accounts = These accounts
reports-no-account-used = No account has used anything in this time
# Of one account.
reports-own-use = Own use
reports-own = Own
reports-nothing-ran = Nothing ran in this time
reports-all-cycles = All { CYCLES() }
reports-all-methods = All methods
# By cycles.
reports-cycles-by-use = { CYCLES_CAP() } by use
reports-cycles-of-all = { CYCLES_CAP() } of all accounts
reports-cycles-of-these = { CYCLES_CAP() } of these accounts
reports-with-theirs = With those of sub-accounts
# By connectors and methods.
reports-connectors-by-use = Connectors by use
reports-all-connectors = All connectors
reports-no-connector-called = No connector was called in this time
reports-no-method-called = No method was called in this time
reports-accounts-use-it = Accounts that use it
reports-no-account-used-it = No account used it in this time
reports-own-one-connector = Own use of one connector
reports-methods-one-connector = Methods of one connector
# By billing periods.
reports-1-ago = The one before
reports-2-ago = 2 before this one
reports-3-ago = 3 before this one
reports-4-ago = 4 before this one
reports-5-ago = 5 before this one
reports-6-ago = 6 before this one
reports-7-ago = 7 before this one
reports-8-ago = 8 before this one
reports-9-ago = 9 before this one
reports-10-ago = 10 before this one
reports-11-ago = 11 before this one
reports-no-billing-period = There is no billing period “{ $typed }”. Choose one from the list.
reports-limit-head = Limit now
reports-no-limit = none
reports-period-in-bin = { $period }; in the recycle bin
reports-in-all-before = { $n } in all of the period before
reports-periods-lie = Each account's own billing period; they lie from { $days }
reports-periods-by-day = These billing periods by day
reports-accounts-by-period = Accounts by billing period
reports-no-account-in-period = No account has used anything in this billing period
reports-show-former = Show the one before
reports-show-this = Show this billing period
reports-until-now = This period, until now
reports-no-periods = No period yet
reports-first-begins = The first one begins with the account.
reports-first-period = The first billing period
reports-twelve-periods = The last twelve billing periods
reports-all-periods = All { $n } billing periods since the account began
