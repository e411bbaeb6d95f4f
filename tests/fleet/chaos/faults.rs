//! What is done to workers: they are killed, put to sleep, and cut off.

use super::{Harness, LEASE};
use crate::fence::signal;
use crate::scene::Ended;
use nix::sys::signal::Signal;
use std::io::Read;
use std::process::Child;
use std::time::{Duration, Instant};

/// What the rounds did to the workers.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) kills: usize,
    pub(super) stops: usize,
    /// Sessions that a course's server ended.
    pub(super) ended: usize,
    /// Connections to courses' databases that were cut on their way.
    pub(super) cuts: usize,
    /// Connections to main that were.
    pub(super) main_cuts: usize,
    pub(super) fenced: usize,
}

/// A worker process.
pub(super) struct Worker {
    pub(super) process: Child,
    /// It does not look at its own clock: only the fence is left.
    pub(super) deaf: bool,
}

impl Harness {
    pub(super) fn kill(&mut self) {
        if let Some(mut worker) = self.take() {
            worker.process.kill().unwrap();
            self.faults.kills += 1;
            self.say(worker);
        }
    }

    pub(super) fn stop(&mut self, until: Instant) {
        if let Some(worker) = self.take() {
            self.stop_until(worker, Some(until));
        }
    }

    pub(super) fn stop_until(&mut self, worker: Worker, until: Option<Instant>) {
        signal(&worker.process, Signal::SIGSTOP);
        self.faults.stops += 1;
        self.stopped.push((worker, until));
    }

    /// Stops a worker that has courses in its hands and does not look at its clock, if there is one.
    pub(super) fn put_to_sleep(&mut self) -> bool {
        let held = self.scene.main().ask(
            "select distinct split_part(worker, '-', 1) from provost.rollout_courses where state = 'running'",
        );
        let has =
            |worker: &Worker| worker.deaf && held.lines().any(|pid| *pid == worker.process.id().to_string());
        let Some(place) = self.running.iter().position(has) else { return false };
        let worker = self.running.swap_remove(place);
        self.stop_until(worker, None);
        true
    }

    /// Cuts a worker's way to one of the courses' databases; sometimes nothing comes through for longer than a lease before.
    pub(super) fn cut_course(&mut self) {
        let after = self.silence();
        self.faults.cuts += usize::from(self.to_courses.cut(&mut self.rng, after));
    }

    /// Cuts a worker's way to main.
    pub(super) fn cut_main(&mut self) {
        let after = self.silence();
        self.faults.main_cuts += usize::from(self.to_main.cut(&mut self.rng, after));
    }

    pub(super) fn silence(&mut self) -> Duration {
        if self.rng.bool() { Duration::ZERO } else { LEASE.mul_f64(1.5 * self.rng.f64()) }
    }

    /// Ends a session of a worker in one of the courses' databases, as its administrator does.
    pub(super) fn end_session(&mut self) {
        let one = "select count(pg_terminate_backend(pid)) from (select pid from pg_stat_activity
            where application_name like 'provost/rollout-%/cs%'
            and starts_with(datname, current_database() || '_') order by random() limit 1) s";
        self.faults.ended += self.scene.main().ask(one).parse::<usize>().unwrap();
    }

    pub(super) fn take(&mut self) -> Option<Worker> {
        let count = self.running.len();
        (count > 0).then(|| self.running.swap_remove(self.rng.usize(..count)))
    }

    /// Ended workers go, and those whose time has come wake up.
    pub(super) fn reap(&mut self) {
        let (woken, asleep): (Vec<_>, Vec<_>) = std::mem::take(&mut self.stopped)
            .into_iter()
            .partition(|(_, until)| until.is_some_and(|until| until <= Instant::now()));
        self.stopped = asleep;
        for (worker, _) in woken {
            signal(&worker.process, Signal::SIGCONT);
            self.running.push(worker);
        }
        for mut worker in std::mem::take(&mut self.running) {
            match worker.process.try_wait().unwrap() {
                None => self.running.push(worker),
                Some(_) => self.say(worker),
            }
        }
    }

    /// Everybody who sleeps wakes up, and all come to their end.
    pub(super) fn wake(&mut self) {
        for (worker, _) in std::mem::take(&mut self.stopped) {
            signal(&worker.process, Signal::SIGCONT);
            self.running.push(worker);
        }
        for mut worker in std::mem::take(&mut self.running) {
            worker.process.wait().unwrap();
            self.say(worker);
        }
    }

    pub(super) fn say(&mut self, worker: Worker) {
        let mut worker = worker.process;
        let mut said = String::new();
        worker.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        self.faults.fenced += said.matches("FENCED").count();
        assert!(!said.contains("this is a bug"), "{said}");
        let ended = worker.wait_with_output().unwrap();
        assert!(ended.status.code().is_none_or(|code| code != 70), "{}", Ended::from(ended));
    }
}
