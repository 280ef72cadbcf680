//! A ZIP archive that is written from its beginning to its end while it is sent on: each file is deflated as it comes, and its size
//! stands behind it (APPNOTE 4.3.9). Few files and less than 4 GB are all that is needed here, so neither ZIP64 nor another
//! crate is.

use crate::error::{AppError, AppResult};
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// Sizes stand behind the file, and names are UTF-8.
const FLAGS: u16 = 1 << 3 | 1 << 11;
const DEFLATED: u16 = 8;
/// Version 2.0: deflate.
const VERSION: u16 = 20;
/// 1 January 1980 at midnight: no instant of ours matters to whoever opens it.
const NO_TIME: [u8; 4] = [0, 0, 0x21, 0];

/// A file that was written.
struct Entry {
    name: &'static str,
    crc: u32,
    packed: u32,
    plain: u32,
    at: u32,
}

/// The file in hand.
struct Open {
    name: &'static str,
    at: u32,
    crc: Crc,
    encoder: DeflateEncoder<Vec<u8>>,
}

/// The archive.
#[derive(Default)]
pub(super) struct Zip {
    /// What was not taken yet.
    ready: Vec<u8>,
    /// Bytes that were taken.
    taken: u64,
    open: Option<Open>,
    entries: Vec<Entry>,
}

impl Zip {
    /// Begins a file.
    ///
    /// # Errors
    /// When the archive is too large.
    pub fn begin(&mut self, name: &'static str) -> AppResult<()> {
        let at = small(self.size())?;
        let mut head = Vec::with_capacity(30 + name.len());
        head.extend(0x0403_4b50_u32.to_le_bytes());
        for word in [VERSION, FLAGS, DEFLATED] {
            head.extend(word.to_le_bytes());
        }
        head.extend(NO_TIME);
        // Checksum and both sizes come behind the file.
        head.extend([0; 12]);
        head.extend(length(name).to_le_bytes());
        head.extend(0_u16.to_le_bytes());
        head.extend(name.as_bytes());
        self.ready.extend(head);
        let encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        self.open = Some(Open { name, at, crc: Crc::new(), encoder });
        Ok(())
    }

    /// Adds to the file in hand.
    ///
    /// # Errors
    /// When no file was begun.
    pub fn write(&mut self, bytes: &[u8]) -> AppResult<()> {
        let open = self.open.as_mut().ok_or_else(|| AppError::internal("no file of the archive is open"))?;
        open.crc.update(bytes);
        open.encoder.write_all(bytes).map_err(AppError::internal)?;
        self.ready.append(open.encoder.get_mut());
        Ok(())
    }

    /// Ends the file in hand.
    ///
    /// # Errors
    /// When no file was begun, or it is too large.
    pub fn end(&mut self) -> AppResult<()> {
        let open = self.open.take().ok_or_else(|| AppError::internal("no file of the archive is open"))?;
        let plain = small(open.encoder.total_in())?;
        let mut encoder = open.encoder;
        encoder.try_finish().map_err(AppError::internal)?;
        let packed = small(encoder.total_out())?;
        self.ready.append(encoder.get_mut());
        let entry = Entry { name: open.name, crc: open.crc.sum(), packed, plain, at: open.at };
        self.ready.extend(0x0807_4b50_u32.to_le_bytes());
        for word in [entry.crc, entry.packed, entry.plain] {
            self.ready.extend(word.to_le_bytes());
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Ends the archive with its table of contents.
    ///
    /// # Errors
    /// When the archive is too large.
    pub fn finish(&mut self) -> AppResult<()> {
        let at = small(self.size())?;
        for entry in &self.entries {
            self.ready.extend(0x0201_4b50_u32.to_le_bytes());
            for word in [VERSION, VERSION, FLAGS, DEFLATED] {
                self.ready.extend(word.to_le_bytes());
            }
            self.ready.extend(NO_TIME);
            for word in [entry.crc, entry.packed, entry.plain] {
                self.ready.extend(word.to_le_bytes());
            }
            self.ready.extend(length(entry.name).to_le_bytes());
            // Neither further fields, nor a remark, nor a further volume, nor attributes.
            self.ready.extend([0; 12]);
            self.ready.extend(entry.at.to_le_bytes());
            self.ready.extend(entry.name.as_bytes());
        }
        let (count, size) = (length_of(self.entries.len()), small(self.size())? - at);
        self.ready.extend(0x0605_4b50_u32.to_le_bytes());
        self.ready.extend([0; 4]);
        self.ready.extend(count.to_le_bytes());
        self.ready.extend(count.to_le_bytes());
        self.ready.extend(size.to_le_bytes());
        self.ready.extend(at.to_le_bytes());
        self.ready.extend([0; 2]);
        Ok(())
    }

    /// Bytes of the archive so far.
    pub fn size(&self) -> u64 {
        self.taken + self.ready.len() as u64
    }

    /// Takes what is ready, if it is so much.
    pub fn take(&mut self, at_least: usize) -> Option<Vec<u8>> {
        if self.ready.is_empty() || self.ready.len() < at_least {
            return None;
        }
        self.taken += self.ready.len() as u64;
        Some(std::mem::take(&mut self.ready))
    }
}

fn small(bytes: u64) -> AppResult<u32> {
    u32::try_from(bytes).map_err(|_| AppError::Conflict("There is more than one file can hold.".to_owned()))
}

fn length(name: &str) -> u16 {
    length_of(name.len())
}

fn length_of(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_was_written_is_found_by_the_table_of_contents() {
        let mut zip = Zip::default();
        let mut bytes = Vec::new();
        let long = "abcdefgh".repeat(10_000);
        for (name, text) in [("empty.json", ""), ("a.json", "[1]"), ("long.json", &long)] {
            zip.begin(name).unwrap();
            for piece in text.as_bytes().chunks(999) {
                zip.write(piece).unwrap();
                bytes.extend(zip.take(64).unwrap_or_default());
            }
            zip.end().unwrap();
        }
        zip.finish().unwrap();
        assert!(zip.write(b"x").is_err());
        bytes.extend(zip.take(0).unwrap());
        assert!(zip.size() == bytes.len() as u64 && bytes.len() < 2_000);
        let number = |at: usize, len: usize| bytes[at..at + len].iter().rev().fold(0, |n, b| n << 8 | usize::from(*b));
        let end = bytes.len() - 22;
        assert_eq!((number(end, 4), number(end + 10, 2)), (0x0605_4b50, 3));
        let mut at = number(end + 16, 4);
        let mut found = Vec::new();
        for _ in 0..3 {
            assert_eq!(number(at, 4), 0x0201_4b50);
            let (packed, plain, name, head) =
                (number(at + 20, 4), number(at + 24, 4), number(at + 28, 2), number(at + 42, 4));
            let data = head + 30 + number(head + 26, 2);
            let mut text = String::new();
            flate2::read::DeflateDecoder::new(&bytes[data..data + packed]).read_to_string(&mut text).unwrap();
            assert_eq!(text.len(), plain);
            let mut crc = Crc::new();
            crc.update(text.as_bytes());
            assert_eq!(crc.sum() as usize, number(at + 16, 4));
            found.push((String::from_utf8_lossy(&bytes[at + 46..at + 46 + name]).into_owned(), text));
            at += 46 + name;
        }
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["empty.json", "a.json", "long.json"]);
        assert!(found[1].1 == "[1]" && found[2].1 == long);
    }
}
