//! Objects that a statement creates.

use provost::model::Qualified;
use provost::sqltext::{Object, ObjectKind, creates};

#[test]
fn what_statements_create() {
    use ObjectKind::*;
    for (sql, kind, name, on) in [
        ("create schema if not exists app", Schema, "app", None),
        ("create schema authorization me", Schema, "me", None),
        ("create extension if not exists \"uuid-ossp\" with schema extensions", Extension, "uuid-ossp", None),
        ("CREATE UNLOGGED TABLE IF NOT EXISTS App.Users (id int)", Table, "app.users", None),
        ("create table t as select 1", Table, "t", None),
        ("create or replace recursive view v (a) as select 1", View, "v", None),
        ("create materialized view if not exists m as select 1", MaterializedView, "m", None),
        (
            "create unique index concurrently if not exists i on only app.t using gin (a)",
            Index,
            "app.i",
            Some("app.t"),
        ),
        ("create type mood as enum ('a')", Type, "mood", None),
        ("create domain d as int", Domain, "d", None),
        ("create sequence s", Sequence, "s", None),
        (
            "create or replace function app.f(a int) returns int language sql as $$ select 1 $$",
            Function,
            "app.f",
            None,
        ),
        ("create procedure p() language sql as ''", Procedure, "p", None),
        (
            "create constraint trigger tr after insert or update of a on app.t for each row execute function f()",
            Trigger,
            "tr",
            Some("app.t"),
        ),
        (
            "create policy \"Users may read\" on t for select using (true)",
            Policy,
            "Users may read",
            Some("t"),
        ),
    ] {
        let parse = |text: &str| Qualified::parse(text).unwrap();
        let expected = Object { kind, name: parse(name), on: on.map(parse) };
        assert_eq!(creates(sql), [expected], "{sql}");
    }
}

#[test]
fn added_columns_are_objects_too() {
    let sql = "alter table if exists only app.t add a numeric(1, 2), add column if not exists \"B\" int, add unique (a), drop c, add constraint x check (a > 0)";
    let names: Vec<_> =
        creates(sql).into_iter().map(|it| (it.kind, it.name.name.as_str().to_owned())).collect();
    assert_eq!(names, [(ObjectKind::Column, "a".to_owned()), (ObjectKind::Column, "B".to_owned())]);
}

#[test]
fn what_leaves_nothing_to_find() {
    for sql in [
        "create temp table t (a int)",
        "create index on t (a)",
        "create role r",
        "select 1",
        "alter table t rename to u",
        "create",
        "create table",
        "alter table t add not null a",
        "drop table t",
        "create event trigger e on ddl_command_end execute function f()",
    ] {
        assert!(creates(sql).is_empty(), "{sql}");
    }
}
