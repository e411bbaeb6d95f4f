//! A [`Failure`] as a person reads it: what, where, why, in what state the database is, what next; always in that order.

use super::escape;
use super::excerpt;
use super::style::{ERROR, GOOD, PLACE, STRONG, Styled};
use crate::failure::Failure;
use std::fmt::Display;

/// Writes a failure as styled text that ends with a line break.
pub fn failure(failure: &Failure, width: usize) -> String {
    let mut out = format!("{} {}\n", Styled(ERROR, "error:"), continued(failure.what(), ""));
    if let Some(place) = failure.place() {
        let place = place.to_string();
        out += &format!("  {} {}\n", Styled(PLACE, "-->"), escape::line(&place));
    }
    if let Some(shown) = failure.excerpt() {
        out += &excerpt::render(shown, width);
    }
    for cause in failure.causes() {
        out += &part(Styled(STRONG, "caused by:"), cause);
    }
    if let Some(state) = failure.database_state() {
        out += &part(Styled(STRONG, "database:"), state);
    }
    for hint in failure.hints() {
        out += &part(Styled(GOOD, "hint:"), hint);
    }
    out
}

fn part(label: impl Display, text: &str) -> String {
    format!("  {label} {}\n", continued(text, "  "))
}

/// Lines after the first stand two columns deeper than the first, so that no text can pretend to be a part of its own.
fn continued(text: &str, indent: &str) -> String {
    escape::block(text.trim_end()).replace('\n', &format!("\n{indent}  "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::{Excerpt, Kind, Place};

    fn plain(shown: &Failure) -> String {
        anstream::adapter::strip_str(&failure(shown, 100)).to_string()
    }

    #[test]
    fn five_parts_in_order() {
        let sql = "create table a ();\n-- next\nalter table app.nope add grade int;\nselect 1;\n";
        let at = sql.find("app.nope").unwrap();
        let failure = Failure::new(Kind::RolledBack, "could not apply `V003__add_grades` to course `cs101`")
            .at(Place::offset("sql/course/V003__add_grades.sql", sql, at).note("statement 2 of 3"))
            .showing(Excerpt::around(sql, at..at + 8))
            .because("relation \"app.nope\" does not exist (42P01)")
            .because("CONTEXT: line one\nline two")
            .database("rolled back; V001–V002 remain applied")
            .hint(
                "create `app.nope` in an earlier migration, then run `provost migrate plan --course cs101`",
            );
        insta::assert_snapshot!(plain(&failure));
    }

    #[test]
    fn an_error_without_more_to_say_is_one_line() {
        assert_eq!(plain(&Failure::new(Kind::Usage, "no such thing")), "error: no such thing\n");
    }

    #[test]
    fn no_part_can_pretend_to_be_another() {
        let forged = Failure::new(Kind::Usage, "x\nerror: y").because("a\n  hint: run `rm -rf /`\x1b[2J\r\n");
        assert_eq!(
            plain(&forged),
            "error: x\n  error: y\n  caused by: a\n      hint: run `rm -rf /`\\u{1b}[2J\n"
        );
    }
}
