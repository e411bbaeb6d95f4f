//! JUnit's XML, by the form that Jenkins and GitLab read: which element may hold which, in which order, with which attributes.

use crate::sample::{failed, findings, written};
use provost::Failure;
use provost::render::report::Format;
use roxmltree::{Document, Node};

type Names = &'static [&'static str];

/// Element: attributes it must have, attributes it may have, children in order.
const FORM: [(&str, Names, Names, Names); 8] = [
    ("testsuites", &["name"], &["tests", "failures", "errors"], &["testsuite"]),
    ("testsuite", &["name", "tests"], &["failures", "errors", "skipped"], &["properties", "testcase"]),
    ("properties", &[], &[], &["property"]),
    ("property", &["name", "value"], &[], &[]),
    ("testcase", &["name", "classname"], &[], &["error", "failure", "system-out"]),
    ("failure", &["type"], &["message"], &[]),
    ("error", &["type"], &["message"], &[]),
    ("system-out", &[], &[], &[]),
];

/// Checks the form and the counts of a document.
pub(crate) fn check(text: &str) {
    let document = Document::parse(text).unwrap();
    assert_eq!(document.root_element().tag_name().name(), "testsuites");
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let (_, needed, allowed, children) = FORM.iter().find(|(it, ..)| *it == name).unwrap();
        let attributes: Vec<&str> = node.attributes().map(|attribute| attribute.name()).collect();
        assert!(needed.iter().all(|it| attributes.contains(it)), "{name}: {attributes:?}");
        assert!(
            attributes.iter().all(|it| needed.contains(it) || allowed.contains(it)),
            "{name}: {attributes:?}"
        );
        let order: Vec<usize> = node
            .children()
            .filter(Node::is_element)
            .map(|child| children.iter().position(|it| *it == child.tag_name().name()).unwrap())
            .collect();
        assert!(order.is_sorted(), "{name}: {order:?}");
    }
    let count =
        |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count().to_string();
    for (attribute, element) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error")] {
        for suite in document.descendants().filter(|it| it.has_attribute(attribute)) {
            assert_eq!(suite.attribute(attribute).unwrap(), count(element), "{text}");
        }
    }
}

#[test]
fn a_case_for_each_thing_that_was_looked_at() {
    let text = written(&findings(), Format::Junit);
    check(&text);
    insta::assert_snapshot!(text);
}

#[test]
fn a_run_that_failed_is_an_error_of_its_own() {
    let text = failed(&Failure::bad_input("could not read `a`").hint("name another"), Format::Junit);
    check(&text);
    insta::assert_snapshot!(text);
}
