//! The vault: its format against known answers, other people's vectors, other languages and tampering.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod known;
mod languages;
mod tamper;
mod wycheproof;
