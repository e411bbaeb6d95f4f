//! Rules as sentences.

use super::{Asked, Way};
use crate::model::access::{Atom, Condition, Operation, Rule};
use crate::sqltext::Piece;

/// What is done with rows.
pub(super) const fn verb(operation: Operation) -> &'static str {
    match operation {
        Operation::Select => "read",
        Operation::Insert => "create",
        Operation::Update => "update",
        Operation::Delete => "delete",
    }
}

impl Asked<'_> {
    pub(super) fn way(&self, rule: &Rule) -> Way {
        let (rows, after) =
            (conditions(&rule.rows), rule.after.as_deref().map(conditions).unwrap_or_default());
        let after = if self.operation == Operation::Update { after } else { Vec::new() };
        let columns = self.columns(rule);
        let mut sentence = format!("{} may {} `{}`", self.person.article(), verb(self.operation), self.name);
        sentence += &match &rows[..] {
            [] if self.operation == Operation::Insert => ", any row".to_owned(),
            [] => ", every row".to_owned(),
            rows => format!(" where {}", rows.join(" and ")),
        };
        if !after.is_empty() {
            sentence += &format!(", and afterwards {}", after.join(" and "));
        }
        if let Some(columns) = &columns {
            sentence += &format!(", columns: {}", self.listed(columns));
        }
        let place = self.place(self.spot(rule));
        if let Some(place) = &place {
            sentence += &format!(" ({place})");
        }
        Way { sentence, rows, after, columns, place }
    }

    /// Columns in a sentence: those that are left out, where they are fewer.
    fn listed(&self, columns: &[String]) -> String {
        let missing = self.relation.columns.iter().map(|it| it.name.as_str());
        let missing: Vec<&str> =
            missing.filter(|name| !columns.iter().any(|listed| listed == name)).collect();
        match (columns.len(), missing.len()) {
            (_, 0) => "all".to_owned(),
            (listed, left_out) if left_out < listed => format!("all but {}", missing.join(", ")),
            _ => columns.join(", "),
        }
    }
}

fn conditions(atoms: &[Atom]) -> Vec<String> {
    atoms.iter().map(|atom| condition(&atom.condition)).collect()
}

fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Own { column } => format!("`{column}` is their own"),
        Condition::In { set, column } => format!("`{column}` is one of `{set}`"),
        Condition::Flag { column, wanted: true } => format!("`{column}` is true"),
        Condition::Flag { column, wanted: false } => format!("`{column}` is false"),
        Condition::Open { column, wanted: true } => format!("`{column}` is open"),
        Condition::Open { column, wanted: false } => format!("`{column}` is set"),
        Condition::Is { column, value, wanted: true } => format!("`{column}` is \"{value}\""),
        Condition::Is { column, value, wanted: false } => format!("`{column}` is not \"{value}\""),
        Condition::Expression { expression, .. } => {
            let text = |piece: &Piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Uid => "@uid".to_owned(),
                Piece::Role => "@role".to_owned(),
                Piece::Set(name) => format!("@{name}"),
            };
            format!("`{}`", expression.pieces.iter().map(text).collect::<String>())
        }
        Condition::OwnFolder => "the path begins with their id".to_owned(),
        Condition::SetFolder { set } => format!("the path begins with one of `{set}`"),
    }
}
