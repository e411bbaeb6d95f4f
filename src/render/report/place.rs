//! A finding's place, as CI systems want it: a file, and where in it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands for itself in the path of a URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    /// Line and column, from 1.
    pub(super) position: Option<(usize, usize)>,
}

impl<'a> Place<'a> {
    /// Reads `file:line:column (note)`, all but the file left out at will.
    pub(super) fn of(text: &'a str) -> Self {
        let text = match text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
            Some((before, _)) => before,
            None => text,
        };
        let mut parts = text.rsplitn(3, ':');
        let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
        let (column, line) = (number(), number());
        match (line, column, parts.next()) {
            (Some(line), Some(column), Some(file)) => Self { file, position: Some((line, column)) },
            _ => Self { file: text, position: None },
        }
    }

    /// The file as a URI: relative to where the person stands, as their CI system stands there too.
    pub(super) fn uri(&self) -> String {
        let path = utf8_percent_encode(self.file.trim_start_matches("./"), PATH);
        if self.file.starts_with('/') { format!("file://{path}") } else { path.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_from_its_end() {
        for (text, file, position) in [
            ("sql/V1__a.sql:3:14", "sql/V1__a.sql", Some((3, 14))),
            ("sql/V1__a.sql:3:14 (statement 2 of 3)", "sql/V1__a.sql", Some((3, 14))),
            ("sql/V1__a.sql", "sql/V1__a.sql", None),
            ("c:1/a:b.sql:1:2", "c:1/a:b.sql", Some((1, 2))),
            ("a (copy).sql:1:2", "a (copy).sql", Some((1, 2))),
            (":::", ":::", None),
        ] {
            assert_eq!(Place::of(text), Place { file, position }, "{text}");
        }
    }

    #[test]
    fn a_uri_holds_nothing_that_means_something() {
        assert_eq!(Place::of("./sql/ä b%?#.sql:1:1").uri(), "sql/%C3%A4%20b%25%3F%23.sql");
        assert_eq!(Place::of("/srv/a.sql").uri(), "file:///srv/a.sql");
        assert_eq!(Place::of("javascript:alert(1)").uri(), "javascript%3Aalert%281%29");
    }
}
