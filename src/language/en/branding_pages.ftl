# The pages on which a brand is made (src/branding/pages, templates/branding).
branding-title = Branding
branding-settings = Settings
branding-of = Branding of { $account }
branding-bin = It is in the recycle bin. Restore it first.
branding-saved = Saved. It holds from the next page and mail on.
branding-taken = Taken away. It is inherited again.
branding-all-inherited = Everything is inherited from { $from }.
branding-some-inherited =
    { $n ->
        [one] { $n } thing is otherwise here and below; the rest is inherited from { $from }.
       *[other] { $n } things are otherwise here and below; the rest is inherited from { $from }.
    }
branding-inherited = Inherited
branding-not-chosen = Not chosen
branding-draft-saved = The draft is saved. Your customers see it when you publish it.
branding-nothing-apart = The same as what is published
branding-apart =
    { $n ->
        [one] { $n } change not published yet
       *[other] { $n } changes not published yet
    }
branding-applies = Applies to all accounts
branding-applies-but =
    { $n ->
        [one] Applies to all accounts; { $n } has some of it otherwise
       *[other] Applies to all accounts; { $n } have some of it otherwise
    }
branding-colour = Colour
branding-page = Page
branding-text = Text
branding-light = Light
branding-dark = Dark
branding-light-colours = Light colours
branding-dark-colours = Dark colours
branding-colour-label = { $colour }<span class="sr-only">, { $mode }</span>
branding-pick = Pick { $colour }, { $mode }
branding-image-saved = { $image } saved in the draft.
branding-image-out = { $image } taken out of the draft.
branding-name = Name
branding-name-hint = On every page and in every mail that customers see
branding-look = Look
branding-corners = Corners
branding-typeface = Typeface
branding-mode = Light or dark
branding-words = Words and links
branding-word-one = Word for one { CYCLE() }
branding-word-one-hint = Such as integration, in the middle of a sentence
branding-word-many = Word for several
branding-word-many-hint = Such as integrations
branding-german-one = In German, for one
branding-german-many = In German, for several
branding-german-hint = For whoever reads German, such as Integration; left empty, the word above
branding-help = Help link
branding-help-hint = https:// for a page, mailto: for an address. It stands on every page.
branding-mails = Mails
branding-sender = Sender
branding-sender-hint = The name that mails come from
branding-reply-to = Replies go to
branding-foot = Foot
branding-foot-hint = Your company and its address, as law or custom has it. Plain text.
branding-agent = How calls name themselves
branding-agent-hint = To the applications of this account and of those below it, such as Acme-Sync/1.0. Left empty, as in your settings.
branding-images = Images
branding-images-hint = PNG, JPEG or WebP, 1 MB and 4096 pixels at most. They are written anew, so nothing but the picture is kept.
branding-image-inherited = { $image }, inherited
branding-image-none = None
branding-image-upload = Upload<span class="sr-only"> { $image }</span>
branding-image-replace = Replace<span class="sr-only"> { $image }</span>
branding-image-remove = Take away<span class="sr-only"> { $image }</span>
branding-conflict = Saved by someone else, and what you typed
branding-last-saved = Last saved { $when } by { $by }.
branding-your-brand = Your brand
branding-otherwise = Otherwise in this account
branding-otherwise-hint = What you leave empty is inherited, as it stands in the field in grey. It holds here and in sub-accounts as soon as you save it.
branding-save = Save branding
branding-account-right = To change the branding of an account you need “Accounts: Edit”, and the account must not be in the recycle bin.
branding-discard-title = Discard the draft
branding-discard-why = These changes are lost. What is published stays as it is.
branding-discard-none = It has none: it is the same as what is published.
branding-discard = Discard draft
branding-discard-ask = Discard draft...
branding-discarded = The draft is gone. What is published stays as it is.
branding-publish-ask = Publish...
branding-publish = Publish
branding-publish-title = Publish the brand
branding-publish-version = Publish version { $number }
branding-publish-changes = What changes
branding-publish-nothing = Nothing: the draft is the same as what is published.
branding-publish-why = Customers see it from their next page and mail on, in all accounts that do not have it otherwise. You can bring back an earlier version at any time.
branding-back-to-draft = Back to the draft
branding-published-now = Version { $number } is published. Customers see it from their next page and mail on.
branding-sample-sent = A sample is on its way to { $email }. It looks like the draft.
branding-draft = Draft
branding-draft-state = { $state }, saved { $when } by { $by }
branding-draft-none = None begun: this is what is published
branding-draft-hint = What you leave empty stays as it is in the product. Your own pages here keep the product's look.
branding-save-draft = Save draft
branding-right = To change the brand you need “Settings: Manage”. Ask a colleague who manages console users.
branding-sample = Sample mail
branding-sample-send = Send me a sample
branding-sample-to = To { $email }, as the saved draft has it
branding-versions = Versions
branding-versions-none = Nothing is published yet: customers see your company's name and the product's own colours. Save a draft, then publish it.
branding-version = Version { $number }
branding-version-crumb = Version
branding-version-title = Version { $number } of the brand
branding-in-force = In force
branding-version-published = published { $when } by { $by }
branding-published = Published { $when } by { $by }.
branding-version-changes = From what is published now to this
branding-version-same = No difference.
branding-restore = Restore as draft
branding-back = Back
branding-restore-hint = It takes the place of the draft, and customers see it when you publish that.
branding-restored = Version { $number } is in the draft. Look at it, then publish it.
