//! `[function]`: functions and triggers from templates.

use super::Reading;
use super::draft::Draft;
use crate::failure::Result;
use crate::model::access::{FunctionUse, Parameter, Spot};
use std::collections::BTreeMap;

impl Reading {
    pub(super) fn functions(&self, draft: &Draft) -> Result<Vec<FunctionUse>> {
        let mut functions = Vec::new();
        for (written, entry) in &draft.functions {
            let known = &entry.value.value.known;
            let name = self.table_name(written, &entry.spot())?;
            let Some(template) = &known.r#use else {
                let failure = self.fault(&entry.spot(), format!("function `{written}` has no template"));
                return Err(failure.hint("add `use = \"updated_at\"`, or another template's name"));
            };
            let on = match &known.on {
                Some(words) if words.value.0 == ["*"] => None,
                Some(words) => {
                    let spot = entry.at(&words.span);
                    let tables = words.value.0.iter().map(|table| self.table_name(table, &spot));
                    Some(tables.collect::<Result<Vec<_>>>()?)
                }
                None => Some(Vec::new()),
            };
            let mut parameters = BTreeMap::new();
            for (key, value) in &entry.value.value.rest {
                let spot = Spot::new(entry.source, value.span.clone());
                let Some(parameter) = parameter(&value.value) else {
                    let failure = self.fault(&spot, format!("`{key}` is nothing that fits into a template"));
                    return Err(
                        failure.hint("write a text, a number, true or false, or a list or table of texts")
                    );
                };
                parameters.insert(key.clone(), (parameter, spot));
            }
            let template = template.value.clone();
            functions.push(FunctionUse { name, template, on, parameters, spot: entry.spot() });
        }
        Ok(functions)
    }
}

fn parameter(value: &toml::Value) -> Option<Parameter> {
    let text = |value: &toml::Value| value.as_str().map(str::to_owned);
    Some(match value {
        toml::Value::String(text) => Parameter::Text(text.clone()),
        toml::Value::Integer(number) => Parameter::Number(*number),
        toml::Value::Boolean(flag) => Parameter::Flag(*flag),
        toml::Value::Array(list) => Parameter::List(list.iter().map(text).collect::<Option<_>>()?),
        toml::Value::Table(map) => {
            let entries = map.iter().map(|(key, value)| Some((key.clone(), text(value)?)));
            Parameter::Map(entries.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}
