-- What was there before search folded accents is found without them too: a plain form beside each term that has marks,
-- as people::plain makes it (app.plain is made only after the migrations). It locks nothing and adds few rows; terms
-- without marks are skipped by their length. A tag's plain form is a word (n), since a tag itself is exact.
set local role berth_gate;
insert into account_terms (partner_id, term, account_id, kind)
select t.partner_id, left(p.plain, 200), t.account_id, case when t.kind = 't' then 'n' else t.kind end
  from account_terms t
 cross join lateral (select case when octet_length(t.term) = char_length(t.term) then t.term else normalize(
            replace(replace(replace(replace(translate(
                regexp_replace(normalize(t.term, NFD), '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]', '', 'g'),
                'łøđðħŧı’‘‛ʼ´', 'loddhti'''''''''''), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), NFC) end as plain) p
 where octet_length(t.term) <> char_length(t.term) and p.plain <> t.term
on conflict do nothing;
insert into person_terms (partner_id, term, person_id)
select t.partner_id, p.plain, t.person_id
  from person_terms t
 cross join lateral (select case when octet_length(t.term) = char_length(t.term) then t.term else normalize(
            replace(replace(replace(replace(translate(
                regexp_replace(normalize(t.term, NFD), '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]', '', 'g'),
                'łøđðħŧı’‘‛ʼ´', 'loddhti'''''''''''), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), NFC) end as plain) p
 where octet_length(t.term) <> char_length(t.term) and p.plain <> t.term
on conflict do nothing;
reset role;
comment on column account_terms.term is 'In lower case, as it is written and without accents; byte order, so that a prefix is an index range under a policy.';
