//! `adopt`: the histories of other tools, as those tools write them.

use crate::world::World;
use sha2::{Digest, Sha384};

const A: &str = "create table a (id int);\n";
const B: &str = "create table b (id int);\n";

fn numbered() -> World {
    let world =
        World::new(&[("V001__a.sql", A), ("V002__b.sql", B), ("V003__c.sql", "create table c (id int);\n")]);
    world.sql(&format!("{A}{B}"));
    world
}

fn stamped() -> World {
    let world = World::new(&[("20260101000000_a.sql", A), ("20260102000000_b.sql", B)]);
    world.sql(A);
    world
}

fn takes_over(world: &World, tool: &str, versions: &str) {
    let dry = world.ok(&["adopt", "--from", tool, "--dry-run"]);
    assert!(dry.contains("record"), "{dry}");
    world.ok(&["adopt", "--from", tool, "--yes"]);
    assert_eq!(world.versions(), versions);
    assert_eq!(world.ok(&["adopt", "--from", tool, "--yes"]), "nothing to do\n");
    world.ok(&["up"]);
    world.ok(&["verify"]);
}

#[test]
fn supabase() {
    let world = stamped();
    world.sql("create schema supabase_migrations;
               create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
               insert into supabase_migrations.schema_migrations values ('20260101000000', '{}', 'a')");
    takes_over(&world, "supabase", "20260101000000");
}

fn sqlx(world: &World, text: &str, success: bool) {
    let digest: String = Sha384::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    world.sql(&format!(
        "create table _sqlx_migrations (version bigint primary key, description text not null, installed_on timestamptz not null
             default now(), success boolean not null, checksum bytea not null, execution_time bigint not null);
         insert into _sqlx_migrations values (20260101000000, 'a', now(), {success}, '\\x{digest}', 1)"
    ));
}

#[test]
fn sqlx_with_its_checksums() {
    let world = stamped();
    sqlx(&world, A, true);
    takes_over(&world, "sqlx", "20260101000000");
}

#[test]
fn what_does_not_fit_is_not_taken_over() {
    for (text, success, reason) in
        [("other", true, "is not the text that was applied"), (A, false, "did not end well")]
    {
        let world = stamped();
        sqlx(&world, text, success);
        let said = world.migrate(&["adopt", "--from", "sqlx", "--yes"]);
        assert_eq!((said.code, said.err.contains(reason)), (3, true), "{}", said.err);
        assert_eq!(world.value("select to_regclass('provost.history')"), "");
    }
}

#[test]
fn dbmate() {
    let world = stamped();
    world.sql("create table schema_migrations (version varchar primary key); insert into schema_migrations values ('20260101000000')");
    takes_over(&world, "dbmate", "20260101000000");
}

#[test]
fn golang_migrate_and_its_dirty_flag() {
    let world = numbered();
    world.sql("create table schema_migrations (version bigint primary key, dirty boolean not null); insert into schema_migrations values (2, true)");
    assert_eq!(world.migrate(&["adopt", "--from", "golang-migrate", "--yes"]).code, 3, "dirty");
    world.sql("update schema_migrations set dirty = false");
    takes_over(&world, "golang-migrate", "1 2");
}

#[test]
fn flyway() {
    let world = numbered();
    world.sql("create table flyway_schema_history (installed_rank int primary key, version varchar(50), description varchar(200) not null,
                   type varchar(20) not null, script varchar(1000) not null, checksum int, installed_by varchar(100) not null,
                   installed_on timestamp not null default now(), execution_time int not null, success boolean not null);
               insert into flyway_schema_history values (1, '1', 'a', 'SQL', 'V1__a.sql', 1, 'x', now(), 1, true),
                   (2, '002', 'b', 'SQL', 'V002__b.sql', 1, 'x', now(), 1, true), (3, null, 'views', 'SQL', 'R__views.sql', 1, 'x', now(), 1, true)");
    takes_over(&world, "flyway", "1 2");
}

#[test]
fn refinery() {
    let world = numbered();
    let checksum = |version, name, sql| {
        provost::model::checksum(
            provost::model::VersionWidth::Int4,
            name,
            provost::model::Version::new(version),
            sql,
        )
    };
    world.sql(&format!(
        "create table refinery_schema_history (version int4 primary key, name varchar(255), applied_on varchar(255), checksum varchar(255));
         insert into refinery_schema_history values (1, 'a', '2026-01-01T00:00:00Z', '{}'), (2, 'b', '2026-01-01T00:00:00Z', '{}')",
        checksum(1, "a", A),
        checksum(2, "b", B)
    ));
    takes_over(&world, "refinery", "1 2");
}

#[test]
fn a_history_that_is_not_there() {
    let said = numbered().migrate(&["adopt", "--from", "supabase", "--yes"]);
    assert_ne!(said.code, 0);
    assert!(
        said.err.contains("could not read the other tool's history")
            && said.err.contains("database: unchanged"),
        "{}",
        said.err
    );
}
