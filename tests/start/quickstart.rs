//! `provost quickstart`: the whole job, twice, and nobody else's database.

use crate::person::{Person, Run};
use crate::support::Project;
use provost::assets::PEOPLE;

/// The commands that were shown.
fn commands(run: &Run) -> Vec<&str> {
    run.err.lines().filter_map(|line| line.strip_prefix("$ provost ")).collect()
}

fn text(run: &Run) -> String {
    format!("{}\n{}", run.out, run.err)
}

#[test]
fn the_whole_job_and_once_more() {
    let person = Person::new();
    let first = person.good(&["quickstart"]);
    let folder = person.0.path("state/quickstart");
    let init = format!("init {} --name quickstart --embedded", folder.display());
    let course = |code: &str| {
        format!(
            "provision course {code} --title {code} --term 2026 --placement database --by dean@campus.example --rep rep@campus.example"
        )
    };
    let people = format!("db psql -- -qc '{}'", PEOPLE.trim_end().replace('\'', r"'\''"));
    assert_eq!(
        commands(&first),
        [
            "db start",
            &init,
            "migrate plan",
            "migrate up",
            "migrate status",
            "migrate new hello --down",
            "migrate up",
            "access render --table hello",
            "migrate down --yes",
            "migrate up",
            "migrate verify",
            "migrate verify",
            "vault init",
            &people,
            &course("cs101"),
            &course("cs102"),
            &course("cs103"),
            "fleet plan",
            "fleet up --canary 1",
            "fleet status --all"
        ]
    );
    for said in [
        "applied 10 migrations: V001–V010",
        "applied 1 migration: V011",
        "undid 1 migration: V011",
        "files and history of `main` agree: 11 applied",
        "the vault opens with master key",
        "3 of 3 courses would change",
        "cs103   2     done   V012 → V013",
    ] {
        assert!(first.out.contains(said), "{said}: {}", text(&first));
    }
    assert!(first.out.contains("`V011__hello` was changed after it was applied"), "{}", text(&first));
    assert!(first.err.contains("(exit code 1, as a pipeline would see it)"), "{}", text(&first));
    assert!(first.err.contains("\nDone in ") && !first.err.contains('\u{1b}'), "{}", text(&first));
    // The state directory, and the key, which is nowhere near what it opens.
    let names = std::fs::read_dir(person.0.dir()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, [".config", "state"]);

    let files = person.files("state/quickstart");
    let second = person.good(&["quickstart"]);
    assert!(second.err.contains("The project of an earlier run is in"), "{}", text(&second));
    assert_eq!(commands(&second).len(), 17);
    assert!(second.err.contains("an earlier run did it)"), "{}", text(&second));
    assert_eq!(second.out.matches("nothing to do\n").count(), 2, "{}", text(&second));
    assert_eq!(person.files("state/quickstart"), files, "every file is as it was");

    // The printed commands work when they are typed.
    let typed = person.run_in("state/quickstart", &[], &["migrate", "verify"]);
    assert_eq!(typed.code, 0, "{}", text(&typed));
    let page = person.run_in("state/quickstart", &[], &["report"]);
    assert_eq!(page.out.matches(r#"<span class="tile good" title="cs10"#).count(), 3, "{}", text(&page));
    assert!(page.out.contains("<td>V013<td>as the files say<td>"), "{}", text(&page));
    let rows =
        person.run_in("state/quickstart", &[], &["db", "psql", "--", "-XAtqc", "select greeting from hello"]);
    assert_eq!(rows.out, "it works\n");
}

#[test]
fn what_the_person_added_is_applied_and_never_undone() {
    let person = Person::new();
    person.good(&["quickstart", "demo"]);
    person.0.write("demo/sql/main/V012__mine.sql", "create schema own; create table own.mine ();\n");
    let run = person.good(&["quickstart", "demo"]);
    assert!(run.out.contains("applied 1 migration: V012"), "{}", text(&run));
    assert!(!commands(&run).contains(&"migrate down --yes"), "{}", text(&run));
    let there = person.run_in("demo", &[], &["db", "psql", "--", "-XAtqc", "select to_regclass('own.mine')"]);
    assert_eq!(there.out, "own.mine\n");
}

#[test]
fn a_second_folder_gets_a_database_of_its_own() {
    let person = Person::new();
    person.good(&["quickstart", "one"]);
    let other = person.good(&["quickstart", "two"]);
    assert!(commands(&other)[1].ends_with("init two --name quickstart_2 --embedded"), "{}", text(&other));
    std::fs::remove_dir_all(person.0.path("one")).unwrap();
    let again = person.good(&["quickstart", "one"]);
    assert!(commands(&again)[1].contains("quickstart_3"), "{}", text(&again));
}

#[test]
fn no_variable_leads_it_elsewhere() {
    let person = Person::new();
    let elsewhere = "postgres://x@127.0.0.1:1/x";
    let variables = [
        ("PROVOST_DATABASE_URL", elsewhere),
        ("PROVOST_MAIN_URL", elsewhere),
        ("PGHOST", "127.0.0.1"),
        ("PGUSER", "x"),
        ("PROVOST_MIGRATIONS", "/nowhere"),
        ("PROVOST_SHADOW_URL", elsewhere),
        ("PROVOST_LOCK_WAIT", "soon"),
    ];
    let run = person.run_with(&variables, &["quickstart"]);
    assert_eq!(run.code, 0, "{}", text(&run));
    assert!(
        run.err.contains("run `unset PROVOST_DATABASE_URL PROVOST_MIGRATIONS PROVOST_SHADOW_URL`"),
        "{}",
        text(&run)
    );
}

#[test]
fn a_project_that_is_not_its_own_is_left_alone() {
    let toml = "[project]\nname = \"campus\"\n[main]\ndatabase_url = \"postgres://x@127.0.0.1:1/x\"\n";
    for toml in [toml.to_owned(), toml.replace("campus", "quickstart"), "broken".to_owned()] {
        let person = Person::with(Project::new().file("mine/provost.toml", &toml));
        let run = person.run(&["quickstart", "mine"]);
        assert!([3, 5].contains(&run.code), "{}", text(&run));
        assert_eq!(person.files("mine").len(), 1);
        // Standing in such a project changes nothing either.
        if toml != "broken" {
            let run = person.run_in("mine", &[], &["quickstart"]);
            assert_eq!(run.code, 0, "{}", text(&run));
            assert_eq!(person.files("mine").len(), 1);
        }
    }
}

#[test]
fn files_in_the_way_stop_it() {
    let person = Person::with(Project::new().file("demo/sql/main/V001__a.sql", "select 1;"));
    let run = person.run(&["quickstart", "demo"]);
    assert_eq!(run.code, 3, "{}", text(&run));
    assert!(run.err.contains("in the way of a new project in `demo`; nothing was written"), "{}", text(&run));
}

#[test]
fn a_run_that_was_killed_is_gone_on_with() {
    let person = Person::new();
    person.good(&["quickstart", "demo"]);
    let file = person.0.path("demo/sql/main/V011__hello.sql");
    let text_of = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text_of}alter table public.hello add author text;\n")).unwrap();
    person.good(&["quickstart", "demo"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text_of);
}

#[test]
fn a_file_that_the_person_changed_is_their_own_to_mend() {
    let person = Person::new();
    person.good(&["quickstart", "demo"]);
    let file = person.0.path("demo/sql/main/V002__profiles.sql");
    let changed = std::fs::read_to_string(&file).unwrap() + "\ncreate table public.oops ();\n";
    std::fs::write(&file, &changed).unwrap();
    let run = person.run(&["quickstart", "demo"]);
    assert_eq!(run.code, 3, "{}", text(&run));
    assert!(!run.err.contains("Done in"), "{}", text(&run));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), changed);
}

#[test]
fn without_a_server_and_without_leave_to_fetch_one_it_says_what_to_install() {
    let person = Person::new();
    let cache = person.0.path("cache");
    let variables = [("PROVOST_CACHE_DIR", cache.to_str().unwrap())];
    let run = person.run_with(&variables, &["quickstart", "--no-fetch", "--pg-bin", "fetched"]);
    assert_eq!(run.code, 4, "{}", text(&run));
    assert!(run.err.contains("$ provost db start --pg-bin fetched --no-fetch\n"), "{}", text(&run));
    assert!(run.err.contains("error: found no PostgreSQL server that will do"), "{}", text(&run));
    assert!(run.err.contains("hint: install one:"), "{}", text(&run));
    assert!(!run.err.contains("Done in"));
}
