drop table template_releases, template_accounts, templates;
