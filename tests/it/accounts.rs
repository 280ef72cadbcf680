//! Accounts in the console: the list, creating, editing.

use crate::support::World;

#[actix_web::test]
async fn the_list_shows_the_partners_accounts_by_name() {
    let world = World::start().await;
    let page = world.console().await.get("/console/accounts").await;
    page.assert_ok();
    let names = page.texts_of("tbody th a");
    assert_eq!(names, ["Branch Office", "Leaf Shop", "Root Holding", "Sibling Trading", "Stopped Works"]);
    assert_eq!(page.text_of(".count").as_deref(), Some("3 accounts, 2 sub-accounts"));
}

/// People type what their keyboard has. Rows that were made before terms were folded are found as well: what the
/// migration writes for them is what is written today.
#[actix_web::test]
async fn a_search_needs_no_accents_no_sharp_s_and_no_typographic_apostrophe() {
    let world = World::start().await;
    let console = world.console().await;
    let names = ["Żubr Łódź", "Küchenstudio Ost", "Größlinger", "Café L’Étoile"];
    for (n, name) in names.into_iter().enumerate() {
        console.post("/console/accounts", &[("name", name), ("tags", "Señal")]).await.assert_status(303);
        let form = [("name", name), ("email", &format!("p{n}@customer.test")), ("role", "viewer")];
        let people = format!("/console/accounts/{}/people", world.branch);
        console.post(&people, &form).await.assert_status(303);
    }
    let find = async |list: &str, asked: &str| {
        let query: String = url::form_urlencoded::byte_serialize(asked.as_bytes()).collect();
        console.get(&format!("{list}?q={query}")).await.texts_of("tbody th a")
    };
    let admin = world.admin_of(world.branch).await;
    for before in [false, true] {
        if before {
            let mut conn = world.database.look();
            for table in ["account_terms", "person_terms"] {
                let forget = format!(
                    "delete from {table} where octet_length(term) = char_length(term) and term <> '' and
                    exists (select from {table} o where app.plain(o.term) = {table}.term and o.term <> {table}.term)"
                );
                assert!(diesel::RunQueryDsl::execute(diesel::sql_query(forget), &mut conn).unwrap() > 0);
            }
            assert_eq!(find("/console/accounts", "lodz").await, Vec::<String>::new());
            let again = include_str!("../../migrations/2026-11-24-001310_plain_terms/up.sql");
            let again = format!("begin; {again} commit;");
            diesel::connection::SimpleConnection::batch_execute(&mut conn, &again).unwrap();
        }
        for (asked, found) in [
            ("lodz", "Żubr Łódź"),
            ("ZUBR", "Żubr Łódź"),
            ("łódź", "Żubr Łódź"),
            ("kuchen", "Küchenstudio Ost"),
            ("küchen", "Küchenstudio Ost"),
            ("gross", "Größlinger"),
            ("GRÖSS", "Größlinger"),
            ("größ", "Größlinger"),
            ("l'etoile", "Café L’Étoile"),
            ("L’Étoile", "Café L’Étoile"),
            ("cafe eto", "Café L’Étoile"),
        ] {
            for list in ["/console/accounts", "/console/people"] {
                assert_eq!(find(list, asked).await, [found], "{asked} in {list}, from before: {before}");
            }
            let query: String = url::form_urlencoded::byte_serialize(asked.as_bytes()).collect();
            let palette = console.get(&format!("/console/search?q={query}")).await;
            assert!(palette.body.contains(found), "{asked} in the palette");
            if !asked.contains(' ') {
                let own = admin.get(&format!("/a/{}/people?q={query}", world.branch)).await;
                assert_eq!(own.texts_of("tbody tr").len(), 1, "{asked} among the account's people");
            }
        }
        assert_eq!(find("/console/accounts", "senal").await.len(), 4, "by a tag");
        for (tag, count) in [("se%C3%B1al", 4), ("senal", 0)] {
            let listed = console.get(&format!("/console/accounts?tag={tag}")).await.texts_of("tbody th a").len();
            assert_eq!(listed, count, "the filter is exact: {tag}");
        }
    }
    // The two ways to fold are the same.
    let twins = "account_terms t where not exists (select from account_terms o
                  where o.account_id = t.account_id and o.term = app.plain(t.term))";
    assert_eq!(crate::people::count(&world, twins), 0);
}

#[actix_web::test]
async fn an_order_that_there_is_not_is_not_carried_on() {
    let world = World::start().await;
    let page = world.console().await.get("/console/accounts?sort=junk&rows=2").await;
    assert_eq!(page.texts_of("tbody th a"), ["Branch Office", "Leaf Shop"]);
    assert!(!page.body.contains("junk"), "no link repeats it");
    assert_eq!(page.attributes_of("th[aria-sort]", "aria-sort"), ["ascending"]);
}

#[actix_web::test]
async fn a_search_finds_beginnings_of_words_api_ids_and_tags() {
    let world = World::start().await;
    let console = world.console().await;
    console
        .post("/console/accounts", &[("name", "Delta Dental Group"), ("api_id", "dg-77"), ("tags", "emea, Gold")])
        .await
        .assert_redirect("/console/accounts/");
    for (asked, found) in [
        ("delta", vec!["Delta Dental Group"]),
        ("dental del", vec!["Delta Dental Group"]),
        ("DG-77", vec!["Delta Dental Group"]),
        ("gol", vec!["Delta Dental Group"]),
        ("office", vec!["Branch Office"]),
        ("elta", vec![]),
        ("delta shop", vec![]),
        ("%", vec![]),
    ] {
        let query: String = url::form_urlencoded::byte_serialize(asked.as_bytes()).collect();
        let names = console.get(&format!("/console/accounts?q={query}")).await.texts_of("tbody th a");
        assert_eq!(names, found, "{asked}");
    }
    let filtered = console.get("/console/accounts?q=zzz").await;
    assert!(filtered.body.contains("Clear filters"));
}

#[actix_web::test]
async fn pages_go_forth_and_back_by_key() {
    let world = World::start().await;
    let console = world.console().await;
    let first = console.get("/console/accounts?rows=2").await;
    assert_eq!(first.texts_of("tbody th a"), ["Branch Office", "Leaf Shop"]);
    assert_eq!(first.attributes_of("a[rel=prev]", "href"), Vec::<String>::new());
    let next = first.attributes_of("a[rel=next]", "href").remove(0);
    let second = console.get(&next).await;
    assert_eq!(second.texts_of("tbody th a"), ["Root Holding", "Sibling Trading"]);
    let back = console.get(&second.attributes_of("a[rel=prev]", "href").remove(0)).await;
    assert_eq!(back.texts_of("tbody th a"), ["Branch Office", "Leaf Shop"]);
    // A fragment is the table alone.
    let fragment = console.get_fragment(&next).await;
    fragment.assert_ok();
    assert!(!fragment.body.contains("<html"), "{}", fragment.body);
    assert_eq!(fragment.texts_of("tbody th a"), second.texts_of("tbody th a"), "{}", fragment.body);
}

#[actix_web::test]
async fn a_filtered_list_says_how_many_match() {
    let world = World::start().await;
    let console = world.console().await;
    assert!(console.get("/console/accounts").await.text_of(".pager p").is_none(), "the head of the page says it");
    let said = async |query: &str| {
        console.get_fragment(&format!("/console/accounts?{query}")).await.assert_ok().text_of(".pager p")
    };
    assert_eq!(said("state=active").await.as_deref(), Some("4 accounts match"));
    assert_eq!(
        said("state=active&rows=2").await.as_deref(),
        Some("4 accounts match"),
        "also where there are more pages"
    );
    assert_eq!(said("q=leaf&rows=1").await.as_deref(), Some("1 account matches"));
    assert_eq!(said("q=zzz").await, None);
}

#[actix_web::test]
async fn a_wrong_form_comes_back_with_what_was_typed() {
    let world = World::start().await;
    let console = world.console().await;
    let page = console
        .post(
            "/console/accounts",
            &[("name", ""), ("api_id", "a b"), ("timezone", "Mars/Olympus"), ("description", "kept")],
        )
        .await;
    page.assert_refused("name", "Enter a name").assert_refused("api_id", "cannot be part of an API ID");
    page.assert_refused("timezone", "not a timezone");
    assert_eq!(page.text_of("#f-description").as_deref(), Some("kept"));
    assert_eq!(page.value_of("#f-api_id").as_deref(), Some("a b"));
    assert!(page.text_of("title").unwrap().starts_with("Error:"));
    let taken = console.post("/console/accounts", &[("name", "New"), ("api_id", "ROOT")]).await;
    taken.assert_refused("api_id", "is the API ID of “Root Holding”");
}

#[actix_web::test]
async fn a_double_click_makes_one_account() {
    let world = World::start().await;
    let console = world.console().await;
    let key = console.get("/console/accounts/new").await.value_of("input[name=idempotency_key]").unwrap();
    let form = [("name", "Once Only"), ("idempotency_key", key.as_str())];
    let (first, second) =
        futures_util::join!(console.post("/console/accounts", &form), console.post("/console/accounts", &form));
    first.assert_redirect("/console/accounts/");
    assert_eq!(first.location(), second.location());
    let list = console.get("/console/accounts?q=once").await;
    assert_eq!(list.texts_of("tbody th a"), ["Once Only"]);
}

#[actix_web::test]
async fn the_second_of_two_editors_is_told_and_overwrites_nothing() {
    let world = World::start().await;
    let console = world.console().await;
    let path = format!("/console/accounts/{}/edit", world.branch);
    let version = console.get(&path).await.value_of("input[name=version]").unwrap();
    console
        .post(&path, &[("name", "By the first"), ("api_id", "branch"), ("version", &version)])
        .await
        .assert_redirect("/console/accounts/");
    let second = console.post(&path, &[("name", "By the second"), ("api_id", "branch"), ("version", &version)]).await;
    second.assert_status(409);
    assert!(second.body.contains("Someone else changed this account"));
    assert!(second.body.contains("By the first"), "what was saved is shown");
    assert_eq!(second.value_of("#f-name").as_deref(), Some("By the second"), "what was typed is kept");
    let version = second.value_of("input[name=version]").unwrap();
    console
        .post(&path, &[("name", "By the second"), ("api_id", "branch"), ("version", &version)])
        .await
        .assert_redirect("/console/accounts/");
}

#[actix_web::test]
async fn the_second_editor_does_not_undo_what_they_never_touched() {
    let world = World::start().await;
    let console = world.console().await;
    let path = format!("/console/accounts/{}/edit", world.branch);
    let form = console.get(&path).await;
    let (version, base) = (form.value_of("input[name=version]").unwrap(), form.value_of("input[name=base]").unwrap());
    let mine = |changes: &[(&'static str, &'static str)]| -> Vec<(&'static str, String)> {
        let filled = [("name", "name"), ("api_id", "api_id"), ("timezone", "timezone"), ("locale", "locale")]
            .map(|(field, id)| (field, form.value_of(&format!("#f-{id}")).unwrap()));
        let rest = changes.iter().map(|(field, value)| (*field, (*value).to_owned()));
        filled.into_iter().chain(rest).chain([("version", version.clone()), ("base", base.clone())]).collect()
    };
    let send = async |changes: &[(&'static str, &'static str)]| {
        let fields = mine(changes);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        console.post(&path, &fields).await
    };
    send(&[("tags", "vip"), ("audit_notes", "theirs")]).await.assert_status(303);
    // Tags were left alone, the notes were not.
    let second = send(&[("audit_notes", "mine"), ("description", "Mine")]).await;
    second.assert_status(409);
    assert_eq!(second.value_of("#f-tags").as_deref(), Some("vip"), "what the other saved stays");
    assert_eq!(second.text_of("#f-audit_notes").as_deref(), Some("mine"), "what was typed stays");
    assert_eq!(second.texts_of(".diff del"), ["theirs"], "only what both changed is compared");
    assert!(second.body.contains("in the form now: tags."), "{}", second.body);
    let again = [
        ("name", second.value_of("#f-name").unwrap()),
        ("api_id", second.value_of("#f-api_id").unwrap()),
        ("tags", second.value_of("#f-tags").unwrap()),
        ("description", second.text_of("#f-description").unwrap()),
        ("audit_notes", "mine".to_owned()),
        ("version", second.value_of("input[name=version]").unwrap()),
        ("base", second.value_of("input[name=base]").unwrap()),
    ];
    let again: Vec<(&str, &str)> = again.iter().map(|(k, v)| (*k, v.as_str())).collect();
    console.post(&path, &again).await.assert_status(303);
    let saved = console.get(&path).await;
    assert_eq!(saved.value_of("#f-tags").as_deref(), Some("vip"));
    assert_eq!(saved.text_of("#f-description").as_deref(), Some("Mine"));
}

#[actix_web::test]
async fn a_foreign_id_and_an_absent_one_give_the_same_answer() {
    let world = World::start().await; // T4
    let console = world.console().await;
    let foreign = console.get(&format!("/console/accounts/{}", world.other)).await;
    let absent = console.get("/console/accounts/018f0000-0000-7000-8000-000000000000").await;
    let nonsense = console.get("/console/accounts/not-an-id").await;
    foreign.assert_not_found();
    assert_eq!(foreign.body, absent.body);
    assert_eq!(foreign.body, nonsense.body);
}

#[actix_web::test]
async fn billing_begins_near_today_and_a_date_that_became_old_stays() {
    let world = World::start().await;
    let console = world.console().await;
    let page = format!("/console/accounts/{}/edit", world.leaf);
    let form =
        async |changes: &[(&str, &str)]| console.send(&console.get(&page).await, "main form.page", changes).await;
    for (date, why) in [("2020-01-01", "1 Jan 2020 is too long ago"), ("9999-12-31", "31 Dec 9999 is too far ahead")] {
        let refused = form(&[("next_billing_on", date)]).await;
        refused.assert_refused("next_billing_on", why);
        refused.assert_refused("next_billing_on", "from 24 Oct 2026 to 24 Nov 2028");
        let made = console.post("/console/accounts", &[("name", "Too far"), ("next_billing_on", date)]).await;
        made.assert_refused("next_billing_on", why);
    }
    form(&[("next_billing_on", "2026-12-31")]).await.assert_status(303);
    // Years later it is still the day of the month that counts, and other fields are changed beside it.
    let old = "update accounts set next_billing_on = '2020-01-31' where api_id = 'leaf'";
    diesel::RunQueryDsl::execute(diesel::sql_query(old), &mut world.database.look()).unwrap();
    form(&[("description", "Changed")]).await.assert_status(303);
    let stored = "select description || ' ' || next_billing_on as line from accounts where api_id = 'leaf'";
    assert_eq!(crate::people::lines(&world, stored), ["Changed 2020-01-31"]);
    // By a program likewise.
    let program = world.program().await;
    let said = program.put("/v1.0/accounts/leaf", serde_json::json!({"NextBillDateUtc": "9999-12-31"})).await;
    let said = said.assert_status(400).json()["Message"].as_str().unwrap().to_owned();
    assert!(said.starts_with("NextBillDateUtc: 31 Dec 9999 is too far ahead"), "{said}");
    program.put("/v1.0/accounts/leaf", serde_json::json!({"Description": "Again"})).await.assert_ok();
}
