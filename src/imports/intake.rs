//! The beginning of an uploaded file and the rules for its rows: encoding, delimiter, header, limits. It takes the
//! bytes as they arrive and gives rows; what it refuses, it refuses in words for the person who chose the file.

use super::csv::{COLUMNS_MAX, NotUtf8, Reader, Record, delimiter_of};

/// Rows of a file.
pub(crate) const ROWS_MAX: i32 = 200_000;
/// Bytes of a file.
pub(crate) const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// So much is looked at before the delimiter is guessed.
const SNIFFED_BYTES: usize = 64 * 1024;
const HEADER_CHARS_MAX: usize = 200;

/// What the first line said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub delimiter: char,
    pub columns: Vec<String>,
}

/// A file on its way in.
#[derive(Debug, Default)]
pub(crate) struct Intake {
    sniffed: Vec<u8>,
    reader: Option<Reader>,
    header: Option<Header>,
    bytes: usize,
    rows: i32,
}

impl Intake {
    /// The header, once it was read.
    pub fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// Rows so far, the header not counted.
    pub fn rows(&self) -> i32 {
        self.rows
    }

    /// Takes a piece of the file.
    ///
    /// # Errors
    /// Words for the person who chose the file.
    pub fn take(&mut self, bytes: &[u8]) -> Result<Vec<Record>, String> {
        self.bytes += bytes.len();
        if self.bytes > FILE_BYTES_MAX {
            return Err(t!("imports-file-large", mb = FILE_BYTES_MAX / 1024 / 1024));
        }
        if self.reader.is_some() {
            return self.read(bytes);
        }
        self.sniffed.extend_from_slice(bytes);
        if self.sniffed.len() < SNIFFED_BYTES { Ok(Vec::new()) } else { self.begin() }
    }

    /// The file is there as a whole.
    ///
    /// # Errors
    /// As [`Intake::take`].
    pub fn end(&mut self) -> Result<Vec<Record>, String> {
        let mut rows = if self.reader.is_some() { Vec::new() } else { self.begin()? };
        let mut last = Vec::new();
        if let Some(reader) = &mut self.reader {
            reader.end(&mut last).map_err(not_utf8)?;
        }
        rows.extend(self.judge(last)?);
        match (&self.header, self.rows) {
            (None, _) => Err(t!("imports-file-empty").to_owned()),
            (Some(_), 0) => Err(t!("imports-file-no-rows").to_owned()),
            _ => Ok(rows),
        }
    }

    fn begin(&mut self) -> Result<Vec<Record>, String> {
        let sniffed = std::mem::take(&mut self.sniffed);
        let mut text = sniffed.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&sniffed);
        if let Some(encoding) = foreign_encoding(text) {
            return Err(t!("imports-file-encoding", encoding = encoding));
        }
        let mut line = 1;
        let mut delimiter = None;
        // Spreadsheets write and understand a first line such as "sep=;".
        if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign @ (b',' | b';' | b'\t'), b'\r' | b'\n', ..] = text {
            delimiter = Some(*sign);
            text = text[5..].strip_prefix(b"\r\n").unwrap_or(&text[6..]);
            line = 2;
        }
        let delimiter = delimiter.unwrap_or_else(|| delimiter_of(text));
        self.reader = Some(Reader::new(delimiter, line));
        self.read(text)
    }

    fn read(&mut self, bytes: &[u8]) -> Result<Vec<Record>, String> {
        let mut rows = Vec::new();
        if let Some(reader) = &mut self.reader {
            reader.read(bytes, &mut rows).map_err(not_utf8)?;
        }
        self.judge(rows)
    }

    /// The first row is the header; rows without any text are none; the others must have as many cells as the header.
    fn judge(&mut self, read: Vec<Record>) -> Result<Vec<Record>, String> {
        let mut kept = Vec::with_capacity(read.len());
        for mut row in read {
            if row.fault.is_none() && row.cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let Some(header) = &self.header else {
                self.header = Some(header_of(row, self.reader.as_ref().map_or(b',', Reader::delimiter))?);
                continue;
            };
            let (has, wanted) = (row.cells.len(), header.columns.len());
            if row.fault.is_none() && has != wanted {
                row.fault = Some(t!("imports-file-cells", has = has, wanted = wanted, sign = shown(header.delimiter)));
            }
            self.rows += 1;
            if self.rows > ROWS_MAX {
                return Err(t!("imports-file-rows", rows = ROWS_MAX));
            }
            kept.push(row);
        }
        Ok(kept)
    }
}

/// A delimiter as messages name it.
pub(crate) fn shown(delimiter: char) -> String {
    if delimiter == '\t' { t!("imports-tab").to_owned() } else { delimiter.to_string() }
}

fn header_of(row: Record, delimiter: u8) -> Result<Header, String> {
    if let Some(fault) = row.fault {
        return Err(t!("imports-file-line", line = row.line.to_string(), fault = fault));
    }
    if row.cells.len() > COLUMNS_MAX {
        return Err(t!(
            "imports-file-columns",
            line = row.line.to_string(),
            columns = row.cells.len().to_string(),
            most = COLUMNS_MAX
        ));
    }
    let columns = row
        .cells
        .iter()
        .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(HEADER_CHARS_MAX).collect())
        .collect();
    Ok(Header { delimiter: char::from(delimiter), columns })
}

/// UTF-16 and UTF-32, by their mark or by the zero bytes that half of an ordinary text then is.
fn foreign_encoding(beginning: &[u8]) -> Option<&'static str> {
    if beginning.starts_with(b"\xff\xfe") || beginning.starts_with(b"\xfe\xff") {
        return Some("utf16");
    }
    let looked_at = &beginning[..beginning.len().min(1_000)];
    let zeros = looked_at.iter().filter(|b| **b == 0).count();
    (looked_at.len() >= 4 && zeros * 4 > looked_at.len()).then_some("other")
}

fn not_utf8(NotUtf8 { line }: NotUtf8) -> String {
    t!("imports-file-utf8", line = line.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(file: &[u8]) -> Result<(Header, Vec<Record>), String> {
        let mut intake = Intake::default();
        let mut rows = intake.take(file)?;
        rows.extend(intake.end()?);
        Ok((intake.header().cloned().expect("a header"), rows))
    }

    #[test]
    fn a_mark_a_separator_line_and_blank_lines_are_no_rows() {
        let (header, rows) = take(b"\xef\xbb\xbfsep=;\r\nAPI ID; Name \r\n;\r\n\r\nd;Delta\r\n").expect("accepted");
        assert_eq!(header, Header { delimiter: ';', columns: vec!["API ID".to_owned(), "Name".to_owned()] });
        assert_eq!((rows.len(), rows[0].line), (1, 5));
    }

    #[test]
    fn a_ragged_row_is_a_fault_of_its_line() {
        let (_, rows) = take(b"a,b\n1\n1,2\n1,2,3\n").expect("accepted");
        let faults: Vec<_> = rows.iter().map(|r| (r.line, r.fault.is_some())).collect();
        assert_eq!(faults, [(2, true), (3, false), (4, true)]);
    }

    #[test]
    fn what_cannot_be_read_is_refused_in_words() {
        for (file, words) in [
            (b"".as_slice(), "empty"),
            (b"\n\n", "empty"),
            (b"a,b\n", "no customers"),
            (b"\xff\xfea\0,\0b\0", "UTF-16"),
            (b"a\0,\0b\0\n\0c\0,\0d\0", "UTF-16"),
            (b"name\nCaf\xe9\n", "Line 2: the file is not UTF-8"),
        ] {
            let refused = take(file).expect_err("refused");
            assert!(refused.contains(words), "{refused}");
        }
    }

    #[test]
    fn too_many_rows_are_refused() {
        let file = ["a,b\n".to_owned(), "1,2\n".repeat(200_001)].concat();
        assert!(take(file.as_bytes()).expect_err("refused").contains("more than 200\u{202f}000 rows"));
    }
}
