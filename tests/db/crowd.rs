//! Many runs at the same time: each version is applied once, and whoever comes too late finds nothing to do.

use crate::scene::{Ended, Scene};
use std::time::Instant;

const RUNNERS: usize = 8;
const ROUNDS: usize = 50;

#[test]
fn eight_runs_at_once_apply_each_version_once() {
    let scene = Scene::new();
    scene.client().ask("create table public.ran (version int)");
    let began = Instant::now();
    let mut appliers = 0;
    for round in 1..=ROUNDS {
        scene.write(
            &format!("V{round:03}__round.sql"),
            &format!("create table t{round} (id int);\ninsert into ran values ({round});\n"),
        );
        let runs: Vec<_> =
            (0..RUNNERS).map(|_| scene.command(&scene.url, &["up"]).spawn().unwrap()).collect();
        let name = format!("V{round:03}");
        for run in runs {
            let ended = Ended::from(run.wait_with_output().unwrap()).with(0);
            match ended.stdout.as_str() {
                "nothing to do\n" => {}
                said if said.contains(&name) => appliers += 1,
                _ => panic!("{ended}"),
            }
        }
    }
    println!("{} runs in {:.1} s", RUNNERS * ROUNDS, began.elapsed().as_secs_f64());
    let client = scene.client();
    let rounds = (1..=ROUNDS).map(|round| format!("{round}|1")).collect::<Vec<_>>().join("\n");
    assert_eq!(client.ask("select version, count(*) from ran group by version order by version"), rounds);
    assert_eq!(
        client.ask("select version, count(*) from provost.history group by version order by version"),
        rounds
    );
    assert_eq!(appliers, ROUNDS, "one run of each round says that it applied the version");
}
