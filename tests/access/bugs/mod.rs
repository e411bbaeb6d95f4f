//! Thirty-six ways in which hand-written access of real projects went wrong: each tried on what the rules make instead.
//!
//! Four of them are no matter of rules, and stand elsewhere or nowhere:
//! - a recipe that sets a claim without the role, so that it tests nothing: `access test` sets both, pinned in `proof`;
//! - `check (array_length(grade, 1) > 0)`, which takes an empty array: a constraint of a migration, in `examples/learning-platform`;
//! - `prefs ->> 'pace' = 'fast'`, which uses no index: a query; and GIN, enum and `like` indexes that row level security cannot use:
//!   lint says so, pinned in `lint::catalog::index_dead`;
//! - a foreign key that tells whether an id exists: PostgreSQL checks it past all policies, and nothing can be written against it.

mod functions;
mod marks;
mod people;
mod rows;
mod services;
mod storage;
mod structure;

use crate::scene::Scene;
use crate::support::wait;

pub(super) const ANA: &str = "00000000-0000-4000-8000-00000000000a"; // a student, takes algebra
pub(super) const BEN: &str = "00000000-0000-4000-8000-00000000000b"; // a student, takes nothing
pub(super) const INA: &str = "00000000-0000-4000-8000-0000000000a1"; // an instructor, gives algebra
pub(super) const JAN: &str = "00000000-0000-4000-8000-0000000000a2"; // an instructor, gives botany
pub(super) const ADA: &str = "00000000-0000-4000-8000-0000000000ad"; // an admin

pub(super) const TABLES: &str = include_str!("school.sql");
pub(super) const RULES: &str = include_str!("school.toml");

/// The school, its rules applied, with people and their work in it.
fn school() -> Scene {
    school_with("", "")
}

/// The same with more tables and rules.
fn school_with(tables: &str, rules: &str) -> Scene {
    let scene = Scene::new(&format!("{TABLES}{tables}"), &format!("{RULES}{rules}"));
    scene.done(&["migrate", "up"]);
    superuser(&scene, include_str!("school_rows.sql"));
    scene
}

fn superuser(scene: &Scene, sql: &str) {
    wait(async { scene.database.superuser().await.batch_execute(sql).await }).unwrap();
}

/// What somebody sees or is told who is not signed in.
fn as_anon(scene: &Scene, sql: &str) -> Result<Vec<String>, String> {
    scene.try_rows(&format!("begin; set local role anon; {sql}"))
}

/// What a database role sees or is told.
fn as_role(scene: &Scene, role: &str, sql: &str) -> Result<Vec<String>, String> {
    wait(async {
        let client = scene.database.superuser().await;
        client.batch_execute(&format!("set role {role}")).await.unwrap();
        match client.simple_query(sql).await {
            Ok(messages) => Ok(messages.iter().filter_map(first).collect()),
            Err(error) => Err(error.code().unwrap().code().to_owned()),
        }
    })
}

fn first(message: &tokio_postgres::SimpleQueryMessage) -> Option<String> {
    match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    }
}

/// A statement that PostgreSQL refuses for want of a right, or by a policy.
fn barred<T>() -> Result<T, String> {
    Err("42501".to_owned())
}

/// How many rows a statement touches that reads none of their columns.
fn blind(statement: &str) -> String {
    format!("with touched as ({statement} returning 1) select count(*) from touched")
}

fn count(rows: &str) -> Result<Vec<String>, String> {
    Ok(vec![rows.to_owned()])
}
