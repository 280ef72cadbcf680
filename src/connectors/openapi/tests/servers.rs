//! Where calls go.

use super::imported;
use crate::connectors::openapi::Imported;

#[track_caller]
fn with(more: &str) -> Imported {
    let imported = imported(format!("{{openapi: 3.0.3, info: {{title: S, version: '1'}}, {more}}}"));
    imported.assert_sound();
    imported
}

const ONE: &str = "paths: {/x: {get: {operationId: get}}}";

#[test]
fn hosts_of_old_documents() {
    for (more, wanted) in [
        ("host: api.example.com", "https://api.example.com"),
        ("host: 'api.example.com:8443', basePath: /v1/", "https://api.example.com:8443/v1"),
        ("host: a.example, schemes: [http]", "http://a.example"),
        ("host: a.example, schemes: [http, https]", "https://a.example"),
        ("host: a.example, schemes: [wss], basePath: /", "https://a.example"),
        ("basePath: /v1", ""),
        ("host: 'a b'", ""),
    ] {
        let imported = imported(format!("{{swagger: '2.0', info: {{title: S, version: '1'}}, {more}, {ONE}}}"));
        imported.assert_sound();
        assert_eq!(imported.definition.base_url, wanted, "{more}");
        assert_eq!(wanted.is_empty(), imported.says("#/host", "must be given by hand"), "{more}");
    }
}

#[test]
fn servers_with_variables_become_parameters() {
    let imported = with(&format!(
        "servers: [{{url: 'https://{{sub}}.example.com:{{port}}/{{version}}/', variables: {{
            sub: {{default: demo, description: Your name.}}, port: {{enum: ['443', '8443'], default: '443'}}}}}}], {ONE}"
    ));
    assert_eq!(imported.definition.base_url, "https://{sub}.example.com:{port}/{version}");
    let shown: Vec<_> = imported
        .definition
        .parameters
        .iter()
        .map(|p| (p.key.as_str(), p.default.as_str(), p.choices.join(" "), p.hint.as_str(), p.required))
        .collect();
    let wanted = [
        ("sub", "demo", String::new(), "Your name.", true),
        ("port", "443", "443 8443".to_owned(), "", true),
        ("version", "", String::new(), "", true),
    ];
    assert_eq!(shown, wanted);
}

#[test]
fn several_and_relative_servers_are_said() {
    let two = with(&format!("servers: [{{url: 'https://a.example'}}, {{url: 'https://b.example'}}], {ONE}"));
    assert_eq!(two.definition.base_url, "https://a.example");
    assert!(two.says("#/servers", "\"https://b.example\" is another server"));
    for relative in
        ["servers: [{url: /v1}], ", "servers: [{url: './v1'}], ", "servers: [{url: 'wss://a.example'}], ", ""]
    {
        let imported = with(&format!("{relative}{ONE}"));
        assert_eq!(imported.definition.base_url, "", "{relative}");
        assert!(imported.says("#/servers", "must be given by hand"), "{relative}");
    }
    assert_eq!(
        with(&format!("servers: [{{url: '//a.example/v1'}}], {ONE}")).definition.base_url,
        "https://a.example/v1"
    );
}

#[test]
fn paths_and_operations_may_have_their_own() {
    let imported = with(
        "servers: [{url: 'https://a.example/v1'}], paths: {
            /same: {get: {operationId: same, servers: [{url: 'https://a.example/v1'}]}},
            /path: {servers: [{url: 'https://files.example'}], get: {operationId: path},
                put: {operationId: operation, servers: [{url: 'https://{region}.b.example', variables: {region: {default: eu}}}]}},
            /relative: {get: {operationId: relative, servers: [{url: /v2}]}},
            /wrong: {get: {operationId: wrong, servers: [{url: 'ftp://x'}]}}}",
    );
    let base = |key: &str| imported.method(key).base_url.clone();
    assert_eq!(base("same"), "");
    assert_eq!(base("path"), "https://files.example");
    assert_eq!(base("operation"), "https://{region}.b.example");
    assert_eq!(base("relative"), "https://a.example/v2");
    assert_eq!(base("wrong"), "");
    assert_eq!(imported.definition.parameters[0].key, "region");
    assert!(imported.says("GET /wrong", "Its own server was left out"));
}
