-- Without keeping writers from the table, so outside a transaction and alone in its file. It is there already where 020000 was applied
-- when it still made the index itself. One that was cut off is removed by the next migrate before this runs again (db::migrate).
create index concurrently if not exists error_reports_urgent on error_reports (partner_id, url, due_at) where state = 'waiting' and kind <> 'change';
