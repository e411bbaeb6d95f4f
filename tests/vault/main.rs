//! The vault: its format against known answers, other people's vectors, other languages and tampering; its verbs, its keys, its trail.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod known;
mod languages;
mod looked_at;
mod opened_elsewhere;
mod rotated;
mod scene;
mod sources;
#[path = "../support/mod.rs"]
mod support;
mod tamper;
mod trail;
mod verbs;
mod wycheproof;
