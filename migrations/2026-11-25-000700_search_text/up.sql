-- What a walk along the list of accounts is filtered by, in the index that it walks: a look-up in account_terms for
-- each account that is passed costs ten times as much (DESIGN: a list under 30 ms at 100,000 accounts). Whoever writes
-- terms writes it too. An account whose text is empty (its terms are too long for an index, or a server that is older than
-- this wrote it) is still found by its terms.
alter table accounts add column search_text text collate "C" not null default '' check (octet_length(search_text) <= 1500);
comment on column accounts.search_text is 'Its terms, each as U+0001, term, U+0002, kind; empty when they are longer than 1,500 bytes.';
create index accounts_by_name_and_words on accounts (partner_id, name_key, id) include (search_text) where live;
drop index accounts_by_name;
alter index accounts_by_name_and_words rename to accounts_by_name;
-- For app.set_own_name_terms, which acts as the gate.
grant update (search_text) on accounts to berth_gate;
set local role berth_gate;
update accounts a set search_text = t.found_by
  from (select partner_id, account_id, string_agg(E'\x01' || term || E'\x02' || kind::text, '' order by kind, term) as found_by
          from account_terms group by partner_id, account_id) t
 where a.partner_id = t.partner_id and a.id = t.account_id and octet_length(t.found_by) <= 1500;
reset role;
