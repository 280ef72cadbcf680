drop table views_as;
