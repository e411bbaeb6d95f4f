//! Bugs about the order of things, copies, views, and columns that change.

use super::*;
use crate::scene::Scene;

#[test]
fn a_second_run_finds_everything_there() {
    let scene = school();
    assert!(scene.done(&["migrate", "up"]).starts_with("nothing to do\n"));
    assert!(scene.done(&["access", "plan", "--check"]).starts_with("nothing to do\n"));
}

#[test]
fn the_role_column_is_renamed() {
    let scene = school();
    scene.project.write("sql/V002__kind.sql", "alter table public.profiles rename column role to kind;");
    let rules =
        RULES.replace("profiles.role", "profiles.kind").replace("\"name\", \"role\"", "\"name\", \"kind\"");
    scene.project.write("rules.toml", rules.replace("{ role = ", "{ kind = "));
    scene.done(&["migrate", "up"]);
    assert_eq!(scene.as_person(INA, "select rls.app_role()").unwrap(), ["instructor"]);
    assert_eq!(
        scene.as_person(INA, "select title from courses where status = 'draft'").unwrap(),
        ["algebra"]
    );
}

#[test]
fn a_column_of_a_policy_changes_its_type() {
    let scene = school();
    scene
        .project
        .write("sql/V002__status.sql", "alter table public.courses alter column status type varchar(20);");
    scene.done(&["migrate", "up"]);
    assert_eq!(as_anon(&scene, "select title from courses").unwrap(), ["chess"]);
    assert_eq!(scene.rows("select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'courses'::regclass and attname = 'status'"), ["character varying(20)"]);
}

#[test]
fn a_copy_of_a_table_is_open() {
    let copy = "create table public.notes_backup as select * from public.notes;\ncreate table public.notes_old (like public.notes including all);";
    let (code, text) = Scene::new(&format!("{TABLES}{copy}"), RULES).run(&["migrate", "up"]);
    assert_eq!(code, 3, "{text}");
    assert!(text.contains("`notes_backup` is reachable and no rule declares it"), "{text}");
    let scene = school_with(
        copy,
        "\n[tables.notes_backup]\nuse = \"service\"\n[tables.notes_old]\nuse = \"service\"\n",
    );
    for table in ["notes_backup", "notes_old"] {
        assert_eq!(as_anon(&scene, &format!("select * from {table}")), barred());
        assert_eq!(scene.as_person(ANA, &format!("select * from {table}")), barred());
    }
}

#[test]
fn a_view_shows_everybodys_rows() {
    let view = |with: &str| format!("create view public.all_notes {with} as select * from public.notes;");
    let views = "\n[views]\nall_notes = \"signed_in\"\n";
    let refused = Scene::new(&format!("{TABLES}{}", view("")), &format!("{RULES}{views}"));
    let (code, text) = refused.run(&["migrate", "up"]);
    assert!(code == 3 || code == 7, "{text}");
    assert!(text.contains("security_invoker"), "{text}");
    assert_eq!(refused.as_person(ANA, "select body from all_notes"), barred());
    let scene = school_with(&view("with (security_invoker = true)"), views);
    assert_eq!(scene.as_person(ANA, "select body from all_notes").unwrap(), ["of Ana"]);
    assert_eq!(scene.as_person(ANA, "update all_notes set body = 'x'"), barred());
    let undeclared = school_with(&view(""), "");
    assert_eq!(undeclared.as_person(ANA, "select body from all_notes"), barred());
}

#[test]
fn policies_that_only_take_away() {
    let scene = school();
    let forms = "select count(*) filter (where permissive = 'RESTRICTIVE'), count(*) filter (where qual is null and with_check is null), count(*) > 10 from pg_policies where schemaname = 'public'";
    assert_eq!(scene.rows(forms), ["0 0 t"]);
}

#[test]
fn a_table_that_nobody_declares() {
    let (code, text) = Scene::new(
        TABLES,
        &RULES.replace(
            "[tables.notes]\nrules = [{ who = \"signed_in\", can = \"all\", rows = \"own:user_id\" }]\n",
            "",
        ),
    )
    .run(&["migrate", "up"]);
    assert_eq!(code, 3, "{text}");
    assert!(text.contains("`notes` is reachable and no rule declares it"), "{text}");
}
