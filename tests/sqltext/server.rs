//! A real server as the judge: as many statements as it answers, and the same commands refused in a transaction block.

use crate::support::TestServer;
use provost::sqltext::split;
use tokio_postgres::{Client, SimpleQueryMessage};

/// How many statements the server sees in a text.
async fn answers(client: &Client, sql: &str) -> usize {
    let messages = client.simple_query(sql).await.unwrap_or_else(|error| panic!("{error:?} in {sql}"));
    messages.iter().filter(|message| matches!(message, SimpleQueryMessage::CommandComplete(_))).count()
}

/// Literals and names that hold what ends statements elsewhere.
const OPERANDS: [&str; 26] = [
    "1",
    "-1.5e3",
    ".5",
    "'a;b'",
    "'it''s; $$ -- /* \\'",
    r"E'a\';b'",
    r"e'\\'",
    "E'a'\n'b\\';c'",
    "E'a' -- ;'\n\t\n'b\\';c' -- '\n ''",
    "'a' \n 'b;'",
    r"U&'d\0061;'",
    "b'101'",
    "x'1F'",
    "n'a;'",
    "$$;'$a$ -- $$",
    "$a$ ; $$ ; $b$ ; $a$",
    "$ä_1$;$ä_1 $ä_1$",
    "$a$$aa$a$",
    "(select 1 as \"a;\"\"b\")",
    "(select 1 as \"--\")",
    "(select 1 as ä$$)",
    "(select 1 as e) * 1",
    "case when 1 <-1 then 1 end",
    "(array[1, 2])[1]",
    "1 - - 1",
    "(select 1 as begin)",
];

/// What may stand between statements and tokens.
const BETWEEN: [&str; 12] = [
    " ",
    "\n",
    "\r\n",
    "\t",
    "-- a; b '\n",
    "/* a; */",
    "/* /* ; */ ' */",
    "/**/",
    "/***/",
    "--\n",
    "/*/*;*/*/",
    "/*-- */",
];

#[tokio::test]
async fn as_many_statements_as_the_server_answers() {
    let database = TestServer::bare_database();
    let client = database.superuser().await;
    let pick = |random: &mut fastrand::Rng, from: &[&str]| from[random.usize(..from.len())].to_owned();
    for seed in 0..300 {
        let random = &mut fastrand::Rng::with_seed(seed);
        let mut sql = String::new();
        for _ in 0..random.usize(1..12) {
            let (gap, other) = (pick(random, &BETWEEN), pick(random, &BETWEEN));
            let operand = pick(random, &OPERANDS);
            sql += &format!("{gap}select{other}{operand}{other};{}", ";".repeat(random.usize(..3)));
        }
        assert_eq!(split(&sql).unwrap().len(), answers(&client, &sql).await, "seed {seed}: {sql}");
    }
}

const STATEMENTS: [&str; 18] = [
    "create table a (id int primary key, b text default ';')",
    "create table b as select 1 as begin, 2 as atomic",
    "create rule r as on insert to a do also (insert into b values (1, 2); select 1;)",
    "create function f() returns int begin atomic select 1; select case 1 when 2 then 3 end; end",
    "create or replace function f(atomic int, begin int) returns int language sql begin atomic ; select (select 1) as begin; end",
    "create procedure p() language sql begin atomic end",
    "create procedure q() begin atomic insert into a (id) values (1) returning id as \"end\"; select 1 end; end",
    "create function g() returns int language plpgsql as $f$ begin return 1; end; $f$",
    "create function h() returns int return 1",
    "do $$ begin perform 1; end $$",
    "create view v as select begin, atomic from b",
    "create schema s create table t (a int) create view w as select 1",
    "comment on table a is 'a; -- b'",
    "prepare x as select $1::int",
    "insert into b values (1, 2)",
    "begin",
    "end",
    "set search_path = public, \"a;b\"",
];

#[tokio::test]
async fn statements_with_bodies_and_rules() {
    let database = TestServer::bare_database();
    let client = database.superuser().await;
    let sql = STATEMENTS.join(" ;\n-- next;\n");
    let found: Vec<&str> = split(&sql).unwrap().into_iter().map(|statement| &sql[statement.span]).collect();
    assert_eq!(found, STATEMENTS);
    assert_eq!(answers(&client, &sql).await, STATEMENTS.len());
}

#[tokio::test]
async fn the_server_refuses_the_same_in_a_transaction_block() {
    let database = TestServer::bare_database();
    let client = database.superuser().await;
    let set_up =
        "create table t (a int); create index i on t (a); create materialized view m as select 1 as a;
        create unique index on m (a); create table p (a int) partition by range (a);
        create table c partition of p for values from (0) to (1); create type mood as enum ('a')";
    client.batch_execute(set_up).await.unwrap();
    for sql in [
        "vacuum",
        "vacuum (full) t",
        "analyze t",
        "create database x",
        "drop database if exists x",
        "alter system reset work_mem",
        "alter database postgres set tablespace pg_default",
        "alter database postgres set work_mem = '4MB'",
        "create tablespace x location '/nowhere'",
        "drop tablespace if exists x",
        "create subscription s connection 'host=/nowhere' publication x",
        "create subscription s connection 'host=/nowhere' publication x with (connect = false)",
        "create subscription s connection 'host=/nowhere' publication x with (enabled = false, create_slot = off, connect = off)",
        "cluster",
        "cluster verbose",
        "cluster t using i",
        "reindex table t",
        "reindex index i",
        "reindex schema public",
        "reindex (verbose) schema public",
        "reindex table concurrently t",
        "reindex (concurrently) index i",
        "reindex (concurrently off) table t",
        "reindex (concurrently, verbose) table t",
        "create index concurrently on t (a)",
        "create unique index concurrently if not exists i on t (a)",
        "drop index concurrently if exists i",
        "drop index i",
        "discard all",
        "discard temp",
        "discard plans",
        "alter table p detach partition c concurrently",
        "alter table p detach partition c",
        "refresh materialized view concurrently m",
        "refresh materialized view m",
        "alter type mood add value 'b'",
        "truncate t",
        "lock table t",
        "checkpoint",
        "create index concurrently_ on t (a)",
        "create table concurrently_ (a int)",
    ] {
        let ours = split(sql).unwrap()[0].kind.needs_no_transaction().is_some();
        client.batch_execute("begin").await.unwrap();
        let error = client.batch_execute(sql).await.err();
        client.batch_execute("rollback").await.unwrap();
        let code = error.as_ref().and_then(|error| error.code()).map(|code| code.code().to_owned());
        assert_eq!(ours, code.as_deref() == Some("25001"), "{sql}: {error:?}");
    }
}
