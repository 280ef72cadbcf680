drop index concurrently if exists error_reports_list;
