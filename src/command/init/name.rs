//! What a new project is called: also the name of its database on the embedded server.

use crate::failure::{Failure, Kind, Result};
use std::path::Path;

/// PostgreSQL cuts longer names off.
const LONGEST: usize = 63;
/// For a folder whose name has no letter that could stand in one.
const FALLBACK: &str = "project";

/// The name that was asked for, or one made of the folder's.
///
/// # Errors
/// When the one that was asked for would need quotes in TOML, SQL or a shell.
pub(super) fn of(asked: Option<&str>, folder: &Path) -> Result<String> {
    let Some(asked) = asked else { return Ok(made_of(folder)) };
    let good = asked.starts_with(|c: char| c.is_ascii_alphabetic())
        && asked.len() <= LONGEST
        && asked.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if good {
        return Ok(asked.to_owned());
    }
    Err(Failure::new(Kind::Usage, format!("`{}` cannot be a project's name", asked.escape_debug()))
        .because("it is to be the name of a database, too")
        .hint(format!("begin with a letter, go on with letters, digits, `_` or `-`, {LONGEST} at most")))
}

fn made_of(folder: &Path) -> String {
    let last = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name: String = last.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let name = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let name: String = name.trim_end_matches('_').chars().take(LONGEST).collect();
    if name.is_empty() { FALLBACK.to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_name() {
        for (folder, name) in [
            ("/srv/campus", "campus"),
            ("/srv/My Shop.v2", "my_shop_v2"),
            ("/srv/2026-school", "school"),
            ("/srv/übung", "bung"),
            ("/srv/日本", "project"),
            ("/", "project"),
        ] {
            assert_eq!(of(None, Path::new(folder)).unwrap(), name, "{folder}");
        }
    }

    #[test]
    fn a_name_that_needs_quotes_is_refused() {
        assert_eq!(of(Some("cs-101_a"), Path::new("/")).unwrap(), "cs-101_a");
        for name in ["", "1a", "a b", "a\"", "a'", "a\nb", "ö", &"x".repeat(64)] {
            assert_eq!(of(Some(name), Path::new("/")).unwrap_err().kind(), Kind::Usage, "{name:?}");
        }
    }
}
