//! Rules over a catalog: a fault made by hand on a database that is as it should be, and mended.

use super::found;
use crate::scene::{RULES, Scene, TABLES};
use crate::support::wait;

fn applied(tables: &str, rules: &str) -> Scene {
    let scene = Scene::new(tables, rules);
    scene.done(&["migrate", "up"]);
    scene
}

fn superuser(scene: &Scene, sql: &str) {
    wait(async { scene.database.superuser().await.batch_execute(sql).await }).unwrap();
}

/// Makes a fault and mends it; the rule must find it, and then nothing.
fn fault(scene: &Scene, name: &str, make: &str, mend: &str) {
    superuser(scene, make);
    let names = found(scene);
    assert!(names.contains(&name.to_owned()), "{name}: {names:?}");
    superuser(scene, mend);
    let rule = name.split(':').next().unwrap();
    let left: Vec<String> =
        found(scene).into_iter().filter(|it| it.split(':').next() == Some(rule)).collect();
    assert_eq!(left, Vec::<String>::new(), "{mend}");
}

fn usual(name: &str, make: &str, mend: &str) {
    fault(&applied(TABLES, RULES), name, make, mend);
}

#[test]
fn what_is_as_it_should_be() {
    assert_eq!(found(&applied(TABLES, RULES)), Vec::<String>::new());
}

#[test]
fn rls_off() {
    usual(
        "rls-off:notes",
        "alter table notes disable row level security",
        "alter table notes enable row level security",
    );
    let parted = "create table public.logs (day date primary key) partition by range (day);";
    let scene = applied(parted, "[tables]\nlogs = { use = \"service\" }");
    let make = "create table logs_1 partition of logs for values from ('2026-01-01') to ('2026-02-01'); grant select on logs_1 to authenticated";
    fault(&scene, "rls-off:logs_1", make, "revoke all on logs_1 from anon, authenticated, public");
}

#[test]
fn table_undeclared_by_hand() {
    usual(
        "table-undeclared:notes_backup",
        "create table notes_backup as select * from notes",
        "drop table notes_backup",
    );
    usual(
        "rls-off:notes_backup",
        "create table notes_backup (like notes including all)",
        "drop table notes_backup",
    );
}

#[test]
fn view_definer() {
    let make = "create view all_notes as select * from notes; grant select on all_notes to authenticated";
    usual("view-definer:all_notes", make, "alter view all_notes set (security_invoker = on)");
    usual("view-definer:all_notes", make, "revoke all on all_notes from anon, authenticated");
}

#[test]
fn relation_unprotected() {
    let make =
        "create materialized view counts as select count(*) from notes; grant select on counts to anon";
    usual("relation-unprotected:counts", make, "revoke all on counts from anon, authenticated, public");
}

#[test]
fn definer_callable() {
    let make = "create function everything() returns setof notes language sql security definer set search_path = '' as 'select * from public.notes'";
    usual(
        "definer-callable:everything()",
        make,
        "revoke execute on function everything() from public, anon, authenticated",
    );
    let scene = applied(
        &format!("{TABLES}{};", make.replace("everything", "public.everything")),
        &format!("{RULES}\n[grants]\n\"everything()\" = \"signed_in\"\n"),
    );
    assert_eq!(found(&scene), Vec::<String>::new());
}

#[test]
fn search_path_open() {
    let make = "create function f() returns trigger language plpgsql security definer set search_path = public as 'begin return new; end'";
    usual("search-path-open:f()", make, "alter function f() set search_path = ''");
    usual("search-path-open:f()", make, "alter function f() set search_path = public, pg_temp");
    usual(
        "search-path-open:f()",
        &make.replace("set search_path = public", ""),
        "alter function f() security invoker",
    );
}

#[test]
fn role_bypasses() {
    let scene = Scene::new(TABLES, RULES);
    let role = format!("client_{:08x}", fastrand::u32(..));
    scene.project.write("rules.toml", format!("[access]\nclosed = [\"{role}\"]\n{RULES}"));
    superuser(&scene, &format!("create role {role}; create role {role}_free bypassrls"));
    scene.done(&["migrate", "up"]);
    let found_as = format!("role-bypasses:{role}");
    fault(
        &scene,
        &found_as,
        &format!("alter role {role} bypassrls"),
        &format!("alter role {role} nobypassrls"),
    );
    fault(
        &scene,
        &found_as,
        &format!("grant {role}_free to {role}"),
        &format!("revoke {role}_free from {role}"),
    );
}

#[test]
fn client_truncates() {
    usual(
        "client-truncates:notes",
        "grant truncate, references on notes to anon",
        "revoke truncate, references on notes from anon",
    );
    usual(
        "client-truncates:notes",
        "grant trigger on notes to public",
        "revoke trigger on notes from public",
    );
}

#[test]
fn column_grant_idle() {
    let make = "grant update on users to authenticated; grant update (name) on users to authenticated";
    usual(
        "column-grant-idle:users",
        make,
        "revoke update on users from authenticated; grant update (name) on users to authenticated",
    );
}

#[test]
fn definer_forced() {
    let scene = applied(TABLES, RULES);
    let role = format!("{}_owner", scene.database.name);
    let make = format!(
        "create role {role}; alter table notes owner to {role}; alter table notes force row level security"
    );
    fault(&scene, "definer-forced:notes", &make, "alter table notes no force row level security");
}

#[test]
fn policy_empty() {
    usual(
        "policy-empty:notes.nothing",
        "create policy nothing on notes to authenticated",
        "drop policy nothing on notes",
    );
    usual(
        "policy-empty:notes.nothing",
        "create policy nothing on notes for insert to authenticated",
        "drop policy nothing on notes",
    );
}

#[test]
fn policy_restrictive_only() {
    let make =
        "drop policy notes_select_authenticated on notes; drop policy notes_insert_authenticated on notes;
        drop policy notes_update_authenticated on notes; drop policy notes_delete_authenticated on notes;
        create policy less on notes as restrictive to authenticated using (true)";
    usual("policy-restrictive-only:notes", make, "create policy more on notes to authenticated using (true)");
}

#[test]
fn policy_per_row() {
    let make = "create policy slow on notes to authenticated using (user_id = auth.uid())";
    usual(
        "policy-per-row:notes.slow",
        make,
        "alter policy slow on notes using (user_id = (select auth.uid()))",
    );
    let make = "create policy slow on notes to authenticated using (current_setting('a.b', true) = body)";
    usual(
        "policy-per-row:notes.slow",
        make,
        "alter policy slow on notes using ((select current_setting('a.b', true)) = body)",
    );
}

#[test]
fn policy_function_volatile() {
    let make = "create function is_open() returns boolean language sql as 'select true'; revoke all on function is_open() from public, anon;
        grant execute on function is_open() to authenticated; create policy slow on notes to authenticated using ((select is_open()))";
    usual("policy-function-volatile:is_open()", make, "alter function is_open() stable parallel safe");
}

#[test]
fn reader_barred() {
    let make = "create policy asks on notes to authenticated using (exists (select from private.people p where p.id = user_id))";
    let make = format!(
        "create schema private; create table private.people (id uuid); revoke all on private.people from public, authenticated; {make}"
    );
    usual("reader-barred:notes.asks", &make, "grant select on private.people to authenticated");
    let make = "create function is_open() returns boolean language sql stable parallel safe as 'select true'; revoke all on function is_open() from public, anon, authenticated;
        create policy asks on notes to authenticated using ((select is_open()))";
    usual("reader-barred:notes.asks", make, "grant execute on function is_open() to authenticated");
}

#[test]
fn buckets() {
    let scene = applied(
        TABLES,
        &format!(
            "{RULES}\n[bucket.assignment-files]\nrules = [{{ who = \"signed_in\", can = \"r\", rows = \"own_folder\" }}]\n"
        ),
    );
    assert_eq!(found(&scene), Vec::<String>::new());
    let drop = "drop policy mine on storage.objects";
    fault(
        &scene,
        "bucket-unknown:mine",
        "create policy mine on storage.objects to authenticated using (bucket_id = 'assignment_files')",
        drop,
    );
    fault(
        &scene,
        "bucket-unnamed:mine",
        "create policy mine on storage.objects to authenticated using (owner_id = 'x')",
        drop,
    );
}

#[test]
fn index_dead() {
    usual(
        "index-dead:notes.dead",
        "alter table notes add tags text[]; create index dead on notes using gin (tags)",
        "drop index dead",
    );
    usual(
        "index-dead:notes.dead",
        "create type mood as enum ('ok'); alter table notes add mood mood; create index dead on notes (mood)",
        "alter table notes alter mood type text using mood::text",
    );
}

#[test]
fn index_redundant() {
    usual(
        "index-redundant:notes.notes_user_id_idx",
        "create index longer on notes (user_id, body)",
        "drop index notes_user_id_idx",
    );
}

#[test]
fn access_drift() {
    usual(
        "access-drift:policy notes_select_authenticated on notes",
        "alter policy notes_select_authenticated on notes rename to notes_read",
        "alter policy notes_read on notes rename to notes_select_authenticated",
    );
}

#[test]
fn policy_foreign() {
    usual(
        "policy-foreign:notes.more",
        "create policy more on notes to authenticated using (true)",
        "drop policy more on notes",
    );
}
