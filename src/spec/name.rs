//! What a migration's file name says.
//!
//! Names are refinery's (`V1__init.sql`, `U1__init.sql`) and Supabase's (`20260801120000_init.sql`). Beside them stand
//! `{stem}.down.sql`, which undoes, and `R__views.sql`, which runs again when it changes. Any other `.sql` name is a fault.

use super::meant;
use crate::model::Version;

/// The history keeps it in a `varchar(255)`.
const MAX_NAME_CHARACTERS: usize = 255;

/// How many digits a time stamp has.
pub(super) const TIMESTAMP_DIGITS: usize = 14;

/// What a file is, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileName {
    /// A versioned migration.
    Versioned {
        /// Its version.
        version: Version,
        /// The part after the version.
        name: String,
        /// The file name without `.sql`.
        stem: String,
    },
    /// What undoes the migration with this stem.
    Down {
        /// The migration's version.
        version: Version,
        /// The migration's file name without `.sql`.
        stem: String,
    },
    /// A repeatable migration.
    Repeatable {
        /// The part after `R__`.
        name: String,
    },
}

/// Why a name is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameFault {
    /// What is wrong with it.
    pub message: String,
    /// The name that was probably meant.
    pub meant: String,
}

impl FileName {
    /// Parses a file's name, without its directory; nothing if it is no SQL file.
    ///
    /// # Errors
    /// When it ends in `.sql`, in any letter case, and is none of the known forms.
    pub fn parse(file: &str) -> Result<Option<Self>, NameFault> {
        let is_sql = file.len() >= 4 && file.as_bytes()[file.len() - 4..].eq_ignore_ascii_case(b".sql");
        if !is_sql {
            return Ok(None);
        }
        file.strip_suffix(".sql").and_then(of_stem).map(Some).ok_or_else(|| meant::fault(file))
    }
}

fn of_stem(stem: &str) -> Option<FileName> {
    if let Some(name) = stem.strip_prefix("R__") {
        return is_word(name).then(|| FileName::Repeatable { name: name.to_owned() });
    }
    let (of, is_down) = stem.strip_suffix(".down").map_or((stem, false), |of| (of, true));
    let (digits, name) = match of.strip_prefix(['V', 'U']) {
        Some(rest) => rest.split_once("__")?,
        None => of.split_once('_').filter(|(digits, _)| is_timestamp(digits))?,
    };
    let version = whole_number(digits).filter(|_| is_word(name))?;
    let stem = of.to_owned();
    Some(if is_down {
        FileName::Down { version, stem }
    } else {
        FileName::Versioned { version, name: name.to_owned(), stem }
    })
}

/// Fourteen digits in a row. Whether they are a date is not asked: people number by hand, and only the order counts.
pub(super) fn is_timestamp(digits: &str) -> bool {
    digits.len() == TIMESTAMP_DIGITS && !digits.starts_with('0') && whole_number(digits).is_some()
}

pub(super) fn whole_number(digits: &str) -> Option<Version> {
    let number = digits.parse::<i64>().ok()?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| Version::new(number))
}

/// refinery's `\w+`. ASCII is decided here; for the rest refinery itself is asked, whose Unicode tables take time to load.
pub(super) fn is_word(name: &str) -> bool {
    let fits = !name.is_empty() && name.chars().count() <= MAX_NAME_CHARACTERS;
    let is_ascii_word = || name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let refinery_takes = || {
        refinery_core::parse_migration_name(&format!("V1__{name}")).is_ok_and(|(_, _, taken)| taken == name)
    };
    fits && (is_ascii_word() || (!name.is_ascii() && refinery_takes()))
}
