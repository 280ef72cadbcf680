//! A customer list as a partner would bring it: realistic names in several scripts, groups with branches, and rows with
//! every fault there is. The same every time.

/// The list, and what is wrong with it.
pub struct CustomerList {
    pub csv: Vec<u8>,
    /// Line and a part of the message, in the order of the lines.
    pub faults: Vec<(usize, &'static str)>,
}

const FIRST: &[&str] = &[
    "Delta",
    "Brightside",
    "Northern",
    "Müller",
    "Åkesson",
    "Dupont",
    "García",
    "Rossi",
    "Öztürk",
    "Nowak",
    "Ивановы",
    "Северный",
    "Παπαδόπουλος",
    "株式会社さくら",
    "東京",
    "北京",
    "上海",
    "한빛",
    "شركة النور",
    "חברת הים",
    "भारत",
    "ไทย",
];
const SECOND: &[&str] = &[
    "Dental",
    "Books",
    "Logistics",
    "Bäckerei",
    "& Fils",
    "Hermanos",
    "S.p.A.",
    "Ticaret",
    "Usługi",
    "Торговый дом",
    "Α.Ε.",
    "商事",
    "科技有限公司",
    "소프트",
    "للتجارة",
    "בע״מ",
    "उद्योग",
    "จำกัด",
    "\"Quick\" Repairs",
    "Foods, Ltd",
];
const ZONES: &[&str] = &["Europe/London", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Kolkata", ""];
const LOCALES: &[&str] = &["en", "de", "fr-FR", "ja", "pt-BR", ""];
const TAGS: &[&str] = &["", "emea", "emea, gold", "apac", "größe M", "新規"];

/// Faults by turns: what stands in the row, and a part of the message it must get.
const FAULTS: [(&str, &str); 10] = [
    ("no name", "Enter a name"),
    ("zone", "is not a timezone"),
    ("locale", "is not a language"),
    ("api id", "cannot be part of an API ID"),
    ("no api id", "Enter an API ID"),
    ("parent", "There is no account with the API ID"),
    ("date", "is not a date"),
    ("cells", "but the first line has 8"),
    ("twice", "has the same API ID"),
    ("long", "characters are too many"),
];

/// A list of so many customers, so many of them faulty.
pub fn customers(rows: usize, faulty: usize) -> CustomerList {
    let mut csv = String::from(
        "\u{feff}Customer name,Customer no.,Parent API ID,Time zone,Language,Tags,Contract end,custom:CRM owner\r\n",
    );
    let mut faults = Vec::new();
    let every = rows.checked_div(faulty).unwrap_or(rows + 1);
    let (mut line, mut seed) = (2, 7u64);
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for i in 0..rows {
        let wrong = (i % every == every - 1 && faults.len() < faulty).then(|| FAULTS[faults.len() % FAULTS.len()]);
        let is = |what: &str| wrong.is_some_and(|(w, _)| w == what);
        let name = format!("{} {} {i}", FIRST[next(FIRST.len())], SECOND[next(SECOND.len())]);
        let api_id = format!("cust-{i:06}");
        // Every tenth row heads a group; some of those that follow are its branches, and branches of branches. A group's
        // head and its first branch are never faulty, so that a fault stays alone.
        let head = i - i % 10;
        let parent = match i % 10 {
            1 | 2 => format!("CUST-{head:06}"),
            3 => format!("cust-{:06}", head + 1),
            _ => String::new(),
        };
        let cells = [
            if is("no name") {
                " ".to_owned()
            } else if is("long") {
                "x".repeat(201)
            } else {
                name
            },
            match () {
                () if is("api id") => format!("cust {i}"),
                () if is("no api id") => String::new(),
                () if is("twice") => format!("cust-{:06}", i - 1),
                () => api_id,
            },
            if is("parent") { format!("nobody-{i}") } else { parent },
            if is("zone") { "Mars/Olympus".to_owned() } else { ZONES[next(ZONES.len())].to_owned() },
            if is("locale") { "english".to_owned() } else { LOCALES[next(LOCALES.len())].to_owned() },
            TAGS[next(TAGS.len())].to_owned(),
            if is("date") { "31/12/2027".to_owned() } else { "2031-12-31".to_owned() },
            if next(4) == 0 { "Ada, \"the\" owner".to_owned() } else { String::new() },
        ];
        let mut cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        if is("cells") {
            cells.push("one too many".to_owned());
        }
        if let Some((_, message)) = wrong {
            faults.push((line, message));
        }
        csv.push_str(&cells.join(","));
        csv.push_str("\r\n");
        line += 1;
        if i % 1_000 == 999 {
            // An empty line is no row, but counts as a line.
            csv.push_str("\r\n");
            line += 1;
        }
    }
    CustomerList { csv: csv.into_bytes(), faults }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
