//! A hundred thousand boxes that are not as they were sealed, or stand where they do not belong: none opens.
#![expect(clippy::disallowed_methods, reason = "another seed tries other boxes")]

use crate::known::{SECRET, VALUE, WRAP, course, dek, deployment, kek, value_context, wrap_context};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use provost::vault::{Context, CourseId, DeploymentId, Fresh, Id, Key, KeyId, Purpose, open, seal};

const CASES: usize = 100_000;

struct Tally {
    tried: usize,
    accepted: Vec<String>,
}

impl Tally {
    fn refuse(&mut self, what: impl FnOnce() -> String, key: &Key, context: &Context, text: &str) {
        self.tried += 1;
        if open(key, context, text).is_ok() {
            self.accepted.push(what());
        }
    }
}

fn raw(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(&text[4..]).unwrap()
}

fn text(raw: &[u8]) -> String {
    format!("pv1:{}", URL_SAFE_NO_PAD.encode(raw))
}

/// Every bit of the box, every length, every letter of its text.
fn every_single_change(tally: &mut Tally, key: &Key, context: &Context, sealed: &str) {
    let whole = raw(sealed);
    for bit in 0..whole.len() * 8 {
        let mut changed = whole.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        tally.refuse(|| format!("bit {bit} of {sealed}"), key, context, &text(&changed));
        // The same with the key under the name that the changed box gives.
        let named = Key::new(KeyId(Id(changed[4..20].try_into().unwrap())), key.expose());
        tally.refuse(|| format!("bit {bit} of {sealed}, key renamed"), &named, context, &text(&changed));
    }
    for length in 0..whole.len() {
        tally.refuse(|| format!("{length} bytes of {sealed}"), key, context, &text(&whole[..length]));
        tally.refuse(|| format!("from byte {length} of {sealed}"), key, context, &text(&whole[length + 1..]));
    }
    for at in 0..sealed.len() {
        tally.refuse(|| format!("{at} letters of {sealed}"), key, context, &sealed[..at]);
        let other = if &sealed[at..=at] == "A" { "B" } else { "A" };
        let changed = format!("{}{other}{}", &sealed[..at], &sealed[at + 1..]);
        tally.refuse(|| format!("letter {at} of {sealed}"), key, context, &changed);
    }
    let longer = [whole.as_slice(), &[0]].concat();
    tally.refuse(|| format!("{sealed} and a byte"), key, context, &text(&longer));
}

/// The same box in another row, another purpose, another version.
fn every_swap(tally: &mut Tally, key: &Key, context: &Context, sealed: &str, random: &mut fastrand::Rng) {
    let id = |random: &mut fastrand::Rng| Id::of_random(random.u128(..).to_be_bytes());
    let field = if context.field == "a" { "b" } else { "a" };
    let purpose = match context.purpose {
        Purpose::Field => [Purpose::Dek, Purpose::Audit],
        Purpose::Dek => [Purpose::Field, Purpose::Audit],
        Purpose::Audit => [Purpose::Field, Purpose::Dek],
    };
    let swaps = [
        Context { course: CourseId(id(random)), ..context.clone() },
        Context { deployment: DeploymentId(id(random)), ..context.clone() },
        Context {
            deployment: DeploymentId(context.course.0),
            course: CourseId(context.deployment.0),
            ..context.clone()
        },
        Context { field: field.to_owned(), ..context.clone() },
        Context { field: format!("{}\0", context.field), ..context.clone() },
        Context { version: context.version + 1, ..context.clone() },
        Context { version: context.version.swap_bytes(), ..context.clone() },
        Context { purpose: purpose[0], ..context.clone() },
        Context { purpose: purpose[1], ..context.clone() },
    ];
    for other in swaps {
        tally.refuse(|| format!("{other:?} for {sealed}"), key, &other, sealed);
    }
    let renamed = Key::new(KeyId(id(random)), key.expose());
    tally.refuse(|| format!("another name for {sealed}"), &renamed, context, sealed);
    let mut bytes = *key.expose();
    bytes[random.usize(..32)] ^= 1 << random.u8(..8);
    tally.refuse(|| format!("another key for {sealed}"), &Key::new(key.id(), &bytes), context, sealed);
}

/// Parts of two good boxes put together, and several bytes changed at once.
fn some_mixtures(
    tally: &mut Tally,
    key: &Key,
    context: &Context,
    boxes: [&str; 2],
    random: &mut fastrand::Rng,
) {
    let [mut one, other] = boxes.map(raw);
    let (from, to) = (random.usize(4..one.len()), random.usize(4..=one.len().min(other.len())));
    let (from, to) = (from.min(to), from.max(to).min(other.len()));
    let before = one.clone();
    one[from..to].copy_from_slice(&other[from..to]);
    if one != before && one != other {
        tally.refuse(|| format!("{from}..{to} of {} in {}", boxes[1], boxes[0]), key, context, &text(&one));
    }
    let mut changed = before;
    for _ in 0..random.usize(2..9) {
        let at = random.usize(..changed.len());
        changed[at] ^= random.u8(1..);
    }
    if changed != raw(boxes[0]) {
        tally.refuse(|| format!("bytes of {}", boxes[0]), key, context, &text(&changed));
    }
}

#[test]
fn no_tampered_box_opens() {
    let seed =
        std::env::var("PROVOST_TEST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_121);
    let mut random = fastrand::Rng::with_seed(seed);
    let mut tally = Tally { tried: 0, accepted: Vec::new() };
    every_single_change(&mut tally, &dek(), &value_context(), VALUE);
    every_single_change(&mut tally, &kek(), &wrap_context(), WRAP);
    let mut last = VALUE.to_owned();
    while tally.tried < CASES {
        let length = random.usize(1..200);
        let secret: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(length).collect();
        let field = ["database_url", "db_password", "ca_certificate"][random.usize(..3)];
        let context = Context::field(deployment(), course(), field, random.u64(1..1_000_000));
        let fresh = Fresh {
            salt: std::array::from_fn(|_| random.u8(..)),
            nonce: std::array::from_fn(|_| random.u8(..)),
        };
        let sealed = seal(&dek(), &context, &secret, fresh);
        // A harness that refuses everything would prove nothing.
        assert_eq!(open(&dek(), &context, &sealed).unwrap().as_slice(), secret);
        every_swap(&mut tally, &dek(), &context, &sealed, &mut random);
        for _ in 0..20 {
            some_mixtures(&mut tally, &dek(), &context, [&sealed, &last], &mut random);
        }
        last = sealed;
    }
    assert_eq!(open(&dek(), &value_context(), VALUE).unwrap().as_slice(), SECRET.as_bytes());
    println!("{} tampered boxes, {} accepted; seed {seed}", tally.tried, tally.accepted.len());
    assert_eq!(tally.accepted, Vec::<String>::new(), "seed {seed}");
}
