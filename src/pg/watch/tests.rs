//! The watch, fed by hand.

use super::*;
use proptest::prelude::*;

const FAR: LoginPolicy = LoginPolicy { verified: false, local: false };

fn message(tag: u8, body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u32 + 4).to_be_bytes();
    [&[tag], &length[..], body].concat()
}

#[test]
fn passwords_go_only_to_proven_servers() {
    let ask = |code: i32, policy| Watch::new(policy).feed(&message(b'R', &code.to_be_bytes()), 1 << 20);
    assert_eq!(ask(3, FAR), Err(Breach::ClearTextPassword));
    assert_eq!(ask(3, LoginPolicy { local: true, ..FAR }), Err(Breach::ClearTextPassword));
    assert_eq!(ask(3, LoginPolicy { verified: true, ..FAR }), Ok(()));
    let md5 = |policy| Watch::new(policy).feed(&message(b'R', &[0, 0, 0, 5, 1, 2, 3, 4]), 1 << 20);
    assert_eq!(md5(FAR), Err(Breach::Md5Password));
    assert_eq!(md5(LoginPolicy { local: true, ..FAR }), Ok(()));
}

#[test]
fn a_row_of_many_nulls_costs_what_the_driver_keeps_for_it() {
    let mut watch = Watch::new(FAR);
    watch.logged_in = true;
    let row = message(b'D', &[&1600u16.to_be_bytes()[..], &[0xff; 6400]].concat());
    let rows = (0..).take_while(|_| watch.feed(&row, 1 << 20).is_ok()).count();
    assert!(rows < 30, "{rows} rows of 38 KiB in memory each fit into 1 MiB");
}

#[test]
fn garbage_is_seen_at_its_first_byte() {
    assert_eq!(Watch::new(FAR).feed(b"HTTP", 9), Err(Breach::NotPostgres));
    assert_eq!(Watch::new(FAR).feed(b"\x15\x03", 9), Err(Breach::NotPostgres));
    assert_eq!(Watch::new(FAR).feed(b"Z\0\0\0\x03", 9), Err(Breach::NotPostgres));
    assert_eq!(Watch::new(FAR).feed(b"R\0\0\0\x04", 9), Err(Breach::NotPostgres));
}

#[test]
fn a_long_message_is_refused_by_its_length_alone() {
    let mut watch = Watch::new(FAR);
    assert_eq!(watch.feed(b"S\x7f\xff\xff\xff", 1 << 30), Err(Breach::TooMuch { limit: LOGIN_BUDGET }));
}

proptest! {
    #[test]
    fn how_bytes_are_cut_makes_no_difference(
        bodies in prop::collection::vec((prop::sample::select(TAGS), prop::collection::vec(any::<u8>(), 4..40)), 1..12),
        cuts in prop::collection::vec(1usize..9, 1..200),
    ) {
        let bytes: Vec<u8> = bodies.iter().flat_map(|(tag, body)| message(*tag, body)).collect();
        let mut whole = Watch::new(FAR);
        whole.logged_in = true;
        let once = whole.feed(&bytes, 700);
        let mut cut = Watch::new(FAR);
        cut.logged_in = true;
        let mut rest = &bytes[..];
        let mut result = Ok(());
        for size in cuts.iter().cycle() {
            if rest.is_empty() || result.is_err() { break }
            let (now, later) = rest.split_at((*size).min(rest.len()));
            result = cut.feed(now, 700);
            rest = later;
        }
        prop_assert_eq!(once, result);
        prop_assert_eq!(whole.key_pid, cut.key_pid);
    }
}
