//! The connection is cut before and after the messages of a run.

use super::journey::Journey;
use super::sweep::{Tally, Try, sweep};
use crate::proxy::{Place, Then};
use crate::scene::Ended;

/// The client's messages before a run begins: start-up, and the first look. Until then it may simply give up.
const OPENING: usize = 2;

/// Cuts once; the run connects again and goes on by itself.
fn cut_and_serve(journey: &Journey, at: &Try) -> Option<Ended> {
    let proxy = journey.proxy(Some(at.fault));
    let ended = Ended::from(journey.through(&proxy).output().unwrap());
    if !proxy.has_cut() {
        journey.must_be_at_the_end(&at.name, &ended);
        return None;
    }
    let opening = proxy.passed()[..at.fault.at].iter().filter(|passed| passed.from_client).count() <= OPENING;
    match ended.code {
        Some(0) => journey.must_be_at_the_end(&at.name, &ended),
        Some(4) if opening => {
            assert!(journey.is_at_the_start(), "{}: {ended}", at.name);
            journey.heal(&at.name, &ended);
        }
        _ => panic!("after {}: {ended}", at.name),
    }
    Some(ended)
}

/// Cuts and lets nobody in any more; the next run heals.
fn cut_and_refuse(journey: &Journey, at: &Try) -> Option<Ended> {
    let proxy = journey.proxy(Some(at.fault));
    let ended = Ended::from(journey.through(&proxy).output().unwrap());
    if !proxy.has_cut() {
        journey.must_be_at_the_end(&at.name, &ended);
        return None;
    }
    match ended.code {
        Some(0) => journey.must_be_at_the_end(&at.name, &ended),
        Some(4 | 6 | 7) => {
            for part in ["error: ", "\n  caused by: ", "\n  hint: "] {
                assert!(ended.stderr.contains(part), "{} lacks `{part}`: {ended}", at.name);
            }
            journey.heal(&at.name, &ended);
        }
        _ => panic!("after {}: {ended}", at.name),
    }
    Some(ended)
}

fn most_went_well(tally: &Tally) {
    assert!(tally.well * 2 > tally.faults, "a run should survive a cut by itself: {tally:?}");
}

#[test]
fn a_run_survives_a_cut_before_any_message() {
    most_went_well(&sweep(Place::Before, Then::Serve, 4, cut_and_serve));
}

#[test]
fn a_run_survives_a_cut_after_any_message() {
    most_went_well(&sweep(Place::After, Then::Serve, 4, cut_and_serve));
}

#[test]
fn the_next_run_heals_a_cut_before_any_message() {
    sweep(Place::Before, Then::Refuse, 4, cut_and_refuse);
}

#[test]
fn the_next_run_heals_a_cut_after_any_message() {
    sweep(Place::After, Then::Refuse, 4, cut_and_refuse);
}
