//! Four worker processes on one fleet, killed, stopped for longer than their leases, cut off from main and from courses' databases; round
//! after round of newer files. Every course must see each round's files once, in their order. Without the fence the same harness finds
//! courses that do not.
//!
//! `PROVOST_CHAOS_COURSES` and `PROVOST_CHAOS_ROUNDS` make it longer; `PROVOST_CHAOS_SEED` repeats one.

#![expect(clippy::disallowed_methods, reason = "waits by the clock, reads how long it is to go on")]
#![expect(clippy::print_stdout, reason = "seeds and figures")]

mod faults;

use crate::scene::Scene;
use crate::wire::Wire;
use fastrand::Rng;
use faults::{Faults, Worker};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const WORKERS: usize = 4;
const LEASE: Duration = Duration::from_millis(800);
/// How long a round may take before something hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// Once: a versioned file in a transaction, and one without.
const FIRST: [(&str, &str); 2] = [
    (
        "V001__log.sql",
        "create table public.ran (place serial, round int, what text);\ninsert into public.ran (round, what) values (0, 'V001');\n",
    ),
    (
        "V002__index.sql",
        "-- no-transaction\ninsert into public.ran (round, what) values (0, 'V002');\ncreate index concurrently ran_round on public.ran (round);\n",
    ),
];

struct Harness {
    scene: Scene,
    to_main: Wire,
    to_courses: Wire,
    manner: &'static str,
    rng: Rng,
    faults: Faults,
    /// Workers of this round and of the one before that are stopped: each with when it goes on.
    stopped: Vec<(Worker, Option<Instant>)>,
    running: Vec<Worker>,
}

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

impl Harness {
    fn new(manner: &'static str, courses: usize) -> Self {
        let seed = number("PROVOST_CHAOS_SEED", usize::try_from(fastrand::u32(..)).unwrap());
        println!("PROVOST_CHAOS_SEED={seed}");
        let scene = Scene::new(courses);
        let (to_main, to_courses) = (Wire::to(scene.server.sockets()), Wire::to(scene.server.sockets()));
        let database = |code: &str| &scene.courses.iter().find(|(other, _)| other == code).unwrap().1;
        scene.list(|code, _| to_courses.url(database(code)));
        Self {
            scene,
            to_main,
            to_courses,
            manner,
            rng: Rng::with_seed(seed as u64),
            faults: Faults::default(),
            stopped: Vec::new(),
            running: Vec::new(),
        }
    }

    /// The project as it is in a round: a worker of an older one has older files.
    fn project(&self, round: usize) -> PathBuf {
        let below = |name: &str| format!("r{round}/{name}");
        let toml = std::fs::read_to_string(self.scene.project.path("provost.toml")).unwrap();
        self.scene.project.write(&below("provost.toml"), toml);
        for (name, sql) in FIRST {
            self.scene.project.write(&below(&format!("m/{name}")), sql);
        }
        let log =
            format!("select pg_sleep(0.1);\ninsert into public.ran (round, what) values ({round}, 'R');\n");
        self.scene.project.write(&below("m/R__log.sql"), log);
        self.scene.project.path(&format!("r{round}"))
    }

    fn start(&mut self, dir: &Path, words: &[&str]) {
        let mut command = self.scene.command_in(dir, words);
        command.env("PROVOST_MAIN_URL", self.to_main.url(self.scene.main_name()));
        // Whoever begins a round is the one that is put to sleep.
        let deaf = self.manner.contains("unfenced") || words[0] == "up" || self.rng.bool();
        command.env("PROVOST_TEST_WORKER", if deaf { self.manner } else { "" });
        command.args(["--jobs", "4"]).stdout(std::process::Stdio::null());
        self.running.push(Worker { process: command.spawn().unwrap(), deaf });
    }

    fn round(&mut self, round: usize) {
        let dir = self.project(round);
        let before = self.scene.main().try_ask("select max(epoch) from provost.rollouts").unwrap_or_default();
        let lease = format!("{}ms", LEASE.as_millis());
        let mut run = String::new();
        let began = Instant::now();
        // Workers of the round before have their leases for a while.
        while run.is_empty() {
            assert!(began.elapsed() < PATIENCE, "round {round} does not begin");
            self.start(&dir, &["up", "--lease", &lease, "--keep-going", "--per-server", "64"]);
            let up = self.running.last_mut().unwrap();
            loop {
                let last = "select run from provost.rollouts where epoch = (select max(epoch) from provost.rollouts)";
                let now =
                    self.scene.main().try_ask("select max(epoch) from provost.rollouts").unwrap_or_default();
                if now != before && !now.is_empty() && now != "null" {
                    run = self.scene.main().ask(last);
                    break;
                }
                if up.process.try_wait().unwrap().is_some() {
                    std::thread::sleep(Duration::from_millis(100));
                    break;
                }
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        let mut kept = false;
        loop {
            assert!(began.elapsed() < PATIENCE, "round {round}: {}", self.scene.states());
            self.reap();
            if self.is_through(&run) {
                break;
            }
            while self.running.len() < WORKERS {
                // What was set aside by a fault gets another try.
                let verb = if self.running.is_empty() { "resume" } else { "worker" };
                self.start(&dir, &[verb, &run]);
            }
            if !kept {
                // One is stopped in the middle of its courses, and sleeps through the whole next round.
                kept = self.put_to_sleep();
                if kept {
                    // Each round has one of each, however quick it is.
                    self.cut_course();
                    self.cut_main();
                }
                std::thread::sleep(Duration::from_millis(5));
                continue;
            }
            std::thread::sleep(Duration::from_millis(self.rng.u64(20..160)));
            match self.rng.u8(..12) {
                0..3 => self.kill(),
                3..7 => {
                    let nap = LEASE.mul_f64(0.5 + 2.0 * self.rng.f64());
                    self.stop(Instant::now() + nap);
                }
                7..8 => self.end_session(),
                8..10 => self.cut_course(),
                _ => self.cut_main(),
            }
        }
        println!("round {round}: {:?} after {:?}", self.faults, began.elapsed());
    }

    /// Whether every course has this round's files.
    fn is_through(&self, run: &str) -> bool {
        let open = format!(
            "select count(*) from provost.rollout_courses c join provost.rollouts r using (epoch) where r.run = '{run}' and c.state <> 'done'"
        );
        self.scene.main().ask(&open) == "0"
    }

    /// Courses that did not see each round's files once, in their order.
    fn wrong(&self, rounds: usize) -> Vec<String> {
        let expected: Vec<String> = ["0 V001", "0 V002"]
            .map(str::to_owned)
            .into_iter()
            .chain((1..=rounds).map(|round| format!("{round} R")))
            .collect();
        let seen = |number: usize| {
            self.scene.course(number).ask("select round || ' ' || what from public.ran order by place")
        };
        (0..self.scene.courses.len())
            .map(|number| (number, seen(number)))
            .filter(|(_, seen)| *seen != expected.join("\n"))
            .map(|(number, seen)| format!("{}: {}", self.scene.courses[number].0, seen.replace('\n', ", ")))
            .collect()
    }
}

fn rounds(manner: &'static str, courses: usize, rounds: usize) -> (Vec<String>, Faults) {
    let mut harness = Harness::new(manner, courses);
    for round in 1..=rounds {
        let sleepers = std::mem::take(&mut harness.stopped);
        harness.round(round);
        // Those who slept through this round wake up beside its workers, and come to their end before the next.
        harness.stopped.extend(sleepers.into_iter().map(|(worker, _)| (worker, Some(Instant::now()))));
        harness.reap();
        let late: Vec<Worker> = std::mem::take(&mut harness.running);
        for mut worker in late {
            worker.process.wait().unwrap();
            harness.say(worker);
        }
    }
    harness.wake();
    (harness.wrong(rounds), harness.faults)
}

#[test]
fn nothing_is_applied_twice_and_nothing_is_lost() {
    let (courses, turns) = (number("PROVOST_CHAOS_COURSES", 200), number("PROVOST_CHAOS_ROUNDS", 2));
    let (wrong, faults) = rounds("deaf", courses, turns);
    assert!(wrong.is_empty(), "{} of {courses} courses: {wrong:#?}\n{faults:?}", wrong.len());
    assert!(faults.stops >= turns, "{faults:?}");
    assert!(faults.cuts >= turns && faults.main_cuts >= turns, "{faults:?}");
    assert!(faults.fenced > 0, "nobody was held off: {faults:?}");
    println!("0 of {courses} courses wrong after {turns} rounds: {faults:?}");
}

#[test]
fn without_the_fence_the_harness_finds_courses_that_went_wrong() {
    let courses = number("PROVOST_CHAOS_COURSES", 12);
    let (wrong, faults) = rounds("deaf,unfenced", courses, 3);
    assert!(!wrong.is_empty(), "the harness sees nothing: {faults:?}");
    println!("{} of {courses} courses wrong: {faults:?}\n{wrong:#?}", wrong.len());
}
