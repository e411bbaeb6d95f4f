//! Conditions: open to every row, without a branch, without a term.

use crate::access::{Branch, Term};
use std::collections::BTreeSet;

/// A weaker condition: what was done, what is left, and the columns that what is gone reads.
pub(super) struct Weaker {
    pub(super) what: String,
    /// The term that is gone, where it is one.
    term: Option<String>,
    pub(super) branches: Vec<Branch>,
    pub(super) columns: BTreeSet<String>,
}

impl Weaker {
    /// Why nobody may notice, where none of the columns that what is gone reads can be written so.
    pub(super) fn excuse(&self, written: &BTreeSet<String>, why: &'static str) -> Option<&'static str> {
        self.columns.is_disjoint(written).then_some(why)
    }

    /// Whether these branches ask what is gone as well.
    pub(super) fn is_in(&self, branches: &[Branch]) -> bool {
        self.term.as_ref().is_some_and(|gone| {
            branches.iter().flat_map(|branch| &branch.terms).any(|term| term.label() == *gone)
        })
    }
}

/// Everything open, each branch alone removed, each term of each branch dropped.
pub(super) fn weaker_branches(branches: &[Branch]) -> Vec<Weaker> {
    let open = vec![Branch::open()];
    if branches == open {
        return Vec::new();
    }
    let columns = |branch: &Branch| branch.terms.iter().flat_map(Term::columns).collect::<BTreeSet<_>>();
    let all = branches.iter().flat_map(columns).collect();
    let mut weaker = vec![Weaker { what: "opened".to_owned(), term: None, branches: open, columns: all }];
    for (index, branch) in branches.iter().enumerate() {
        if branches.len() > 1 {
            let rest = branches.iter().enumerate().filter(|(other, _)| *other != index);
            weaker.push(Weaker {
                what: format!("without the branch {}", branch.label()),
                term: None,
                branches: rest.map(|(_, it)| it.clone()).collect(),
                columns: columns(branch),
            });
        }
        // A condition that is written in two forms goes in both: without one of them nothing is weaker.
        let is_first = |(at, term): &(usize, &Term)| {
            branch.terms.iter().position(|other| other.label() == term.label()) == Some(*at)
        };
        for (_, dropped) in branch.terms.iter().enumerate().filter(is_first) {
            let mut looser = branches.to_vec();
            looser[index].terms.retain(|term| term.label() != dropped.label());
            if looser[index].terms.is_empty() {
                continue;
            }
            weaker.push(Weaker {
                what: format!("without {} in {}", dropped.label(), branch.label()),
                term: Some(dropped.label()),
                branches: looser,
                columns: dropped.columns(),
            });
        }
    }
    weaker
}
