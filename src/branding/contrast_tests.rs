//! Whatever a partner chooses, texts read (done when 4).

use super::*;
use proptest::prelude::*;

fn any_colour() -> impl Strategy<Value = Option<Rgb>> {
    prop_oneof![1 => Just(None), 6 => any::<[u8; 3]>().prop_map(|bytes| Some(Rgb(bytes)))]
}

fn anything_asked() -> impl Strategy<Value = Asked> {
    (any_colour(), any_colour(), any_colour()).prop_map(|(brand, page, text)| Asked { brand, page, text })
}

/// Every pair of text and ground, and of control and ground, that the style sheets make of these tokens.
fn holds(side: Side, asked: &Asked) -> Result<(), TestCaseError> {
    let (it, fixed) = (palette(side, asked), side.fixed());
    let grounds = [("page", it.page), ("surface", it.surface), ("surface-2", it.surface_2), ("overlay", it.overlay)];
    let soft = [("soft", it.brand_soft)];
    let tints = fixed.tints.map(|tint| ("tint", tint));
    let texts = [("text", it.text), ("text-2", it.text_2), ("text-3", it.text_3), ("link", it.brand_text)];
    for (word, text) in texts {
        for (name, ground) in grounds.iter().chain(&soft).chain(&tints) {
            let ratio = contrast(text, *ground);
            prop_assert!(ratio >= TEXT, "{side:?} {asked:?}: {word} {text} on {name} {ground}: {ratio:.2}");
        }
    }
    for state in fixed.states {
        for (name, ground) in grounds.iter().chain(&soft) {
            let ratio = contrast(state, *ground);
            prop_assert!(ratio >= TEXT, "{side:?} {asked:?}: state {state} on {name} {ground}: {ratio:.2}");
        }
    }
    for (name, ground) in [("brand", it.brand), ("hover", it.brand_hover)] {
        let ratio = contrast(it.on_brand, ground);
        prop_assert!(ratio >= TEXT, "{side:?} {asked:?}: {} on {name} {ground}: {ratio:.2}", it.on_brand);
    }
    prop_assert!(contrast(it.text, it.selection) >= TEXT, "{side:?} {asked:?}: selected text");
    // Segments of a form: what is off stands in the colour of hints, its word in that of the surface.
    prop_assert!(contrast(it.surface, it.text_3) >= TEXT);
    for (name, ground) in grounds {
        let ratio = contrast(it.brand, ground);
        prop_assert!(ratio >= CONTROL, "{side:?} {asked:?}: brand {} beside {name} {ground}: {ratio:.2}", it.brand);
    }
    for (name, ground) in [("page", it.page), ("surface", it.surface), ("overlay", it.overlay)] {
        let ratio = contrast(it.line_strong, ground);
        prop_assert!(ratio >= CONTROL, "{side:?} {asked:?}: border {} on {name}: {ratio:.2}", it.line_strong);
    }
    for chart in fixed.charts {
        prop_assert!(stands_out(chart, &[it.page, it.surface]), "{side:?} {asked:?}: chart {chart}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn every_text_has_four_and_a_half_to_one_whatever_colours_a_brand_has(asked in anything_asked()) {
        for side in [Side::Light, Side::Dark] {
            holds(side, &asked)?;
        }
    }
}

#[test]
fn the_corners_of_the_cube_hold_too() {
    let corner = |n: u32| Rgb([0, 1, 2].map(|bit| if n >> bit & 1 == 1 { 255 } else { 0 }));
    for n in 0..512 {
        let [brand, page, text] = [n & 7, n >> 3 & 7, n >> 6 & 7].map(|n| Some(corner(n)));
        for side in [Side::Light, Side::Dark] {
            holds(side, &Asked { brand, page, text }).unwrap();
        }
    }
}

#[test]
fn a_colour_that_reads_is_left_alone() {
    let teal = Rgb::of(0x0f_76_6e);
    let it = palette(Side::Light, &Asked { brand: Some(teal), ..Asked::default() });
    assert_eq!((it.brand, it.on_brand, it.brand_text), (teal, WHITE, teal));
    let mint = Rgb::of(0x5e_ea_d4);
    let it = palette(Side::Dark, &Asked { brand: Some(mint), ..Asked::default() });
    assert_eq!((it.brand, it.on_brand, it.brand_text), (mint, INK, mint));
}

#[test]
fn a_colour_that_does_not_is_moved_as_little_as_it_must() {
    let it = palette(Side::Light, &Asked { brand: Some(Rgb::of(0xfa_cc_15)), ..Asked::default() });
    assert!((CONTROL..3.2).contains(&contrast(it.brand, it.surface_2)), "{}", it.brand);
    assert!((TEXT..4.8).contains(&it.links()), "{}", it.brand_text);
    // A dark page in light mode is made as light as the colours of states need it, and keeps its hue.
    let it = palette(Side::Light, &Asked { page: Some(Rgb::of(0x00_20_60)), ..Asked::default() });
    let [red, _, blue] = it.page.0;
    assert!(it.page.luminance() > 0.6 && blue > red, "{}", it.page);
}

/// The constants here are those of the style sheet, and without a brand nothing changes.
#[test]
fn without_a_brand_the_tokens_are_those_of_the_style_sheet() {
    let css = include_str!("../../static/css/tokens.css");
    let of = |name: &str, side: Side| {
        let line = css.lines().find(|line| line.trim_start().starts_with(&format!("--{name}: light-dark("))).unwrap();
        let (_, pair) = line.split_once("light-dark(").unwrap();
        let (light, dark) = pair.trim_end_matches(");").split_once(", ").unwrap();
        Rgb::read(if side == Side::Light { light } else { dark }).unwrap()
    };
    for side in [Side::Light, Side::Dark] {
        let (it, fixed) = (palette(side, &Asked::default()), side.fixed());
        for (name, token) in [
            ("bg", it.page),
            ("surface", it.surface),
            ("surface-2", it.surface_2),
            ("overlay", it.overlay),
            ("line", it.line),
            ("line-strong", it.line_strong),
            ("text", it.text),
            ("text-2", it.text_2),
            ("text-3", it.text_3),
            ("brand", it.brand),
            ("on-brand", it.on_brand),
        ] {
            assert_eq!(token, of(name, side), "{name} {side:?}");
        }
        let names = ["ok", "warn", "bad", "info"];
        assert_eq!(names.map(|name| of(name, side)), fixed.states);
        assert_eq!(names.map(|name| of(&format!("{name}-bg"), side)), fixed.tints);
        assert_eq!(["c1", "c2", "c3", "c4", "c5", "c6"].map(|name| of(name, side)), fixed.charts);
    }
}
