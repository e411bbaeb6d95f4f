//! The sections of the README that are typed.

use crate::support::{Project, TestServer, wait};
use crate::{document, play};

#[test]
fn the_first_command_twice() {
    let [first, _] = document::two_commands();
    let ours = first.strip_prefix("cargo run --locked --release -- ").unwrap();
    let project = Stopped(Project::new());
    for _ in ["on a fresh machine", "where it has run before"] {
        let output = play::shell(&project.0, &format!("provost {ours}")).output().unwrap();
        assert!(output.status.success(), "{ours}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_first_session() {
    play::on(&TestServer::bare_database(), &Project::new(), "A first session");
}

#[test]
fn a_first_session_without_a_database() {
    let project = Stopped(Project::new());
    play::on_own_server(&project.0, "A first session");
}

/// A project whose server ends with it.
struct Stopped(Project);

impl Drop for Stopped {
    fn drop(&mut self) {
        assert!(play::shell(&self.0, "provost db stop").status().unwrap().success());
    }
}

#[test]
fn who_may_touch_what() {
    play::on(&TestServer::bare_database(), &Project::new(), "Who may touch what");
}

#[test]
fn a_database_that_has_tables_already() {
    let database = TestServer::bare_database();
    let tables = "create table public.orders (id int);
        create schema supabase_migrations;
        create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
        insert into supabase_migrations.schema_migrations values ('20260801120000', '{}', 'create_orders');";
    wait(async { database.client().await.batch_execute(tables).await }).unwrap();
    let project = Project::new()
        .file(
            "supabase/migrations/20260801120000_create_orders.sql",
            "create table public.orders (id int);\n",
        )
        .file(
            "supabase/migrations/20260815090000_add_total.sql",
            "alter table public.orders add total numeric;\n",
        );
    play::on(&database, &project, "A database that has tables already");
}

#[test]
fn when_a_table_is_busy() {
    let database = TestServer::bare_database();
    let project = Project::new()
        .file(
            "provost.toml",
            "[project]\nname = \"shop\"\n\n[main]\ndatabase_url = \"env:SHOP_URL\"\nmigrations = \"sql\"\n",
        )
        .file("sql/V001__create_orders.sql", "create table public.orders (id int);\n")
        .file("sql/V002__add_note.sql", "alter table public.orders add note text;\n");
    let mut first = project.provost();
    first.args(["migrate", "up", "--to", "+1"]).env("SHOP_URL", &database.url).assert().success();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let report = runtime.block_on(database.client());
    for sql in ["set application_name = 'report'", "begin", "select count(*) from public.orders"] {
        runtime.block_on(report.batch_execute(sql)).unwrap();
    }
    play::on(&database, &project, "When a table is busy");
}
