# Seeing an account as its people do (src/view_as); the page that asks is in accounts.
view-as-closed = The account is closed to its people, so there is nothing to see as they do. Open it again first.
