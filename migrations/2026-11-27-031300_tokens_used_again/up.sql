-- A page that is sent twice by the same browser leads to the same place, and a token that is used over and over fills no log.
-- Columns that may be null rewrite nothing, so the lock is short.
alter table sign_in_tokens
    add column visit_hash bytea,
    add column refused_at timestamptz;
comment on column sign_in_tokens.visit_hash is 'SHA-256 of what stood in the page whose form used it, which no other browser has; null: it came by no page.';
comment on column sign_in_tokens.refused_at is 'When it was last noted that it came again or too late; not noted again within an hour.';
grant update (visit_hash, refused_at) on sign_in_tokens to berth_gate;
