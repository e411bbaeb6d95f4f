//! A fleet of courses that were set up as a person sets them up, with their credentials in the vault.

use crate::campus::{Scene, sql_in, value_in};
use crate::support::{TestDatabase, TestServer};

const HISTORY: &str = "select max(version) from provost.history";

#[test]
fn courses_of_the_registry_are_brought_up_with_credentials_of_the_vault() {
    let campus = Scene::new();
    let own: Vec<TestDatabase> = (1..=2)
        .map(|number| {
            let own = TestServer::fresh_database();
            let run = campus.provision(&format!("cs10{number}"), &own.url, &["--allow-private"]);
            assert_eq!(run.code, 0, "{run}");
            own
        })
        .collect();
    let before: Vec<i64> = own.iter().map(|own| value_in(own, HISTORY).parse().unwrap()).collect();
    let next = before[0] + 1;
    campus.project.write(&format!("sql/course/V{next:03}__nothing.sql"), "select 1;\n");
    let plan = campus.good(&["fleet", "plan"]);
    assert!(plan.out.contains("2 of 2 courses would change"), "{plan}");
    let up = campus.good(&["fleet", "up", "--canary", "1"]);
    assert!(up.out.contains("2 done"), "{up}");
    for own in &own {
        assert_eq!(value_in(own, HISTORY), next.to_string());
        assert_eq!(value_in(own, "select epoch > 0 and delivery = 1 from provost.fence"), "true");
    }
    let registry = "select string_agg(distinct version || ' ' || (fingerprint is null) || ' ' || (last_seen > now() - interval '1 minute'), ',') from provost.course_databases";
    assert_eq!(campus.value(registry), format!("{next} true true"));
    let shown = campus.good(&["course", "show", "cs101"]);
    assert!(shown.out.contains(&format!("V{next:03}")) || shown.out.contains(&next.to_string()), "{shown}");
    let kept = |of: &str| campus.value(&format!("select {of} from provost.fingerprints"));
    campus.good(&["fleet", "drift"]);
    assert_eq!(kept("count(*) || ' ' || count(distinct watermark ->> 'fingerprint')"), "2 1");
    campus.good(&["fleet", "drift"]);
    sql_in(&own[1], "create table public.by_hand (id int)");
    let drift = campus.run(&["fleet", "drift"]);
    assert_eq!(drift.code, 1, "{drift}");
    assert!(
        drift.out.contains("cs102") && drift.out.contains("by_hand") && !drift.out.contains("cs101:"),
        "{drift}"
    );
    assert_eq!(kept("count(*) || ' ' || count(distinct watermark ->> 'fingerprint')"), "2 2");
    // The same where the shadow is made on a server that the person names.
    let elsewhere = TestServer::own(&[]);
    let url = elsewhere.server().superuser_address("postgres").to_string();
    let there = campus.run(&["fleet", "drift", "--shadow-url", &url]);
    assert_eq!((there.code, &there.out), (1, &drift.out), "{there}");
    let findings = campus.run(&["fleet", "validate", "--check", "rls-off"]);
    assert!(findings.code <= 1, "{findings}");
    assert!(findings.out.contains("of 2 courses are as the checks want them"), "{findings}");
    // A code that names no course is told before anything begins.
    let unknown = campus.run(&["fleet", "up", "--courses", "cs101,cs999"]);
    assert_ne!(unknown.code, 0, "{unknown}");
    assert!(unknown.err.contains("cs999"), "{unknown}");
}
