//! Risks: what is told, and what is not worth telling.

use provost::model::Mode;
use provost::plan::RiskLevel::{self, Destroys, Locks, Safe};
use provost::sqltext::{Own, Script, risk, split};

fn assess(sql: &str) -> (RiskLevel, Vec<String>) {
    let alone = |statement: &provost::sqltext::Statement| statement.kind.needs_no_transaction().is_some();
    let outside = split(sql).is_ok_and(|statements| statements.iter().any(alone));
    let mode = if outside { Mode::NoTransaction } else { Mode::Transaction };
    let risk = risk(&Script::read(sql, mode).expect(sql), &mut Own::default());
    (risk.level, risk.reasons)
}

#[test]
fn data_that_goes() {
    for (sql, reason) in [
        (
            "drop table if exists app.grades, b cascade",
            "drops table `app.grades`, `b` and all that depends on it",
        ),
        ("drop schema app", "drops schema `app`"),
        ("drop materialized view m", "drops materialized view `m`"),
        ("drop function f(int, text) cascade", "drops function `f` and all that depends on it"),
        ("drop owned by me", "drops all that belongs to `me`"),
        ("drop database d", "drops database `d`"),
        ("alter table t drop a, drop column if exists b", "drops column `a` of `t`"),
        ("alter table t alter a type bigint", "changes the type of `a`"),
        ("alter table t alter column a set data type text", "changes the type of `a`"),
        ("alter type c drop attribute a", "drops an attribute of type `c`"),
        ("truncate table only t, u", "empties `t`"),
        ("delete from t", "deletes every row of `t`"),
        ("update only t set a = (select 1 where true)", "overwrites every row of `t`"),
        ("with x as (select 1 where true) delete from t", "deletes every row of `t`"),
        ("with x as (delete from t returning *) select * from x where true", "deletes every row of `t`"),
        ("merge into t using u on true when matched then delete", "deletes rows by `MERGE`"),
    ] {
        let (level, reasons) = assess(sql);
        assert_eq!(level, Destroys, "{sql}");
        assert!(reasons[0].contains(reason), "{sql}: {reasons:?}");
    }
}

#[test]
fn locks_that_last() {
    for (sql, reason) in [
        ("create unique index i on t (a)", "builds an index while `t` cannot be written"),
        (
            "alter table t add a int default f()",
            "adds column `a` to `t` with a default that is computed row by row",
        ),
        ("alter table t add column id bigserial", "and rewrites it"),
        ("alter table t add a int generated always as (b + 1) stored", "and rewrites it"),
        ("alter table t add a int unique", "builds an index"),
        ("alter table t add a int references u", "with a constraint"),
        ("alter table t alter a set not null", "no row of `t` has a null `a`"),
        ("alter table t add constraint c check (a > 0)", "adds a constraint"),
        ("alter table t add foreign key (a) references u (a)", "adds a constraint"),
        ("alter table t set unlogged", "rewrites `t`"),
        ("alter table t attach partition p default", "attaches"),
        ("alter table t detach partition p", "detaches"),
        ("lock table t in share mode", "locks `t`"),
        ("vacuum full t", "rewrites tables"),
        ("vacuum (verbose, full) t", "rewrites tables"),
        ("cluster t using i", "rewrites a table"),
        ("reindex table t", "builds indexes anew"),
        ("refresh materialized view m", "fills `m` anew"),
        ("drop index i", "drops index `i`"),
    ] {
        let (level, reasons) = assess(sql);
        assert_eq!(level, Locks, "{sql}: {reasons:?}");
        assert!(reasons[0].contains(reason), "{sql}: {reasons:?}");
    }
}

#[test]
fn what_is_safe() {
    for sql in [
        "create table t (id serial primary key, a int references u)",
        "create table t (a int); create index i on public.t (a); alter table t add b int unique; drop index i; drop table t",
        "create temp table t (a int); delete from t; truncate t",
        "alter table t add a int; alter table t add a int default 0; alter table t add a timestamptz default now()",
        "alter table t add a text default 'now(' not null",
        "alter table t add constraint c check (a > 0) not valid; alter table t validate constraint c",
        "alter table t add constraint c unique using index i",
        "alter table t drop constraint c; alter table t alter a drop default; alter table t enable row level security",
        "drop view v; drop function f(int); drop policy p on t; drop trigger x on t",
        "delete from t where a; update t set a = 1 where b",
        "with x as (delete from t where a returning *) select 1",
        "select 1 from t for update; insert into t values (1) on conflict (a) do update set a = 2",
        "create index concurrently i on t (a); drop index concurrently j; reindex (concurrently) table t",
        "alter table p detach partition c concurrently",
        "vacuum t",
        "vacuum (analyze) t (\"full\")",
        "refresh materialized view concurrently m",
        "create function f() returns void language sql as $$ drop table t $$",
    ] {
        assert_eq!(assess(sql), (Safe, Vec::new()), "{sql}");
    }
}

#[test]
fn reasons_name_their_lines_and_the_worst_decides() {
    let sql = "begin;\ncreate table a (b int);\n\ncreate index i on t (a);\n/* so */ drop table t;\ndrop index i;\ncommit;";
    let (level, reasons) = assess(sql);
    assert_eq!(level, Destroys);
    assert_eq!(reasons, ["line 4: builds an index while `t` cannot be written", "line 5: drops table `t`"]);
}

#[test]
fn depth_costs_neither_stack_nor_patience() {
    for piece in
        ["(delete from a ", "(update a set ", "with a as (", "alter table a add b default (", "drop table ("]
    {
        let sql = piece.repeat(20_000);
        assess(&sql);
    }
}
