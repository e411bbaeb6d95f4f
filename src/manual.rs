//! What every rule finds, why that matters, and how to mend it: the text behind `--explain`, and the help that documents carry.
//!
//! Rules of lint and checks of `validate` have a page of their own, beside what finds them. All others have a section in one file.

use crate::access::lint;
use crate::sqltext::lint as of_files;
use crate::validate;

const SECTIONS: &str = include_str!("../docs/findings.md");

/// The text of a rule, if it is one of ours.
pub fn page(rule: &str) -> Option<String> {
    let check = || validate::built_in().find(|check| check.name == rule);
    let page = lint::rule(rule).map(lint::Rule::explanation);
    let page = page.or_else(|| of_files::rule(rule).map(|rule| rule.page.to_owned()));
    page.or_else(|| check().map(|check| check.page.into_owned())).or_else(|| section(rule))
}

/// What stands under the rule's heading.
fn section(rule: &str) -> Option<String> {
    let sections = SECTIONS.split("\n## ").skip(1);
    let (_, text) =
        sections.filter_map(|section| section.split_once('\n')).find(|(name, _)| *name == rule)?;
    Some(format!("{}\n", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_says_what_why_and_how_to_mend() {
        let names = SECTIONS.split("\n## ").skip(1).filter_map(|section| section.lines().next());
        let mut count = 0;
        for name in names {
            let text = page(name).unwrap();
            assert!(text.contains("\n\nWhy: ") && text.contains("\n\nMend: "), "{name}: {text}");
            let has_page = lint::rule(name).is_some() || of_files::rule(name).is_some();
            assert!(!has_page, "{name} has a page of its own");
            count += 1;
        }
        assert!(count > 40, "{count}");
    }
}
