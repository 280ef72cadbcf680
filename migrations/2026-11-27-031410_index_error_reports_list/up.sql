-- As 031400.
create index concurrently if not exists error_reports_list on error_reports (partner_id, created_at, id);
