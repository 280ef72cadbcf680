-- Mailed links and what puts them into the outbox, before anybody is known: it runs as berth_gate.

create or replace function gate.link_facts(token bytea, at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select jsonb_build_object('purpose', l.purpose, 'email', h.email, 'name', h.name,
                              'partner_name', coalesce(p.brand ->> 'name', p.name), 'brand', p.brand,
                              'partner_slug', p.slug, 'usable', l.used_at is null and l.expires_at > at)
      from links l
      join people h on h.partner_id = l.partner_id and h.id = l.person_id
      join partners p on p.id = l.partner_id
     where l.token_hash = token and h.state <> 'disabled'
$$;

-- The tag of the language that a mail to an address speaks: what its person chose, else that of the account it is about or of the first
-- that the person may open, else the partner's. Null: nobody has said.
create or replace function app.language_for(of_partner uuid, address text, of_account uuid) returns text
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(h.language, a.locale, p.language)
      from partners p
      left join people h on h.partner_id = p.id and h.email_key = lower(address)
      left join lateral (select min(u.account_id::text)::uuid as id from account_users u
                          where u.partner_id = h.partner_id and u.person_id = h.id) mine on true
      left join accounts a on a.partner_id = p.id and a.id = coalesce(of_account, mine.id)
     where p.id = of_partner
$$;

-- Uses the link up and sets the password in one statement; ends every session and every other link of the person.
create or replace function gate.use_link(token bytea, at timestamptz, new_scheme text, new_hash text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare used record;
begin
    update links l set used_at = at
      from people h
     where l.token_hash = token and l.used_at is null and l.expires_at > at
       and h.partner_id = l.partner_id and h.id = l.person_id and h.state <> 'disabled'
    returning l.partner_id, l.person_id, l.purpose, h.kind, h.name, h.email into used;
    if not found then
        return null;
    end if;
    update links set used_at = at where partner_id = used.partner_id and person_id = used.person_id and used_at is null;
    insert into credentials (partner_id, person_id, scheme, hash, changed_at)
    values (used.partner_id, used.person_id, new_scheme, new_hash, at)
    on conflict (partner_id, person_id) do update set scheme = new_scheme, hash = new_hash, changed_at = at;
    update people set state = 'active' where partner_id = used.partner_id and id = used.person_id;
    delete from sessions where partner_id = used.partner_id and person_id = used.person_id;
    return jsonb_build_object('partner', used.partner_id, 'person', used.person_id, 'purpose', used.purpose,
                              'kind', used.kind, 'name', used.name, 'email', used.email,
                              'slug', (select slug from partners where id = used.partner_id));
end
$$;

-- Somebody who was invited gets another invitation, since they have no password to forget. What an unknown address
-- sees is the same: the mail goes out later, and the page answers after a fixed time.
create or replace function gate.ask_reset(address text, at_partner text, at timestamptz, reset_until timestamptz,
                                          invite_until timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare person record; link uuid;
begin
    for person in
        select h.partner_id, h.id, h.email, h.name,
               case h.state when 'invited' then 'invite' else 'reset' end as purpose,
               case h.state when 'invited' then invite_until else reset_until end as until
          from people h join partners p on p.id = h.partner_id
         where h.email_key = address and h.state <> 'disabled' and (at_partner is null or p.slug = at_partner)
         order by h.id limit 3
    loop
        link := gen_random_uuid();
        insert into links (partner_id, id, person_id, purpose, created_at, expires_at)
        values (person.partner_id, link, person.id, person.purpose, at, person.until);
        insert into mails (partner_id, id, template, recipient, recipient_name, values, link_id, created_at, due_at)
        values (person.partner_id, gen_random_uuid(), person.purpose, person.email, person.name, '{}', link, at, at);
    end loop;
end
$$;
