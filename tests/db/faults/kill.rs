//! `kill -9` of the program at the messages of a run.

use super::journey::Journey;
use super::sweep::{Try, sweep};
use crate::proxy::{Place, Then};
use crate::scene::Ended;
use std::time::Duration;

fn kill(journey: &Journey, at: &Try) -> Option<Ended> {
    let proxy = journey.proxy(Some(at.fault));
    let mut program = journey.through(&proxy).spawn().unwrap();
    while program.try_wait().unwrap().is_none() && !proxy.reached(Duration::from_millis(200)) {}
    program.kill().unwrap();
    let ended = Ended::from(program.wait_with_output().unwrap());
    // After the last message it may have ended by itself.
    assert!(matches!(ended.code, None | Some(0)), "{}: {ended}", at.name);
    if !proxy.has_cut() {
        journey.must_be_at_the_end(&at.name, &ended);
        return None;
    }
    journey.heal(&at.name, &ended);
    Some(ended)
}

#[test]
fn the_next_run_heals_a_kill_before_any_message() {
    sweep(Place::Before, Then::Hold, 8, kill);
}

#[test]
fn the_next_run_heals_a_kill_after_any_message() {
    sweep(Place::After, Then::Hold, 8, kill);
}
