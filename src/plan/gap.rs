//! Numbers that are missing between versions: a file that was not merged, or not committed.

use crate::failure::{Failure, Place};
use crate::finding::{Finding, Severity};
use crate::model::{Found, Migration, Version};

/// A file whose predecessor is missing.
pub(super) struct Gap<'a> {
    file: &'a Migration,
    before: Version,
}

/// Every gap between the files.
pub(super) fn all(migrations: &[Migration]) -> impl Iterator<Item = Finding> {
    let pairs = migrations.windows(2).filter(|pair| is_gap(pair[0].version, pair[1].version));
    pairs.map(|pair| Gap { file: &pair[1], before: pair[0].version }.finding(Severity::Note))
}

impl<'a> Gap<'a> {
    /// The first gap before a file that is to run.
    pub(super) fn before_pending(
        migrations: &[Migration],
        found: &Found,
        files: &[&'a Migration],
    ) -> Option<Self> {
        let first = files.iter().find(|file| !file.fills_gaps())?;
        let mut known: Vec<Version> = migrations.iter().map(|migration| migration.version).collect();
        known.extend(found.rows().iter().map(|row| row.version));
        known.sort_unstable();
        known.dedup();
        let pair = known.windows(2).find(|pair| pair[1] >= first.version && is_gap(pair[0], pair[1]))?;
        let file = files.iter().find(|file| file.version == pair[1])?;
        Some(Self { file, before: pair[0] })
    }

    /// Stops a run.
    pub(super) fn refusal(&self) -> Failure {
        Failure::bad_input(format!("there is a gap before `{}`", self.file.stem))
            .at(Place::file(&self.file.path))
            .because(self.sentence())
            .database("unchanged")
            .hint(format!(
                "add the missing file, rename this one to follow {}, or accept the gap with `--out-of-order apply`",
                self.before
            ))
    }

    /// Only tells of it.
    pub(super) fn finding(&self, severity: Severity) -> Finding {
        Finding {
            rule: "version-gap".into(),
            severity,
            target: None,
            object: self.file.stem.clone(),
            place: Some(self.file.path.clone()),
            message: self.sentence(),
            fix: None,
        }
    }

    fn sentence(&self) -> String {
        let after = self.file.version;
        format!("after {} comes {after}: {} is missing", self.before, missing(self.before, after))
    }
}

fn is_gap(before: Version, after: Version) -> bool {
    !after.is_timestamp() && after.number() > before.number() + 1
}

fn missing(before: Version, after: Version) -> String {
    let (first, last) = (Version::new(before.number() + 1), Version::new(after.number() - 1));
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}
