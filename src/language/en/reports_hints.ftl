# Reports: what is to be known of their figures (src/reports).
reports-counted = A task is one call of a connector's method, or one data operation. Tasks are counted on the day they were made, transactions on the day they began, once they have ended.
reports-below-now = With sub-accounts counts the accounts that lie below now, for all of the time shown; what moved in or out moves with its history.
reports-so-far = What has begun and is not over is compared with as many days of the one before.
reports-counted-soon = What { CYCLES() } do is counted within a minute.
reports-own-and-below = What an account uses is its own, and that with its sub-accounts stands beside it, never in it.
reports-cycles-run = { CYCLES_CAP() } are those that run, or did until 24 hours ago, whether they did anything in this time or not.
reports-cycles-stay = The figures of a { CYCLE() } stay when it is deleted. Share and change are those of its tasks.
reports-is-a-task = Each call of a connector's method, and each data operation, is a task.
reports-periods-hint = A period begins on the day of the month of an account's next billing date, on the first of a month where there is none. A day of the chart counts only the accounts whose period holds it, so its days add up to the sums at the top. Those are of all these periods; they have no list of their own, because each account's days are others: its row leads to what is behind them. Limits are those of today. Accounts that were purged have no billing date any more, and are not among these.
reports-account-periods-hint = The figures at the top are those of this period. A period begins on the day of the month of the next billing date, on the first of a month where there is none.
reports-overage-hint = Over the limit are the tasks that went on while a limit was used up, each by the limit as it was at that moment, counted apart as overage. Tasks minus the limit of today can be another figure: the page of limits shows both.
reports-not-drawn = No days are drawn of more than 5 000 accounts: each has its own period, so every day of every account would have to be read. Narrow this to a tag, or to the accounts at or below one, and they are.
reports-added-up = Figures added up to the ledger and the log when they were checked { $when }; what came or changed since is checked next time.
reports-not-added-up = <b>Figures do not add up to the ledger and the log</b>, as was found { $when }. Whoever runs this installation can name the differences.
reports-to-be-compared = Figures are compared with the ledger and the log each day; the first time is to come.
reports-counted-until = Counted until <time datetime="{ $iso }" title="{ $exact }">{ $ago }</time>; the rest follows within a minute.
reports-calls-hint = Refused: answered with 400 to 499, so the program must do something. Too many: answered with 429, so it must wait. Failed: answered with 500 or above. Times are those of the server, without the way to it. Calls are counted within two seconds of their answer; a call that proves nothing is nobody's and is not counted.
