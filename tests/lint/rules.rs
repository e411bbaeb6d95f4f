//! Each rule: texts that it objects to, and texts that mend them. What the same file creates is nobody's yet.

use provost::model::Mode;
use provost::sqltext::lint::{File, lint, rules};

/// The names of the rules that object to a text.
fn found(sql: &str) -> Vec<String> {
    let mode = if sql.starts_with("-- no-transaction\n") { Mode::NoTransaction } else { Mode::Transaction };
    let file = File { path: "sql/V2__a.sql", sql, mode, lacks_down: false, has_rules: false };
    lint(&file, |_| true).into_iter().map(|finding| finding.rule.into_owned()).collect()
}

/// Rules with their faults and how they are mended.
macro_rules! faults {
    ($($rule:ident: [$($fault:literal),+ $(,)?], [$($mended:literal),+ $(,)?];)+) => {
        $(#[test] fn $rule() {
            let rule = stringify!($rule).replace('_', "-");
            $(assert_eq!(found($fault), [rule.as_str()], "{}", $fault);)+
            $(assert_eq!(found($mended), Vec::<String>::new(), "{}", $mended);)+
        })+

        const TRIED: &[&str] = &[$(stringify!($rule)),+];
    };
}

faults! {
    column_drops: ["alter table t drop a", "alter table if exists only s.t drop column if exists \"A\" cascade"],
        ["create table s.t (a int); alter table s.t drop column a", "alter table t drop constraint c", "alter table t alter a drop default"];
    column_rewrites: ["alter table t add a uuid default gen_random_uuid()", "alter table t add column a bigserial",
            "alter table t add a int generated always as identity", "alter table t add a int generated always as (b + 1) stored",
            "alter table t add a uuid not null default gen_random_uuid()"],
        ["alter table t add a uuid; alter table t alter a set default gen_random_uuid()", "alter table t add a timestamptz not null default now()", "alter table t add a text default 'f()'"];
    column_without_default: ["alter table t add a int not null", "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int NOT NULL CHECK (a > 0)"],
        ["alter table t add a int not null default 0", "alter table t add a int", "create table s.t (b int); alter table s.t add a int not null"];
    constraint_checks_rows: ["alter table t add constraint c check (a > 0)", "alter table t add unique (a)", "alter table t add primary key (id)", "alter table t add constraint e exclude using gist (a with =)"],
        ["alter table t add constraint c check (a > 0) not valid", "alter table t add constraint c unique using index i", "create table s.t (a int); alter table s.t add unique (a)", "alter table t validate constraint c"];
    data_drops: ["drop table t", "drop schema app cascade", "drop type mood", "drop view v cascade", "drop materialized view m"],
        ["create table s.t (a int); drop table s.t", "drop view v", "drop policy p on t", "drop function f(int)"];
    definer_search_path: ["create function s.f() returns int language sql security definer as 'select 1'", "create or replace procedure s.p() language plpgsql security definer as $$ begin set search_path = ''; end $$"],
        ["create function s.f() returns int language sql security definer set search_path = '' as 'select 1'", "create function s.f() returns int language sql as $$ select 'security definer' $$"];
    enum_value_used: ["alter type mood add value 'sad'; insert into t values ('sad')", "alter type mood add value if not exists 'sad' before 'ok'; alter table t alter a set default 'sad'"],
        ["alter type mood add value 'sad'", "create type mood as enum ('ok'); alter type mood add value 'sad'; insert into t values ('sad')", "alter type mood add value 'sad'; insert into t values ('ok')"];
    foreign_key_checks_rows: ["alter table t add foreign key (a) references u", "alter table t add constraint f foreign key (a) references u (id) on delete cascade"],
        ["alter table t add foreign key (a) references u not valid", "create table s.t (a int); alter table s.t add foreign key (a) references u"];
    grant_missing: ["create table t (a int)", "create table public.t (a int); grant select on public.u to anon"],
        ["create table t (a int); grant select (a), insert on table public.t to anon", "create table t (a int); revoke all on t from anon", "create table s.t (a int)", "create table t (a int); grant select on all tables in schema public to anon", "create temp table t (a int)"];
    index_blocks_writes: ["create index i on t (a)", "create unique index if not exists i on only s.t using btree (a)"],
        ["-- no-transaction\ncreate index concurrently i on t (a)", "create table s.t (a int); create index on s.t (a)"];
    index_if_not_exists: ["-- no-transaction\ncreate index concurrently if not exists i on t (a)"],
        ["-- no-transaction\ncreate index concurrently i on t (a)"];
    name_changes: ["alter table t rename to u", "alter table t rename column a to b", "alter table t rename a to b"],
        ["create table s.t (a int); alter table s.t rename a to b", "alter table t rename constraint a to b", "alter index i rename to j"];
    not_null_checks_rows: ["alter table t alter a set not null", "alter table u validate constraint c; alter table t alter column a set not null"],
        ["alter table t validate constraint c; alter table t alter column a set not null", "alter table t alter a drop not null"];
    platform_altered: ["alter table storage.objects enable row level security", "create function auth.role2() returns text language sql as 'select 1'", "-- no-transaction\ncreate index concurrently i on storage.objects (name)", "create table auth.extra (a int)"],
        ["create policy p on storage.objects for select using (true)", "create trigger t after insert on auth.users for each row execute function f()", "create table app.extra (a int)"];
    rows_lost: ["truncate t", "delete from t", "update t set a = 1", "with x as (select 1 where true) delete from t"],
        ["delete from t where a = 1", "create table s.t (a int); update s.t set a = 1"];
    transaction_refused: ["vacuum t", "alter system set work_mem = '1MB'", "drop index concurrently i"],
        ["-- no-transaction\nvacuum t", "-- no-transaction\ndrop index concurrently i"];
    type_rewrites: ["alter table t alter a type bigint", "alter table t alter column a set data type text using a::text"],
        ["alter table t alter a type text", "create table s.t (a int); alter table s.t alter a type bigint"];
}

#[test]
fn down_missing() {
    let file = File {
        path: "V2__a.sql",
        sql: "select 1",
        mode: Mode::Transaction,
        lacks_down: true,
        has_rules: false,
    };
    let names =
        |file: &File<'_>| lint(file, |_| true).into_iter().map(|it| it.rule.into_owned()).collect::<Vec<_>>();
    assert_eq!(names(&file), ["down-missing"]);
    assert_eq!(names(&File { lacks_down: false, ..file.clone() }), Vec::<String>::new());
    let allowed = File { sql: "-- provost:allow down-missing: nothing to undo\nselect 1", ..file };
    assert_eq!(names(&allowed), Vec::<String>::new());
}

#[test]
fn every_rule_is_tried_and_explained() {
    for rule in rules() {
        let is_tried = TRIED.iter().any(|tried| tried.replace('_', "-") == rule.name);
        assert!(is_tried || rule.name == "down-missing", "{}", rule.name);
        assert!(rule.page.contains("\n\nWhy: ") && rule.page.contains("\n\nMend: "), "{}", rule.name);
        assert!(rule.page.lines().all(|line| line.chars().count() <= 110), "{}", rule.name);
    }
}

#[test]
fn rules_give_grants_and_rules_can_be_off() {
    let file = File {
        path: "a.sql",
        sql: "create table t (a int)",
        mode: Mode::Transaction,
        lacks_down: false,
        has_rules: true,
    };
    assert_eq!(lint(&file, |_| true), []);
    let file = File { has_rules: false, ..file };
    assert_eq!(lint(&file, |rule| rule.name != "grant-missing"), []);
}

#[test]
fn what_stands_in_strings_and_comments_is_no_statement() {
    for sql in [
        "select 'drop table t'",
        "/* drop table t; */ select 1 -- truncate t",
        "do $$ begin execute 'drop table t'; end $$",
        "create function s.f() returns void language plpgsql as $f$ begin delete from t; end $f$",
    ] {
        assert_eq!(found(sql), Vec::<String>::new(), "{sql}");
    }
    assert_eq!(found("select 'open"), ["sql-broken"]);
}
