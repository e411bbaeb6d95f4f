//! `kill -9` of the program at the messages of a run.

use super::journey::Journey;
use super::sweep::{Try, sweep};
use crate::proxy::{Place, Then};
use crate::scene::Ended;
use std::time::Duration;

fn kill(journey: &Journey, at: &Try) -> Ended {
    let proxy = journey.proxy(Some(at.fault));
    let mut program = journey.through(&proxy).spawn().unwrap();
    assert!(proxy.reached(Duration::from_secs(30)), "{}: never came", at.name);
    program.kill().unwrap();
    let ended = Ended::from(program.wait_with_output().unwrap());
    // After the last message it may have ended by itself.
    assert!(matches!(ended.code, None | Some(0)), "{}: {ended}", at.name);
    journey.heal(&at.name, &ended);
    ended
}

#[test]
fn the_next_run_heals_a_kill_before_any_message() {
    sweep(Place::Before, Then::Hold, 9, kill);
}

#[test]
fn the_next_run_heals_a_kill_after_any_message() {
    sweep(Place::After, Then::Hold, 9, kill);
}
