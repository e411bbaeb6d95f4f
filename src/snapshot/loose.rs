//! Texts of two major versions of PostgreSQL, which write the same expression a little differently.

use super::Snapshot;
use serde_json::{Map, Value};

/// The first version with this right, which older ones cannot have.
const MAINTAIN_SINCE: u32 = 17;

/// Facts that PostgreSQL writes out of what it parsed.
const WRITTEN: [&str; 8] =
    ["definition", "default", "expression", "using", "check", "body", "partition_by", "bound"];

/// Whether two texts are the same but for layout, and for tables before columns that the older version names and the newer leaves out.
pub(super) fn same(older: &Value, newer: &Value) -> bool {
    match (older, newer) {
        (Value::String(older), Value::String(newer)) => same_text(&tokens(older), &tokens(newer)),
        _ => older == newer,
    }
}

fn same_text(older: &[&str], newer: &[&str]) -> bool {
    let (mut one, mut other) = (0, 0);
    while one < older.len() {
        let qualifies = |tokens: &[&str], at: usize| tokens.get(at + 1) == Some(&".");
        let same_here = older.get(one) == newer.get(other);
        if qualifies(older, one) && !(same_here && qualifies(newer, other)) {
            one += 2;
        } else if same_here {
            (one, other) = (one + 1, other + 1);
        } else {
            return false;
        }
    }
    other == newer.len()
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

/// Names, numbers, quoted texts whole, and single characters.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = match first {
            '\'' | '"' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
            _ if first.is_ascii_digit() => rest.find(|c: char| !is_name(c) && c != '.').unwrap_or(rest.len()),
            _ if is_name(first) => rest.find(|c: char| !is_name(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_way_of_writing_is_left_out() {
        let same = |older: &str, newer: &str| super::same(&Value::from(older), &Value::from(newer));
        assert!(same(
            "SELECT t.a,\n    t.t FROM s.t\n  WHERE (t.a > 1)",
            "SELECT a, t FROM s.t WHERE (a > 1)"
        ));
        assert!(same("a.b = 'x  y'", "a.b = 'x  y'"));
        for (older, newer) in [
            ("a > 1.5", "a > 5"),
            ("a = 'x.y'", "a = 'y'"),
            ("a = 'x  y'", "a = 'x y'"),
            ("(a or b) and c", "a or (b and c)"),
            ("select a from s.t", "select a from u.t"),
            ("select a from t", "select a from s.t"),
            ("a.b = c.b", "a.b = d.b"),
        ] {
            assert!(!same(older, newer), "{older} / {newer}");
        }
    }
}
