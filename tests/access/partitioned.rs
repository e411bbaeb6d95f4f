//! A table in partitions: its rules say everything, and a partition is no way around them.

use crate::scene::Scene;
use crate::support::Project;

const ANA: &str = "00000000-0000-0000-0000-00000000000a";
const BEN: &str = "00000000-0000-0000-0000-00000000000b";

const TABLES: &str = "
create table public.events (
    id uuid not null default gen_random_uuid(), user_id uuid not null, day date not null, note text,
    primary key (id, day, user_id)
) partition by range (day);
create table public.events_old partition of public.events for values from (minvalue) to ('2026-01-01') partition by list (user_id);
create table public.events_old_rest partition of public.events_old default;
create table public.events_rest partition of public.events default;
create index events_user_id_idx on public.events (user_id);
";

const RULES: &str = r#"
[tables]
events = { rules = [{ who = "signed_in", can = "all", rows = "own:user_id" }] }
"#;

const EXPECT: &str = r#"
[relations."*"]
own = "user_id = @uid"
[expect.events]
rows = ["own", "foreign"]
everyone = ["rcud", "-"]
[world.events]
day = ["2025-06-01", "2026-06-01"]
"#;

fn closed(scene: &Scene, partition: &str) {
    for statement in [
        format!("select * from {partition}"),
        format!("insert into {partition} (user_id, day) values ('{ANA}', '2026-06-01')"),
        format!("update {partition} set note = 'x'"),
        format!("delete from {partition}"),
        format!("truncate {partition}"),
    ] {
        assert_eq!(scene.as_person(ANA, &statement), Err("42501".to_owned()), "{statement}");
    }
    let protected = format!("select relrowsecurity from pg_class where oid = '{partition}'::regclass");
    assert_eq!(scene.rows(&protected), ["t"], "{partition}");
}

#[test]
fn partitions_are_closed_and_the_table_is_open_by_its_rules() {
    let scene = Scene::new(TABLES, RULES);
    scene.done(&["migrate", "up"]);
    scene.rows(&format!(
        "insert into events (user_id, day, note) values ('{ANA}', '2026-06-01', 'hers'), ('{ANA}', '2025-06-01', 'old'), ('{BEN}', '2025-06-01', 'his')"
    ));
    assert_eq!(scene.as_person(ANA, "select note from events order by 1").unwrap(), ["hers", "old"]);
    assert_eq!(scene.as_person(BEN, "delete from events returning note").unwrap(), ["his"]);
    for partition in ["events_old", "events_old_rest", "events_rest"] {
        closed(&scene, partition);
    }
    assert_eq!(scene.done(&["migrate", "up"]), "nothing to do\n");
}

/// Before anybody can see it: the next file of the same run finds it closed, and rules are applied after both.
#[test]
fn a_partition_of_a_later_migration_is_closed_with_it() {
    let scene = Scene::new(TABLES, RULES);
    scene.done(&["migrate", "up"]);
    scene.project.write(
        "sql/V002__next.sql",
        "create table public.events_2027 partition of public.events for values from ('2027-01-01') to ('2028-01-01');",
    );
    scene.project.write(
        "sql/V003__look.sql",
        "do $$ begin
            if has_table_privilege('authenticated', 'public.events_2027', 'select, insert, update, delete, truncate')
                or not (select relrowsecurity from pg_class where oid = 'public.events_2027'::regclass)
            then raise exception 'open'; end if;
        end $$;",
    );
    scene.done(&["migrate", "up"]);
    closed(&scene, "events_2027");
    assert_eq!(scene.done(&["migrate", "up"]), "nothing to do\n");
}

/// One that something else made with the platform's default rights is found, and closed by the next run.
#[test]
fn a_partition_of_somebody_else_is_closed_by_the_next_run() {
    let scene = Scene::new(TABLES, RULES);
    scene.done(&["migrate", "up"]);
    scene.rows(
        "create table public.events_2028 partition of public.events for values from ('2028-01-01') to ('2029-01-01');
         grant all on public.events_2028 to anon, authenticated",
    );
    let plan = scene.done(&["migrate", "up"]);
    assert!(plan.contains("brought access to its rules"), "{plan}");
    closed(&scene, "events_2028");
}

#[test]
fn the_rules_of_a_partitioned_table_are_proven() {
    let file = "[project]\nname = \"days\"\n[main]\nmigrations = \"sql\"\naccess = [\"rules.toml\", \"expect.toml\"]\n";
    let project = Project::new()
        .file("provost.toml", file)
        .file("sql/V001__tables.sql", TABLES)
        .file("rules.toml", RULES)
        .file("expect.toml", EXPECT);
    let test = |rules: &str| {
        project.write("rules.toml", rules);
        let output = project.provost().args(["access", "test", "--mutate"]).output().unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        (output.status.code(), text)
    };
    let (code, text) = test(RULES);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains(" noticed, 0 not;") && !text.contains("warning"), "{text}");
    let (code, text) = test(&RULES.replace(r#", rows = "own:user_id""#, ""));
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("reads a row of `events` that is `foreign`"), "{text}");
}

#[test]
fn a_partition_has_no_rules_of_its_own() {
    let scene = Scene::new(TABLES, &format!("{RULES}events_rest = {{ rules = [] }}\n"));
    insta::assert_snapshot!(scene.run(&["migrate", "up"]).1);
}
