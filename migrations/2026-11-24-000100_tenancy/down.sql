drop table partners;
drop function app.protect(regclass, text);
drop schema maintenance;
drop schema gate;
drop schema app;
