//! The checks that come with the program.

use super::Check;
use std::borrow::Cow;

macro_rules! checks {
    ($($name:literal),+ $(,)?) => {
        const CHECKS: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../../sql/validate/", $name, ".sql")),
            include_str!(concat!("../../sql/validate/", $name, ".md")),
        )),+];
    };
}

checks! {
    "function-missing", "bucket-missing", "policy-without-grant", "grant-without-policy", "grant-without-rls", "policy-idle",
    "schema-open", "definer-superuser", "default-privileges-open", "trigger-disabled", "sequence-missing", "sequence-behind",
    "key-running-out", "constraint-not-valid", "foreign-key-unindexed", "foreign-key-type", "table-without-key", "table-unlogged",
    "extension-in-public", "extension-outdated",
}

/// Rules of `access lint` that are as true of any database: the same query serves both commands.
const SHARED: [&str; 8] = [
    "rls-off",
    "bucket-unknown",
    "bucket-unnamed",
    "policy-empty",
    "relation-unprotected",
    "role-bypasses",
    "search-path-open",
    "view-definer",
];

/// The checks that come with the program and are no rule of another command.
pub fn built_in() -> impl Iterator<Item = Check> {
    CHECKS.iter().map(|(name, sql, page)| Check {
        name: Cow::Borrowed(name),
        sql: Cow::Borrowed(sql),
        page: Cow::Borrowed(page),
        file: None,
    })
}

/// Names of checks that another command has as well.
pub fn shared() -> impl Iterator<Item = &'static str> {
    SHARED.into_iter().chain(["invalid-index"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_file_is_a_check_with_a_page() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sql/validate");
        let files = crate::command::project::read_folder(folder.as_ref(), folder.as_ref()).unwrap();
        let files: BTreeSet<String> =
            files.into_iter().map(|(name, _)| name.trim_end_matches(".sql").to_owned()).collect();
        let names: BTreeSet<String> = built_in().map(|check| check.name.into_owned()).collect();
        assert_eq!(files, names);
        for check in built_in() {
            assert!(check.page.contains("\n\nWhy: ") && check.page.contains("\n\nMend: "), "{}", check.name);
            assert!(check.page.lines().all(|line| line.chars().count() <= 110), "{}", check.name);
            assert!(!shared().any(|name| name == check.name), "{} is told twice", check.name);
        }
        for name in shared() {
            assert!(crate::manual::page(name).is_some(), "{name}");
        }
    }
}
