//! At which messages of a run faults are tried.

use super::journey::Journey;
use crate::proxy::{Fault, Passed, Place, Then};
use crate::scene::Ended;

/// What came of the faults of a sweep.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Faults that happened.
    pub(super) faults: usize,
    /// How often the first run ended with 0.
    pub(super) well: usize,
    /// How often a run was over before its fault: a run that has to wait for a moment sends more than another.
    missed: usize,
}

/// One fault of a sweep.
pub(super) struct Try {
    pub(super) fault: Fault,
    pub(super) name: String,
}

/// Tries a fault before or after messages all along a run: all messages of the client, the end of each answer, and every `step`th message
/// of the server. `each` makes one try and gives the ended first run, or nothing where it was over before the fault.
pub(super) fn sweep(
    place: Place,
    then: Then,
    step: usize,
    each: impl Fn(&Journey, &Try) -> Option<Ended>,
) -> Tally {
    let journey = Journey::new();
    let messages = reference(&journey);
    let mut tally = Tally::default();
    for (index, message) in messages.iter().enumerate() {
        let marked = message.from_client || message.tag == b'Z';
        if !marked && index % step != 0 {
            continue;
        }
        let fault = Fault { at: index + 1, place, then };
        let who = if message.from_client { "client" } else { "server" };
        let name = format!(
            "{then:?} {place:?} message {} of {} ({} {:?})",
            index + 1,
            messages.len(),
            who,
            char::from(message.tag)
        );
        journey.rewind();
        match each(&journey, &Try { fault, name }) {
            Some(ended) => {
                tally.faults += 1;
                tally.well += usize::from(ended.code == Some(0));
            }
            None => tally.missed += 1,
        }
    }
    println!("{then:?} {place:?} {} messages: {tally:?}", messages.len());
    assert!(tally.faults > 40 && tally.missed < 4, "{tally:?}");
    tally
}

/// The messages of a run in which nothing goes wrong.
fn reference(journey: &Journey) -> Vec<Passed> {
    journey.rewind();
    let proxy = journey.proxy(None);
    let ended = Ended::from(journey.through(&proxy).output().unwrap()).with(0);
    journey.must_be_at_the_end("nothing", &ended);
    proxy.passed()
}
