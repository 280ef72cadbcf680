//! Made-up customers from word lists: the names, towns, timezones and languages of one place belong together.

use super::chance::Chance;

/// Where customers come from.
struct Place {
    timezone: &'static str,
    locale: &'static str,
    tag: &'static str,
    /// First words of a name: families, hills, colours.
    first: &'static [&'static str],
    /// What the business does.
    trade: &'static [&'static str],
    /// Legal forms; empty ones are common.
    form: &'static [&'static str],
    towns: &'static [&'static str],
    /// Stands between the words.
    gap: &'static str,
}

const PLACES: &[Place] = &[
    Place {
        timezone: "Europe/London",
        locale: "en-GB",
        tag: "uk",
        first: &[
            "Ashdown",
            "Brightside",
            "Calder",
            "Dunmore",
            "Everly",
            "Fairholm",
            "Greystone",
            "Hartwell",
            "Ivybridge",
            "Kestrel",
            "Larkfield",
            "Marlow",
            "Netherby",
            "Oakhurst",
            "Penrose",
            "Quarry Lane",
            "Redcliffe",
            "Silverdale",
            "Thornbury",
            "Upland",
            "Wexcombe",
            "Yarrow",
            "Harbour & Pike",
            "O'Connell",
            "Whitby-Jones",
        ],
        trade: &[
            "Dental",
            "Freight",
            "Books",
            "Joinery",
            "Veterinary Practice",
            "Foods",
            "Lettings",
            "Opticians",
            "Cycles",
            "Print Works",
            "Logistics",
            "Care Homes",
            "Brewing",
            "Accountancy",
            "Garden Centre",
            "Electrical",
            "Legal",
        ],
        form: &["Ltd", "Group", "& Sons", "", "LLP", ""],
        towns: &["Leeds", "Bristol", "York", "Cardiff", "Norwich", "Exeter", "Dundee", "Belfast", "Luton", "Hove"],
        gap: " ",
    },
    Place {
        timezone: "America/New_York",
        locale: "en-US",
        tag: "us-east",
        first: &[
            "Allegheny",
            "Beacon",
            "Cedar Point",
            "Delmarva",
            "Eastport",
            "Fulton",
            "Granite State",
            "Hudson",
            "Ironbound",
            "Juniper",
            "Keystone",
            "Liberty",
            "Monadnock",
            "Narragansett",
            "Old Mill",
            "Piedmont",
        ],
        trade: &[
            "Plumbing",
            "Hardware",
            "Physical Therapy",
            "Roasters",
            "Auto Glass",
            "Staffing",
            "Orthodontics",
            "Farms",
            "Insurance",
            "Title & Escrow",
            "Marine Supply",
            "Software",
            "Moving",
            "Property Management",
            "Bakery",
        ],
        form: &["Inc.", "LLC", "Partners", "", "Co."],
        towns: &["Boston", "Newark", "Albany", "Richmond", "Buffalo", "Portland", "Hartford", "Savannah"],
        gap: " ",
    },
    Place {
        timezone: "Europe/Berlin",
        locale: "de",
        tag: "dach",
        first: &[
            "Müller",
            "Größlinger",
            "Hofmann",
            "Königsberger",
            "Lindenthal",
            "Nordlicht",
            "Sauerbruch",
            "Weißenfels",
            "Zöllner",
            "Ackermann",
            "Bäumer",
            "Eichstätt",
        ],
        trade: &[
            "Maschinenbau",
            "Spedition",
            "Bäckerei",
            "Zahnarztpraxis",
            "Getränkehandel",
            "Steuerberatung",
            "Elektrotechnik",
            "Möbelwerkstätten",
            "Gartenbau",
            "Verlag",
        ],
        form: &["GmbH", "GmbH & Co. KG", "AG", "e. K.", ""],
        towns: &["Köln", "München", "Leipzig", "Nürnberg", "Kiel", "Saarbrücken", "Görlitz"],
        gap: " ",
    },
    Place {
        timezone: "Europe/Paris",
        locale: "fr",
        tag: "fr",
        first: &["Bélanger", "Château Vert", "L'Étoile", "Lefèvre", "Montségur", "Océane", "Saint-Aubin", "Vauquelin"],
        trade: &["Transports", "Pâtisserie", "Menuiserie", "Pharmacie", "Conseil", "Électricité", "Optique", "Vins"],
        form: &["SARL", "SAS", "et Fils", ""],
        towns: &["Lyon", "Nîmes", "Orléans", "Rennes", "Besançon", "Saint-Étienne"],
        gap: " ",
    },
    Place {
        timezone: "America/Sao_Paulo",
        locale: "pt-BR",
        tag: "latam",
        first: &["Araújo", "Conceição", "Guimarães", "Ipê Amarelo", "João & Maria", "Paraná", "São Jorge"],
        trade: &["Alimentos", "Construções", "Farmácia", "Importação", "Padaria", "Logística", "Calçados"],
        form: &["Ltda.", "S.A.", "ME"],
        towns: &["Curitiba", "Goiânia", "Maceió", "Santos", "Florianópolis"],
        gap: " ",
    },
    Place {
        timezone: "Europe/Warsaw",
        locale: "pl",
        tag: "cee",
        first: &["Błękitna", "Dąbrowski", "Górnik", "Łukasz", "Ślęza", "Wiśniewska", "Żubr"],
        trade: &["Budownictwo", "Księgowość", "Meble", "Piekarnia", "Serwis", "Usługi", "Ogrodnictwo"],
        form: &["sp. z o.o.", "S.A.", ""],
        towns: &["Łódź", "Gdańsk", "Wrocław", "Poznań", "Rzeszów"],
        gap: " ",
    },
    Place {
        timezone: "Europe/Athens",
        locale: "el",
        tag: "cee",
        first: &["Αθηνά", "Δελφοί", "Ιωάννου", "Κυκλάδες", "Παπαδόπουλος", "Όλυμπος"],
        trade: &["Ναυτιλιακή", "Φαρμακείο", "Τουριστική", "Τρόφιμα", "Κατασκευές"],
        form: &["Α.Ε.", "Ε.Π.Ε.", ""],
        towns: &["Πάτρα", "Χανιά", "Βόλος", "Θεσσαλονίκη"],
        gap: " ",
    },
    Place {
        timezone: "Europe/Sofia",
        locale: "bg",
        tag: "cee",
        first: &["Балкан", "Витоша", "Димитров", "Розова долина", "Янтра"],
        trade: &["Транспорт", "Строй", "Хлебозавод", "Мебели", "Консулт"],
        form: &["ООД", "АД", "ЕООД"],
        towns: &["Пловдив", "Варна", "Русе", "Бургас"],
        gap: " ",
    },
    Place {
        timezone: "Asia/Dubai",
        locale: "ar",
        tag: "mea",
        first: &["النور", "الخليج", "الواحة", "المدينة", "النخيل", "الصقر"],
        trade: &["للتجارة", "للمقاولات", "للأغذية", "للنقل", "الطبية"],
        form: &["ذ.م.م", "وشركاه", ""],
        towns: &["دبي", "الشارقة", "العين", "عجمان"],
        gap: " ",
    },
    Place {
        timezone: "Asia/Kolkata",
        locale: "hi",
        tag: "apac",
        first: &["गंगा", "शर्मा", "हिमालय", "लक्ष्मी", "Deccan", "Malabar", "Agarwal"],
        trade: &["टेक्सटाइल", "फार्मा", "मसाले", "Traders", "Engineering", "Diagnostics"],
        form: &["प्रा. लि.", "Pvt Ltd", ""],
        towns: &["पुणे", "जयपुर", "Kochi", "Indore"],
        gap: " ",
    },
    Place {
        timezone: "Asia/Tokyo",
        locale: "ja",
        tag: "apac",
        first: &["青山", "小林", "富士見", "さくら", "山田", "みなと"],
        trade: &["歯科医院", "運輸", "製作所", "食品", "書店", "工務店"],
        form: &["株式会社", "合同会社", ""],
        towns: &["横浜店", "札幌店", "京都支店", "福岡支店"],
        gap: "",
    },
    Place {
        timezone: "Asia/Shanghai",
        locale: "zh-CN",
        tag: "apac",
        first: &["东海", "长江", "华信", "金桥", "明月", "天成"],
        trade: &["贸易", "科技", "物流", "医疗器械", "食品", "建材"],
        form: &["有限公司", "集团", ""],
        towns: &["上海分公司", "成都分公司", "广州门店", "西安门店"],
        gap: "",
    },
    Place {
        timezone: "Asia/Seoul",
        locale: "ko",
        tag: "apac",
        first: &["한빛", "대한", "서울", "청솔", "미래"],
        trade: &["물류", "의료기", "식품", "출판", "건설"],
        form: &["주식회사", ""],
        towns: &["부산점", "대구점", "인천점"],
        gap: " ",
    },
];

const TIERS: &[&str] = &["gold", "silver", "bronze"];
const KINDS: &[&str] = &["retail", "health", "b2b", "pilot", "seasonal", "franchise", "public sector"];

/// A customer as it is put into an account.
#[derive(Clone, Debug)]
pub(super) struct Customer {
    pub name: String,
    /// The name of the business that it is a branch of, or its own.
    business: String,
    pub timezone: &'static str,
    pub locale: &'static str,
    pub tags: Vec<String>,
    place: usize,
}

impl Customer {
    /// A customer of its own; English-speaking places are commoner, as in most partners' lists.
    pub fn new(chance: &mut Chance) -> Customer {
        let place = if chance.percent(50) { chance.below(2) } else { chance.below(PLACES.len()) };
        let from = &PLACES[place];
        let words = [chance.pick(from.first), chance.pick(from.trade), chance.pick(from.form)];
        let name = words.iter().filter(|w| !w.is_empty()).copied().collect::<Vec<_>>().join(from.gap);
        let mut tags = vec![from.tag.to_owned(), chance.pick(TIERS).to_owned()];
        if chance.percent(30) {
            tags.push(chance.pick(KINDS).to_owned());
        }
        tags.sort();
        Customer { business: name.clone(), name, timezone: from.timezone, locale: from.locale, tags, place }
    }

    /// A branch of this one, so many levels below the first: a town, then shops in towns.
    pub fn branch(&self, chance: &mut Chance, level: usize) -> Customer {
        let from = &PLACES[self.place];
        let town = chance.pick(from.towns);
        let name = match level {
            1 => format!("{} {town}", self.business),
            _ => format!("{} {town} {}", self.business, 2 + chance.below(40)),
        };
        Customer { name, ..self.clone() }
    }

    /// Where it is, as its API ID begins.
    pub fn region(&self) -> &'static str {
        PLACES[self.place].tag
    }
}
