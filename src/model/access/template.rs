//! A template for a function and its triggers.

use std::collections::BTreeSet;

/// What a template's file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// Its file, as a person names it.
    pub path: String,
    /// Columns that a table must have for its trigger.
    pub needs: BTreeSet<String>,
    /// What it is filled with.
    pub holes: Vec<Hole>,
    /// When its trigger fires; nothing: it is a function only.
    pub trigger: Option<Firing>,
    /// The text with holes.
    pub body: String,
}

/// A hole of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// Its name.
    pub name: String,
    /// What fits.
    pub kind: HoleKind,
    /// Whether it may be left out.
    pub optional: bool,
}

/// What fits into a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoleKind {
    /// A table.
    Table,
    /// A column.
    Column,
    /// Columns.
    Columns,
    /// Values by column.
    Values,
    /// Names by name.
    Map,
    /// A text.
    Text,
    /// Texts.
    Texts,
    /// A number.
    Number,
    /// A truth value.
    Flag,
}

/// When a trigger fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firing {
    /// `before update`, `after insert or delete`.
    pub when: String,
    /// Columns whose change fires it; none: any.
    pub columns: Vec<String>,
    /// The table, where the template itself says.
    pub table: Option<super::TableName>,
}
