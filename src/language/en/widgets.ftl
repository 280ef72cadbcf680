# Components that many pages use (src/web/widgets).
widgets-error = Error:
widgets-optional = optional
widgets-copy-api-id = Copy API ID
widgets-previous = Previous
widgets-next = Next
widgets-show = Show { $label }
widgets-select = Select { $label }
widgets-not-saved = This was not saved
widgets-another-look = Some fields need another look
