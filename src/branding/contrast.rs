//! What the product's tokens become by a brand's colours (DESIGN sections 2 and 6). Every pair in which a token stands as text, or as
//! what a text stands on, has 4.5:1; what borders and controls are known by has 3:1. A colour that would not is moved to the nearest
//! that does. Pure: colours in, colours out.

use super::colour::{BLACK, Rgb, WHITE, contrast};

/// What texts need on what they stand on.
pub(crate) const TEXT: f64 = 4.5;
/// What controls need beside what is around them.
pub(crate) const CONTROL: f64 = 3.0;

/// One of the two modes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Light,
    Dark,
}

/// What a partner asks for in one mode; none: our own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub brand: Option<Rgb>,
    pub page: Option<Rgb>,
    pub text: Option<Rgb>,
}

/// The tokens of one mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Palette {
    pub page: Rgb,
    pub surface: Rgb,
    pub surface_2: Rgb,
    pub overlay: Rgb,
    pub line: Rgb,
    pub line_strong: Rgb,
    pub line_button: Rgb,
    pub text: Rgb,
    pub text_2: Rgb,
    pub text_3: Rgb,
    /// Buttons, what is current, the focus ring.
    pub brand: Rgb,
    /// A button under the pointer.
    pub brand_hover: Rgb,
    /// Text on both.
    pub on_brand: Rgb,
    /// Links, and what is current as text.
    pub brand_text: Rgb,
    /// What is chosen.
    pub brand_soft: Rgb,
    /// Selected text stands on it.
    pub selection: Rgb,
}

/// What no brand changes: the colours of states and of charts, which other colours must go with.
struct Fixed {
    /// Texts of states.
    states: [Rgb; 4],
    /// What they, and other texts, stand on.
    tints: [Rgb; 4],
    charts: [Rgb; 6],
    /// Our own tokens, in the order page, surface, surface-2, overlay, line, line-strong, text, text-2, text-3, brand.
    own: [Rgb; 10],
    /// What pages are made lighter or darker with, and texts too.
    up: Rgb,
    down: Rgb,
}

const fn all<const N: usize>(hex: [u32; N]) -> [Rgb; N] {
    let mut colours = [BLACK; N];
    let mut i = 0;
    while i < N {
        colours[i] = Rgb::of(hex[i]);
        i += 1;
    }
    colours
}

const LIGHT: Fixed = Fixed {
    states: all([0x15_70_3f, 0x8a_53_00, 0xb3_26_1e, 0x1d_5f_b8]),
    tints: all([0xe7_f6_ed, 0xfd_f3_e0, 0xfd_ec_ea, 0xe8_f1_fd]),
    charts: all([0x3b_6f_d4, 0xc2_41_0c, 0x0f_76_6e, 0x7c_3a_ed, 0x9a_67_00, 0xbe_18_5d]),
    own: all([
        0xf7_f8_fa, 0xff_ff_ff, 0xf1_f3_f6, 0xff_ff_ff, 0xe1_e5_eb, 0x86_8f_9e, 0x17_1c_26, 0x4a_54_63, 0x62_6c_7c,
        0x4f_46_e5,
    ]),
    up: WHITE,
    down: BLACK,
};

const DARK: Fixed = Fixed {
    states: all([0x5f_d0_93, 0xf0_b9_5a, 0xff_9d_94, 0x8a_b8_ff]),
    tints: all([0x12_29_1d, 0x2e_24_12, 0x33_19_17, 0x15_24_3a]),
    charts: all([0x7a_a5_f5, 0xf5_9e_6b, 0x4f_c4_b8, 0xb7_9b_fa, 0xe0_b0_40, 0xf3_8b_b5]),
    own: all([
        0x0e1116, 0x16_1a_21, 0x1d_22_2b, 0x1f_25_30, 0x2a_31_3c, 0x6b_76_86, 0xe8_eb_f0, 0xb3_bb_c7, 0x92_9c_ab,
        0xa5_b4_fc,
    ]),
    up: BLACK,
    down: WHITE,
};

/// Text on a brand colour that white does not read on.
const INK: Rgb = Rgb::of(0x11_18_27);

impl Side {
    const fn fixed(self) -> &'static Fixed {
        match self {
            Side::Light => &LIGHT,
            Side::Dark => &DARK,
        }
    }

    /// Our own colours of brand, page and text.
    pub fn own(self) -> [Rgb; 3] {
        let own = &self.fixed().own;
        [own[9], own[0], own[6]]
    }
}

fn reads(text: Rgb, on: &[Rgb]) -> bool {
    on.iter().all(|ground| contrast(text, *ground) >= TEXT)
}

fn stands_out(control: Rgb, from: &[Rgb]) -> bool {
    from.iter().all(|ground| contrast(control, *ground) >= CONTROL)
}

/// What lies above a page of this colour: surface, surface-2, overlay.
fn above(side: Side, page: Rgb) -> [Rgb; 3] {
    let own = &side.fixed().own;
    if page == own[0] {
        return [own[1], own[2], own[3]];
    }
    match side {
        Side::Light => [page.mixed(WHITE, 0.8), page.mixed(BLACK, 0.025), page.mixed(WHITE, 0.9)],
        Side::Dark => [page.mixed(WHITE, 0.04), page.mixed(WHITE, 0.075), page.mixed(WHITE, 0.085)],
    }
}

/// The tokens of a mode.
pub(crate) fn palette(side: Side, asked: &Asked) -> Palette {
    let fixed = side.fixed();
    let [own_brand, own_page, own_text] = side.own();
    let page = asked.page.unwrap_or(own_page).nearest(|page| {
        let [surface, surface_2, overlay] = above(side, page);
        fixed.states.iter().all(|state| reads(*state, &[page, surface, surface_2, overlay]))
            && fixed.charts.iter().all(|chart| stands_out(*chart, &[page, surface]))
    });
    let [surface, surface_2, overlay] = above(side, page);
    let grounds = [page, surface, surface_2, overlay];
    let brand = asked.brand.unwrap_or(own_brand).nearest(|brand| stands_out(brand, &grounds));
    // Of black and white one always reads on a colour; the ink is our own and softer.
    let on_brand = [WHITE, INK, BLACK].into_iter().find(|text| reads(*text, &[brand])).unwrap_or(BLACK);
    let hovers = [brand.mixed(fixed.down, 0.12), brand.mixed(fixed.up, 0.12), brand];
    let brand_hover = hovers.into_iter().find(|hover| reads(on_brand, &[*hover])).unwrap_or(brand);
    // Texts of states stand on what is chosen too, so it takes as much of the brand as they bear.
    let shades = (0..=9).rev().map(|percent| surface.mixed(brand, f64::from(percent) / 100.0));
    let brand_soft =
        shades.into_iter().find(|soft| fixed.states.iter().all(|s| reads(*s, &[*soft]))).unwrap_or(surface);
    let selection = surface.mixed(brand, 0.24);
    let mut on = [page, surface, surface_2, overlay, brand_soft, BLACK, BLACK, BLACK, BLACK];
    on[5..].copy_from_slice(&fixed.tints);
    let brand_text = brand.nearest(|text| reads(text, &on));
    let text = asked.text.unwrap_or(own_text).nearest(|text| reads(text, &on) && reads(text, &[selection]));
    let own = asked.page.is_none() && asked.text.is_none();
    let weaker = |own_shade: Rgb, share: f64| {
        let wanted = if own { own_shade } else { text.mixed(page, share) };
        wanted.nearest(|text| reads(text, &on))
    };
    let line = if own { fixed.own[4] } else { page.mixed(text, 0.1) };
    let strong = if own { fixed.own[5] } else { text.mixed(page, 0.5) };
    let line_strong = strong.nearest(|line| stands_out(line, &[page, surface, overlay]));
    Palette {
        page,
        surface,
        surface_2,
        overlay,
        line,
        line_strong,
        line_button: line.mixed(line_strong, 0.42),
        text,
        text_2: weaker(fixed.own[7], 0.26),
        text_3: weaker(fixed.own[8], 0.38),
        brand,
        brand_hover,
        on_brand,
        brand_text,
        brand_soft,
        selection,
    }
}

impl Palette {
    /// The least contrast of links on what they stand on, for the page that says so.
    pub fn links(&self) -> f64 {
        least(self.brand_text, &[self.page, self.surface, self.surface_2, self.overlay, self.brand_soft])
    }

    /// The same of plain text.
    pub fn texts(&self) -> f64 {
        least(self.text, &[self.page, self.surface, self.surface_2, self.overlay, self.brand_soft])
    }

    /// Of the words on a button.
    pub fn buttons(&self) -> f64 {
        least(self.on_brand, &[self.brand, self.brand_hover])
    }
}

fn least(text: Rgb, on: &[Rgb]) -> f64 {
    on.iter().map(|ground| contrast(text, *ground)).fold(21.0, f64::min)
}

#[cfg(test)]
#[path = "contrast_tests.rs"]
mod tests;
