//! Migrations are part of the binary: a new one, or a changed one, has it built anew.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
