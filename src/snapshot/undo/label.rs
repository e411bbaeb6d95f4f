//! The values of an enumerated type.

/// A change that PostgreSQL can make.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Label<'a> {
    /// A value that lacks, and the one it stands before.
    Added(&'a str, Option<&'a str>),
    /// A value under another name: found, wanted.
    Renamed(&'a str, &'a str),
}

/// What turns the found values into the wanted ones; nothing where no such changes do.
pub(super) fn changes<'a>(wanted: &[&'a str], found: &[&'a str]) -> Option<Vec<Label<'a>>> {
    if wanted.len() == found.len() {
        let pairs: Vec<_> = wanted.iter().zip(found).filter(|(one, other)| one != other).collect();
        let free = pairs.iter().all(|(one, other)| !found.contains(one) && !wanted.contains(other));
        return free.then(|| pairs.into_iter().map(|(one, other)| Label::Renamed(other, one)).collect());
    }
    let kept: Vec<&str> = wanted.iter().filter(|label| found.contains(label)).copied().collect();
    if kept != found {
        return None;
    }
    let mut changes = Vec::new();
    for (at, label) in wanted.iter().enumerate().filter(|(_, label)| !found.contains(label)) {
        let before = wanted[at + 1..].iter().find(|label| found.contains(label)).copied();
        changes.push(Label::Added(label, before));
    }
    Some(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_added_and_renamed_but_not_taken_away() {
        assert_eq!(changes(&["a", "b", "c"], &["a", "c"]), Some(vec![Label::Added("b", Some("c"))]));
        assert_eq!(changes(&["a", "b"], &["a"]), Some(vec![Label::Added("b", None)]));
        assert_eq!(changes(&["a", "b"], &["a", "x"]), Some(vec![Label::Renamed("x", "b")]));
        assert_eq!(changes(&["a"], &["a", "x"]), None);
        assert_eq!(changes(&["a", "b"], &["b", "a"]), None);
    }
}
