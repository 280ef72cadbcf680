# Reports: what programs called (src/reports/calls).
reports-credential = Credential
reports-refused = Refused
reports-too-many = Too many
reports-average-time = Average time
reports-no-credential = There is no such credential. Choose one from the list.
reports-any-credential = Any credential
reports-one-credential = One credential
reports-all-credentials = All credentials
reports-credentials-by-calls = Credentials by calls
reports-call-with-credentials = Programs call the API with credentials that are made in the settings.
reports-all-single-calls = All single calls
reports-what-was-called = What was called
reports-call = Call
reports-nothing-called = Nothing was called in this time
reports-call-counted = A call is counted within two seconds of its answer.
reports-deleted-credential = A deleted credential ({ $id })
reports-a-deleted-credential = A deleted credential
reports-revoked = { $id }, revoked
# The log of single calls.
reports-single-calls = Single calls
reports-any-answer = Any answer
reports-any-error = Any error
reports-answer = Answer
reports-time = Time
reports-any-call = Any call
reports-is-no-call = “{ $typed }” is no call. Choose one from the list.
reports-no-answer = There is no answer “{ $typed }”. Choose one from the list.
reports-no-such-call = No such call in this time
reports-newest-first = Newest first
# Figures in mails.
reports-calls-refused =
    { $n ->
        [one] { $n } call refused
       *[other] { $n } calls refused
    }
reports-calls-limited =
    { $n ->
        [one] { $n } call too many
       *[other] { $n } calls too many
    }
reports-calls-failed =
    { $n ->
        [one] { $n } failed call
       *[other] { $n } failed calls
    }
reports-calls-count =
    { $n ->
        [one] { $n } call
       *[other] { $n } calls
    }
