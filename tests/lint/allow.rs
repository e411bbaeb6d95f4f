//! Exceptions: a comment with a reason before the statement, and nothing else.

use provost::model::Mode;
use provost::sqltext::lint::{File, lint};

fn found(sql: &str) -> Vec<String> {
    let file =
        File { path: "sql/V2__a.sql", sql, mode: Mode::Transaction, lacks_down: false, has_rules: true };
    let found = lint(&file, |rule| rule.name != "rows-lost");
    found.into_iter().map(|it| format!("{}@{}", it.rule, it.place.unwrap())).collect()
}

#[test]
fn an_exception_is_for_the_next_statement_or_the_one_that_it_stands_in() {
    let place = "data-drops@sql/V2__a.sql";
    for (sql, wanted) in [
        ("-- provost:allow data-drops: nobody has used it since June\ndrop table t", vec![]),
        ("drop table -- provost:allow data-drops: moved to u\n t", vec![]),
        ("-- provost:allow data-drops: one\ndrop table t;\ndrop table u", vec![format!("{place}:3:1")]),
        ("select 1; --provost:allow data-drops:x\n\n-- more\ndrop table t", vec![]),
    ] {
        assert_eq!(found(sql), wanted, "{sql}");
    }
}

#[test]
fn an_exception_that_is_none_is_told() {
    for (sql, wanted) in [
        (
            "-- provost:allow data-drops\ndrop table t",
            vec!["data-drops@sql/V2__a.sql:2:1", "allow-without-reason@sql/V2__a.sql:1:1"],
        ),
        (
            "-- provost:allow data-drops:  \ndrop table t",
            vec!["data-drops@sql/V2__a.sql:2:1", "allow-without-reason@sql/V2__a.sql:1:1"],
        ),
        ("-- provost:allow data-drop: x\nselect 1", vec!["allow-unknown@sql/V2__a.sql:1:1"]),
        ("-- provost:allow data-drops: x\nselect 1", vec!["allow-unused@sql/V2__a.sql:1:1"]),
        (
            "drop table t;\n-- provost:allow data-drops: too late",
            vec!["data-drops@sql/V2__a.sql:1:1", "allow-unused@sql/V2__a.sql:2:1"],
        ),
        ("select '-- provost:allow nothing: at all'", vec![]),
        ("-- provost:allow rows-lost: a rule that is off\ntruncate t", vec![]),
    ] {
        assert_eq!(found(sql), wanted, "{sql}");
    }
}
