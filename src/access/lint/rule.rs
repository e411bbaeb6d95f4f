//! A rule of lint: its name, its text, and where it looks.

use super::{Subject, catalog, files, plans, rules as of_access};
use crate::finding::Finding;
use crate::model::Migration;
use crate::render::sql::File;

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// A name that never changes: it stands in findings, and in what is accepted.
    pub name: &'static str,
    /// Its text, or the SQL that begins with it.
    pub(super) text: &'static str,
    /// Where it looks.
    pub source: Source,
}

/// Where a rule looks.
#[derive(Debug, Clone, Copy)]
pub enum Source {
    /// At the access files, and the tables that they are about.
    Rules(fn(&Subject<'_>) -> Vec<Finding>),
    /// At the text of migrations.
    Files(fn(&[Migration]) -> Vec<Finding>),
    /// At a catalog, by a query.
    Catalog(File),
    /// At a catalog, against what was generated.
    Managed,
    /// At the plans that people's queries get.
    Plans,
    /// At the findings themselves.
    Findings,
}

impl Rule {
    /// What it finds, why that matters, how to mend it, for a person to read.
    pub fn explanation(&self) -> String {
        match self.source {
            Source::Catalog(_) => {
                let lines = self.text.lines().take_while(|line| line.starts_with("--"));
                lines.map(|line| format!("{}\n", line[2..].trim_start())).collect()
            }
            _ => self.text.to_owned(),
        }
    }
}

/// All rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [of_access::RULES, files::RULES, catalog::RULES, plans::RULES, super::accepted::RULES]
        .into_iter()
        .flatten()
}

/// A rule by its name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_says_what_why_and_how_to_mend() {
        let mut names = BTreeSet::new();
        for rule in rules() {
            assert!(names.insert(rule.name), "{} twice", rule.name);
            let text = rule.explanation();
            assert!(text.contains("\n\nWhy: "), "{}: {text}", rule.name);
            assert!(text.contains("\n\nMend: "), "{}: {text}", rule.name);
            assert!(text.lines().all(|line| line.chars().count() <= 110), "{}: {text}", rule.name);
        }
        assert!(names.len() > 30);
    }
}
