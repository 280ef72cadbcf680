//! Migrations and messages are part of the binary: a new one, or a changed one, has it built anew.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=src/language");
    let here = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let list = messages(&Path::new(&here).join("src/language"))?;
    fs::write(Path::new(&out).join("messages.rs"), list)
}

/// Language, file and text of each message file (src/language/bundles.rs).
fn messages(folder: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for language in fs::read_dir(folder)? {
        let language = language?.path();
        if !language.is_dir() {
            continue;
        }
        for file in fs::read_dir(&language)? {
            let path = file?.path();
            if path.extension().is_some_and(|end| end == "ftl") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut list = "static FILES: &[(&str, &str, &str)] = &[\n".to_owned();
    for path in files {
        let name = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        let (language, file) = (name(path.parent().and_then(Path::file_name)), name(path.file_stem()));
        writeln!(list, "    ({language:?}, {file:?}, include_str!({:?})),", path.display().to_string())
            .map_err(io::Error::other)?;
    }
    list.push_str("];\n");
    Ok(list)
}
