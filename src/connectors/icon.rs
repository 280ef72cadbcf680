//! A connector's picture: its first letters, drawn, since the library keeps no pictures of applications.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// As a data URI.
pub(crate) fn of(name: &str) -> String {
    let letters: String =
        name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).take(2).collect();
    // One colour for one name, dark enough for white letters.
    let hue = name.bytes().fold(0_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 360);
    let drawn = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" rx=\"12\" fill=\"hsl({hue} 45% 32%)\"/>\
         <text x=\"32\" y=\"42\" font-family=\"sans-serif\" font-size=\"28\" text-anchor=\"middle\" fill=\"#fff\">{}</text></svg>",
        letters.to_uppercase()
    );
    format!("data:image/svg+xml;base64,{}", STANDARD.encode(drawn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_drawn_and_nothing_else_gets_in() {
        let drawn = of("Access <CRM>");
        let read = STANDARD.decode(drawn.strip_prefix("data:image/svg+xml;base64,").expect("a data URI"));
        let text = String::from_utf8(read.expect("base64")).expect("text");
        assert!(text.contains(">AC</text>") && !text.contains("<CRM"), "{text}");
    }
}
