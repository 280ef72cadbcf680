//! Forms and CSV. A form is an object; a name that is there twice has a list. CSV with a row of names is a list of
//! objects, all of text.

use serde_json::{Map, Value};

/// The most fields of a form, columns of a table, and cells of one.
const FIELDS_MAX: usize = 10_000;
const COLUMNS_MAX: usize = 1_000;
const CELLS_MAX: usize = 2_000_000;

/// The value of a form (application/x-www-form-urlencoded).
pub(super) fn form(text: &str) -> Result<Value, String> {
    let mut fields: Map<String, Value> = Map::new();
    for (no, (name, value)) in url::form_urlencoded::parse(text.trim().as_bytes()).enumerate() {
        if no >= FIELDS_MAX {
            return Err(format!("a form has {FIELDS_MAX} fields at most"));
        }
        let value = Value::from(value.into_owned());
        match fields.get_mut(name.as_ref()) {
            Some(Value::Array(list)) => list.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None => {
                fields.insert(name.into_owned(), value);
            }
        }
    }
    Ok(Value::Object(fields))
}

/// The rows of a table. Between cells stands a comma, a semicolon or a tab, whichever the first line has most of.
pub(super) fn csv(text: &str) -> Result<Value, String> {
    let first = text.lines().next().unwrap_or_default();
    let between = [b',', b';', b'\t'];
    let delimiter =
        between.into_iter().max_by_key(|d| (first.bytes().filter(|b| b == d).count(), *d == b',')).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let names = names(reader.headers().map_err(|error| error.to_string())?)?;
    let mut cells = 0;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        if record.len() > names.len() {
            let line = record.position().map_or(0, csv::Position::line);
            return Err(format!("line {line} has {} cells, and there are {} columns", record.len(), names.len()));
        }
        cells += names.len();
        if cells > CELLS_MAX {
            return Err(format!("a table has {CELLS_MAX} cells at most"));
        }
        let cell = |(name, cell): (&String, &str)| (name.clone(), Value::from(cell));
        rows.push(Value::Object(names.iter().zip(record.iter()).map(cell).collect()));
    }
    Ok(Value::Array(rows))
}

/// The columns' names: `column_2` for one without, `name_2` for the second of a name.
fn names(headers: &csv::StringRecord) -> Result<Vec<String>, String> {
    if headers.len() > COLUMNS_MAX {
        return Err(format!("a table has {COLUMNS_MAX} columns at most"));
    }
    let mut names: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (no, header) in headers.iter().enumerate() {
        let header = header.trim();
        let name = if header.is_empty() { format!("column_{}", no + 1) } else { header.to_owned() };
        let numbered = (2..).map(|count| format!("{name}_{count}"));
        let free =
            std::iter::once(name.clone()).chain(numbered).take(COLUMNS_MAX + 1).find(|name| !seen.contains(name));
        let free = free.unwrap_or(name);
        seen.insert(free.clone());
        names.push(free);
    }
    Ok(names)
}
