# Importing an OpenAPI document, and the report of what became of it (src/connectors/pages/import.rs, report.rs).
connectors-import-title = Import a connector
connectors-not-imported = The document was not imported
connectors-import-intro = Most vendors publish an OpenAPI document of their application. It becomes a draft with a report of everything that could not be taken over; nothing is live before you say so.
connectors-import-owner = It will belong to <a href="/console/accounts/{ $id }/connectors">{ $name }</a>: no other account can install it.
connectors-upload = Upload
connectors-becomes = Becomes
connectors-document = OpenAPI document
connectors-document-hint = OpenAPI 2.0, 3.0 or 3.1, JSON or YAML, up to 5 MB
connectors-paste = Paste
connectors-document-text = The document's text
connectors-a-new-connector = A new connector
connectors-a-new-release = A new release of { $name }
connectors-document-too-large = The document is larger than 5 MB. Leave out what you do not need.
connectors-paste-document = Paste the document.
connectors-choose-file = Choose a file.
connectors-imported = The document is imported. Look through it before you make it live.
# The report.
connectors-report-title = Import report
connectors-report-version = { $specification }, version { $version } of the document
connectors-report-operations = Operations
connectors-report-taken = Taken over
connectors-report-left-out = Left out
connectors-report-notes = Notes
connectors-report-note = Note
connectors-report-other-ways = Other ways that the document has
connectors-report-by-operation = By operation
connectors-report-filter = Filter the report
connectors-report-show = Show
connectors-report-differs = What differs from the document
connectors-report = Report
connectors-report-place = Place in the document
connectors-report-outcome = Outcome
connectors-report-why = What it is or why
connectors-report-nothing = Nothing.
connectors-report-not-kept =
    { $n ->
        [one] { $n } more notes were not kept.
       *[other] { $n } more notes were not kept.
    }
