//! What is taken from a form, and what is not.

use super::*;

const PARTNER: &str = "0190aaaa-0000-7000-8000-000000000001";

fn form(pairs: &[(&str, &str)]) -> Tokens {
    pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

fn refused(key: &str, text: &str) -> String {
    typed(&form(&[(key, text)])).unwrap_err().of(key).to_owned()
}

#[test]
fn what_is_left_empty_is_not_kept() {
    assert_eq!(typed(&form(&[("name", "  "), ("light_brand", ""), ("elsewhere", "x")])), Ok(Tokens::new()));
}

#[test]
fn tokens_are_kept_in_one_way_of_writing() {
    let kept = typed(&form(&[
        ("name", " Northwind "),
        ("light_brand", "0F766E"),
        ("corners", "round"),
        ("cycle", "integration"),
        ("cycles", "integrations"),
        ("help", "https://northwind.test/help"),
        ("reply_to", "it@northwind.test"),
        ("footer", "Northwind Ltd  \r\n1 Quay Street"),
    ]));
    let kept = kept.unwrap();
    assert_eq!(kept["name"], "Northwind");
    assert_eq!(kept["light_brand"], "#0f766e");
    assert_eq!(kept["footer"], "Northwind Ltd\n1 Quay Street");
    let brand = Brand::read(&kept);
    assert_eq!(brand.corners, Some(Corners::Round));
    assert_eq!(brand.cycles(), Words { cycle: "integration".to_owned(), cycles: "integrations".to_owned() });
}

#[test]
fn each_wrong_token_is_refused_at_its_field() {
    for (key, text, why) in [
        ("name", "a\u{7}b", "character"),
        ("light_brand", "teal", "six digits"),
        ("light_brand", "url(x)", "six digits"),
        ("light_brand", "#fff;}body{display:none", "six digits"),
        ("corners", "wavy", "one of the list"),
        ("typeface", "Comic Sans; src: url(//evil)", "one of the list"),
        ("help", "javascript:alert(1)", "https://"),
        ("help", "http://northwind.test", "https://"),
        ("help", "https://user:secret@northwind.test", "https://"),
        ("reply_to", "nobody", ""),
        ("logo", "https://evil.example/logo.png", "no image of ours"),
        ("logo", "../../etc/passwd", "no image of ours"),
        ("cycle", "integration", ""),
    ] {
        let said = if key == "cycle" {
            typed(&form(&[(key, text)])).unwrap_err().of("cycles").to_owned()
        } else {
            refused(key, text)
        };
        assert!(!said.is_empty() && said.contains(why), "{key} {text}: {said}");
    }
    let long = "x".repeat(61);
    assert!(refused("name", &long).contains("60 is the most"));
}

#[test]
fn an_image_has_one_address() {
    let text = format!("{PARTNER}/5b0c6b0e-6f0b-4f7c-9c53-1e8e5f0f6a10.png");
    let image: Image = text.parse().unwrap();
    assert_eq!((image.to_string(), image.address()), (text.clone(), format!("/brand/{text}")));
    for other in [text.to_uppercase(), text.replace(".png", ".svg"), text.replace('-', ""), format!("/{text}")] {
        assert!(other.parse::<Image>().is_err(), "{other}");
    }
}

#[test]
fn what_a_later_version_stored_is_left_out_and_the_rest_is_read() {
    let stored = form(&[("name", "Northwind"), ("corners", "wavy"), ("hologram", "on"), ("light_brand", "red")]);
    assert_eq!(Brand::read(&stored), Brand { name: Some("Northwind".to_owned()), ..Brand::default() });
    assert!(serde_json::from_value::<Brand>(serde_json::json!({})).is_ok_and(|brand| brand == Brand::default()));
}

#[test]
fn changes_are_told_in_words() {
    let (from, to) = (
        form(&[("corners", "soft"), ("name", "A")]),
        form(&[("corners", "round"), ("name", "A"), ("help", "https://a.test/")]),
    );
    let told = changes(&from, &to);
    let expected = [("Corners", "Soft", "Round"), ("Help link", "", "https://a.test/")];
    assert_eq!(told, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
}
