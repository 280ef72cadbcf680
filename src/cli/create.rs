//! `berth partner` and `berth user create`.

use crate::config::Config;
use crate::partners::{self, NewConsoleUser, NewPartner};
use anyhow::bail;
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Subcommand, Debug)]
pub(super) enum PartnerCommand {
    /// Make a partner.
    Create {
        /// Its name, as people see it.
        #[arg(long)]
        name: String,
        /// Its short name in addresses: small letters, digits and dashes.
        #[arg(long)]
        slug: String,
    },
    /// Let a partner's staff and programs in from all networks, where a list in its settings shut everybody out.
    AllowAllNetworks {
        /// Its short name.
        #[arg(long)]
        slug: String,
    },
    /// Let a partner's people sign in with a password again, where only its sign-in provider lets them in and that is gone.
    AllowPasswords {
        /// Its short name.
        #[arg(long)]
        slug: String,
    },
    /// List all partners.
    List,
}

#[derive(Subcommand, Debug)]
pub(super) enum UserCommand {
    /// Make a console user with full access. The password is read from BERTH_PASSWORD, or asked for.
    Create {
        /// The partner's short name.
        #[arg(long)]
        partner: String,
        /// The person's address.
        #[arg(long)]
        email: String,
        /// The person's name.
        #[arg(long)]
        name: String,
    },
}

pub(super) fn partner(config: &Config, command: PartnerCommand) -> anyhow::Result<ExitCode> {
    match command {
        PartnerCommand::Create { name, slug } => {
            let id = partners::create(config, &NewPartner { name, slug: slug.clone() })?;
            println!("Partner {slug} created ({id}). Next: berth user create --partner {slug} --email ... --name ...");
        }
        PartnerCommand::AllowAllNetworks { slug } => {
            if partners::allow_all_networks(config, &slug)? {
                println!("Partner {slug}: staff and programs come in from all networks again.");
            } else {
                println!("Partner {slug} had no list of networks; nothing was changed.");
            }
        }
        PartnerCommand::AllowPasswords { slug } => {
            if partners::allow_passwords(config, &slug)? {
                println!(
                    "Partner {slug}: people sign in with a password again. Who has none asks for one on the sign-in page."
                );
            } else {
                println!("Partner {slug} had passwords switched on; nothing was changed.");
            }
        }
        PartnerCommand::List => {
            for (slug, name) in partners::list(config)? {
                println!("{slug:<40} {name}");
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn user(config: &Config, command: UserCommand) -> anyhow::Result<ExitCode> {
    let UserCommand::Create { partner, email, name } = command;
    let password = match std::env::var("BERTH_PASSWORD") {
        Ok(password) => password,
        Err(_) => ask_password()?,
    };
    partners::create_console_user(config, &NewConsoleUser { partner, email: email.clone(), name, password })?;
    println!("Console user {email} created with full access.");
    Ok(ExitCode::SUCCESS)
}

/// A line from the terminal. It shows while it is typed; BERTH_PASSWORD keeps it off the screen.
fn ask_password() -> anyhow::Result<String> {
    eprint!("Password (10 to 128 characters): ");
    let mut line = String::new();
    if std::io::stdin().read_line(&mut line)? == 0 {
        bail!("no password given; set BERTH_PASSWORD or type one");
    }
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}
