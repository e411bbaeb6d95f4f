//! Rules over plans: on the scratch server that the program starts itself, and with answers that a server would give.

use super::names;
use crate::generated::catalog;
use crate::scene::{RULES, Scene, TABLES};
use crate::support::wait;
use provost::access::lint::{Answer, Subject, judge, probes};
use provost::model::HistoryTable;
use provost::model::access::{Operation, Source};
use provost::pg::{AccessLook, Address, ConnectOptions, Door, Limits, connect, plans};
use provost::spec::access;

/// What the program finds with nothing but the files.
fn found(tables: &str, rules: &str) -> Vec<String> {
    let scene = Scene::new(tables, rules);
    let output = scene.project.provost().args(["access", "lint", "--format", "json"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.code() < Some(2), "{text}{}", String::from_utf8_lossy(&output.stderr));
    names(&text)
}

#[test]
fn a_query_that_no_index_answers() {
    // Two rules or-ed, of which one searches through another column than the index leads with.
    let tables =
        TABLES.replace("body text);", "body text, room integer not null default 1, unique (body, room));");
    let rules =
        RULES.replace("[tables]", "[sets]\nrooms = { ids = \"select 1\", type = \"integer\" }\n[tables]");
    let rules = rules.replace(
        "{ who = \"admins\", can = \"r\" }",
        "{ who = \"signed_in\", can = \"r\", rows = \"rooms:room\" }",
    );
    let rules = rules.replace("notes = {", "notes = { freeze = [\"room\"],");
    assert!(found(&tables, &rules).contains(&"column-unindexed:notes.room".to_owned()));
    let indexed = format!("{tables}create index notes_room_idx on public.notes (room);");
    assert_eq!(found(&indexed, &rules), Vec::<String>::new());
    // Without a key that can be a range, a role's test beside the index costs everybody a scan.
    let keyless = TABLES.replace(
        "public.notes (id uuid primary key default gen_random_uuid(),",
        "public.notes (id text primary key default 'x',",
    );
    assert_eq!(found(&keyless, RULES), ["plan-scan:notes"]);
    assert_eq!(found(TABLES, RULES), Vec::<String>::new());
    assert_eq!(found(&keyless, &RULES.replace("notes = {", "notes = { small = true,")), Vec::<String>::new());
}

/// What is found where the server says this to one command of signed-in people.
fn judged(operation: Operation, answer: &Answer) -> Vec<String> {
    let rules = "[tables]\nnotes = { rules = [{ who = \"signed_in\", can = \"r\" }] }";
    let access =
        access::read(vec![Source { path: "a.toml".to_owned(), text: rules.to_owned() }], Vec::new()).unwrap();
    let catalog = catalog();
    let subject = Subject { access: &access, catalog: &catalog };
    let probes: Vec<_> = probes(&subject)
        .into_iter()
        .filter(|probe| probe.operation == operation && probe.role == "authenticated")
        .collect();
    assert_eq!(probes.len(), 1);
    judge(&subject, &probes, std::slice::from_ref(answer))
        .into_iter()
        .map(|finding| finding.rule.into_owned())
        .collect()
}

#[test]
fn what_a_server_refuses_or_does_not() {
    let refused = |code: &str| Answer::Refused(code.to_owned(), "because".to_owned());
    let plan = Answer::Plan(serde_json::json!([{ "Plan": { "Node Type": "Result" } }]));
    for (operation, answer, wanted) in [
        (Operation::Select, &plan, &[][..]),
        (Operation::Select, &refused("42P17"), &["plan-recursion"]),
        (Operation::Select, &refused("54001"), &["plan-recursion"]),
        (Operation::Select, &refused("42501"), &["plan-barred"]),
        (Operation::Select, &refused("42703"), &["plan-failed"]),
        (Operation::Delete, &refused("42501"), &[]),
        (Operation::Delete, &plan, &["plan-open"]),
        (Operation::Delete, &refused("42P17"), &["plan-recursion"]),
    ] {
        assert_eq!(judged(operation, answer), wanted, "{operation:?} {answer:?}");
    }
}

/// What a real server's plans show on the scene's database as it stands.
async fn planned(scene: &Scene) -> Vec<String> {
    let rules = Source { path: "rules.toml".to_owned(), text: RULES.to_owned() };
    let access = access::read(vec![rules], Vec::new()).unwrap();
    let address = Address::parse(&scene.database.url).unwrap();
    let door = Door {
        target: address.target(Some("main")),
        address,
        history: HistoryTable::parse(HistoryTable::DEFAULT).unwrap(),
        run: "lint".to_owned(),
        limits: Limits::default(),
        access: Some(AccessLook { storage: false }),
        token: None,
        pin: None,
    };
    let catalog = door.open().await.unwrap().look().await.unwrap().catalog.unwrap();
    let subject = Subject { access: &access, catalog: &catalog };
    let superuser = Address::parse(&scene.database.superuser_url).unwrap();
    let connection = connect(&superuser, &ConnectOptions::default()).await.unwrap();
    let probes = probes(&subject);
    let answers = plans(&connection, &probes).await.unwrap();
    assert_eq!(answers.len(), probes.len());
    let mut names: Vec<String> = judge(&subject, &probes, &answers)
        .into_iter()
        .map(|finding| format!("{}:{}", finding.rule, finding.object))
        .collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn what_a_real_server_says() {
    let scene = Scene::usual();
    scene.done(&["migrate", "up"]);
    let none = Vec::<String>::new();
    wait(async {
        let client = scene.database.superuser().await;
        assert_eq!(planned(&scene).await, none);
        for (make, wanted, mend) in [
            (
                "create policy asks_itself on users for select to authenticated using (exists (select from users u where u.id = users.id))",
                "plan-recursion:users",
                "drop policy asks_itself on users",
            ),
            (
                "revoke execute on function rls.lowest_uuid(text[]) from authenticated",
                "plan-barred:notes",
                "grant execute on function rls.lowest_uuid(text[]) to authenticated",
            ),
            (
                "revoke select on users from authenticated",
                "plan-barred:users",
                "grant select on users to authenticated",
            ),
            ("grant delete on users to anon", "plan-open:users", "revoke delete on users from anon"),
            (
                "drop index notes_user_id_idx",
                "plan-scan:notes",
                "create index notes_user_id_idx on notes (user_id)",
            ),
        ] {
            client.batch_execute(make).await.unwrap();
            let found = planned(&scene).await;
            assert!(found.contains(&wanted.to_owned()), "{make}: {found:?}");
            client.batch_execute(mend).await.unwrap();
            assert_eq!(planned(&scene).await, none, "{mend}");
        }
    });
}
