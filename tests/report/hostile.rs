//! Names that a database or a file may have, and what they must not do to a terminal, a CI system or a parser.

use crate::sample::{failed, written};
use crate::{junit, schema};
use proptest::prelude::*;
use provost::Failure;
use provost::finding::{Finding, Severity};
use provost::render::escape;
use provost::render::report::Format;
use roxmltree::Document;
use serde_json::Value;

const HOSTILE: [&str; 9] = [
    "\u{1b}[2J\u{1b}]0;owned\u{7}",
    "::error file=x::owned",
    "x\n::add-mask::y\r\n  ::set-output name=a::b",
    "%0A::error::owned%25 ##[error]owned",
    "]]></failure><!-- <testcase name=\"owned\" classname=\"x\"/> & &amp; '",
    "\"},{\"rule\":\"owned\\",
    "a\u{202e}b\u{200b}c\u{feff}\u{fffe}\u{ffff}",
    "\0\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{85}\u{2028}",
    "file:1:2,line=9::x",
];

fn finding(text: &str) -> Finding {
    Finding {
        place: Some(format!("sql/{text}.sql:1:2")),
        target: Some(text.to_owned()),
        fix: Some(format!("drop {text}")),
        ..Finding::note(format!("own-{text}"), text, format!("`{text}` is wrong")).severity(Severity::Error)
    }
}

/// Every format of a report that says `text` everywhere, and of a failure that does.
fn every(text: &str) -> Vec<(Format, String)> {
    let failure = Failure::bad_input(format!("could not read `{text}`")).because(text).hint(text);
    let findings = [finding(text), finding(text)];
    let of = |format: &Format| [(*format, written(&findings, *format)), (*format, failed(&failure, *format))];
    Format::ALL.iter().flat_map(of).collect()
}

/// Nothing that a terminal or a CI system obeys, nothing that a person cannot see; and it reads as what it says it is.
fn is_harmless(text: &str) {
    for (format, written) in every(text) {
        let plain = anstream::adapter::strip_str(&written).to_string();
        // Text for people has our own colour, and nobody else's.
        let shown = if format == Format::Text { plain } else { written };
        assert!(
            !shown.contains(|c: char| !matches!(c, '\n' | '\t') && escape::is_unsafe(c)),
            "{format:?}: {shown:?}"
        );
        assert!(!shown.contains("##["), "{format:?}: {shown:?}");
        let commands = shown.lines().filter(|line| line.trim_start().starts_with("::"));
        match format {
            Format::Github => assert!(commands.clone().all(|line| line.starts_with("::error ")), "{shown:?}"),
            _ => assert_eq!(commands.collect::<Vec<_>>(), Vec::<&str>::new(), "{format:?}"),
        }
    }
}

#[test]
fn nothing_hostile_comes_out() {
    for text in HOSTILE {
        is_harmless(text);
    }
}

#[test]
fn github_has_one_annotation_a_finding_whatever_it_says() {
    for text in HOSTILE {
        let shown = written(&[finding(text), finding(text)], Format::Github);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines.len(), 3, "{shown}");
        assert_eq!(lines[2], "provost access lint on db.example.org/shop (main): 2 errors, 0 warnings");
        for line in &lines[..2] {
            // A property ends at a comma, and all of them at the first `::`.
            let (properties, _) = line.strip_prefix("::error ").unwrap().split_once("::").unwrap();
            let names: Vec<&str> =
                properties.split(',').map(|property| property.split_once('=').unwrap().0).collect();
            assert_eq!(names, ["file", "line", "col", "title"], "{line}");
        }
    }
}

#[test]
fn json_keeps_the_name_as_it_is() {
    for text in HOSTILE {
        let document: Value = serde_json::from_str(&written(&[finding(text)], Format::Json)).unwrap();
        assert_eq!(document["findings"][0]["object"], text);
        let lines = written(&[finding(text)], Format::Jsonl);
        let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        assert!(lines.lines().count() == 4 && first.is_object(), "{lines}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]
    #[test]
    fn every_format_is_well_formed_and_harmless(text in r"[\p{Cc}\p{Cf}\PC\u{fffe}<>&%:\]\[#\n]{0,24}") {
        is_harmless(&text);
        for (format, written) in every(&text) {
            match format {
                Format::Sarif => { schema::sarif(&written); }
                Format::Junit => {
                    junit::check(&written);
                    let document = Document::parse(&written).unwrap();
                    let cases = document.descendants().filter(|node| node.has_tag_name("testcase")).count();
                    prop_assert!(cases == 1 || cases == 3, "{written}");
                }
                Format::Json => { serde_json::from_str::<Value>(&written).unwrap(); }
                _ => {}
            }
        }
    }
}
