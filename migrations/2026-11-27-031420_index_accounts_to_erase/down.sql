drop index concurrently if exists accounts_to_erase;
