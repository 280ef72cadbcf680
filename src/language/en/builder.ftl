# The builder: the frame of its pages, the list of steps, adding, moving and removing one, what belongs to a flow (src/builder).
builder-title = Builder
builder-build = Build { $name }
builder-page-of = { $page }: { $name }
builder-locked = { $name } cannot be edited now
builder-done = Done
builder-cancel = Cancel
builder-save = Save
builder-back = Back
builder-stop = Stop...
builder-steps = Steps
builder-fields = Fields to fill in
builder-connectors = Connectors
builder-lookups = Lookups
builder-as-json = As JSON
# What is edited.
builder-release-live = Release { $number } of { $template } is live and cannot be changed any more. Begin a new draft of it.
builder-release-deprecated = Release { $number } of { $template } is deprecated and cannot be changed any more. Begin a new draft of it.
builder-release-name = { $template }, release { $number }
builder-cycles = { CYCLES_CAP() }
builder-runs = { $name } runs, and cannot be edited while it does. Stop it first.
builder-overtaken-step = Someone else changed this step while you were editing it, so nothing of yours was saved yet. What differs is compared below; saving again replaces theirs.
builder-overtaken = Someone else changed { $name } while you were editing, so nothing of yours was saved. Open it again to see what they saved, and do it again.
# The list of steps.
builder-add-step = Add a step
builder-empty = Nothing here yet
builder-empty-why = Begin with what starts the flow: a webhook, a schedule, or a call that asks again and again.
builder-choose-beginning = Choose a beginning
builder-choose-what-begins = Choose what begins it
builder-to-mend = { $n } to mend before it can run
builder-worth-a-look = Worth a look
builder-ends-here = ends here
builder-add-here = Add a step here
builder-add-after = Add a step after { $step }
builder-add-after-by = Add a step after { $step }, by { $way }
builder-more-about = More about { $step }
builder-edit = Edit
builder-move-up = Move up
builder-move-down = Move down
builder-move-to = Move...
builder-remove-step = Remove...
builder-lists = Lists
builder-lists-none = Pass lists on whole
builder-lists-first = Split what begins the flow
builder-lists-all = Split every list
builder-lists-saved = Saved how lists are passed on.
builder-no-place = There is no such place. Choose one with “Move...”.
builder-moved = { $step } moved.
builder-picture = Picture
builder-picture-of = Picture of the steps
builder-picture-none = No step yet.
builder-picture-many = { $n } steps, the first of them { $names }.
builder-picture-then = {", then "}
# What a person who builds is told.
builder-never-runs = No arrow leads to it, so it never runs.
builder-nothing-sent = Nothing is sent for { $fields }, which is required.
# Moving and removing a step.
builder-move = Move { $step }
builder-move-title = Move “{ $step }”
builder-move-why = What came behind that place comes behind this step. What led here leads to the next step.
builder-after = After
builder-move-button = Move step
builder-place-by = { $step }, by { $way }
builder-choose-place = Choose where it goes.
builder-remove = Remove { $step }
builder-remove-title = Remove “{ $step }”?
builder-remove-button = Remove step
builder-removed = { $step } removed.
builder-then-no-beginning = Nothing begins the flow then, until you add another beginning.
builder-then-address-ends = Its address stops working at once and never comes back.
builder-then-leads-on = What leads to it leads to the next step instead.
builder-then-other-ways = Steps behind its other ways stay, but nothing leads to them any more.
builder-then-read-by = It is read by { $steps }; those mappings must be mended.
# Adding a step.
builder-choose-method = Choose a method
builder-begin-webhook = Runs when an application posts to its address
builder-begin-poll = Asks an application again and again, and runs with what it answers
builder-begin-start = Runs at fixed times, with nothing but the time
builder-group-begin = Begin the flow
builder-group-call = Do something
builder-group-choose = Choose a way
builder-group-shape = Shape data
builder-group-wait = Wait, and note
builder-kind-action = Calls a method of a connected application
builder-kind-http = Calls any address, without a connector
builder-kind-email = Sends a plain text in the account's name
builder-kind-storage = Keeps, reads or removes a value for later runs
builder-kind-respond = Answers whoever posted to a webhook that waits
builder-kind-decision = Goes on by yes or no
builder-kind-switch = Goes on by one of several cases
builder-kind-transform = Makes a new value of earlier ones
builder-kind-delay = Waits for minutes, hours or days
builder-kind-wait-until = Waits for a moment that the data names
builder-kind-wait-all = Goes on when all ways and all items have ended
builder-kind-annotation = A note for colleagues; it does nothing
builder-methods =
    { $n ->
        [one] { $n } method
       *[other] { $n } methods
    }
builder-methods-used =
    { $n ->
        [one] { $n } method, used in this flow
       *[other] { $n } methods, used in this flow
    }
builder-methods-group = Methods
builder-search = Search
builder-search-methods = Search methods
builder-search-methods-by = Name, path or category
builder-search-applications = Search applications
builder-search-applications-by = Name of the application
builder-another-application = Another application
builder-another-kind = Another kind
builder-nothing-yet = Nothing yet
builder-library-empty = The library has no connector with a live release yet. Add one under Connectors first.
builder-no-application = No application begins with “{ $search }”.
builder-deprecated = deprecated
builder-no-method = No method holds “{ $search }”.
builder-more-methods = And { $n } more: search for them by name.
builder-added = Step added. Say here what it does.
builder-calls-nothing = This step calls nothing any more.
builder-choose-kind = Choose what the step does.
# As JSON.
builder-json-look = What needs another look
builder-json-flow = Flow
builder-json-hint = Steps, edges, slots for connectors, fields that the customer fills in, and lookups. It can be saved with faults.
builder-json-save = Save flow
builder-json-saved = Flow saved.
# Fields to fill in, connectors and lookups.
builder-fields-why = What a customer says once, such as a team's name or a limit. Steps read it as a variable.
builder-connectors-why = The connectors that the steps call. Which account's credentials stand behind each is chosen when it is set up.
builder-lookups-why = Tables that turn one value into another, such as a country's code into its name.
builder-fields-saved = Fields to fill in saved.
builder-connectors-saved = Connectors saved.
builder-lookups-saved = Lookups saved.
builder-setting-row = { $title }, row { $no }
builder-setting-key = Key
builder-setting-title = Title
builder-setting-kind = Kind
builder-setting-default = Left empty
builder-setting-hint = Hint
builder-setting-choices = Only these, a line each
builder-setting-required = Must be filled in
builder-setting-remove = Remove
builder-setting-called = Called here
builder-setting-connector = Connector
builder-setting-choose = Choose...
builder-setting-name = Name
builder-setting-rows = Rows, as key = value
builder-no-fields = Nothing is to be filled in.
builder-no-connectors = It calls no connector yet. One is added with the first step that calls it.
builder-no-lookups = No lookup yet.
builder-add-field = Add a field
builder-add-connector = Add a connector
builder-add-lookup = Add a lookup
builder-type-text = Text
builder-type-integer = Whole number
builder-type-number = Number
builder-type-boolean = Yes or no
builder-type-date = Date
builder-type-email = E-mail address
builder-type-url = Web address
builder-setting-twice = There is another “{ $name }” already. Give each a name of its own.
builder-setting-no-connector = Choose a connector of your library.
builder-setting-orphan = “{ $step }” calls a connector that is missing here. Keep it, or choose another there first.
builder-setting-name-wrong = Give it a name of 1 to { $most } characters.
builder-setting-key-wrong = Give it a key of letters, digits, _ and -, { $most } at most.
builder-lookup-max = A lookup has { $most } rows at most.
builder-lookup-row = Write each row as key = value; “{ $shown }” has no =.
builder-lookup-twice = “{ $key }” stands there twice.
# Edits that cannot be.
builder-word-of-expressions = “{ $key }” is a word of expressions. Choose another key, such as { $key }_step.
builder-key-taken = Another step has this key too. Give each its own.
builder-key-taken-by = Another step has the key “{ $key }”. Give it its own.
builder-field-name = Type what the new field is called first.
builder-field-taken = There is a field “{ $key }” already. Choose it, or give the new one another name.
builder-steps-max = A flow has { $most } steps at most.
builder-begins-already = “{ $step }” begins this flow already. Remove it first.
builder-stays-first = The step that begins the flow stays the first.
builder-not-after-itself = A step cannot come after itself.
builder-other-kind = Remove this step and add another kind instead.
builder-circle = The arrows would make a circle: a step would wait for itself.
builder-by-which-way = “{ $step }” goes on by more than one way: say by which.
builder-not-by-way = “{ $step }” does not go on by “{ $port }”.
builder-no-arrow-to = “{ $step }” begins the flow, so no arrow leads to it.
builder-step-gone = There is no step “{ $key }” any more.
