//! Scripts: what is taken as meant, what is refused and where, and the way back from a server's position.

use provost::model::Mode::{NoTransaction, Transaction};
use provost::sqltext::{Problem, Script};

fn refused(sql: &str, mode: provost::model::Mode) -> (String, Problem) {
    let problem = Script::read(sql, mode).expect_err(sql);
    (sql[problem.span.clone()].to_owned(), problem)
}

#[test]
fn plain_pairs_are_blanked_out() {
    for sql in [
        "BEGIN;\ncreate table a();\nCOMMIT;",
        "begin work; create table a(); end transaction",
        "start transaction; create table a(); commit; -- done",
        "begin; commit; begin; create table a(); savepoint s; release s; commit;",
    ] {
        let script = Script::read(sql, Transaction).unwrap();
        assert_eq!(script.text(&script.statements[0]), "create table a()");
        assert_eq!(script.body.len(), sql.len());
        assert_eq!(script.body.find("create"), sql.find("create"));
        for word in ["begin", "commit", "end", "start"] {
            assert!(!script.body.to_lowercase().contains(word), "{}", script.body);
        }
    }
    let untouched = Script::read("create table a();", Transaction).unwrap();
    assert!(matches!(untouched.body, std::borrow::Cow::Borrowed(_)));
}

#[test]
fn other_transaction_control_is_refused_where_it_stands() {
    for (sql, at, says) in [
        ("create table a(); commit; create table b()", "commit", "half-way"),
        ("begin; create table a(); commit; create table b()", "create table b()", "outside"),
        ("set x = 1; begin; create table a(); commit", "set x = 1", "outside"),
        ("begin; create table a()", "begin", "no `COMMIT`"),
        ("begin; begin; commit", "begin", "inside of another"),
        ("create table a(); rollback", "rollback", "undo"),
        ("begin isolation level serializable; commit", "begin isolation level serializable", "isolation"),
        ("prepare transaction 'x'", "prepare transaction 'x'", "PREPARE TRANSACTION"),
        ("set transaction read only", "set transaction read only", "SET TRANSACTION"),
    ] {
        let (text, problem) = refused(sql, Transaction);
        assert_eq!(text, at, "{sql}");
        assert!(problem.message.contains(says), "{}", problem.message);
    }
}

#[test]
fn what_cannot_be_sent_is_refused_where_it_stands() {
    for (sql, at, says) in [
        ("copy a from stdin;\n1\t'x\n\\.\n", "copy a from stdin", "STDIN"),
        ("copy a to stdout", "copy a to stdout", "STDOUT"),
        ("select 1;\n\\connect x\nselect 'a", "\\connect x", "psql"),
        ("select 1; select 'a", "'a", "never closed"),
        (
            "select pg_catalog.pg_advisory_unlock_all(); select 1",
            "select pg_catalog.pg_advisory_unlock_all()",
            "every lock",
        ),
        ("set standard_conforming_strings = off", "set standard_conforming_strings = off", "backslashes"),
        (
            "set local standard_conforming_strings to 'off'; select 'a\\'';'",
            "set local standard_conforming_strings to 'off'",
            "backslashes",
        ),
        ("select 1; discard all", "discard all", "every lock"),
    ] {
        for mode in [Transaction, NoTransaction] {
            let (text, problem) = refused(sql, mode);
            assert_eq!(text, at, "{sql}");
            assert!(problem.message.contains(says), "{}", problem.message);
        }
    }
}

#[test]
fn each_mode_refuses_what_belongs_to_the_other() {
    let sql = "create index concurrently i on t (a)";
    let (_, problem) = refused(sql, Transaction);
    assert!(problem.hint.contains("-- no-transaction"), "{}", problem.hint);
    assert!(Script::read(sql, NoTransaction).unwrap().notices.is_empty());
    for sql in ["begin; select 1; commit", "savepoint a", "set transaction read only"] {
        let (_, problem) = refused(sql, NoTransaction);
        assert!(problem.message.contains("-- no-transaction"), "{}", problem.message);
    }
}

#[test]
fn what_should_be_known_is_noticed() {
    let rules = |sql| -> Vec<&str> {
        Script::read(sql, NoTransaction).unwrap().notices.into_iter().map(|notice| notice.rule).collect()
    };
    assert_eq!(rules("create index concurrently if not exists i on t (a)"), ["index-if-not-exists"]);
    assert_eq!(rules("create index concurrently on t (a)"), ["index-without-name"]);
    assert_eq!(rules("-- nothing yet\n;"), ["no-statements"]);
    assert!(rules("set standard_conforming_strings = on").is_empty());
}

#[test]
fn positions_count_characters_after_the_prefix() {
    let sql = "begin; select 'ä';\nselect nope; commit;";
    let script = Script::read(sql, Transaction).unwrap();
    let characters_before = sql.split("nope").next().unwrap().chars().count();
    let offset = script.locate(7 + characters_before + 1, 7).unwrap();
    assert!(sql[offset..].starts_with("nope"));
    assert_eq!(script.statement_at(offset), Some(1));
    assert_eq!(script.locate(7, 7), None, "in what stands before");
    assert_eq!(script.locate(7 + sql.len() + 9, 7), None, "in what stands behind");
    let second = script.statements[1].span.start;
    assert_eq!(script.locate_from(second, 8, 0), Some(offset));
    assert_eq!(script.statement_at(2), None, "between statements");
}
