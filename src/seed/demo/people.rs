//! The demo's people: staff with rights of several kinds, and users of customers in every role.

/// A Console User.
pub(super) struct Staff {
    pub email: &'static str,
    pub name: &'static str,
    /// Area and level; none for full access.
    pub rights: Option<&'static [(&'static str, &'static str)]>,
    pub note: &'static str,
    /// Works from there, as the audit log shows it.
    pub address: &'static str,
}

/// An Account User with grants.
pub(super) struct User {
    pub email: &'static str,
    pub name: &'static str,
    pub grants: &'static [Grant],
    pub note: &'static str,
}

/// API ID of the account, role, with sub-accounts.
pub(super) type Grant = (&'static str, &'static str, bool);

/// A partner of the demo.
pub(super) struct Partner {
    pub name: &'static str,
    pub slug: &'static str,
    pub customers: &'static str,
    /// Its customers' cycles run.
    pub runs: bool,
    /// The first has full access and makes the others.
    pub staff: &'static [Staff],
    pub users: &'static [User],
    /// Invited, and has not come yet.
    pub invited: Option<User>,
}

pub(super) const PARTNERS: [Partner; 2] = [
    Partner {
        name: "Marlowe Retail Cloud",
        slug: "marlowe",
        customers: include_str!("marlowe.txt"),
        runs: true,
        staff: &[
            Staff {
                email: "ada@marlowe.example",
                name: "Ada Vance",
                rights: None,
                note: "full access",
                address: "203.0.113.10",
            },
            Staff {
                email: "tomasz@marlowe.example",
                name: "Tomasz Wilk",
                rights: Some(&[("accounts", "manage"), ("account_users", "manage"), ("settings", "view")]),
                note: "manages accounts and their users, reads the audit log",
                address: "203.0.113.24",
            },
            Staff {
                email: "priya@marlowe.example",
                name: "Priya Raman",
                rights: Some(&[("accounts", "edit"), ("account_users", "edit")]),
                note: "edits accounts, cannot suspend or delete",
                address: "198.51.100.7",
            },
            Staff {
                email: "noor@marlowe.example",
                name: "Noor Haddad",
                rights: Some(&[("accounts", "view"), ("reports", "view")]),
                note: "looks at accounts, changes nothing",
                address: "198.51.100.31",
            },
            Staff {
                email: "jonas@marlowe.example",
                name: "Jonas Falk",
                rights: Some(&[]),
                note: "dashboard only",
                address: "198.51.100.40",
            },
        ],
        users: &[
            User {
                email: "olivia@ashdown.example",
                name: "Olivia Pike",
                grants: &[("ashdown", "administrator", true)],
                note: "administrator of Ashdown & Pike with all its sub-accounts",
            },
            User {
                email: "erik@tillwise.example",
                name: "Erik Lund",
                grants: &[
                    ("cascadia", "administrator", false),
                    ("delmarva", "standard", false),
                    ("etoile-lyon", "viewer", false),
                ],
                note: "three accounts, another role in each",
            },
            User {
                email: "ben@pike.example",
                name: "Ben Carter",
                grants: &[("pike-bristol", "standard", false)],
                note: "standard user of one shop",
            },
            User {
                email: "lena@groesslinger.example",
                name: "Lena Größlinger",
                grants: &[("groesslinger", "viewer", true)],
                note: "viewer of a group and its shops",
            },
            User {
                email: "mina@brightside.example",
                name: "Mina Patel",
                grants: &[("brightside", "administrator", true)],
                note: "administrator of an account whose cycles run",
            },
            User {
                email: "hana@aoyama.example",
                name: "青山 花",
                grants: &[("aoyama", "administrator", false)],
                note: "administrator, without sub-accounts",
            },
            User {
                email: "grace@quarrylane.example",
                name: "Grace Hill",
                grants: &[("quarry-lane", "administrator", false)],
                note: "her account is suspended",
            },
        ],
        invited: Some(User {
            email: "marta@zubr.example",
            name: "Marta Zielińska",
            grants: &[("zubr", "administrator", true)],
            note: "",
        }),
    },
    Partner {
        name: "Kestrel Freight Systems",
        slug: "kestrel",
        customers: include_str!("kestrel.txt"),
        runs: false,
        staff: &[
            Staff {
                email: "viktor@kestrel.example",
                name: "Viktor Sand",
                rights: None,
                note: "full access at the other partner",
                address: "192.0.2.15",
            },
            Staff {
                email: "ines@kestrel.example",
                name: "Inès Moreau",
                rights: Some(&[("accounts", "view"), ("account_users", "view")]),
                note: "looks, changes nothing",
                address: "192.0.2.16",
            },
        ],
        users: &[
            User {
                email: "pieter@oceanid.example",
                name: "Pieter de Wit",
                grants: &[("oceanid", "administrator", true)],
                note: "administrator with sub-accounts",
            },
            User {
                email: "erik@tillwise.example",
                name: "Erik Lund",
                grants: &[("calder", "viewer", false)],
                note: "the same address at another partner is another person",
            },
        ],
        invited: None,
    },
];
