//! Images of a brand. What is uploaded is decoded within limits and encoded anew, so that nothing is kept or served but pixels that we
//! wrote (SECURITY section 4, uploads). SVG is refused: it can hold script and links.

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// The largest file.
pub(crate) const BYTES_MAX: usize = 1024 * 1024;
/// The longest side of what is uploaded.
const SIDE_MAX: u32 = 4096;
/// What decoding may take, in bytes: four a pixel, twice.
const MEMORY_MAX: u64 = 160 * 1024 * 1024;
/// What is kept at most, in bytes.
const KEPT_MAX: usize = 4 * 1024 * 1024;

/// What an image is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    Logo,
    Icon,
    Picture,
}

impl Use {
    pub const ALL: [Use; 3] = [Use::Logo, Use::Icon, Use::Picture];

    /// Its token, and its part of addresses.
    pub fn key(self) -> &'static str {
        match self {
            Use::Logo => "logo",
            Use::Icon => "icon",
            Use::Picture => "picture",
        }
    }

    pub fn read(key: &str) -> Option<Use> {
        Use::ALL.into_iter().find(|one| one.key() == key)
    }

    /// What it is called, and where it is seen.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Use::Logo => (t!("branding-token-logo"), t!("branding-logo-hint")),
            Use::Icon => (t!("branding-token-icon"), t!("branding-icon-hint")),
            Use::Picture => (t!("branding-token-picture"), t!("branding-picture-hint")),
        }
    }

    /// The largest it is shown, in pixels, on the finest screens.
    fn box_of(self) -> (u32, u32) {
        match self {
            Use::Logo => (720, 168),
            Use::Icon => (256, 256),
            Use::Picture => (1200, 1600),
        }
    }
}

/// An image as it is kept.
pub(crate) struct Kept {
    pub bytes: Vec<u8>,
    /// png or webp.
    pub ending: &'static str,
}

/// Decodes what was uploaded and encodes it anew, no larger than it is shown.
///
/// # Errors
/// In words for who uploaded it.
pub(crate) fn kept(bytes: &[u8], purpose: Use) -> Result<Kept, String> {
    if is_svg(bytes) {
        return Err(t!("branding-svg").to_owned());
    }
    let strange = || t!("branding-strange").to_owned();
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| strange())?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) {
        return Err(strange());
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|cause| words(&cause))?;
    let (width, height) = decoder.dimensions();
    if width > SIDE_MAX || height > SIDE_MAX {
        return Err(too_large());
    }
    // A photograph says how the camera was held; written anew it would lie on its side.
    let held = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|cause| words(&cause))?;
    image.apply_orientation(held);
    let (wide, high) = purpose.box_of();
    if image.width() > wide || image.height() > high {
        image = image.thumbnail(wide, high);
    }
    let (format, ending) = match purpose {
        // Mail programs know PNG; of a photograph WebP is the smaller.
        Use::Logo | Use::Icon => (ImageFormat::Png, "png"),
        Use::Picture => (ImageFormat::WebP, "webp"),
    };
    let image =
        if image.color().has_alpha() { image.into_rgba8().into() } else { DynamicImage::from(image.into_rgb8()) };
    let mut written = Cursor::new(Vec::new());
    image.write_to(&mut written, format).map_err(|_| strange())?;
    let bytes = written.into_inner();
    if bytes.len() > KEPT_MAX {
        return Err(t!("branding-too-heavy").to_owned());
    }
    Ok(Kept { bytes, ending })
}

fn is_svg(bytes: &[u8]) -> bool {
    let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    begin.contains("<svg") || begin.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml")
}

fn too_large() -> String {
    t!("branding-too-wide", side = SIDE_MAX.to_string())
}

fn words(cause: &ImageError) -> String {
    match cause {
        ImageError::Limits(_) => too_large(),
        _ => t!("branding-damaged").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let image = RgbaImage::from_pixel(width, height, Rgba([15, 118, 110, 128]));
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn read(kept: &Kept) -> DynamicImage {
        image::load_from_memory(&kept.bytes).unwrap()
    }

    #[test]
    fn an_image_is_written_anew_no_larger_than_it_is_shown() {
        let logo = kept(&png(1440, 100), Use::Logo).unwrap();
        assert_eq!((logo.ending, read(&logo).width(), read(&logo).height()), ("png", 720, 50));
        assert!(read(&logo).color().has_alpha(), "what is transparent stays so");
        let small = kept(&png(20, 10), Use::Picture).unwrap();
        assert_eq!((small.ending, read(&small).width()), ("webp", 20));
    }

    #[test]
    fn what_stood_in_a_file_beside_its_pixels_is_gone() {
        let mut bytes = png(8, 8);
        bytes.extend_from_slice(b"<script>alert(1)</script>");
        let clean = kept(&bytes, Use::Icon).unwrap();
        assert!(!String::from_utf8_lossy(&clean.bytes).contains("script"));
    }

    #[test]
    fn svg_other_files_and_broken_ones_are_refused_in_words() {
        let refused = |bytes: &[u8]| kept(bytes, Use::Logo).err().unwrap_or_default();
        for svg in
            ["<svg xmlns='http://www.w3.org/2000/svg'/>", "\u{feff}<?xml version='1.0'?><!DOCTYPE svg>", "\n <SVG>"]
        {
            assert!(refused(svg.as_bytes()).contains("SVG files are not taken"), "{svg}");
        }
        for other in [&b""[..], b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", b"%PDF-1.7", b"plain text"] {
            assert!(refused(other).contains("no PNG, JPEG or WebP"), "{other:?}");
        }
        let whole = png(64, 64);
        assert!(refused(&whole[..whole.len() / 2]).contains("damaged"));
    }

    /// The head of a PNG that says it is as large as that: nothing is made room for.
    #[test]
    fn one_with_too_many_pixels_is_refused_by_its_head() {
        let mut bytes = png(4, 4);
        bytes[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        let mut sum = flate2::Crc::new();
        sum.update(&bytes[12..29]);
        let sum = sum.sum().to_be_bytes();
        bytes[29..33].copy_from_slice(&sum);
        let said = kept(&bytes, Use::Logo).err().unwrap_or_default();
        assert!(said.contains("4096 pixels"), "{said}");
    }
}
