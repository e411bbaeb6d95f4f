//! Courses from registration to the end: set up, cut off and continued, refused, looked after.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests read files and start processes; one that cannot be set up fails"
)]

#[expect(dead_code, reason = "the tests of connecting use the rest")]
#[path = "../pg/certificate.rs"]
mod certificate;
mod copied;
mod encrypted;
#[expect(dead_code, reason = "the tests of connecting use the rest")]
#[path = "../pg/fake.rs"]
mod fake;
mod hostile;
mod killed;
mod onboarded;
#[expect(dead_code, reason = "the tests of faults use the rest")]
#[expect(unused_imports, reason = "the tests of faults use the rest")]
#[path = "../db/proxy/mod.rs"]
mod proxy;
mod public;
mod refused;
mod rotated;
mod scene;
#[expect(dead_code, reason = "the tests of connecting use the rest")]
#[path = "../pg/server.rs"]
mod server;
#[path = "../support/mod.rs"]
mod support;
mod told;
mod verbs;
mod wizard;
