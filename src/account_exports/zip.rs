//! A ZIP archive that is written from its beginning to its end while it is sent on: each file is deflated as it comes, and its size
//! stands behind it.

use crate::error::{AppError, AppResult};
use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

/// What was written and not taken yet; the archive's writer has the other end of it.
#[derive(Clone, Default)]
struct Ready(Rc<RefCell<Vec<u8>>>);

impl Write for Ready {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The archive.
pub(super) struct Zip {
    ready: Ready,
    /// Bytes that were taken.
    taken: u64,
    /// None: it is finished.
    writer: Option<ZipWriter<StreamWriter<Ready>>>,
    /// Bytes of the file in hand.
    plain: u64,
}

impl Default for Zip {
    fn default() -> Zip {
        let ready = Ready::default();
        Zip { writer: Some(ZipWriter::new_stream(ready.clone())), ready, taken: 0, plain: 0 }
    }
}

impl Zip {
    fn writer(&mut self) -> AppResult<&mut ZipWriter<StreamWriter<Ready>>> {
        self.writer.as_mut().ok_or_else(|| AppError::internal("the archive is finished"))
    }

    /// Begins a file.
    ///
    /// # Errors
    /// When the archive is finished.
    pub fn begin(&mut self, name: &'static str) -> AppResult<()> {
        self.plain = 0;
        self.writer()?.start_file(name, SimpleFileOptions::default()).map_err(AppError::internal)
    }

    /// Adds to the file in hand.
    ///
    /// # Errors
    /// When no file was begun, or it is too large.
    pub fn write(&mut self, bytes: &[u8]) -> AppResult<()> {
        self.plain += bytes.len() as u64;
        // More would want ZIP64, which not everything opens.
        if self.plain > u64::from(u32::MAX) {
            return Err(AppError::Conflict("There is more than one file can hold.".to_owned()));
        }
        self.writer()?.write_all(bytes).map_err(AppError::internal)
    }

    /// Ends the archive with its table of contents; a file ends where the next begins, or here.
    ///
    /// # Errors
    /// When it is finished already.
    pub fn finish(&mut self) -> AppResult<()> {
        let writer = self.writer.take().ok_or_else(|| AppError::internal("the archive is finished"))?;
        writer.finish().map_err(AppError::internal)?;
        Ok(())
    }

    /// Bytes of the archive so far.
    pub fn size(&self) -> u64 {
        self.taken + self.ready.0.borrow().len() as u64
    }

    /// Takes what is ready, if it is so much.
    pub fn take(&mut self, at_least: usize) -> Option<Vec<u8>> {
        let mut ready = self.ready.0.borrow_mut();
        if ready.is_empty() || ready.len() < at_least {
            return None;
        }
        self.taken += ready.len() as u64;
        Some(std::mem::take(&mut *ready))
    }
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
            let mut crc = flate2::Crc::new();
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
