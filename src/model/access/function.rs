//! A function made from a template, with the triggers that call it.

use super::{Spot, TableName};
use std::collections::BTreeMap;

/// A function from a template.
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionUse {
    /// The function.
    pub name: TableName,
    /// The template.
    pub template: String,
    /// The tables that get its trigger; nothing: every declared table that has what the template needs.
    pub on: Option<Vec<TableName>>,
    /// What the template is filled with.
    pub parameters: BTreeMap<String, (Parameter, Spot)>,
    /// Where it is declared.
    pub spot: Spot,
}

/// A value for a template's hole.
#[derive(Debug, Clone, PartialEq)]
pub enum Parameter {
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
    /// A truth value.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
    /// Texts by name.
    Map(BTreeMap<String, String>),
}
