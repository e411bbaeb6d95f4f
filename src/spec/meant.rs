//! The name that was probably meant by one that is none, and what is wrong with the one that is.

use super::name::{FileName, NameFault, is_timestamp, is_word, whole_number};

/// Explains a `.sql` file's name that [`FileName::parse`] does not take.
pub(super) fn fault(file: &str) -> NameFault {
    let parts = Parts::of(file);
    let meant = parts.rebuilt();
    let message = parts.complaint(file);
    debug_assert!(!parts.is_complete() || matches!(FileName::parse(&meant), Ok(Some(_))), "{file} {meant}");
    NameFault { message, meant }
}

/// A name taken apart leniently.
struct Parts<'a> {
    /// `V`, `U`, `R`, or none, in upper case.
    letter: Option<char>,
    letter_as_written: Option<char>,
    digits: &'a str,
    separator: &'a str,
    name: &'a str,
    /// `.up` or `.down`.
    direction: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(file: &'a str) -> Self {
        let stem = file[..file.len() - ".sql".len()].trim_start_matches(['.', '#', '_']);
        let direction = [".up", ".down", ".undo"].into_iter().find_map(|suffix| {
            let at = stem.len().checked_sub(suffix.len())?;
            stem.get(at..).filter(|end| end.eq_ignore_ascii_case(suffix))
        });
        let stem = &stem[..stem.len() - direction.map_or(0, str::len)];
        let letter_as_written = stem.chars().next().filter(|c| "VvUuRr".contains(*c)).filter(|_| {
            let rest = &stem[1..];
            rest.starts_with(|c: char| c.is_ascii_digit())
                || rest.starts_with("__")
                || (stem.starts_with(['R', 'r']) && rest.starts_with(['_', '-', ' ', '.']))
        });
        let rest = &stem[letter_as_written.map_or(0, char::len_utf8)..];
        let digits = leading(rest, |c| c.is_ascii_digit() || c == '.').trim_end_matches('.');
        let digits = if digits.contains(|c: char| c.is_ascii_digit()) { digits } else { "" };
        let separator = leading(&rest[digits.len()..], |c| matches!(c, '_' | '-' | '.') || c.is_whitespace());
        let name = &rest[digits.len() + separator.len()..];
        let letter = letter_as_written.map(|c| c.to_ascii_uppercase());
        Self { letter, letter_as_written, digits, separator, name, direction }
    }

    /// Whether the rebuilt name is one, and not a form with a number to fill in.
    fn is_complete(&self) -> bool {
        self.letter == Some('R') || whole_number(self.digits).is_some()
    }

    fn rebuilt(&self) -> String {
        let name = mended(self.name);
        if self.letter == Some('R') {
            return format!("R__{name}.sql");
        }
        let down = self.direction.filter(|it| !it.eq_ignore_ascii_case(".up")).map_or("", |_| ".down");
        match self.digits {
            digits if whole_number(digits).is_none() => format!("V<next number>__{name}{down}.sql"),
            digits if self.letter.is_none() && is_timestamp(digits) => format!("{digits}_{name}{down}.sql"),
            digits => format!("{}{digits}__{name}{down}.sql", self.letter.unwrap_or('V')),
        }
    }

    fn complaint(&self, file: &str) -> String {
        let by_hand = |text: &str| text.to_owned();
        if file.starts_with(['.', '#']) && file.len() > ".sql".len() {
            return by_hand("it is hidden: a leftover of an editor or a file system?");
        }
        if !file.ends_with(".sql") {
            return by_hand("the ending must be `.sql` in lower case");
        }
        if self.letter != self.letter_as_written {
            return format!("it begins with a small `{}`", self.letter_as_written.unwrap_or_default());
        }
        if self.letter == Some('R') && self.direction.is_some() {
            return by_hand("a repeatable file cannot be undone: it runs again when it changes");
        }
        if self.direction.is_some_and(|it| it != ".down") {
            return format!("`{}` is another tool's word", self.direction.unwrap_or_default());
        }
        if self.letter != Some('R') {
            if self.digits.is_empty() {
                return by_hand("it has no version");
            }
            if self.digits.contains('.') {
                return format!("its version `{}` is not a whole number", self.digits);
            }
            if whole_number(self.digits).is_none() {
                return format!("its version `{}` is larger than a 64-bit number", self.digits);
            }
        }
        if self.name.is_empty() {
            return by_hand("nothing stands after the version");
        }
        if self.name.chars().count() > 255 {
            return by_hand("the part after the version is longer than 255 characters");
        }
        if let Some(c) = self.name.chars().find(|c| !is_word(c.encode_utf8(&mut [0; 4]))) {
            let shown = if c == ' ' { "a space".to_owned() } else { format!("`{}`", c.escape_debug()) };
            return format!("it holds {shown}; only letters, digits and `_` may stand there");
        }
        match (self.letter, is_timestamp(self.digits)) {
            (None, true) => format!("one `_` must follow the time stamp, not `{}`", self.separator),
            (None, false) => by_hand("a number needs a `V` before it, and a time stamp has 14 digits"),
            (Some('R'), _) => format!("two `_` must follow the `R`, not `{}`", self.separator),
            (Some(_), _) => format!("two `_` must follow the version, not `{}`", self.separator),
        }
    }
}

fn leading(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !belongs(c)).unwrap_or(text.len())]
}

/// The name with everything that may not stand there made a `_`.
fn mended(name: &str) -> String {
    let mut mended = String::new();
    for c in name.chars().take(255) {
        let fits = is_word(c.encode_utf8(&mut [0; 4]));
        match (fits, mended.ends_with('_')) {
            (true, _) => mended.push(c),
            (false, false) if !mended.is_empty() => mended.push('_'),
            (false, _) => {}
        }
    }
    let trimmed = mended.trim_matches('_');
    if trimmed.is_empty() { "name".to_owned() } else { trimmed.to_owned() }
}
