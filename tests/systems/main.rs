//! The systems that `provost init` writes, each for real: up, nothing to do, its own tests, down to nothing, up again.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests start programs and read files")]

mod catalog;
mod round;
mod scene;
#[path = "../support/mod.rs"]
mod support;
mod weaker;

use scene::{Scene, Servers};

#[test]
fn campus_main() {
    round::trip(&Scene::new("campus", None, Servers::Installed));
}

#[test]
fn campus_course() {
    round::trip(&Scene::new("campus", Some("CS101"), Servers::Installed));
}

#[test]
fn growth_os() {
    round::trip(&Scene::new("growth-os", None, Servers::Installed));
}

/// It needs `vector`, which an installed server seldom has: the fetched one does. Where it cannot be fetched, this fails.
#[test]
fn learning_platform() {
    round::trip(&Scene::new("learning-platform", None, Servers::Fetched));
}

#[test]
fn edulink() {
    round::trip(&Scene::new("edulink", None, Servers::Installed));
}

#[test]
fn personalized_lms() {
    round::trip(&Scene::new("personalized-lms", None, Servers::Installed));
}
