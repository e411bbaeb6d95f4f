//! The vault: its format against known answers, other people's vectors, other languages and tampering.

mod known;
mod languages;
mod tamper;
mod wycheproof;
