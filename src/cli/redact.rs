//! Passwords out of what a person typed, before it is shown again.

/// Replaces the passwords of database URLs, and of `password=…`, by `***`.
pub fn redact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Words end at white space and quotes; a quote cannot stand in a URL unless it is encoded.
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| !c.is_whitespace() && !matches!(c, '\'' | '"' | '`')) {
        out.push_str(&rest[..at]);
        let word = &rest[at..];
        let end =
            word.find(|c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '`')).unwrap_or(word.len());
        redact_word(&word[..end], &mut out);
        rest = &word[end..];
    }
    out.push_str(rest);
    out
}

fn redact_word(word: &str, out: &mut String) {
    // Up to the last `@`: a password may hold one that nobody encoded.
    if let Some((scheme, after)) = word.split_once("://")
        && let Some((user_info, host)) = after.rsplit_once('@')
        && let Some((user, _)) = user_info.split_once(':')
    {
        *out += &format!("{scheme}://{user}:***@");
        return redact_parameter(host, out);
    }
    redact_parameter(word, out);
}

fn redact_parameter(word: &str, out: &mut String) {
    match word.find("password=") {
        Some(at) => {
            let value = at + "password=".len();
            let end = word[value..].find('&').map_or(word.len(), |i| value + i);
            *out += &format!("{}***{}", &word[..value], &word[end..]);
        }
        None => out.push_str(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_left() {
        for (text, shown) in [
            ("postgres://u:secret@h/db", "postgres://u:***@h/db"),
            ("'postgresql://u:se:c@ret@h:5432/db' found", "'postgresql://u:***@h:5432/db' found"),
            ("--database-url=postgres://u:secret@h", "--database-url=postgres://u:***@h"),
            ("host=h password=secret user=u", "host=h password=*** user=u"),
            ("postgres://h/db?password=secret&a=b", "postgres://h/db?password=***&a=b"),
            ("postgres://u@h/db  x\n", "postgres://u@h/db  x\n"),
            ("no secret, `at` all", "no secret, `at` all"),
        ] {
            assert_eq!(redact(text), shown);
        }
    }
}
