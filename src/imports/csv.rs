//! Reading CSV as it arrives, piece by piece: nothing of the file is kept but the row in hand, and that has a bound.
//! Every row knows the line it begins on, quoted line breaks included. What is wrong with a row is a fault of that row;
//! only an encoding that is not UTF-8 refuses the file.

/// Bytes of a cell that are kept; a larger one is a fault of its row.
pub(crate) const CELL_BYTES_MAX: usize = 64 * 1024;
/// Bytes of a row that are kept.
const ROW_BYTES_MAX: usize = 512 * 1024;
/// Columns of a file.
pub(crate) const COLUMNS_MAX: usize = 200;

/// One row of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// The line it begins on; the first is 1.
    pub line: i32,
    pub cells: Vec<String>,
    /// What is wrong with it, in words.
    pub fault: Option<String>,
}

/// The line that is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotUtf8 {
    pub line: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    CellStart,
    Plain,
    Quoted,
    /// Behind a quote inside a quoted cell: its end, or the first of two.
    QuoteInQuoted,
}

/// Takes bytes, gives rows.
#[derive(Debug)]
pub(crate) struct Reader {
    delimiter: u8,
    at: At,
    /// The line of the next byte.
    line: i32,
    after_cr: bool,
    row_line: i32,
    quote_line: i32,
    /// Some byte of the row was seen: an empty line is no row.
    begun: bool,
    cells: Vec<Vec<u8>>,
    columns: usize,
    row_bytes: usize,
    too_long: Option<usize>,
    nul: Option<usize>,
}

impl Reader {
    /// A reader whose first byte is on this line.
    pub fn new(delimiter: u8, line: i32) -> Reader {
        Reader {
            delimiter,
            at: At::CellStart,
            line,
            after_cr: false,
            row_line: line,
            quote_line: line,
            begun: false,
            cells: vec![Vec::new()],
            columns: 1,
            row_bytes: 0,
            too_long: None,
            nul: None,
        }
    }

    /// What parts cells.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Reads a piece; whole rows are added to `rows`.
    ///
    /// # Errors
    /// When a row is not UTF-8.
    pub fn read(&mut self, bytes: &[u8], rows: &mut Vec<Record>) -> Result<(), NotUtf8> {
        for &byte in bytes {
            self.take(byte, rows)?;
        }
        Ok(())
    }

    /// Ends the file: the last row needs no line break.
    ///
    /// # Errors
    /// When the last row is not UTF-8.
    pub fn end(&mut self, rows: &mut Vec<Record>) -> Result<(), NotUtf8> {
        if self.begun {
            let unclosed = (self.at == At::Quoted).then_some(self.quote_line);
            let mut row = self.finish_row()?;
            if let Some(line) = unclosed {
                row.fault = Some(t!("imports-csv-quote", line = line.to_string()));
            }
            rows.push(row);
        }
        Ok(())
    }

    fn take(&mut self, byte: u8, rows: &mut Vec<Record>) -> Result<(), NotUtf8> {
        // The second half of \r\n ends nothing again.
        let half = std::mem::replace(&mut self.after_cr, byte == b'\r') && byte == b'\n';
        let is_break = matches!(byte, b'\r' | b'\n');
        match self.at {
            At::Quoted if byte == b'"' => self.at = At::QuoteInQuoted,
            At::Quoted => self.keep(byte),
            At::QuoteInQuoted if byte == b'"' => {
                self.keep(byte);
                self.at = At::Quoted;
            }
            _ if is_break => {
                if self.begun {
                    rows.push(self.finish_row()?);
                }
            }
            _ if byte == self.delimiter => {
                self.begin();
                self.next_cell();
            }
            At::CellStart if byte == b'"' => {
                self.begin();
                self.at = At::Quoted;
                self.quote_line = self.line;
            }
            // A quote inside a plain cell, or text behind a closing quote, is taken as it stands.
            _ => {
                self.begin();
                self.keep(byte);
                self.at = At::Plain;
            }
        }
        if is_break && !half {
            self.line = self.line.saturating_add(1);
        }
        Ok(())
    }

    fn begin(&mut self) {
        if !self.begun {
            self.begun = true;
            self.row_line = self.line;
        }
    }

    fn next_cell(&mut self) {
        self.columns += 1;
        self.at = At::CellStart;
        if self.columns <= COLUMNS_MAX {
            self.cells.push(Vec::new());
        }
    }

    fn keep(&mut self, byte: u8) {
        if self.columns > COLUMNS_MAX {
            return;
        }
        if byte == 0 {
            // Postgres cannot store it.
            self.nul.get_or_insert(self.columns);
            return;
        }
        let Some(cell) = self.cells.last_mut() else { return };
        if cell.len() >= CELL_BYTES_MAX || self.row_bytes >= ROW_BYTES_MAX {
            self.too_long.get_or_insert(self.columns);
            return;
        }
        cell.push(byte);
        self.row_bytes += 1;
    }

    fn finish_row(&mut self) -> Result<Record, NotUtf8> {
        let raw = std::mem::replace(&mut self.cells, vec![Vec::new()]);
        let columns = std::mem::replace(&mut self.columns, 1);
        let (too_long, nul) = (self.too_long.take(), self.nul.take());
        self.begun = false;
        self.row_bytes = 0;
        self.at = At::CellStart;
        let mut line = self.row_line;
        let mut cells = Vec::with_capacity(raw.len());
        for cell in raw {
            let text = text_of(cell, too_long.is_some()).map_err(|before| NotUtf8 { line: line + breaks(&before) })?;
            line += breaks(text.as_bytes());
            cells.push(text);
        }
        let fault = if columns > COLUMNS_MAX {
            Some(t!("imports-csv-columns", columns = columns.to_string(), most = COLUMNS_MAX))
        } else if let Some(column) = too_long {
            Some(t!("imports-csv-long", column = column, kb = CELL_BYTES_MAX / 1024))
        } else {
            nul.map(|column| t!("imports-csv-nul", column = column))
        };
        Ok(Record { line: self.row_line, cells, fault })
    }
}

/// The text of a cell, or the good bytes before the first bad one. Cutting may have split the last character.
fn text_of(cell: Vec<u8>, cut: bool) -> Result<String, Vec<u8>> {
    String::from_utf8(cell).or_else(|error| {
        let (good, split) = (error.utf8_error().valid_up_to(), error.utf8_error().error_len().is_none());
        let mut bytes = error.into_bytes();
        bytes.truncate(good);
        match String::from_utf8(bytes) {
            Ok(text) if cut && split => Ok(text),
            Ok(text) => Err(text.into_bytes()),
            Err(_) => Err(Vec::new()),
        }
    })
}

/// Line breaks in a text; \r\n is one.
fn breaks(bytes: &[u8]) -> i32 {
    let mut count = 0;
    let mut after_cr = false;
    for &byte in bytes {
        count += i32::from(byte == b'\r' || byte == b'\n' && !after_cr);
        after_cr = byte == b'\r';
    }
    count
}

/// Guesses the delimiter from the beginning of a file: the one with which most rows have as many cells as the first.
pub(crate) fn delimiter_of(beginning: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let mut rows = Vec::new();
        let mut reader = Reader::new(delimiter, 1);
        // The last row may be cut in the middle, so it counts only when it is alone.
        if reader.read(beginning, &mut rows).is_err() || rows.is_empty() {
            let _ = reader.end(&mut rows);
        }
        let columns = rows.first().map_or(0, |row| row.cells.len());
        let alike = rows.iter().take(20).filter(|row| row.cells.len() == columns).count();
        if columns > 1 { (alike, columns) } else { (0, 0) }
    };
    let mut best = (b',', score(b','));
    for delimiter in [b';', b'\t'] {
        let scored = score(delimiter);
        if scored > best.1 {
            best = (delimiter, scored);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows_of(bytes: &[u8], delimiter: u8, piece: usize) -> Result<Vec<Record>, NotUtf8> {
        let (mut reader, mut rows) = (Reader::new(delimiter, 1), Vec::new());
        for some in bytes.chunks(piece.max(1)) {
            reader.read(some, &mut rows)?;
        }
        reader.end(&mut rows)?;
        Ok(rows)
    }

    fn row(line: i32, cells: &[&str]) -> Record {
        Record { line, cells: cells.iter().map(ToString::to_string).collect(), fault: None }
    }

    #[test]
    fn rows_know_their_lines() {
        let file = b"a,b\r\n\r\n\"x\r\ny\",\"1\"\"2\"\n\n\nlast,\"\"";
        let expected = vec![row(1, &["a", "b"]), row(3, &["x\r\ny", "1\"2"]), row(7, &["last", ""])];
        for piece in [1, 2, 3, 100] {
            assert_eq!(rows_of(file, b',', piece), Ok(expected.clone()));
        }
    }

    #[test]
    fn old_line_breaks_and_stray_quotes_are_read() {
        assert_eq!(rows_of(b"a\rb\rc", b',', 9), Ok(vec![row(1, &["a"]), row(2, &["b"]), row(3, &["c"])]));
        assert_eq!(rows_of(b"5\" pipe;\"x\" y\n", b';', 9), Ok(vec![row(1, &["5\" pipe", "x y"])]));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named_by_its_line() {
        let rows = rows_of(b"a,b\n1,\"two\n3,4\n5,6\n", b',', 9).expect("UTF-8");
        assert_eq!(rows.len(), 2);
        assert!(rows[1].fault.as_ref().is_some_and(|f| f.contains("opens on line 2")), "{rows:?}");
    }

    #[test]
    fn a_ten_megabyte_cell_is_a_fault_of_its_row_alone() {
        let file = ["a,b\n1,", &"ü".repeat(5 * 1024 * 1024), "\n3,4\n"].concat();
        let rows = rows_of(file.as_bytes(), b',', 8_192).expect("UTF-8");
        assert_eq!(rows.len(), 3);
        assert!(rows[1].fault.as_ref().is_some_and(|f| f.contains("column 2")), "{:?}", rows[1].fault);
        assert!(rows[1].cells[1].len() <= CELL_BYTES_MAX);
        assert_eq!(rows[2], row(3, &["3", "4"]));
    }

    #[test]
    fn other_encodings_are_refused_with_the_line() {
        assert_eq!(rows_of(b"name\n\"Caf\xe9\"\n", b',', 9), Err(NotUtf8 { line: 2 }));
        assert_eq!(rows_of(b"name,x\nok,\"two\nlines \xff\"\n", b',', 9), Err(NotUtf8 { line: 3 }));
    }

    #[test]
    fn the_delimiter_is_guessed() {
        for (file, delimiter) in [
            ("name,tags\nA,\"x;y;z\"\n", b','),
            ("name;tags, notes\nA;x\nB;y, z\n", b';'),
            ("name\ttags\nA\tx,y\n", b'\t'),
            ("name\nA\n", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter_of(file.as_bytes()), delimiter, "{file:?}");
        }
    }

    fn cell() -> impl Strategy<Value = String> {
        prop_oneof!["[a-z ]{0,6}", "[,;\"\r\n\t']{0,4}", "\\PC{0,5}", "[\"a\r\n,]{0,8}"]
    }

    proptest! {
        #[test]
        fn a_table_written_as_csv_comes_back_cell_for_cell(
            columns in 1usize..5, cells in proptest::collection::vec(cell(), 0..40), piece in 1usize..50,
            delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t')],
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            let (mut expected, mut line) = (Vec::new(), 1);
            for cells in cells.chunks_exact(columns) {
                writer.write_record(cells).expect("in memory");
                expected.push(Record { line, cells: cells.to_vec(), fault: None });
                line += 1 + cells.iter().map(|c| breaks(c.as_bytes())).sum::<i32>();
            }
            let file = writer.into_inner().expect("in memory");
            prop_assert_eq!(rows_of(&file, delimiter, piece), Ok(expected));
        }

        #[test]
        fn no_bytes_panic_and_pieces_do_not_matter(bytes in proptest::collection::vec(any::<u8>(), 0..300), piece in 1usize..20) {
            let whole = rows_of(&bytes, b',', bytes.len());
            prop_assert_eq!(rows_of(&bytes, b',', piece), whole);
            let _ = delimiter_of(&bytes);
        }
    }
}
