//! The statements as one script, and who gets which rights in it.

use super::context::{identity, word};
use super::grant::{self, Right};
use super::statement::Writer;
use super::{Undo, Untouched};
use crate::render::escape;
use crate::render::sql::{File, Sql, try_render};
use crate::snapshot::{Id, Kind, Object};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct Grant {
    #[serde(flatten)]
    right: Right,
    on: Sql,
}

#[derive(Serialize)]
struct Default<'a> {
    #[serde(flatten)]
    right: Right,
    owner: &'a str,
    schema: &'a str,
    objects: &'a str,
}

impl Writer<'_> {
    pub(super) fn rights(
        &mut self,
        id: &Id,
        wanted: &Object,
        found: Option<&Object>,
        fresh: &BTreeSet<String>,
    ) {
        let owner = wanted.text("owner").unwrap_or_default();
        let grants = wanted.fact("grants");
        let mut rights = match found {
            Some(found) => grant::changes(grants, found.fact("grants"), owner, None),
            None => {
                let mut rights = grant::fresh(fresh);
                rights.extend(grant::changes(grants, &grant::owners_alone(grants), owner, None));
                rights
            }
        };
        let (want, have) =
            (wanted.fact("column_grants"), found.map_or(&Value::Null, |found| found.fact("column_grants")));
        let columns: BTreeSet<&String> =
            [want, have].into_iter().filter_map(Value::as_object).flat_map(|map| map.keys()).collect();
        for column in columns {
            let of = |side: &Value| side.get(column).cloned().unwrap_or(Value::Null);
            if have.get(column).is_some() && !self.has_column(id, column) {
                continue;
            }
            let mut changes = grant::changes(&of(want), &of(have), owner, Some(column));
            // Revoking a right on the table takes it from its columns too.
            if rights.iter().any(|right| right.verb == "revoke") {
                changes.retain(|right| right.verb != "grant");
                changes.extend(grant::changes(&of(want), &Value::Null, owner, Some(column)));
            }
            rights.extend(changes);
        }
        self.grant(id, wanted, rights);
    }

    /// A column that was made again has lost its own rights.
    pub(super) fn rights_of_column(&mut self, id: &Id) {
        let drift = self.drift;
        let Some(table) = id.homes().find_map(|home| drift.wanted.objects.get(&home)) else { return };
        let owner = table.text("owner").unwrap_or_default();
        let rights = table.fact("column_grants").get(&id.name);
        let rights = grant::changes(rights.unwrap_or(&Value::Null), &Value::Null, owner, Some(&id.name));
        self.grant(&table.id(), table, rights);
    }

    fn grant(&mut self, id: &Id, object: &Object, rights: Vec<Right>) {
        let word = match (id.kind, word(id, Some(object))) {
            (Kind::View | Kind::MaterializedView | Kind::Table, _) => "table",
            (_, "aggregate") => "function",
            (_, word) => word,
        };
        for right in rights {
            let sql = identity(id, word).and_then(|on| try_render(File::UndoGrant, Grant { right, on }));
            self.push(id, sql);
        }
    }

    /// Views have columns too, and no objects for them.
    fn has_column(&self, relation: &Id, column: &str) -> bool {
        let id = Id {
            kind: Kind::Column,
            schema: relation.schema.clone(),
            parent: relation.name.clone(),
            name: column.to_owned(),
        };
        relation.kind != Kind::Table || !self.work.dropped.contains(&id)
    }

    pub(super) fn defaults(&mut self) {
        let work = self.work;
        let all = work.made.iter().chain(&work.dropped).chain(work.altered.keys());
        for id in all.filter(|id| id.kind == Kind::DefaultPrivileges) {
            let (wanted, found) = self.sides(id);
            let built_in = grant::built_in(&id.name, !id.schema.is_empty());
            let of = |object: Option<&Object>| {
                object.map_or_else(|| built_in.clone(), |object| object.fact("grants").clone())
            };
            for right in grant::changes(&of(wanted), &of(found), &id.parent, None) {
                let context = Default { right, owner: &id.parent, schema: &id.schema, objects: &id.name };
                self.push(id, try_render(File::UndoDefaultGrant, context));
            }
        }
    }
}

impl Undo {
    /// The whole as a script for `psql`.
    pub fn script(&self, title: &str) -> String {
        let mut text = format!("-- {}\n", escape::line(title));
        for Untouched { id, why } in &self.untouched {
            text += &format!("-- not undone: {}: {}\n", escape::line(&id.to_string()), escape::line(why));
        }
        for sql in &self.before {
            text += &format!("{sql}\n");
        }
        if self.steps.is_empty() {
            return text;
        }
        text += "begin;\nset local search_path = '';\nset local check_function_bodies = off;\n";
        let mut last = None;
        for (id, sql) in &self.steps {
            if last != Some(id) {
                text += &format!("\n-- {}\n", escape::line(&id.to_string()));
            }
            last = Some(id);
            text += &format!("{sql}\n");
        }
        text + "\ncommit;\n"
    }
}
