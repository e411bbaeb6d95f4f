//! Texts of two major versions of PostgreSQL, which write the same expression a little differently.

use super::Snapshot;
use serde_json::{Map, Value};

/// The first version with this right, which older ones cannot have.
const MAINTAIN_SINCE: u32 = 17;

/// Facts that PostgreSQL writes out of what it parsed.
const WRITTEN: [&str; 8] =
    ["definition", "default", "expression", "using", "check", "body", "partition_by", "bound"];

/// Makes two texts equal where they differ in layout, brackets, or the table that a column's name is qualified with.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => skeleton(one) == skeleton(other),
        _ => one == other,
    }
}

/// Whether a fact is a text that differs between major versions.
pub(super) fn is_written(fact: &str) -> bool {
    WRITTEN.contains(&fact)
}

/// Leaves out what one of the two servers cannot know.
pub(super) fn align(snapshot: &mut Snapshot, other_major: u32) {
    let older = snapshot.major.min(other_major);
    for object in snapshot.objects.values_mut() {
        object.facts.remove("version");
        if older < MAINTAIN_SINCE
            && let Some(Value::Object(roles)) = object.facts.get_mut("grants")
        {
            without_maintain(roles);
        }
    }
}

fn without_maintain(roles: &mut Map<String, Value>) {
    for rights in roles.values_mut().filter_map(Value::as_array_mut) {
        rights.retain(|right| right.as_str().is_none_or(|right| !right.starts_with("MAINTAIN")));
    }
    roles.retain(|_, rights| rights.as_array().is_none_or(|rights| !rights.is_empty()));
}

/// What is left when layout, brackets and the qualifiers of names are gone. Quoted texts stay as they are.
fn skeleton(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                out.push(c);
            }
            _ if quoted => out.push(c),
            '(' | ')' => out.push(' '),
            '.' => {
                let start = out.trim_end_matches(|c: char| c.is_alphanumeric() || "_\"".contains(c)).len();
                // A number's point is no qualifier.
                match out[start..].starts_with(|c: char| c.is_ascii_digit()) {
                    true => out.push('.'),
                    false => out.truncate(start),
                }
            }
            _ => out.push(c),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ;", "").replace(" ,", ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_way_of_writing_is_left_out() {
        let same = |one: &str, other: &str| super::same(&Value::from(one), &Value::from(other));
        assert!(same("SELECT t.a\n   FROM s.t\n  WHERE (t.a > 1)", " SELECT a FROM s.t WHERE t.a > 1"));
        assert!(!same("a > 1.5", "a > 5"));
        assert!(!same("a = 'x.y'", "a = 'y'"));
        assert!(!same("a = 1 or b", "a = 1 and b"));
    }
}
