//! What Postgres says about a credential: the Rust side of the functions in `sql/gate.sql`, which are the only ones
//! the server's role may call without a scope.

#![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]

use diesel::sql_types::{Array, Binary, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};

diesel::define_sql_function! { #[sql_name = "gate.enter_partner"] fn enter_partner(token: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.enter_account"] fn enter_account(token: Binary, account: SqlUuid, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.enter_self"] fn enter_self(token: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.brand_image"] fn brand_image(of_partner: SqlUuid, image: SqlUuid) -> Nullable<Binary>; }
diesel::define_sql_function! { #[sql_name = "gate.partner_by_slug"] fn partner_by_slug(slug: Text) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.sign_in_candidates"] fn sign_in_candidates(address: Text, at_partner: Nullable<Text>) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "gate.strengthen"] fn strengthen(partner: SqlUuid, person: SqlUuid, old: Text, fresh: Text) -> Text; }
diesel::define_sql_function! { #[sql_name = "gate.password_of"] fn password_of(token: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.open_session"] fn open_session(partner: SqlUuid, person: SqlUuid, session: SqlUuid, token: Binary, at: Timestamptz, idle: Integer, until: Timestamptz, source: Text, agent: Text, device: Binary) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.rotate_session"] fn rotate_session(token: Binary, fresh: Binary, at: Timestamptz, until: Timestamptz) -> Bool; }
diesel::define_sql_function! { #[sql_name = "gate.close_session"] fn close_session(token: Binary) -> diesel::sql_types::Text; }
diesel::define_sql_function! { #[sql_name = "gate.touch_session"] fn touch_session(token: Binary, at: Timestamptz, account: Nullable<SqlUuid>) -> diesel::sql_types::Text; }
diesel::define_sql_function! { #[sql_name = "gate.client"] fn client_of(client_id: Text, secret: Binary, wanted_key: Nullable<Text>, wanted_id: Nullable<SqlUuid>) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.open_program"] fn open_program(partner: SqlUuid, credential: SqlUuid, account: Nullable<SqlUuid>, token_id: SqlUuid, token: Binary, at: Timestamptz, until: Timestamptz, source: Text) -> diesel::sql_types::Text; }
diesel::define_sql_function! { #[sql_name = "gate.who"] fn who(token: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.take_turns"] fn take_turns(partner: SqlUuid, credential: SqlUuid, minute: Timestamptz, want: Integer, most: Integer) -> Array<Integer>; }
diesel::define_sql_function! { #[sql_name = "gate.confirm_session"] fn confirm_session(token: Binary, at: Timestamptz) -> diesel::sql_types::Text; }
diesel::define_sql_function! { #[sql_name = "gate.throttled_until"] fn throttled_until(subjects: Array<Text>, at: Timestamptz) -> Nullable<Timestamptz>; }
diesel::define_sql_function! { #[sql_name = "gate.note_failure"] fn note_failure(subject: Text, free: Integer, at: Timestamptz) -> diesel::sql_types::Text; }
diesel::define_sql_function! { #[sql_name = "gate.note_outsider"] fn note_outsider(subject: Text, at: Timestamptz) -> Bool; }
diesel::define_sql_function! { #[sql_name = "gate.forget_failures"] fn forget_failures(subject: Text) -> diesel::sql_types::Text; }
diesel::define_sql_function! { #[sql_name = "gate.link_facts"] fn link_facts(token: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.use_link"] fn use_link(token: Binary, at: Timestamptz, scheme: Text, hash: Text) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.ask_reset"] fn ask_reset(address: Text, at_partner: Nullable<Text>, at: Timestamptz, reset_until: Timestamptz, invite_until: Timestamptz) -> diesel::sql_types::Text; }
diesel::define_sql_function! { #[sql_name = "gate.sign_in_token"] fn sign_in_token(presented: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.frame_at"] fn frame_at(of_frame: SqlUuid) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.frame_key"] fn frame_key(of_key: SqlUuid, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.take_signature"] fn take_signature(of_key: SqlUuid, name: Binary, at: Timestamptz, until: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.refuse_signature"] fn refuse_signature(of_key: SqlUuid, name: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.open_frame"] fn open_frame(presented: Binary, frame: SqlUuid, again: Bool, at: Timestamptz, session: SqlUuid, token: Binary, idle: Integer, until: Timestamptz, source: Text, agent: Text, page: Nullable<Text>, shown: Text, see_through: Bool) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.redeem_sign_in_token"] fn redeem_sign_in_token(presented: Binary, visit: Nullable<Binary>, browser: Nullable<Binary>, at: Timestamptz, session: SqlUuid, token: Binary, idle: Integer, until: Timestamptz, source: Text, agent: Text) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.host"] fn host(wanted: Text) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "gate.oauth_begun_at"] fn oauth_begun_at(state: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
