-- Whoever works in a frame opens it anew: what came before knows no frames.
set local role berth_gate;
delete from sessions where frame_id is not null;
reset role;
alter table sessions drop column frame_id;
drop table frames;
grant delete on sign_in_tokens to berth_gate;
set local role berth_gate;
delete from sign_in_tokens where credential_id is null;
reset role;
revoke delete on sign_in_tokens from berth_gate;
alter table sign_in_tokens drop constraint sign_in_tokens_key, drop column key_id, drop column origin, drop column lasts_min,
    alter column credential_id set not null;
comment on column sign_in_tokens.credential_id is 'By which it was got: revoked, and the token is good for nothing.';
drop table spent_signatures;
drop table frame_keys;
alter table accounts drop column frame_origins;
alter table partners drop column frame_origins, drop column frames_version;
