alter table oauth_grants add column back text not null default '' check (char_length(back) <= 4000);
comment on column oauth_grants.back is 'The page of ours that the person goes on to afterwards, a path; empty: the connector''s own.';
