//! `docs/EMBEDDING.md` is true: what it says for Node and for Python makes tokens that open a frame.

use super::frames::{HOST, allow, by_key, frame_cookie, start};
use super::signed::add_key;
use crate::engine::{rows, world};
use crate::support::node::oauth_modules;
use std::process::Command;

const GUIDE: &str = include_str!("../../../docs/EMBEDDING.md");

/// The guide's block in a language.
fn block(language: &str) -> &'static str {
    let rest = GUIDE.split(&format!("```{language}\n")).nth(1).expect("a block");
    rest.split("```").next().unwrap_or_default()
}

#[actix_web::test]
async fn what_the_guide_says_for_node_and_for_python_opens_a_frame() {
    let world = world().await;
    // The programs read the machine's clock.
    world.clock.advance(chrono::Utc::now() - world.clock.now());
    allow(&world, HOST).await;
    let kid = add_key(&world, "Web", include_str!("keys/ed25519.pub")).await;
    let folder = tempfile::tempdir().unwrap();
    let node = format!("{}/.bin/node", oauth_modules());
    for (language, program, file) in
        [("js", node.as_str(), "token.mjs"), ("python", "/usr/bin/python3", "token_maker.py")]
    {
        let script = folder.path().join(file);
        std::fs::write(&script, block(language)).unwrap();
        let run = Command::new(program)
            .arg(&script)
            .env("CONSOLE", world.config.url.as_str().trim_end_matches('/'))
            .env("KID", &kid)
            .env("KEY_FILE", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/embedding/keys/ed25519.key"))
            .env("ACCOUNT_ID", format!("shop-{language}"))
            .env("ACCOUNT_NAME", format!("Shop in {language}"))
            .env("USER_NAME", "owner")
            .output()
            .unwrap();
        let (said, wrong) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success(), "{language}: {wrong}");
        let came = start(&world.visitor(), said.trim(), HOST).await;
        assert_eq!(came.status.as_u16(), 303, "{language}: {}", came.body);
        let page = by_key(&world.visitor(), came.location(), &frame_cookie(&came).1).await;
        assert_eq!(page.assert_ok().text_of("header.framed p"), Some(format!("Shop in {language}")));
    }
    assert_eq!(rows(&world, "count(*) from accounts where api_id like 'shop-%'"), ["2"]);
    // The others at least say all that a token must have.
    for language in ["ruby", "php", "go"] {
        for claim in ["aud", "iat", "exp", "jti", "account_id", "account_name", "sub", "view", "kid", "EdDSA"] {
            assert!(block(language).contains(claim), "{language} says no {claim}");
        }
    }
}
