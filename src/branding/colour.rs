//! Colours as three bytes, and how well one reads on another (WCAG 2.2: relative luminance and contrast). Everything is computed
//! from the rounded bytes that a browser gets, so that what holds here holds there.

use std::fmt;

/// A colour of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Rgb(pub [u8; 3]);

pub(crate) const BLACK: Rgb = Rgb([0, 0, 0]);
pub(crate) const WHITE: Rgb = Rgb([255, 255, 255]);

/// Steps from a colour to black or to white, in each of which a nearer one is looked for.
const STEPS: u32 = 200;

impl Rgb {
    /// Of a literal such as `0x4f_46_e5`.
    pub const fn of(hex: u32) -> Rgb {
        let [_, red, green, blue] = hex.to_be_bytes();
        Rgb([red, green, blue])
    }

    /// Of what a person types: `#0f766e`, `0F766E` or `#abc`.
    pub fn read(text: &str) -> Option<Rgb> {
        let digits = text.trim().trim_start_matches('#');
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let long = match digits.len() {
            6 => digits.to_owned(),
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => return None,
        };
        u32::from_str_radix(&long, 16).ok().map(Rgb::of)
    }

    /// This much of another colour in it, of 0 to 1, as `color-mix(in srgb, ..)` does.
    pub fn mixed(self, other: Rgb, share: f64) -> Rgb {
        let byte = |i: usize| {
            let mixed = f64::from(self.0[i]).mul_add(1.0 - share, f64::from(other.0[i]) * share);
            // Between two bytes, so it is one.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
            let byte = mixed.round() as u8;
            byte
        };
        Rgb([byte(0), byte(1), byte(2)])
    }

    /// How much light it gives, of 0 to 1.
    pub fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let part = f64::from(byte) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126f64.mul_add(red, 0.7152f64.mul_add(green, 0.0722 * blue))
    }

    /// The nearest colour on the way to black or to white for which something holds; the same where it holds already.
    pub fn nearest(self, holds: impl Fn(Rgb) -> bool) -> Rgb {
        for step in 0..=STEPS {
            let share = f64::from(step) / f64::from(STEPS);
            for target in [BLACK, WHITE] {
                let moved = self.mixed(target, share);
                if holds(moved) {
                    return moved;
                }
            }
        }
        // Of what is asked here, black or white always has it: `contrast` proves so over random colours.
        self
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// How well one reads on the other, of 1 to 21.
pub(crate) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (a, b) = (one.luminance() + 0.05, other.luminance() + 0.05);
    if a > b { a / b } else { b / a }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_people_type_them() {
        for (typed, read) in [("#0f766e", "#0f766e"), ("0F766E", "#0f766e"), (" #abc ", "#aabbcc")] {
            assert_eq!(Rgb::read(typed).map(|c| c.to_string()).as_deref(), Some(read));
        }
        for typed in ["", "#", "teal", "#12345", "#1234567", "rgb(0,0,0)", "#12 456", "#é1234"] {
            assert_eq!(Rgb::read(typed), None, "{typed}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 0.001);
        // Known pairs: the darkest grey that fails and the lightest that holds on white.
        assert!(contrast(Rgb::of(0x77_77_77), WHITE) < 4.5 && contrast(Rgb::of(0x76_76_76), WHITE) > 4.5);
        assert!((contrast(Rgb::of(0x4f_46_e5), WHITE) - 6.29).abs() < 0.01);
    }

    #[test]
    fn the_nearest_colour_is_itself_where_it_holds_and_a_small_step_away_where_it_does_not() {
        let reads = |c| contrast(c, WHITE) >= 4.5;
        assert_eq!(Rgb::of(0x0f_76_6e).nearest(reads), Rgb::of(0x0f_76_6e));
        let orange = Rgb::of(0xf97316).nearest(reads);
        assert!((4.5..4.7).contains(&contrast(orange, WHITE)), "{orange}");
        let [red, green, blue] = orange.0;
        assert!(red > green && green > blue, "still an orange: {orange}");
    }
}
