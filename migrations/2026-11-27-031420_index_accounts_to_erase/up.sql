-- As 031400, of 021000.
create index concurrently if not exists accounts_to_erase on accounts (erase_asked_at, depth desc) where erase_asked_at is not null;
