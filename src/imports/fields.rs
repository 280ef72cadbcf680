//! The fields that a column may feed, with the spellings of their names in several languages.

/// Key, label, and spellings in lower case without spaces and signs, parted by spaces.
pub(super) const FIELDS: &[(&str, &str, &str)] = &[
    (
        "api_id",
        "API ID",
        "apiid apikey customerid customerno customernumber clientid accountid accountnumber externalid key \
         ref reference kundennummer kundennr kundenid numeroclient numéroclient idclient codeclient idcliente \
         numerocliente códigocliente codicecliente codigocliente klantnummer klantid kundnummer 顧客id 顧客番号 \
         客户编号 客户id кодклиента номерклиента",
    ),
    (
        "name",
        "Name",
        "name accountname account company companyname customer customername client clientname organisation \
         organization firma firmenname kunde kundenname nom société societe raisonsociale nomclient nombre \
         empresa cliente razónsocial razonsocial nome azienda ragionesociale naam bedrijf klant namn navn \
         nazwa 会社名 名前 顧客名 公司名称 名称 客户名称 название имя компания اسم",
    ),
    (
        "parent",
        "Parent (API ID)",
        "parent parentid parentapiid parentaccount parentaccountid belongsto headoffice übergeordnet \
         hauptkonto elternkonto mutterfirma compteparent parentcompte sociétémère cuentapadre padre \
         contopadre contapai pai bovenliggend 親アカウント 上级客户",
    ),
    (
        "description",
        "Description",
        "description desc about beschreibung descripción descripcion descrizione descrição descricao \
         omschrijving beskrivning opis 説明 描述 описание",
    ),
    (
        "timezone",
        "Timezone",
        "timezone tz zeitzone fuseauhoraire zonahoraria fusoorario fusohorário tijdzone 時間帯 时区",
    ),
    ("locale", "Language", "locale language lang sprache langue idioma lingua taal språk 言語 语言 язык"),
    (
        "tags",
        "Tags",
        "tags tag labels label groups segment schlagwörter etiketten étiquettes etiquetas etichette タグ 标签",
    ),
    (
        "expires_on",
        "Expires on",
        "expireson expires expiry expirydate expirationdate enddate contractend ablaufdatum läuftab \
         vertragsende dateexpiration expiration vencimiento scadenza vencimento vervaldatum 有効期限",
    ),
    (
        "next_billing_on",
        "Next billing date",
        "nextbillingon nextbillingdate nextbilling billingdate nextinvoice nächsteabrechnung rechnungsdatum \
         prochainefacturation próximafacturación prossimafatturazione volgendefactuur 請求日",
    ),
    ("audit_notes", "Audit notes", "auditnotes notes note notizen remarques notas 備考 备注"),
    ("task_audit_notes", "Task audit notes", "taskauditnotes tasknotes"),
    (
        "retention_success_hours",
        "Keep successful step data (hours)",
        "retentionsuccesshours keepsuccessfulstepdata keepsuccessfulstepdatahours successretention",
    ),
    (
        "retention_error_hours",
        "Keep errored step data (hours)",
        "retentionerrorhours keeperroredstepdata keeperroredstepdatahours errorretention",
    ),
    (
        "error_webhook_enabled",
        "Report failed transactions (yes or no)",
        "errorwebhookenabled reportfailedtransactions errorwebhook",
    ),
    (
        "error_webhook_url",
        "Address for failed transactions",
        "errorwebhookurl addressforfailedtransactions webhookurl webhook",
    ),
    ("error_webhook_warnings", "Report warnings too (yes or no)", "errorwebhookwarnings reportwarningstoo"),
    ("custom_fields", "Custom fields (key = value lines)", "customfields"),
    ("limit_users", "Limit of users", "limitofusers maxusers userlimit"),
    ("limit_sub_accounts", "Limit of sub-accounts", "limitofsubaccounts"),
    ("limit_connectors", "Limit of connectors", "limitofconnectors"),
    ("limit_active_cycles", "Limit of active cycles", "limitofactivecycles"),
    ("limit_tasks_month", "Limit of tasks a month", "limitoftasksamonth"),
    ("limit_transactions_minute", "Limit of transactions a minute", "limitoftransactionsaminute"),
    ("limit_at_once", "Limit of transactions at once", "limitoftransactionsatonce"),
    ("limit_payload_kb", "Limit of payload size (KB)", "limitofpayloadsizekb limitofpayloadsize"),
    ("limit_retention_hours", "Limit of retention (hours)", "limitofretentionhours limitofretention"),
    ("limit_users_with_sub_accounts", "Limit of users, with sub-accounts", "limitofuserswithsubaccounts"),
    (
        "limit_sub_accounts_with_sub_accounts",
        "Limit of sub-accounts, on all levels",
        "limitofsubaccountsonalllevels limitofsubaccountswithsubaccounts",
    ),
    (
        "limit_connectors_with_sub_accounts",
        "Limit of connectors, with sub-accounts",
        "limitofconnectorswithsubaccounts",
    ),
    (
        "limit_active_cycles_with_sub_accounts",
        "Limit of active cycles, with sub-accounts",
        "limitofactivecycleswithsubaccounts",
    ),
    (
        "limit_tasks_month_with_sub_accounts",
        "Limit of tasks a month, with sub-accounts",
        "limitoftasksamonthwithsubaccounts",
    ),
    (
        "limit_transactions_minute_with_sub_accounts",
        "Limit of transactions a minute, with sub-accounts",
        "limitoftransactionsaminutewithsubaccounts",
    ),
    (
        "limit_at_once_with_sub_accounts",
        "Limit of transactions at once, each sub-account too",
        "limitoftransactionsatonceeachsubaccounttoo",
    ),
    (
        "limit_payload_kb_with_sub_accounts",
        "Limit of payload size (KB), each sub-account too",
        "limitofpayloadsizekbeachsubaccounttoo",
    ),
    (
        "limit_retention_hours_with_sub_accounts",
        "Limit of retention (hours), each sub-account too",
        "limitofretentionhourseachsubaccounttoo",
    ),
    (
        "limit_tasks_month_at_limit",
        "At the limit of tasks a month (hold or overage)",
        "atthelimitoftasksamonthholdoroverage atthelimitoftasksamonth holdoroverage",
    ),
];
