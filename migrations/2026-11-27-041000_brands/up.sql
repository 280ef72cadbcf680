-- What a partner's customers meet of it (MODEL section 9): names, images, colours, words, as checked tokens and nothing else. What is
-- published stands in the partner's own row, which the gate reads at every request anyway. New columns without defaults and new
-- tables: nothing is rewritten, and code that does not know them works on.
alter table partners add column brand jsonb check (jsonb_typeof(brand) = 'object' and octet_length(brand::text) <= 8192);
comment on column partners.brand is 'The brand that is published: token to text, each checked; null: none was. A copy of the newest row of brand_versions.';
grant update (brand) on partners to berth_partner;

create table brand_drafts (
    partner_id uuid primary key references partners (id) on delete cascade,
    tokens jsonb not null check (jsonb_typeof(tokens) = 'object' and octet_length(tokens::text) <= 8192),
    version integer not null default 1,
    updated_at timestamptz not null,
    updated_by text not null
);
comment on table brand_drafts is 'The brand that a partner works on; shown to nobody else until it is published. Local on Citus.';
comment on column brand_drafts.partner_id is 'The partner.';
comment on column brand_drafts.tokens is 'Token to text, each checked when it was saved.';
comment on column brand_drafts.version is 'Counts edits; a form that carries an older one is refused.';
comment on column brand_drafts.updated_at is 'When it was last saved.';
comment on column brand_drafts.updated_by is 'Who saved it: the name then.';
select app.protect('brand_drafts', 'partner');
grant select, insert, update, delete on brand_drafts to berth_partner;

create table brand_versions (
    partner_id uuid not null references partners (id) on delete cascade,
    number integer not null check (number > 0),
    tokens jsonb not null check (jsonb_typeof(tokens) = 'object' and octet_length(tokens::text) <= 8192),
    published_at timestamptz not null,
    published_by text not null,
    primary key (partner_id, number)
);
comment on table brand_versions is 'Each brand that a partner published; the newest is in force. The last fifty are kept. Local on Citus.';
comment on column brand_versions.partner_id is 'The partner.';
comment on column brand_versions.number is 'Counted from 1.';
comment on column brand_versions.tokens is 'Token to text.';
comment on column brand_versions.published_at is 'When it was published.';
comment on column brand_versions.published_by is 'Who published it: the name then.';
select app.protect('brand_versions', 'partner');
grant select, insert, delete on brand_versions to berth_partner;

create table brand_images (
    partner_id uuid not null references partners (id) on delete cascade,
    id uuid not null,
    bytes bytea not null check (octet_length(bytes) between 1 and 4194304),
    made_at timestamptz not null,
    made_by text not null,
    primary key (partner_id, id)
);
comment on table brand_images is 'Images of brands, decoded and encoded anew by us; served to anybody who has the address. Local on Citus.';
comment on column brand_images.partner_id is 'The partner.';
comment on column brand_images.id is 'Random, since it is all that the address of a draft''s image hangs on.';
comment on column brand_images.bytes is 'A PNG or a WebP that we wrote; never what was uploaded.';
comment on column brand_images.made_at is 'When it was uploaded.';
comment on column brand_images.made_by is 'Who uploaded it: the name then.';
select app.protect('brand_images', 'partner');
grant select (partner_id, id, made_at, made_by), insert, delete on brand_images to berth_partner;
grant select on brand_images to berth_gate;

create table account_brands (
    partner_id uuid not null,
    account_id uuid not null,
    tokens jsonb not null check (jsonb_typeof(tokens) = 'object' and octet_length(tokens::text) <= 8192),
    version integer not null default 1,
    updated_at timestamptz not null,
    updated_by text not null,
    primary key (partner_id, account_id),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade
);
comment on table account_brands is 'What of the brand is another in one account, and below it where nothing nearer says otherwise. Local on Citus.';
comment on column account_brands.partner_id is 'The partner, whose staff alone reads and changes it.';
comment on column account_brands.account_id is 'The account.';
comment on column account_brands.tokens is 'Only the tokens that differ; the others are inherited.';
comment on column account_brands.version is 'Counts edits; a form that carries an older one is refused.';
comment on column account_brands.updated_at is 'When it was last saved.';
comment on column account_brands.updated_by is 'Who saved it: the name then.';
select app.protect('account_brands', 'partner');
grant select, insert, update, delete on account_brands to berth_partner;
grant select on account_brands to berth_gate;
create policy maintenance on account_brands for select to berth_maintenance using (true);
grant select on account_brands to berth_maintenance;
