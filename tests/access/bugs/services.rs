//! Bugs about services with a schema each.

use super::*;

const SCHEMAS: &str = "
create schema shop; create table shop.orders (id bigserial primary key, note text);
create schema people; create table people.users (id uuid primary key default gen_random_uuid(), email text, secret text);
insert into people.users (email, secret) values ('a@b.c', 'x');
";

/// A shop that reads who people are; roles are of the whole server, so each test has its own.
fn shop() -> (Scene, String) {
    let role = format!("shop_{:08x}", fastrand::u32(..));
    let rules = format!(
        "[access]\nschemas = []\n[service.shop]\nschema = \"shop\"\nrole = \"{role}\"\nlogin = \"{role}_login\"\nreads = [\"people.users(id, email)\"]\n[service.people]\nschema = \"people\"\nrole = \"{role}_people\"\n"
    );
    let scene = Scene::new(SCHEMAS, &rules);
    scene.done(&["migrate", "up"]);
    (scene, role)
}

#[test]
fn a_policy_without_a_condition_lets_nothing_through() {
    let (scene, role) = shop();
    assert_eq!(
        as_role(&scene, &role, "insert into shop.orders (note) values ('x') returning note").unwrap(),
        ["x"]
    );
    assert_eq!(as_role(&scene, &role, "update shop.orders set note = 'y' returning note").unwrap(), ["y"]);
    assert_eq!(as_role(&scene, &role, "delete from shop.orders returning note").unwrap(), ["y"]);
}

#[test]
fn tables_that_come_later_are_out_of_reach() {
    let (scene, role) = shop();
    scene
        .project
        .write("sql/V002__later.sql", "create table shop.items (id bigserial primary key, name text);");
    scene.done(&["migrate", "up"]);
    assert_eq!(
        as_role(&scene, &role, "insert into shop.items (name) values ('x') returning id").unwrap(),
        ["1"]
    );
    assert_eq!(as_role(&scene, &format!("{role}_people"), "select * from shop.items"), barred());
}

#[test]
fn reading_another_services_columns() {
    let (scene, role) = shop();
    assert_eq!(as_role(&scene, &role, "select email from people.users").unwrap(), ["a@b.c"]);
    assert_eq!(as_role(&scene, &role, "select secret from people.users"), barred());
    assert_eq!(as_role(&scene, &role, "update people.users set email = 'x'"), barred());
    assert_eq!(as_role(&scene, &format!("{role}_people"), "select note from shop.orders"), barred());
}

#[test]
fn a_service_logs_in_as_a_role_that_policies_bind() {
    let (scene, role) = shop();
    let roles = format!(
        "select rolname = '{role}_login', rolcanlogin, rolsuper or rolbypassrls from pg_roles where rolname in ('{role}', '{role}_login') order by 1"
    );
    assert_eq!(scene.rows(&roles), ["f f f", "t t f"]);
    assert_eq!(scene.rows(&format!("select pg_has_role('{role}_login', '{role}', 'usage')")), ["t"]);
    let path = format!("select setconfig from pg_db_role_setting where setrole = '{role}_login'::regrole");
    assert_eq!(scene.rows(&path), ["{search_path=shop}"]);
}
