alter table account_connectors drop column description;
