//! Security schemes, the one chosen, and the parameters that carry it.

use super::{imported, paths};
use crate::connectors::model::{Authentication, KeyPlace};
use crate::connectors::openapi::Imported;

/// A document of 3.0 with these schemes and root security.
#[track_caller]
fn with(schemes: &str, more: &str) -> Imported {
    let imported = imported(format!(
        "{{openapi: 3.0.3, info: {{title: S, version: '1'}}, servers: [{{url: 'https://a.example/api'}}],
        components: {{securitySchemes: {{{schemes}}}}}, {more}}}"
    ));
    imported.assert_sound();
    imported
}

const ONE: &str = "paths: {/x: {get: {operationId: get}}}";
const CODE: &str = "{type: oauth2, flows: {authorizationCode: {authorizationUrl: 'https://a.example/auth',
    tokenUrl: /token, refreshUrl: 'https://a.example/again', scopes: {read: Reads., write: Writes.}}}}";

#[test]
fn each_kind_is_known() {
    let key = |place, name: &str| Authentication::ApiKey { place, name: name.to_owned(), prefix: String::new() };
    for (scheme, wanted) in [
        ("{type: apiKey, in: header, name: X-Key}", key(KeyPlace::Header, "X-Key")),
        ("{type: apiKey, in: query, name: 'api key'}", key(KeyPlace::Query, "api key")),
        ("{type: apiKey, in: cookie, name: sid}", key(KeyPlace::Cookie, "sid")),
        ("{type: apiKey, in: header, name: Authorization}", key(KeyPlace::Header, "Authorization")),
        ("{type: apiKey, in: header, name: Authorization, description: 'As Bearer {token}'}", Authentication::Bearer),
        ("{type: http, scheme: Basic}", Authentication::Basic),
        ("{type: basic}", Authentication::Basic),
        ("{type: http, scheme: bearer, bearerFormat: JWT}", Authentication::Bearer),
    ] {
        assert_eq!(with(&format!("s: {scheme}"), ONE).definition.authentication, wanted, "{scheme}");
    }
    for scheme in [
        "{type: http, scheme: digest}",
        "{type: openIdConnect, openIdConnectUrl: 'https://a.example'}",
        "{type: mutualTLS}",
        "{type: oauth2, flows: {implicit: {authorizationUrl: 'https://a.example/auth', scopes: {}}}}",
        "{type: oauth2, flows: {authorizationCode: {authorizationUrl: 'ftp://a', tokenUrl: 'https://a.example'}}}",
        "{type: apiKey, in: header, name: Host}",
        "{type: apiKey, in: body, name: k}",
        "{type: other}",
        "{}",
        "{$ref: other.yaml}",
    ] {
        let imported = with(&format!("s: {scheme}"), ONE);
        assert_eq!(imported.definition.authentication, Authentication::None, "{scheme}");
        assert_eq!(imported.report.other_authentications.len(), 1, "{scheme}");
    }
}

#[test]
fn oauth_has_whole_addresses_and_asks_for_the_scopes_in_use() {
    let imported =
        with(&format!("s: {CODE}"), "security: [{s: [read]}], paths: {/x: {get: {security: [{s: [read, other]}]}}}");
    let Authentication::OauthCode(code) = &imported.definition.authentication else { panic!("no OAuth") };
    assert_eq!(code.authorize_url, "https://a.example/auth");
    assert_eq!(code.token_url, "https://a.example/token");
    assert_eq!(code.refresh_url, "https://a.example/again");
    let scopes: Vec<_> = code.scopes.iter().map(|s| (s.name.as_str(), s.description.as_str(), s.asked)).collect();
    assert_eq!(scopes, [("read", "Reads.", true), ("write", "Writes.", false), ("other", "", true)]);
    let client = with(
        "s: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://{tenant}.example/t', scopes: {}}}}",
        ONE,
    );
    assert!(matches!(client.definition.authentication, Authentication::OauthClient(_)));
    assert_eq!(client.definition.parameters[0].key, "tenant");
    let old = imported_old("{type: oauth2, flow: application, tokenUrl: 'https://a.example/t', scopes: {a: A}}");
    assert!(matches!(old.definition.authentication, Authentication::OauthClient(_)));
}

#[track_caller]
fn imported_old(scheme: &str) -> Imported {
    let head = "{swagger: '2.0', info: {title: S, version: '1'}, host: a.example";
    let imported = imported(format!("{head}, securityDefinitions: {{s: {scheme}}}, {ONE}}}"));
    imported.assert_sound();
    imported
}

#[test]
fn what_most_operations_take_is_chosen() {
    let schemes =
        format!("code: {CODE}, key: {{type: apiKey, in: header, name: X-Key}}, basic: {{type: http, scheme: basic}}");
    let imported = with(
        &schemes,
        "security: [{key: []}], paths: {/a: {get: {operationId: a}}, /b: {get: {operationId: b, security: [{code: [read]}]}},
            /c: {get: {operationId: c, security: []}}, /d: {get: {operationId: d, security: [{}, {key: []}]}}}",
    );
    assert!(matches!(imported.definition.authentication, Authentication::ApiKey { .. }));
    assert!(imported.report.authentication.starts_with("key: a key in the header X-Key"));
    let others: Vec<&str> = imported.report.other_authentications.iter().map(|note| note.place.as_str()).collect();
    assert_eq!(others, ["code", "basic"]);
    let authenticated = |key: &str| imported.method(key).authenticated;
    assert!(authenticated("a") && authenticated("b") && !authenticated("c") && authenticated("d"));
    assert!(imported.says("GET /b", "asks for other authentication"));
    assert!(!imported.says("GET /d", "asks for other"));
    // As often demanded: what people need not paste.
    let either = with(&schemes, "security: [{key: []}, {code: []}], paths: {/a: {get: {}}}");
    assert!(matches!(either.definition.authentication, Authentication::OauthCode(_)));
}

#[test]
fn keys_that_belong_together_are_sent_together() {
    let schemes = "app: {type: apiKey, in: header, name: X-App}, key: {type: apiKey, in: query, name: key},
        code: {type: http, scheme: basic}";
    let imported = with(
        schemes,
        "security: [{app: [], key: []}], paths: {/x: {get: {operationId: get, parameters: [
        {name: key, in: query, schema: {type: string}}, {name: x-app, in: header, schema: {type: string}}]}}}",
    );
    let Authentication::Custom { fields, headers, query } = &imported.definition.authentication else {
        panic!("not custom")
    };
    assert!(fields.iter().all(|field| field.secret && field.required));
    assert_eq!((headers[0].name.as_str(), headers[0].value.as_str()), ("X-App", "{app}"));
    assert_eq!((query[0].name.as_str(), query[0].value.as_str()), ("key", "{key}"));
    assert_eq!(paths(&imported.method("get").request), [""; 0]);
    assert!(imported.says("parameter x-app", "sent by the connector's authentication"));
    let mixed = with(schemes, "security: [{app: [], code: []}], paths: {/x: {get: {}}}");
    assert!(mixed.report.authentication.contains("could be taken over of those"), "{}", mixed.report.authentication);
}

#[test]
fn tokens_described_as_parameters_are_left_out_where_a_token_is_sent() {
    let parameters = "parameters: [{name: token, in: query, schema: {type: string}}, {name: access_token, in: query,
        schema: {type: string}}, {name: page, in: query, schema: {type: integer}}]";
    let with_token = with(
        "s: {type: http, scheme: bearer}",
        &format!("security: [{{s: []}}], paths: {{/x: {{get: {{operationId: get, {parameters}}}}}}}"),
    );
    assert_eq!(paths(&with_token.method("get").request), ["page"]);
    let public = with(
        "s: {type: http, scheme: bearer}",
        &format!("paths: {{/x: {{get: {{operationId: get, security: [], {parameters}}}}}}}"),
    );
    assert_eq!(paths(&public.method("get").request), ["token", "access_token", "page"]);
}
