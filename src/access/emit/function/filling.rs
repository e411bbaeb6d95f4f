//! What a template's holes are filled with, checked against what fits.

use super::super::Emitter;
use crate::access::Words;
use crate::failure::Result;
use crate::model::Ident;
use crate::model::access::{FunctionUse, Hole, HoleKind, Parameter, TableName, Template};
use minijinja::Value;
use std::collections::BTreeMap;

impl Emitter<'_> {
    /// The context of a template.
    pub(super) fn filling(&self, used: &FunctionUse, template: &Template) -> Result<BTreeMap<String, Value>> {
        let mut context = BTreeMap::new();
        let words = Words::new(self.access);
        context.insert("function".to_owned(), named(&used.name));
        context.insert("uid".to_owned(), Value::from_safe_string(words.uid().as_str().to_owned()));
        context.insert("helpers".to_owned(), Value::from(self.access.settings.helpers.as_str()));
        for hole in &template.holes {
            let value = match used.parameters.get(&hole.name) {
                Some((parameter, spot)) => value(hole, parameter).ok_or_else(|| {
                    self.access
                        .sources
                        .fault(spot, format!("`{}` does not fit template `{}`", hole.name, template.name))
                        .hint(fits(hole.kind))
                })?,
                None if hole.optional => empty(hole.kind),
                None => {
                    return Err(self
                        .fault(used, format!("template `{}` needs `{}`", template.name, hole.name))
                        .hint(format!("add `{} = …` to this entry; {}", hole.name, fits(hole.kind))));
                }
            };
            context.insert(hole.name.clone(), value);
        }
        let unknown =
            used.parameters.iter().find(|(name, _)| !template.holes.iter().any(|hole| hole.name == **name));
        if let Some((name, (_, spot))) = unknown {
            let known: Vec<&str> = template.holes.iter().map(|hole| hole.name.as_str()).collect();
            return Err(self
                .access
                .sources
                .fault(spot, format!("template `{}` takes no `{name}`", template.name))
                .hint(format!(
                    "it takes: {}",
                    if known.is_empty() { "nothing".to_owned() } else { known.join(", ") }
                )));
        }
        Ok(context)
    }
}

fn named(table: &TableName) -> Value {
    Value::from_pairs([("schema", table.schema.as_str()), ("name", table.name.as_str())])
}

fn empty(kind: HoleKind) -> Value {
    match kind {
        HoleKind::Columns | HoleKind::Values | HoleKind::Texts => Value::from(Vec::<Value>::new()),
        HoleKind::Map => Value::from_pairs(Vec::<(Value, Value)>::new()),
        _ => Value::from(()),
    }
}

fn value(hole: &Hole, parameter: &Parameter) -> Option<Value> {
    let names = |list: &[String]| list.iter().all(|name| Ident::parse(name).is_ok());
    Some(match (hole.kind, parameter) {
        (HoleKind::Table, Parameter::Text(text)) => named(&TableName::parse(text)),
        (HoleKind::Column, Parameter::Text(text)) if Ident::parse(text).is_ok() => Value::from(text.as_str()),
        (HoleKind::Text, Parameter::Text(text)) => Value::from(text.as_str()),
        (HoleKind::Columns, Parameter::List(list)) if names(list) => Value::from(list.clone()),
        (HoleKind::Texts, Parameter::List(list)) => Value::from(list.clone()),
        (HoleKind::Map, Parameter::Map(map)) => {
            Value::from_pairs(map.iter().map(|(name, value)| (name.as_str(), value.as_str())))
        }
        (HoleKind::Values, Parameter::Map(map)) => {
            let entry = |(name, value): (&String, &String)| {
                Value::from_pairs([("name", name.as_str()), ("value", value.as_str())])
            };
            Value::from(map.iter().map(entry).collect::<Vec<_>>())
        }
        (HoleKind::Number, Parameter::Number(number)) => Value::from(*number),
        (HoleKind::Flag, Parameter::Flag(flag)) => Value::from(*flag),
        _ => return None,
    })
}

const fn fits(kind: HoleKind) -> &'static str {
    match kind {
        HoleKind::Table => "write a table, such as \"public.profiles\"",
        HoleKind::Column => "write a column's name",
        HoleKind::Columns => "write a list of columns, such as [\"id\", \"email\"]",
        HoleKind::Values => "write values by column, such as { role = \"student\" }",
        HoleKind::Map => "write names by name, such as { actor = \"changed_by\" }",
        HoleKind::Text => "write a text",
        HoleKind::Texts => "write a list of texts",
        HoleKind::Number => "write a number",
        HoleKind::Flag => "write true or false",
    }
}
