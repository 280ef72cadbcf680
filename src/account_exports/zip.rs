//! A ZIP archive that is written from its beginning to its end while it is sent on: each file is deflated as it comes, and its size
//! stands behind it. As nobody knows beforehand how large that is, each is written so that it may be larger than 4 GB (ZIP64).

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
}

impl Default for Zip {
    fn default() -> Zip {
        let ready = Ready::default();
        Zip { writer: Some(ZipWriter::new_stream(ready.clone())), ready, taken: 0 }
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
        self.writer()?.start_file(name, SimpleFileOptions::default().large_file(true)).map_err(AppError::internal)
    }

    /// Adds to the file in hand.
    ///
    /// # Errors
    /// When no file was begun.
    pub fn write(&mut self, bytes: &[u8]) -> AppResult<()> {
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
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
        let mut found = Vec::new();
        for no in 0..archive.len() {
            let mut file = archive.by_index(no).unwrap();
            let mut text = String::new();
            // The end of a file is where its checksum is compared.
            file.read_to_string(&mut text).unwrap();
            assert_eq!(file.size(), text.len() as u64);
            found.push((file.name().unwrap().into_owned(), text));
        }
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["empty.json", "a.json", "long.json"]);
        assert!(found[0].1.is_empty() && found[1].1 == "[1]" && found[2].1 == long);
    }

    #[test]
    fn every_file_may_be_larger_than_4_gb() {
        let mut zip = Zip::default();
        zip.begin("small.json").unwrap();
        zip.write(b"[]").unwrap();
        zip.finish().unwrap();
        let bytes = zip.take(0).unwrap();
        let number = |at: usize, len: usize| bytes[at..at + len].iter().rev().fold(0u64, |n, b| n << 8 | u64::from(*b));
        // Its own head asks for version 4.5 and has the extra field of ZIP64, with two sizes of 64 bits.
        assert_eq!((number(0, 4), number(4, 2)), (0x0403_4b50, 45));
        let extra = 30 + usize::try_from(number(26, 2)).unwrap();
        assert_eq!((number(extra, 2), number(extra + 2, 2)), (1, 16));
        // So has the table of contents, whose own sizes say that they are there.
        let entry = (0..bytes.len() - 4).find(|at| number(*at, 4) == 0x0201_4b50).unwrap();
        assert_eq!((number(entry + 20, 4), number(entry + 24, 4)), (0xffff_ffff, 0xffff_ffff));
        let extra = entry + 46 + usize::try_from(number(entry + 28, 2)).unwrap();
        assert_eq!((number(extra, 2), number(extra + 4, 8)), (1, 2));
    }
}
