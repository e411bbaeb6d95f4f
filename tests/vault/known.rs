//! Two boxes whose every byte is known, which other languages open as well.

use provost::vault::{
    Context, CourseId, DeploymentId, Fault, Fresh, Key, KeyId, key_id, open, open_key, seal, seal_key,
};

pub(crate) const WRAP: &str = "pv1:UFYBAQAAAAAAAEAAgAAAAAAAAKoQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEDhStwtkNPftOnCbCzqUHDDIGMUrzxsm_mw-R35F1AxKICAgICAgICAgICAg9rB9Urrf_EntVzDebw5g0MA9_M8pAHcMHpAb1L7cf1wd-u1oLwplZWJ79t3CXe7k";
pub(crate) const VALUE: &str = "pv1:UFYBAQAAAAAAAEAAgAAAAAAAALswMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMIT1g3aZ3nTh7HE4uAgLnxKBj9hqFj26Yrg-IdiKa1XpQEBAQEBAQEBAQEBAYXqqSmDrKHYvgnnad7ZcS4Ufqqsth2UMYsUxycI";
pub(crate) const SECRET: &str = "correct horse";

fn id(last: &str) -> KeyId {
    format!("00000000-0000-4000-8000-0000000000{last}").parse().unwrap()
}

pub(crate) fn deployment() -> DeploymentId {
    DeploymentId(id("d0").0)
}

pub(crate) fn course() -> CourseId {
    "11111111-2222-4333-8444-555555555555".parse().unwrap()
}

pub(crate) fn kek() -> Key {
    Key::new(id("aa"), &std::array::from_fn(|i| i as u8))
}

pub(crate) fn dek() -> Key {
    Key::new(id("bb"), &std::array::from_fn(|i| 0x20 + i as u8))
}

pub(crate) fn wrap_context() -> Context {
    Context::dek(deployment(), course(), 1)
}

pub(crate) fn value_context() -> Context {
    Context::field(deployment(), course(), "db_password", 3)
}

#[test]
fn both_known_boxes_are_made_to_the_byte() {
    let wrapped = seal_key(&kek(), &wrap_context(), &dek(), Fresh { salt: [0x10; 32], nonce: [0x20; 12] });
    assert_eq!(wrapped, WRAP);
    let fresh = Fresh { salt: [0x30; 32], nonce: [0x40; 12] };
    assert_eq!(seal(&dek(), &value_context(), SECRET.as_bytes(), fresh), VALUE);
}

#[test]
fn both_known_boxes_open() {
    assert_eq!((key_id(WRAP), key_id(VALUE)), (Ok(id("aa")), Ok(id("bb"))));
    let unwrapped = open_key(&kek(), &wrap_context(), id("bb"), WRAP).unwrap();
    assert_eq!(unwrapped.expose(), dek().expose());
    assert_eq!(open(&unwrapped, &value_context(), VALUE).unwrap().as_slice(), SECRET.as_bytes());
}

#[test]
fn two_boxes_of_one_secret_have_nothing_in_common() {
    let boxes: Vec<String> =
        (0..2).map(|_| seal(&dek(), &value_context(), SECRET.as_bytes(), Fresh::draw().unwrap())).collect();
    let common = boxes[0].bytes().zip(boxes[1].bytes()).take_while(|(a, b)| a == b).count();
    assert!(common < 40, "only the head is the same: {common}");
    for sealed in &boxes {
        assert_eq!(open(&dek(), &value_context(), sealed).unwrap().as_slice(), SECRET.as_bytes());
    }
    let empty = seal(&dek(), &value_context(), b"", Fresh::draw().unwrap());
    assert!(open(&dek(), &value_context(), &empty).unwrap().is_empty());
}

#[test]
fn each_way_to_be_wrong_has_its_own_name() {
    let open = |key: &Key, context: &Context, text: &str| open(key, context, text).unwrap_err();
    let here = value_context();
    assert_eq!(open(&kek(), &here, VALUE), Fault::UnknownKey(id("bb")));
    assert_eq!(open(&Key::new(id("bb"), &[7; 32]), &here, VALUE), Fault::WrongKey(id("bb")));
    assert_eq!(open(&dek(), &wrap_context(), VALUE), Fault::Tampered);
    for text in
        ["", "hunter2", "pv1:", "pv2:UFYBAQ", &VALUE[..100], &format!("{VALUE}="), &VALUE.replace('-', "+")]
    {
        assert!(matches!(open(&dek(), &here, text), Fault::Format(_)), "{text}");
    }
    let moved = Context::field(deployment(), course(), "database_url", 1);
    let rows = || [(value_context(), "`db_password` of course `cs101`".to_owned())];
    let fault = open(&dek(), &moved, VALUE).told_apart(&dek(), VALUE, rows());
    assert_eq!(fault, Fault::OtherRow("`db_password` of course `cs101`".to_owned()));
    assert_eq!(Fault::Tampered.told_apart(&dek(), &VALUE.replace("YXqq", "YXqr"), rows()), Fault::Tampered);
}

#[test]
fn no_secret_is_in_a_fault() {
    let failure = open(&Key::new(id("bb"), &[7; 32]), &value_context(), VALUE)
        .unwrap_err()
        .failure("could not open it");
    let shown = provost::render::failure(&failure, 100);
    assert_eq!(failure.kind().exit_code(), 8);
    assert!(shown.contains("00000000-0000-4000-8000-0000000000bb") && !shown.contains(SECRET), "{shown}");
}
