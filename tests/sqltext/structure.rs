//! What migration files leave behind, read from their text; a real server is the judge.
#![expect(clippy::unwrap_used, reason = "a comparison that cannot be set up fails")]
#![expect(clippy::disallowed_methods, reason = "reads the files that it applies")]

use crate::support::TestServer;
use proptest::prelude::*;
use provost::model::access::TableName;
use provost::sqltext::{RelationKind, Structure};
use std::collections::{BTreeMap, BTreeSet};
use tokio_postgres::Client;

type Columns = BTreeMap<TableName, BTreeSet<String>>;

/// Every table of the database with its columns, by the server's own word.
async fn columns(client: &Client) -> Columns {
    let query = "select table_schema::text, table_name::text, column_name::text
        from information_schema.tables left join information_schema.columns using (table_schema, table_name)
        where table_schema not in ('pg_catalog', 'information_schema') and table_type <> 'VIEW'";
    let mut tables = Columns::new();
    for row in client.query(query, &[]).await.unwrap() {
        let name = TableName::new(row.get::<_, String>(0), row.get::<_, String>(1));
        tables.entry(name).or_default().extend(row.get::<_, Option<String>>(2));
    }
    tables
}

/// Every view of the database, materialized ones too.
async fn views(client: &Client) -> BTreeSet<TableName> {
    let query = "select schemaname::text, viewname::text from pg_views
        where schemaname not in ('pg_catalog', 'information_schema')
        union all select schemaname::text, matviewname::text from pg_matviews";
    let rows = client.query(query, &[]).await.unwrap();
    rows.iter().map(|row| TableName::new(row.get::<_, String>(0), row.get::<_, String>(1))).collect()
}

/// The tables of a structure; their columns are the server's where the files do not say them.
fn tables(structure: &Structure, server: &Columns) -> Columns {
    let made = structure.relations().filter(|(_, relation)| relation.kind == RelationKind::Table);
    made.map(|(name, relation)| {
        let columns = relation.columns.clone().or_else(|| server.get(name).cloned());
        (name.clone(), columns.unwrap_or_default())
    })
    .collect()
}

fn views_of(structure: &Structure) -> BTreeSet<TableName> {
    let made = structure.relations().filter(|(_, relation)| relation.kind == RelationKind::View);
    made.map(|(name, _)| name.clone()).collect()
}

/// Runs files one after the other, each in a session as the engine leaves it, and compares.
async fn compare(files: &[(&str, &str)]) -> Structure {
    let database = TestServer::fresh_database();
    let platform = columns(&database.client().await).await;
    for (path, sql) in files {
        let client = database.client().await;
        client.batch_execute(sql).await.unwrap_or_else(|error| panic!("{path}: {error:?}"));
    }
    let client = database.client().await;
    let structure = Structure::read(files.iter().copied());
    let mut server = columns(&client).await;
    server.retain(|name, _| !platform.contains_key(name));
    assert_eq!(tables(&structure, &server), server);
    assert_eq!(views_of(&structure), views(&client).await);
    structure
}

/// The up files of `sql/main` or `sql/course`.
fn folder(name: &str) -> Vec<(String, String)> {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sql").join(name);
    let entries = std::fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().path());
    let ups = entries.filter(|path| !path.to_str().unwrap().ends_with(".down.sql"));
    let mut files: Vec<_> =
        ups.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap())).collect();
    files.sort();
    files
}

#[tokio::test]
async fn the_campus_system_has_exactly_what_its_files_say() {
    for name in ["main", "course"] {
        let files = folder(name);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, sql)| (path.as_str(), sql.as_str())).collect();
        let structure = compare(&files).await;
        assert_eq!(structure.open(), None, "{name}");
        assert!(structure.relations().count() > 8, "{name}");
        let is_told = |(_, relation): (_, &provost::sqltext::Relation)| {
            relation.kind != RelationKind::Table || relation.columns.is_some()
        };
        assert!(structure.relations().all(is_told), "{name}: every table's columns are known");
    }
}

#[tokio::test]
async fn what_files_do_to_tables_is_what_the_server_does() {
    let structure = compare(&[
        ("1.sql", include_str!("structure/made.sql")),
        ("2.sql", include_str!("structure/altered.sql")),
        ("3.sql", include_str!("structure/dropped.sql")),
    ])
    .await;
    assert_eq!(structure.open(), None);
    let columns = |name: &str| structure.relation(&TableName::parse(name)).unwrap().columns.clone();
    // Told by the files, and right: the comparison takes the server's word for the others only.
    for name in ["kinds", "renamed", "Mixed Case", "odd", "shop.orders", "shop.moved", "empty", "\u{e4}"] {
        assert!(columns(name).is_some(), "{name}");
    }
    for name in ["copied", "of_query", "selected", "measures_2026", "capitals", "typed", "joined"] {
        assert_eq!(columns(name), None, "{name}");
    }
}

#[tokio::test]
async fn a_dump_names_everything_with_its_schema() {
    let dump = "select pg_catalog.set_config('search_path', '', false);
        set check_function_bodies = false;
        create table public.a (id int, b text default 'x');
        alter table only public.a add constraint a_pkey primary key (id);
        create sequence public.s; alter table public.s owner to current_user;
        select pg_catalog.setval('public.s', 3, true);";
    let structure = compare(&[("1.sql", dump), ("2.sql", "create table b (c int)")]).await;
    assert_eq!(structure.open(), None);
}

fn open(sql: &str) -> Option<String> {
    Structure::read([("1.sql", sql)]).open().map(ToString::to_string)
}

#[test]
fn what_cannot_be_followed_leaves_it_open() {
    for (sql, what) in [
        ("select 1;\n do $$ begin execute x; end $$", "1.sql:2:2 (a `do` block)"),
        ("do $$ begin create table a (b int); end $$", "1.sql:1:1 (a `do` block)"),
        ("do $$ begin alter table a add b int; end $$", "1.sql:1:1 (a `do` block)"),
        ("do $$ begin alter table a drop column b; end $$", "1.sql:1:1 (a `do` block)"),
        ("do $$ begin perform f(); end $$", "1.sql:1:1 (a `do` block)"),
        ("do $$ begin execute 'alter table a ' || x; end $$", "1.sql:1:1 (a `do` block)"),
        ("do $$ begin execute format('alter table a %s', x); end $$", "1.sql:1:1 (a `do` block)"),
        ("do $$ begin execute format('%s', x); end $$", "1.sql:1:1 (a `do` block)"),
        ("do $$ begin set local search_path = x; end $$", "1.sql:1:1 (a `do` block)"),
        ("do language plpython3u $$ x = 1 $$", "1.sql:1:1 (a `do` block)"),
        ("do E'begin null; end'", "1.sql:1:1 (a `do` block)"),
        ("select f()", "1.sql:1:1 (the function `f`, which may do anything)"),
        ("with a as (select app.f(1)) select 1", "1.sql:1:1 (the function `f`, which may do anything)"),
        ("(select \"F\"())", "1.sql:1:1 (the function `F`, which may do anything)"),
        (
            "create function f() returns int language plpgsql as 'begin drop table a; end'; select f()",
            "1.sql:1:80 (the function `f`, which may do anything)",
        ),
        ("call p()", "1.sql:1:1 (a procedure that is called)"),
        ("execute p", "1.sql:1:1 (a prepared statement)"),
        ("set search_path = app, public", "1.sql:1:1 (another search path)"),
        ("set schema 'app'", "1.sql:1:1 (another search path)"),
        ("select set_config('search_path', 'app', false)", "1.sql:1:1 (another search path)"),
        ("alter database d set search_path = app", "1.sql:1:1 (another search path)"),
        ("alter role all set search_path = app", "1.sql:1:1 (another search path)"),
        (
            "set search_path = ''; create table a (b int)",
            "1.sql:1:23 (`a` is named without its schema under another search path)",
        ),
        ("create extension postgis", "1.sql:1:1 (the extension `postgis`, which may bring tables)"),
        ("import foreign schema a from server b into c", "1.sql:1:1 (tables of a foreign schema)"),
        ("drop owned by a", "1.sql:1:1 (everything that a role owns is dropped)"),
        ("begin; rollback", "1.sql:1:8 (a rollback)"),
        ("explain analyze create table a as select 1", "1.sql:1:1 (an `explain` that runs its statement)"),
        ("\\i other.sql", "1.sql:1:1 (a command of psql)"),
        ("create table a (b int default 'x", "1.sql:1:1 (something that is never closed)"),
        ("create table U&\"d\\0061t\" (b int)", "1.sql:1:1 (a name that could not be read)"),
    ] {
        assert_eq!(open(sql).as_deref(), Some(what), "{sql}");
    }
}

#[test]
fn what_leaves_tables_alone_is_followed() {
    for sql in [
        "do $$ begin create type mood as enum ('good'); exception when duplicate_object then null; end $$",
        "do $$ begin if not exists (select from pg_type where typname = 'a') then create type a as enum (); end if; end $$",
        "do $$ begin alter table a add constraint b check (c > 0); end $$",
        "do $$ begin grant execute on function f() to r; execute format('grant usage on schema %I to r', x); end $$",
        "do $$ declare n int; begin select count(*) into n from a; raise notice '%', n; end $$",
        "create function f() returns void language plpgsql set search_path = '' as $f$ begin
            execute format('revoke all on table %s from public', x); end $f$; select f(); select public.f();",
        "select count(*), coalesce(max(a), 0) from b where c in (1, 2) and exists (select 1)",
        "create function f() returns int language plpgsql as 'begin drop table a; end'",
        "set search_path = public, extensions; create table a (b int)",
        "set local statement_timeout = 0; reset all",
        "create extension if not exists \"uuid-ossp\" with schema extensions",
        "insert into a select f()",
        "alter role app_user set search_path = app",
        "select cron.schedule('a', '* * * * *', 'select 1')",
    ] {
        assert_eq!(open(sql), None, "{sql}");
    }
}

#[test]
fn what_other_tools_made_is_known_once_it_is_altered() {
    let structure = Structure::read([
        ("1.sql", "alter table old add column a int; alter table if exists maybe add column a int"),
        ("2.sql", "alter table old rename to older; alter table older set schema shop"),
    ]);
    let names: Vec<String> = structure.relations().map(|(name, _)| name.to_string()).collect();
    assert_eq!(names, ["shop.older"]);
    let older = structure.relation(&TableName::parse("shop.older")).unwrap();
    assert_eq!((older.kind, &older.columns), (RelationKind::Altered, &None));
}

#[test]
fn depth_and_length_cost_only_time() {
    let deep =
        format!("create table a (b int check ({}true{}), c int)", "(".repeat(100_000), ")".repeat(100_000));
    let chained = format!("create table a (b int check ({}true), c int)", "not ".repeat(100_000));
    let unclosed = format!("create table a {}", "(".repeat(100_000));
    for sql in [&deep, &chained] {
        let structure = Structure::read([("1.sql", sql.as_str())]);
        let columns = structure.relation(&TableName::parse("a")).unwrap().columns.clone();
        assert_eq!(columns, Some(["b", "c"].map(str::to_owned).into()));
    }
    Structure::read([("1.sql", unclosed.as_str())]);
    let mut long = String::new();
    for n in 0.. {
        long += &format!("create table t{n} (a int, b text); alter table t{n} rename b to c; ");
        if n % 2 == 0 {
            long += &format!("drop table t{n}; ");
        }
        if long.len() > 5 << 20 {
            break;
        }
    }
    let structure = Structure::read([("1.sql", long.as_str())]);
    assert!(structure.relations().count() > 20_000);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(sql in "\\PC*") {
        Structure::read([("1.sql", sql.as_str())]);
    }

    #[test]
    fn nor_does_anything_that_looks_like_sql(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "create", "alter", "drop", "table", "view", "schema", "if", "exists", "not", "only", "add", "column", "rename", "to",
                "set", "inherits", "partition", "of", "attach", "as", "select", "into", "with", "do", "$$", "'", "\"", "(", ")", ",",
                ";", ".", "a", "b", "public", "pg_temp", "temp", "search_path", "language", "function", "begin atomic", "end", "\u{e4}",
                "execute", "format", "E'x'", "$t$", "/*", "*/", "--", "\n", "\\", "authorization", "like", "exclude", "set_config", "''",
            ]),
            0..60,
        ),
    ) {
        Structure::read([("1.sql", words.join(" ").as_str()), ("2.sql", words.concat().as_str())]);
    }
}
