//! The name that was probably meant, for hints.

/// How alike two names must be for one to be suggested, of 1.
const ALIKE: f32 = 0.6;

/// The known name that is most like a written one, if any is like it.
pub fn closest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    similar::get_close_matches(written, known, 1, ALIKE).first().copied()
}

/// The hint that names what was probably meant, or else what there is.
pub fn meant(written: &str, known: &[&str], kind: &str) -> String {
    match closest(written, known) {
        Some(close) => format!("did you mean `{close}`?"),
        None if known.is_empty() => format!("no {kind} is defined; add one, or leave it out"),
        None => format!("use one of {}", known.join(", ")),
    }
}
