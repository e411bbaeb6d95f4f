//! Kinds: every command that the engine treats in its own way, in the spellings people use.

use provost::model::Qualified;
use provost::sqltext::{IndexBuild, Kind, split};

fn kind(sql: &str) -> Kind {
    let mut statements = split(sql).expect(sql);
    assert_eq!(statements.len(), 1, "{sql}");
    statements.remove(0).kind
}

#[test]
fn transaction_control() {
    for (expected, spellings) in [
        (
            Kind::Begin,
            &["begin", "BEGIN", "begin work", "begin /* so */ transaction", "start transaction"][..],
        ),
        (Kind::BeginWithOptions, &["begin isolation level serializable", "start transaction read only"]),
        (Kind::Commit, &["commit", "end", "commit work", "END TRANSACTION", "commit and no chain"]),
        (Kind::Rollback, &["rollback", "abort", "rollback work"]),
        (Kind::Savepoint, &["savepoint a", "release a", "rollback to a", "rollback work to savepoint a"]),
        (Kind::OtherControl("COMMIT AND CHAIN"), &["commit and chain", "end transaction and chain"]),
        (Kind::OtherControl("ROLLBACK AND CHAIN"), &["abort and chain"]),
        (Kind::OtherControl("PREPARE TRANSACTION"), &["prepare transaction 'x'"]),
        (Kind::OtherControl("COMMIT PREPARED"), &["commit prepared 'x'"]),
        (Kind::OtherControl("ROLLBACK PREPARED"), &["rollback prepared 'x'"]),
        (Kind::OtherControl("SET TRANSACTION"), &["set transaction read only"]),
        (Kind::Other, &["\"begin\"", "prepare p as select 1", "begins"]),
    ] {
        for sql in spellings {
            assert_eq!(kind(sql), expected, "{sql}");
        }
    }
}

#[test]
fn what_needs_no_transaction() {
    for (name, spellings) in [
        ("VACUUM", &["vacuum", "vacuum (full) t"][..]),
        ("CREATE DATABASE", &["create database x"]),
        ("DROP DATABASE", &["drop database if exists x"]),
        ("CREATE TABLESPACE", &["create tablespace x location '/x'"]),
        ("DROP TABLESPACE", &["drop tablespace x"]),
        ("ALTER SYSTEM", &["alter system set work_mem = '1MB'"]),
        ("ALTER DATABASE … SET TABLESPACE", &["alter database x set tablespace y"]),
        ("CREATE SUBSCRIPTION", &["create subscription s connection 'x' publication p"]),
        ("CLUSTER", &["cluster", "cluster verbose", "cluster (verbose)"]),
        ("REINDEX SCHEMA", &["reindex schema s", "reindex (verbose) schema s"]),
        ("REINDEX DATABASE", &["reindex database d"]),
        ("REINDEX CONCURRENTLY", &["reindex table concurrently t", "reindex (concurrently) index i"]),
        ("DISCARD ALL", &["discard all"]),
        ("ALTER TABLE … DETACH PARTITION CONCURRENTLY", &["alter table p detach partition c concurrently"]),
        ("CREATE INDEX CONCURRENTLY", &["create unique index concurrently i on t (a)"]),
        ("DROP INDEX CONCURRENTLY", &["drop index concurrently if exists i"]),
    ] {
        for sql in spellings {
            assert_eq!(kind(sql).needs_no_transaction(), Some(name), "{sql}");
        }
    }
    for sql in [
        "cluster t using i",
        "reindex table t",
        "create index i on t (a)",
        "discard temp",
        "analyze",
        "create subscription s connection 'x' publication p with (create_slot = false)",
        "refresh materialized view concurrently v",
        "alter type t add value 'x'",
        "drop index i",
        "alter table p detach partition c",
        "alter database x set work_mem = '1MB'",
        "create table concurrently (a int)",
    ] {
        assert_eq!(kind(sql).needs_no_transaction(), None, "{sql}");
    }
}

#[test]
fn an_index_that_is_built_concurrently() {
    let build = |sql: &str| match kind(sql) {
        Kind::CreateIndexConcurrently(build) => *build,
        other => panic!("{sql}: {other:?}"),
    };
    let named = |text: &str| Some(Qualified::parse(text).unwrap());
    assert_eq!(
        build("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS Ix_A ON ONLY App.\"T\" USING gin (a)"),
        IndexBuild { name: named("ix_a"), table: named("app.T"), if_not_exists: true, unique: true }
    );
    assert_eq!(
        build("create index concurrently on t (a)"),
        IndexBuild { name: None, table: named("t"), if_not_exists: false, unique: false }
    );
    let long = "x".repeat(70);
    let cut = build(&format!("create index concurrently {long} on t (a)")).name;
    assert_eq!(cut, named(&long[..63]), "PostgreSQL cuts names at 63 bytes");
    let drop = kind("drop index concurrently if exists a.b");
    assert_eq!(drop, Kind::DropIndexConcurrently(named("a.b").map(Box::new)));
}

#[test]
fn the_rest() {
    for (expected, sql) in [
        (Kind::CopyFromStdin, "copy t (a, b) from stdin with (format csv)"),
        (Kind::CopyFromStdin, "COPY public.t FROM STDIN"),
        (Kind::CopyToStdout, "copy (select * from t) to stdout"),
        (Kind::Other, "copy t from '/tmp/x'"),
        (Kind::AlterTypeAddValue, "alter type public.mood add value if not exists 'meh'"),
        (Kind::Other, "alter type t rename value 'a' to 'b'"),
        (Kind::RefreshConcurrently, "refresh materialized view concurrently v"),
        (Kind::SetRole, "set role x"),
        (Kind::SetRole, "set local role x"),
        (Kind::SetRole, "reset role"),
        (Kind::SetSessionAuthorization, "set session authorization x"),
        (Kind::SetSessionAuthorization, "set local session authorization default"),
        (Kind::SetSessionAuthorization, "reset session authorization"),
        (Kind::Setting, "set search_path = ''"),
        (Kind::Setting, "set session lock_timeout to '1s'"),
        (Kind::Setting, "set session characteristics as transaction read only"),
        (Kind::Setting, "reset all"),
        (Kind::Other, "set local search_path = ''"),
        (Kind::Other, "set constraints all deferred"),
    ] {
        assert_eq!(kind(sql), expected, "{sql}");
    }
}
