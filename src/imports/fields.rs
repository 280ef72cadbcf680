//! The fields that a column may feed, with the spellings of their names in several languages.

/// Key, and spellings in lower case without spaces and signs, parted by spaces.
pub(super) const FIELDS: &[(&str, &str)] = &[
    (
        "api_id",
        "apiid apikey customerid customerno customernumber clientid accountid accountnumber externalid key \
         ref reference kundennummer kundennr kundenid numeroclient numéroclient idclient codeclient idcliente \
         numerocliente códigocliente codicecliente codigocliente klantnummer klantid kundnummer 顧客id 顧客番号 \
         客户编号 客户id кодклиента номерклиента",
    ),
    (
        "name",
        "name accountname account company companyname customer customername client clientname organisation \
         organization firma firmenname kunde kundenname nom société societe raisonsociale nomclient nombre \
         empresa cliente razónsocial razonsocial nome azienda ragionesociale naam bedrijf klant namn navn \
         nazwa 会社名 名前 顧客名 公司名称 名称 客户名称 название имя компания اسم",
    ),
    (
        "parent",
        "parent parentid parentapiid parentaccount parentaccountid belongsto headoffice übergeordnet \
         hauptkonto elternkonto mutterfirma compteparent parentcompte sociétémère cuentapadre padre \
         contopadre contapai pai bovenliggend 親アカウント 上级客户",
    ),
    (
        "description",
        "description desc about beschreibung descripción descripcion descrizione descrição descricao \
         omschrijving beskrivning opis 説明 描述 описание",
    ),
    ("timezone", "timezone tz zeitzone fuseauhoraire zonahoraria fusoorario fusohorário tijdzone 時間帯 时区"),
    ("locale", "locale language lang sprache langue idioma lingua taal språk 言語 语言 язык"),
    ("tags", "tags tag labels label groups segment schlagwörter etiketten étiquettes etiquetas etichette タグ 标签"),
    (
        "expires_on",
        "expireson expires expiry expirydate expirationdate enddate contractend ablaufdatum läuftab \
         vertragsende dateexpiration expiration vencimiento scadenza vencimento vervaldatum 有効期限",
    ),
    (
        "next_billing_on",
        "nextbillingon nextbillingdate nextbilling billingdate nextinvoice nächsteabrechnung rechnungsdatum \
         prochainefacturation próximafacturación prossimafatturazione volgendefactuur 請求日",
    ),
    ("audit_notes", "auditnotes notes note notizen remarques notas 備考 备注"),
    ("task_audit_notes", "taskauditnotes tasknotes"),
    (
        "retention_success_hours",
        "retentionsuccesshours keepsuccessfulstepdata keepsuccessfulstepdatahours successretention",
    ),
    ("retention_error_hours", "retentionerrorhours keeperroredstepdata keeperroredstepdatahours errorretention"),
    ("error_webhook_enabled", "errorwebhookenabled reportfailedtransactions errorwebhook"),
    ("error_webhook_url", "errorwebhookurl addressforfailedtransactions webhookurl webhook"),
    ("error_webhook_warnings", "errorwebhookwarnings reportwarningstoo"),
    ("custom_fields", "customfields"),
    ("limit_users", "limitofusers maxusers userlimit"),
    ("limit_sub_accounts", "limitofsubaccounts"),
    ("limit_connectors", "limitofconnectors"),
    ("limit_active_cycles", "limitofactivecycles"),
    ("limit_tasks_month", "limitoftasksamonth"),
    ("limit_transactions_minute", "limitoftransactionsaminute"),
    ("limit_at_once", "limitoftransactionsatonce"),
    ("limit_payload_kb", "limitofpayloadsizekb limitofpayloadsize"),
    ("limit_retention_hours", "limitofretentionhours limitofretention"),
    ("limit_users_with_sub_accounts", "limitofuserswithsubaccounts"),
    ("limit_sub_accounts_with_sub_accounts", "limitofsubaccountsonalllevels limitofsubaccountswithsubaccounts"),
    ("limit_connectors_with_sub_accounts", "limitofconnectorswithsubaccounts"),
    ("limit_active_cycles_with_sub_accounts", "limitofactivecycleswithsubaccounts"),
    ("limit_tasks_month_with_sub_accounts", "limitoftasksamonthwithsubaccounts"),
    ("limit_transactions_minute_with_sub_accounts", "limitoftransactionsaminutewithsubaccounts"),
    ("limit_at_once_with_sub_accounts", "limitoftransactionsatonceeachsubaccounttoo"),
    ("limit_payload_kb_with_sub_accounts", "limitofpayloadsizekbeachsubaccounttoo"),
    ("limit_retention_hours_with_sub_accounts", "limitofretentionhourseachsubaccounttoo"),
    ("limit_tasks_month_at_limit", "atthelimitoftasksamonthholdoroverage atthelimitoftasksamonth holdoroverage"),
];

/// The label of a field, as errors and changes name it.
pub(super) fn label_of(field: &str) -> String {
    let label = match field {
        "api_id" => t!("imports-field-api-id"),
        "name" => t!("imports-field-name"),
        "parent" => t!("imports-field-parent"),
        "description" => t!("imports-field-description"),
        "timezone" => t!("imports-field-timezone"),
        "locale" => t!("imports-field-locale"),
        "tags" => t!("imports-field-tags"),
        "expires_on" => t!("imports-field-expires-on"),
        "next_billing_on" => t!("imports-field-next-billing-on"),
        "audit_notes" => t!("imports-field-audit-notes"),
        "task_audit_notes" => t!("imports-field-task-audit-notes"),
        "retention_success_hours" => t!("imports-field-retention-success-hours"),
        "retention_error_hours" => t!("imports-field-retention-error-hours"),
        "error_webhook_enabled" => t!("imports-field-error-webhook-enabled"),
        "error_webhook_url" => t!("imports-field-error-webhook-url"),
        "error_webhook_warnings" => t!("imports-field-error-webhook-warnings"),
        "custom_fields" => t!("imports-field-custom-fields"),
        "limit_users" => t!("imports-field-limit-users"),
        "limit_sub_accounts" => t!("imports-field-limit-sub-accounts"),
        "limit_connectors" => t!("imports-field-limit-connectors"),
        "limit_active_cycles" => return t!("imports-field-limit-active-cycles", words),
        "limit_tasks_month" => t!("imports-field-limit-tasks-month"),
        "limit_transactions_minute" => t!("imports-field-limit-transactions-minute"),
        "limit_at_once" => t!("imports-field-limit-at-once"),
        "limit_payload_kb" => t!("imports-field-limit-payload-kb"),
        "limit_retention_hours" => t!("imports-field-limit-retention-hours"),
        "limit_users_with_sub_accounts" => t!("imports-field-limit-users-with-sub-accounts"),
        "limit_sub_accounts_with_sub_accounts" => t!("imports-field-limit-sub-accounts-with-sub-accounts"),
        "limit_connectors_with_sub_accounts" => t!("imports-field-limit-connectors-with-sub-accounts"),
        "limit_active_cycles_with_sub_accounts" => {
            return t!("imports-field-limit-active-cycles-with-sub-accounts", words);
        }
        "limit_tasks_month_with_sub_accounts" => t!("imports-field-limit-tasks-month-with-sub-accounts"),
        "limit_transactions_minute_with_sub_accounts" => {
            t!("imports-field-limit-transactions-minute-with-sub-accounts")
        }
        "limit_at_once_with_sub_accounts" => t!("imports-field-limit-at-once-with-sub-accounts"),
        "limit_payload_kb_with_sub_accounts" => t!("imports-field-limit-payload-kb-with-sub-accounts"),
        "limit_retention_hours_with_sub_accounts" => t!("imports-field-limit-retention-hours-with-sub-accounts"),
        "limit_tasks_month_at_limit" => t!("imports-field-limit-tasks-month-at-limit"),
        other => other,
    };
    label.to_owned()
}
