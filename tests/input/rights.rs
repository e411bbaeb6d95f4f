//! Roles that may not do what a run has to do, and histories that are none.

use crate::pin;
use crate::trial::{Said, Trial};

fn applied() -> Trial {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
    trial.done("up");
    trial.write("V2__more.sql", "create table b (id int);\n");
    trial
}

/// Looks without writing, then tries to write.
fn tour(trial: &Trial) -> String {
    let look = ["status", "plan"].map(|verb| trial.run(verb).to_string());
    format!("{}{}", look.concat(), trial.refused("up"))
}

const READS_ALL: &str =
    "grant usage on schema provost, public to ROLE; grant select on all tables in schema provost to ROLE";

#[test]
fn a_role_that_may_only_read() {
    pin!(tour(&applied().logged_in_as("reader", READS_ALL)));
}

#[test]
fn a_role_that_may_read_the_history_and_nothing_beside_it() {
    pin!(tour(&applied().logged_in_as(
        "auditor",
        "grant usage on schema provost to ROLE; grant select on provost.history to ROLE"
    )));
}

#[test]
fn a_role_that_may_see_nothing() {
    pin!(tour(&applied().logged_in_as("nobody", "revoke all on schema public from public")));
}

#[test]
fn a_role_that_may_use_the_schema_and_not_read_the_table() {
    pin!(tour(&applied().logged_in_as("stranger", "grant usage on schema provost to ROLE")));
}

#[test]
fn a_role_that_may_write_the_history_and_not_what_stands_beside_it() {
    let rights = "grant usage on schema provost, public to ROLE; grant create on schema public to ROLE;
        grant all on provost.history to ROLE; grant select on all tables in schema provost to ROLE";
    pin!(tour(&applied().logged_in_as("writer", rights)));
}

#[test]
fn a_role_that_may_not_make_the_schema_of_the_history() {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n").logged_in_as("guest", "");
    pin!(tour(&trial));
}

#[test]
fn a_role_that_may_not_make_tables() {
    let rights = "grant usage on schema provost to ROLE; grant all on all tables in schema provost to ROLE;
        revoke create on schema public from public";
    pin!(tour(&applied().logged_in_as("clerk", rights)));
}

#[test]
fn a_role_whose_transactions_are_read_only() {
    let trial = applied().logged_in_as("frozen", READS_ALL);
    let role =
        trial.ask("select rolname::text from pg_roles where rolname = 'frozen_' || current_database()");
    trial.sql(&format!("alter role {role} set default_transaction_read_only = on; grant insert on all tables in schema provost to {role}"));
    pin!(tour(&trial));
}

#[test]
fn a_database_that_is_read_only_before_its_first_run() {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
    trial.sql(&format!("alter database {} set default_transaction_read_only = on", trial.database.name));
    pin!(tour(&trial));
}

#[test]
fn strings_that_end_elsewhere_than_they_seem_to() {
    let trial = applied();
    trial.sql(&format!("alter database {} set standard_conforming_strings = off", trial.database.name));
    pin!(tour(&trial));
}

fn with_history(table: &str) -> Trial {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
    trial.sql(&format!("create schema provost authorization postgres; set role postgres; {table}"));
    trial
}

#[test]
fn a_history_of_another_shape() {
    let tables = [
        "create table provost.history (version text, name text, applied_on text, checksum text)",
        "create table provost.history (version int4, description text, installed_on timestamptz)",
        "create table provost.history (id int4, what text)",
        "create view provost.history as select 1 as version, 'init' as name, '' as applied_on, '7' as checksum",
    ];
    pin!(tables.map(|table| format!("# {table}\n{}", tour(&with_history(table)))).concat());
}

#[test]
fn a_checksum_that_is_no_number() {
    let table = "create table provost.history (version int4 primary key, name varchar(255), applied_on varchar(255), checksum varchar(255))";
    let rows = [
        "(1, 'init', '2026-01-01T00:00:00Z', E'md5:abc\\x1b[2J')",
        "(1, 'init', '2026-01-01T00:00:00Z', null)",
        "(1, null, null, '6071572039481134063')",
        "(-7, 'init', '', '1')",
    ];
    let said = rows.map(|row| {
        format!(
            "# {row}\n{}",
            tour(&with_history(&format!("{table}; insert into provost.history values {row}")))
        )
    });
    pin!(said.concat());
}

#[test]
fn another_tool_was_here_before() {
    let tables =
        ["public._sqlx_migrations", "public.schema_migrations", "supabase_migrations.schema_migrations"];
    let said = tables.map(|table| {
        let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
        trial.sql(&format!(
            "create schema if not exists supabase_migrations; create table {table} (version bigint)"
        ));
        trial.done("plan").to_string()
    });
    pin!(said.concat());
}

#[test]
fn a_history_table_that_was_named_wrongly() {
    let trial = applied();
    let other: Said = trial.done("status --history-table public.refinery_schema_history");
    let plan = trial.done("plan --history-table public.refinery_schema_history");
    let up = trial.run("up --history-table public.refinery_schema_history");
    assert_eq!(trial.ask("select count(*)::text from refinery_schema_history"), "0");
    pin!(format!("{other}{plan}{up}"));
}
