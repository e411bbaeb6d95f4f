//! Functions from templates, and their triggers.

mod filling;

use super::{Emitter, Name};
use crate::access::object::fitting;
use crate::access::{Object, Section};
use crate::failure::{Failure, Result, meant};
use crate::model::access::{Firing, FunctionUse, TableName, Template};
use crate::sqltext;

impl Emitter<'_> {
    pub(super) fn functions(&self) -> Result<Vec<Object>> {
        let mut objects = Vec::new();
        for used in &self.access.functions {
            let (template, body) = self.text(used)?;
            let mut function = self.function(&used.name.schema, &used.name.name, "", &body, &[]);
            function.section = Section::Functions;
            objects.push(function);
            if let Some(firing) = &template.trigger {
                objects.extend(self.triggers(used, template, firing)?);
            }
        }
        Ok(objects)
    }

    /// A function's template, and the text that it gives.
    pub(super) fn text(&self, used: &FunctionUse) -> Result<(&Template, String)> {
        let Some(template) = self.access.templates.get(&used.template) else {
            let known: Vec<&str> = self.access.templates.keys().map(String::as_str).collect();
            return Err(self.fault(used, format!("there is no template `{}`", used.template)).hint(meant(
                &used.template,
                &known,
                "template",
            )));
        };
        Ok((template, self.body(used, template)?))
    }

    fn fault(&self, used: &FunctionUse, what: String) -> Failure {
        self.access.sources.fault(&used.spot, what)
    }

    /// The text of the function: exactly one `CREATE FUNCTION`, of the name that was asked for.
    fn body(&self, used: &FunctionUse, template: &Template) -> Result<String> {
        let context = self.filling(used, template)?;
        let refuse = |why: String| {
            self.fault(used, format!("template `{}` gives no function", template.name))
                .because(format!("{}: {why}", template.path))
                .hint("a template holds one `create or replace function`, every hole behind `| ident` or `| literal`")
        };
        let text = crate::render::sql::render_text(&template.body, &context)
            .map_err(|error| refuse(error.to_string()))?;
        let statements = sqltext::split(&text).map_err(|problem| refuse(problem.message))?;
        let [statement] = &statements[..] else {
            return Err(refuse(format!("it holds {} statements", statements.len())));
        };
        let sql = text[statement.span.clone()].trim_end().trim_end_matches(';').to_owned();
        let begins: Vec<&str> = sql.split_whitespace().take(4).collect();
        let is_function =
            begins.iter().map(|word| word.to_ascii_lowercase()).eq(["create", "or", "replace", "function"]);
        if !is_function {
            return Err(refuse(format!("it begins with `{}`", begins.join(" "))));
        }
        Ok(sql)
    }

    fn triggers(&self, used: &FunctionUse, template: &Template, firing: &Firing) -> Result<Vec<Object>> {
        let tables: Vec<TableName> = match (&firing.table, &used.on) {
            (Some(table), _) => vec![table.clone()],
            (None, Some(tables)) => tables.clone(),
            (None, None) => self.tables_with(template),
        };
        let mut triggers = Vec::new();
        for table in tables {
            let relation = self.catalog.relation(&table);
            let lacking =
                template.needs.iter().find(|column| relation.is_some_and(|it| it.column(column).is_none()));
            if relation.is_none() || lacking.is_some() {
                let what = match lacking {
                    Some(column) => format!(
                        "`{table}` has no column `{column}`, which template `{}` needs",
                        template.name
                    ),
                    None => format!("there is no table `{table}`"),
                };
                return Err(self
                    .fault(used, what)
                    .hint("name tables in `on` that are there and have what the template needs"));
            }
            let name = fitting(&format!("{}_{}", table.name, used.name.name));
            let function = Name::from(&used.name);
            triggers.push(self.trigger_on(&table, &name, &firing.when, &firing.columns, &function));
        }
        Ok(triggers)
    }

    /// Declared tables that have what a template needs.
    fn tables_with(&self, template: &Template) -> Vec<TableName> {
        let has_all = |table: &&TableName| {
            let relation = self.catalog.relation(table);
            relation.is_some_and(|it| template.needs.iter().all(|column| it.column(column).is_some()))
        };
        self.access.tables.keys().filter(has_all).cloned().collect()
    }
}
