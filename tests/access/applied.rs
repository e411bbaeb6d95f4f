//! Rules applied to a real database: closed first, opened by rules, nothing done twice, nothing changed by hand unseen.

use crate::scene::{RULES, Scene, TABLES};

const ANA: &str = "00000000-0000-0000-0000-00000000000a";
const BEN: &str = "00000000-0000-0000-0000-00000000000b";

fn with_people() -> Scene {
    let scene = Scene::usual();
    scene.done(&["migrate", "up"]);
    scene.rows(&format!(
        "insert into users values ('{ANA}', 'student', 'Ana'), ('{BEN}', 'admin', 'Ben');
         insert into notes (user_id, body) values ('{ANA}', 'mine'), ('{BEN}', 'his')"
    ));
    scene
}

#[test]
fn people_see_what_rules_say() {
    let scene = with_people();
    assert_eq!(scene.as_person(ANA, "select body from notes").unwrap(), ["mine"]);
    assert_eq!(scene.as_person(BEN, "select body from notes order by 1").unwrap(), ["his", "mine"]);
    assert_eq!(scene.as_person(BEN, "delete from notes returning body").unwrap(), ["his"]);
    assert_eq!(scene.as_person(ANA, "update users set role = 'admin'"), Err("42501".to_owned()));
    assert_eq!(scene.as_person(ANA, "truncate notes"), Err("42501".to_owned()));
    assert_eq!(scene.as_person(ANA, "select public.hello()"), Err("42501".to_owned()));
    let forged = format!("insert into notes (user_id) values ('{BEN}')");
    assert_eq!(scene.as_person(ANA, &forged), Err("42501".to_owned()));
}

#[test]
fn what_a_file_makes_is_closed_in_its_own_transaction() {
    // The second file fails, so rules are never reached.
    let scene = Scene::usual();
    scene
        .project
        .write("sql/V002__fails.sql", "create view public.all_notes as select * from notes;\nselect 1 / 0;");
    let (code, text) = scene.run(&["migrate", "up"]);
    assert_eq!(code, 7, "{text}");
    let open = "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind = 'r'
          and (not c.relrowsecurity or has_table_privilege('authenticated', c.oid, 'select, insert, update, delete, truncate')
               or has_table_privilege('anon', c.oid, 'select'))";
    assert!(scene.rows(open).is_empty(), "{:?}", scene.rows(open));
    assert_eq!(scene.rows("select count(*) from pg_class where oid in ('public.users'::regclass, 'notes'::regclass) and relrowsecurity"), ["2"]);
    assert_eq!(scene.as_person(ANA, "select public.hello()"), Err("42501".to_owned()));
}

#[test]
fn a_view_that_nobody_declares_is_the_backends() {
    let scene = Scene::usual();
    scene.project.write("sql/V002__view.sql", "create view public.all_notes as select * from notes;");
    scene.done(&["migrate", "up"]);
    assert_eq!(scene.as_person(ANA, "select * from all_notes"), Err("42501".to_owned()));
    assert_eq!(scene.rows("select has_table_privilege('service_role', 'all_notes', 'select')"), ["t"]);
}

#[test]
fn a_second_time_nothing_runs_and_nothing_is_locked() {
    let scene = with_people();
    let text = crate::support::wait(async {
        let client = scene.database.client().await;
        client.batch_execute("begin; lock table users, notes in access exclusive mode").await.unwrap();
        let text = scene.done(&["migrate", "up", "--lock-wait", "1s"]);
        client.batch_execute("rollback").await.unwrap();
        text
    });
    assert!(text.starts_with("nothing to do\n"), "{text}");
}

#[test]
fn one_changed_rule_touches_one_table() {
    let scene = with_people();
    scene.project.write("rules.toml", RULES.replace("can = \"r\", rows = \"own:id\"", "can = \"r\""));
    let plan = scene.done(&["access", "plan", "--sql"]);
    insta::assert_snapshot!(plan);
    let (code, _) = scene.run(&["access", "plan", "--check"]);
    assert_eq!(code, 1);
    scene.done(&["migrate", "up"]);
    assert_eq!(scene.as_person(ANA, "select name from users order by 1").unwrap(), ["Ana", "Ben"]);
    assert_eq!(scene.done(&["access", "plan", "--check"]), "nothing to do\n");
}

#[test]
fn a_table_that_is_taken_out_of_the_rules_is_closed() {
    let scene = with_people();
    scene.project.write(
        "rules.toml",
        RULES.replace("{ who = \"signed_in\", can = \"all\", rows = \"own:user_id\" }, ", ""),
    );
    scene.done(&["migrate", "up"]);
    assert!(scene.as_person(ANA, "select body from notes").unwrap().is_empty());
    assert_eq!(scene.as_person(ANA, "delete from notes"), Err("42501".to_owned()));
    assert_eq!(
        scene.rows("select polname from pg_policy where polrelid = 'notes'::regclass"),
        ["notes_select_authenticated"]
    );
}

#[test]
fn what_was_changed_by_hand_stops_a_run() {
    let scene = with_people();
    scene.rows("alter policy notes_select_authenticated on notes using (true)");
    scene.rows("grant delete on users to anon");
    let (code, text) = scene.run(&["migrate", "up"]);
    assert_eq!(code, 5);
    insta::assert_snapshot!(text);
    scene.done(&["migrate", "up", "--restore-access"]);
    assert_eq!(scene.as_person(ANA, "select body from notes").unwrap(), ["mine"]);
    assert_eq!(scene.rows("select has_table_privilege('anon', 'users', 'delete')"), ["f"]);
    assert!(scene.done(&["migrate", "up"]).starts_with("nothing to do\n"));
}

#[test]
fn a_policy_that_is_not_ours_stops_a_run_until_it_is_adopted() {
    let scene = with_people();
    scene.rows("create policy \"open door\" on notes for select to authenticated using (true)");
    let (code, text) = scene.run(&["migrate", "up"]);
    assert_eq!(code, 5);
    insta::assert_snapshot!(text);
    scene.project.write("rules.toml", format!("[access]\nadopted = [\"notes.open door\"]\n{RULES}"));
    scene.done(&["migrate", "up"]);
    assert_eq!(scene.as_person(ANA, "select body from notes").unwrap(), ["mine"]);
}

#[test]
fn a_table_that_no_rule_declares_is_refused_before_anything_is_sent() {
    let scene = Scene::new(&format!("{TABLES}create table public.forgotten (id int primary key);"), RULES);
    let (code, text) = scene.run(&["migrate", "up"]);
    assert_eq!(code, 3);
    insta::assert_snapshot!(text);
    assert_eq!(scene.rows("select to_regclass('users')"), ["-"]);
}

#[test]
fn a_column_that_a_policy_reads_can_change() {
    let scene = with_people();
    let rules = RULES.replace("own:user_id\"", "own:user_id & open:body\"");
    scene.project.write("rules.toml", &rules);
    scene.done(&["migrate", "up"]);
    scene.project.write("sql/V002__longer.sql", "alter table notes alter column body type varchar(200);");
    let text = scene.done(&["migrate", "up"]);
    assert!(text.contains("applied 1 migration: V002"), "{text}");
    assert_eq!(scene.rows("select count(*) from pg_policy where polrelid = 'notes'::regclass"), ["4"]);
    assert!(scene.done(&["migrate", "up"]).starts_with("nothing to do\n"));
    // A rename: the rules follow in the same commit of the project.
    scene.project.write("sql/V003__rename.sql", "alter table notes rename column body to words;");
    scene.project.write("rules.toml", rules.replace("open:body", "open:words"));
    scene.done(&["migrate", "up"]);
    assert_eq!(scene.rows("select count(*) from pg_policy where polrelid = 'notes'::regclass"), ["4"]);
    assert!(scene.done(&["migrate", "up"]).starts_with("nothing to do\n"));
}

#[test]
fn a_file_that_changes_such_a_column_and_fails_leaves_the_policies() {
    let scene = with_people();
    let before = scene.rows("select polname, pg_get_expr(polqual, polrelid) from pg_policy order by 1");
    scene
        .project
        .write("sql/V002__fails.sql", "alter table notes alter column user_id type text;\nselect 1 / 0;");
    assert_eq!(scene.run(&["migrate", "up"]).0, 6);
    assert_eq!(
        scene.rows("select polname, pg_get_expr(polqual, polrelid) from pg_policy order by 1"),
        before
    );
}

#[test]
fn a_table_that_is_made_anew_gets_its_policies_again() {
    let scene = with_people();
    scene.project.write(
        "sql/V002__anew.sql",
        "drop table notes;\ncreate table public.notes (id uuid primary key, user_id uuid not null references users (id), body text);",
    );
    scene.done(&["migrate", "up"]);
    assert_eq!(scene.rows("select count(*) from pg_policy where polrelid = 'notes'::regclass"), ["4"]);
    assert!(scene.done(&["migrate", "up"]).starts_with("nothing to do\n"));
}

#[test]
fn a_function_that_is_made_anew_is_closed_again() {
    let scene = with_people();
    scene.project.write(
        "sql/V002__anew.sql",
        "drop function hello();\ncreate function public.hello() returns text language sql as $$ select 'again' $$;",
    );
    scene.done(&["migrate", "up"]);
    assert_eq!(scene.as_person(ANA, "select public.hello()"), Err("42501".to_owned()));
    assert!(scene.done(&["migrate", "up"]).starts_with("nothing to do\n"));
}

#[test]
fn files_undone_take_their_rules_along() {
    let scene = with_people();
    scene
        .project
        .write("sql/V001__tables.down.sql", "drop function hello(); drop table notes; drop table users;");
    scene.done(&["migrate", "down", "--to", "0"]);
    assert!(scene.rows("select proname from pg_proc where pronamespace = 'rls'::regnamespace").is_empty());
    assert!(scene.rows("select name from provost.access where kind <> 'schema'").is_empty());
    scene.done(&["migrate", "up"]);
    assert!(scene.done(&["migrate", "up"]).starts_with("nothing to do\n"));
}

#[test]
fn part_of_the_way_has_the_rules_for_what_is_there() {
    let scene = Scene::usual();
    scene.project.write(
        "sql/V002__more.sql",
        "create table public.more (id uuid primary key, user_id uuid not null);",
    );
    scene
        .project
        .write("rules.toml", format!("{RULES}more = {{ use = \"own_read\", owner = \"user_id\" }}\n"));
    scene.done(&["migrate", "up", "--to", "V001"]);
    assert!(scene.as_person(ANA, "select body from notes").unwrap().is_empty());
    scene.done(&["migrate", "up"]);
    assert!(scene.as_person(ANA, "select id from more").unwrap().is_empty());
}

#[test]
fn rules_are_rendered_without_a_database() {
    let scene = Scene::usual();
    let output = scene.project.provost().args(["access", "render", "--table", "notes"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
}

#[test]
fn an_index_of_the_rows_with_a_flag_answers_the_flag() {
    let rules = r#"
[roles]
source = "users.role"
base = "student"
sets = { admins = ["admin"] }
[tables]
users = { use = "service" }
courses = { rules = [
    { who = "signed_in", can = "r", rows = "flag:is_published" },
    { who = "signed_in", can = "r", rows = "own:owner_id" },
    { who = "admins", can = "r" } ] }
"#;
    let policy = |index: &str| {
        let tables = format!(
            "create table public.users (id uuid primary key, role text not null);
             create table public.courses (id uuid primary key, owner_id uuid not null, is_published boolean not null, made_at timestamptz not null);
             create index courses_owner_idx on public.courses (owner_id); {index}"
        );
        let sql = Scene::new(&tables, rules).done(&["access", "render", "--table", "courses"]);
        let (_, policy) = sql.split_once("create policy courses_select_authenticated").unwrap();
        policy.split_once(';').unwrap().0.to_owned()
    };
    // Where an index answers each branch, a role is a range over keys that keeps it so.
    let by_index =
        policy("create index courses_published_idx on public.courses (made_at) where is_published;");
    assert!(by_index.contains("id between (select"), "{by_index}");
    for other in ["", "create index some_idx on public.courses (made_at) where not is_published;"] {
        let policy = policy(other);
        assert!(!policy.contains("between"), "{policy}");
    }
}
