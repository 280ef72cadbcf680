alter table sign_in_tokens drop column visit_hash, drop column refused_at;
