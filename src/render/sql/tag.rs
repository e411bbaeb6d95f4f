//! Dollar quotes of a template and what fills its holes: a value that holds the same tag would end the quote early.

use std::collections::BTreeSet;

/// Renders a template so that none of its dollar quotes ends inside of a value: where one would, all its tags get other names.
pub(super) fn kept_apart<E>(source: &str, render: impl Fn(&str) -> Result<String, E>) -> Result<String, E> {
    let mut text = render(source)?;
    let tags = tags(source);
    let mut renamed = source.to_owned();
    let mut attempt = 0;
    // A value is finite, so some number is in none of them.
    while is_torn(&renamed, &text) {
        attempt += 1;
        let name = |tag: &str| format!("${}_{attempt}$", tag.trim_matches('$'));
        renamed = tags.iter().fold(source.to_owned(), |source, tag| source.replace(tag, &name(tag)));
        text = render(&renamed)?;
    }
    Ok(text)
}

/// Whether a tag stands in the text more often than the template wrote it.
fn is_torn(source: &str, text: &str) -> bool {
    tags(source).iter().any(|tag| text.matches(tag).count() != source.matches(tag).count())
}

/// The tags of the template's own dollar quotes, such as `$rls$`.
fn tags(source: &str) -> BTreeSet<&str> {
    let mut tags = BTreeSet::new();
    let mut rest = source;
    while let Some(start) = rest.find('$') {
        let name = rest[start + 1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let end = name.map(|length| start + 1 + length).unwrap_or(rest.len());
        let is_tag =
            rest[end..].starts_with('$') && !rest[start + 1..].starts_with(|c: char| c.is_ascii_digit());
        if is_tag {
            tags.insert(&rest[start..=end]);
        }
        rest = &rest[if is_tag { end + 1 } else { end }..];
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(source: &str, value: &str) -> String {
        kept_apart(source, |source| Ok::<_, ()>(source.replace('@', value))).unwrap()
    }

    #[test]
    fn a_value_does_not_end_the_quote_around_it() {
        assert_eq!(filled("as $rls$ select @ $rls$", "1"), "as $rls$ select 1 $rls$");
        assert_eq!(filled("as $rls$ select @ $rls$", "'$rls$'"), "as $rls_1$ select '$rls$' $rls_1$");
        assert_eq!(filled("as $a$ @ $a$", "$a$ $a_1$"), "as $a_2$ $a$ $a_1$ $a_2$");
        assert_eq!(filled("as $$ @ $$", "$$"), "as $_1$ $$ $_1$");
    }

    #[test]
    fn what_is_a_tag() {
        assert_eq!(tags("$1 $a$ x $a$ 'b$' $$ $2$"), BTreeSet::from(["$a$", "$$"]));
        assert_eq!(tags("nothing"), BTreeSet::new());
    }
}
