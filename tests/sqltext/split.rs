//! Boundaries: what ends a statement, and what only looks like it.

use proptest::prelude::*;
use provost::model::Mode;
use provost::sqltext::{Change, Kind, Own, Script, creates, risk, split};

fn texts(sql: &str) -> Vec<&str> {
    split(sql).expect(sql).into_iter().map(|statement| &sql[statement.span]).collect()
}

#[test]
fn a_semicolon_inside_of_something_ends_nothing() {
    for inside in [
        "select 'a;b'",
        "select 'it''s; so'",
        r"select E'a\';b'",
        r"select e'a\\', 2",
        "select E'a'\n'b\\';c'",
        "select E'a' -- so\n  'b\\';c'",
        "select U&'d\\0061;'",
        "select b'1;' ",
        r#"select 1 as "a;""b""#,
        "select $$a;$b;$$",
        "select $a$ ; $$ ; $b$ ; $a$",
        "select $ä_1$;$ä_1$",
        "select 1 /* ; /* ; */ ; */ + 1",
        "select 1 -- ;\n + 1",
        "create rule r as on insert to t do also (insert into a values (1); insert into b values (2))",
        "create function f() returns int begin atomic select 1; select 2; end",
        "create or replace procedure p() language sql begin atomic end",
        "create function f(a int) returns int begin atomic select case a when 1 then 2 end; select 1 end; end",
        "create function f() returns int language sql as $$ begin; end; $$",
        "create function f(atomic int) returns int language sql begin atomic select (select 1) as begin; end",
    ] {
        let inside = inside.trim();
        assert_eq!(texts(&format!("{inside}; select 9")), [inside, "select 9"], "{inside}");
    }
}

#[test]
fn what_looks_like_a_body_is_none() {
    assert_eq!(texts("begin; end"), ["begin", "end"]);
    assert_eq!(texts("create table begin (atomic int); end"), ["create table begin (atomic int)", "end"]);
    assert_eq!(texts("select begin atomic from t; end"), ["select begin atomic from t", "end"]);
    assert_eq!(texts("create view v as select $1a$;$1a$;"), ["create view v as select $1a$", "$1a$"]);
    assert_eq!(texts("select a$$; select $$;$$"), ["select a$$", "select $$;$$"], "a name may hold `$`");
}

#[test]
fn empty_statements_are_none() {
    for sql in ["", ";", " ;; \n;", "-- only\n/* comments */ ;"] {
        assert!(texts(sql).is_empty(), "{sql}");
    }
    assert_eq!(texts("-- a\n select 1 /* b */ ; -- c\n;\n select 2 -- d"), ["select 1", "select 2"]);
}

#[test]
fn an_open_quote_is_pointed_at() {
    for (sql, at, what) in [
        ("select 1; select 'abc; select 2", 17, "string"),
        ("select E'a\\';", 7, "string"),
        ("select E'a'\n'b\\';", 7, "string"),
        ("select \"abc", 7, "quoted name"),
        ("select $$abc;", 7, "dollar quote"),
        ("select $a$abc$b$;", 7, "dollar quote"),
        ("select 1 /* /* */", 9, "comment"),
    ] {
        let problem = split(sql).unwrap_err();
        assert_eq!(problem.span.start, at, "{sql}");
        assert!(problem.message.contains(&format!("the {what} that begins here")), "{}", problem.message);
    }
}

#[test]
fn a_backslash_takes_its_line() {
    let sql = "select 1 \\gexec\n\\set x 'it'\nselect 2;";
    let found = split(sql).unwrap();
    let shown: Vec<_> = found.iter().map(|it| (&sql[it.span.clone()], it.kind == Kind::PsqlMeta)).collect();
    assert_eq!(shown, [("select 1", false), ("\\gexec", true), ("\\set x 'it'", true), ("select 2", false)]);
}

#[test]
fn depth_costs_no_stack() {
    for (open, close) in [("(", ")"), ("/*", "*/"), ("[", "]"), ("case ", " end")] {
        let sql = format!("select {}1{}; select 2", open.repeat(100_000), close.repeat(100_000));
        assert_eq!(texts(&sql).len(), 2, "{open}");
        let torn = format!("select {}1; select 2", open.repeat(100_000));
        assert_eq!(split(&torn).is_err(), open == "/*", "{open}");
    }
}

/// Text made of the pieces that matter, in any order.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "reindex (",
            "vacuum (",
            "cluster",
            "drop table",
            "with a as (",
            "update",
            "alter type",
            "create policy",
            ";",
            "'",
            "\"",
            "$$",
            "$a$",
            "E'",
            "\\",
            "--",
            "/*",
            "*/",
            "\n",
            "\r\n",
            " ",
            "(",
            ")",
            "begin",
            "atomic",
            "end",
            "create function",
            "commit",
            "copy",
            "from stdin",
            "\u{feff}",
            "ä",
            "U&\"",
            "1",
            ".",
            "alter table",
            "add column",
            "drop",
            "set",
            "index concurrently",
            "on",
            "\0",
            ",",
            "default",
            "delete",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        Just(" ".to_owned()),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// The server's blanks are ASCII: a next-line character behind a command to psql belongs to the command.
#[test]
fn only_the_servers_blanks_are_blanks() {
    let sql = "\\\u{85}\nselect 1";
    let spans: Vec<&str> = split(sql).unwrap().into_iter().map(|statement| &sql[statement.span]).collect();
    assert_eq!(spans, ["\\\u{85}", "select 1"]);
}

proptest! {
    #[test]
    fn no_byte_is_lost(sql in hostile()) {
        let statements = match split(&sql) {
            Ok(statements) => statements,
            Err(problem) => { prop_assert!(sql.get(problem.span).is_some()); return Ok(()); }
        };
        let mut at = 0;
        for statement in statements {
            prop_assert!(statement.span.start >= at && !statement.span.is_empty());
            let between = &sql[at..statement.span.start];
            prop_assert!(split(between).unwrap().is_empty(), "{between:?} is not nothing");
            if statement.kind != Kind::PsqlMeta {
                let alone = &sql[statement.span.clone()];
                prop_assert_eq!(split(alone).unwrap().len(), 1, "{:?} is not one statement", alone);
            }
            at = statement.span.end;
        }
        prop_assert!(split(&sql[at..]).unwrap().is_empty());
    }

    #[test]
    fn nothing_panics(sql in hostile(), other in hostile()) {
        for mode in [Mode::Transaction, Mode::NoTransaction] {
            if let Ok(script) = Script::read(&sql, mode) {
                prop_assert_eq!(script.body.len(), sql.len());
                let risk = risk(&script, &mut Own::default());
                prop_assert_eq!(risk.reasons.is_empty(), risk.level == provost::plan::RiskLevel::Safe);
            }
        }
        creates(&sql);
        prop_assert_eq!(Change::between(&sql, &sql), Change::Same);
        prop_assert_eq!(Change::between(&sql, &other), Change::between(&other, &sql));
    }
}
