-- Programs at the gate (MODEL section 10): they prove themselves with a credential and call with a token. Like all of the gate it
-- runs as berth_gate, and answers with facts or with null.

-- Whether a person administers an account, by a grant on it or on one above it with its sub-accounts (T5).
create or replace function gate.administers(of_partner uuid, of_person uuid, of_account uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (
        select 1 from account_ancestors c
          join account_users u on u.partner_id = c.partner_id and u.account_id = c.ancestor_id
          join people h on h.partner_id = u.partner_id and h.id = u.person_id
         where c.partner_id = of_partner and c.account_id = of_account and u.person_id = of_person
           and u.role = 'administrator' and (c.distance = 0 or u.with_sub_accounts) and h.state = 'active')
$$;

-- Which program calls with a token, in the words of a session: its credential stands for the person.
create or replace function gate.program_of(token bytea, at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select jsonb_build_object(
               'partner', p.id, 'partner_name', p.name, 'partner_slug', p.slug, 'main_host', p.main_host,
               'person', c.id, 'kind', 'program', 'name', c.description, 'email', c.client_id,
               'full_access', t.account_id is null, 'rights', '{}'::jsonb, 'shortcuts', false,
               'session', t.id, 'confirmed_at', t.issued_at, 'bound', t.account_id,
               'touch', t.last_seen_at < at - interval '60 seconds',
               'settled_until', t.last_seen_at + interval '60 seconds', 'rotate', false,
               'partner_language', p.language, 'networks', to_jsonb(nullif(p.api_networks, '{}')))
      from api_tokens t
      join api_credentials c on c.partner_id = t.partner_id and c.id = t.credential_id
      join partners p on p.id = t.partner_id
     where t.token_hash = token and t.expires_at > at and t.revoked_at is null and c.revoked_at is null
       -- Where a person of an account made it, it goes with that person's place there (T11).
       and (c.person_id is null or gate.administers(c.partner_id, c.person_id, c.account_id))
$$;

-- Who asks with a token: a person who is signed in, or a program.
create or replace function gate.who(token bytea, at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(gate.session_of(token, at), gate.program_of(token, at))
$$;

-- The credential of a client that proves itself, and the account that its token is to be bound to: the one it has, or the
-- one that is wanted, by API ID or id. Null: no such client, or not its secret, or of an account in the recycle bin. `unknown`: it
-- may not have that account.
create or replace function gate.client(client text, secret bytea, wanted_key text, wanted_id uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    known record;
    bound uuid;
begin
    select c.partner_id, c.id, c.account_id, c.description into known
      from api_credentials c
     where c.client_id = client and c.secret_hash = secret and c.revoked_at is null
       and (c.person_id is null or gate.administers(c.partner_id, c.person_id, c.account_id))
       and not exists (select 1 from accounts a
                        where a.partner_id = c.partner_id and a.id = c.account_id and a.standing = 'deleted');
    if not found then
        return null;
    end if;
    bound := known.account_id;
    if wanted_key is not null then
        select a.id into bound from accounts a
         where a.partner_id = known.partner_id and a.standing <> 'deleted'
           and (a.api_id_key = wanted_key or a.id = wanted_id)
           and (known.account_id is null or a.id = known.account_id)
         order by (a.api_id_key = wanted_key) desc limit 1;
        if not found then
            return jsonb_build_object('unknown', true);
        end if;
    end if;
    return jsonb_build_object('unknown', false, 'partner', known.partner_id, 'credential', known.id, 'account', bound,
                              'description', known.description,
                              'networks', (select to_jsonb(nullif(p.api_networks, '{}')) from partners p where p.id = known.partner_id));
end
$$;

-- Gives a program a token.
create or replace function gate.open_program(partner uuid, credential uuid, account uuid, token_id uuid, token bytea, at timestamptz,
                                             until timestamptz, source text) returns void
language sql security definer set search_path = pg_catalog, public as $$
    update api_credentials set last_used_at = at where partner_id = partner and id = credential;
    insert into api_tokens (partner_id, id, account_id, credential_id, token_hash, issued_at, expires_at, last_seen_at, address)
    values (partner, token_id, account, credential, token, at, until, at, source)
$$;

-- Turns of a credential in a minute, for a server that wants so many in advance: how many it gets, and how many are taken of the
-- minute with them, `most` at most over all servers. Whose clock is behind takes from the newer minute.
create or replace function gate.take_turns(partner uuid, credential uuid, minute timestamptz, want integer, most integer) returns integer[]
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    before integer;
    after integer;
begin
    insert into api_turns as t (partner_id, credential_id, began_at, taken) values (partner, credential, minute, 0)
    on conflict (partner_id, credential_id) do update
       set began_at = greatest(t.began_at, excluded.began_at), taken = case when t.began_at < excluded.began_at then 0 else t.taken end
    returning t.taken into before;
    after := least(before + want, greatest(most, before));
    update api_turns t set taken = after where t.partner_id = partner and t.credential_id = credential;
    return array[after - before, after];
end
$$;
