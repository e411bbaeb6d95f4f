//! What a file of `sql/undo` is given: an object's two sides, and what of them differs.

use super::alter::list;
use super::hole::{Hole, holes};
use super::statement::Writer;
use crate::render::sql::{File, Sql, try_render};
use crate::snapshot::{Facts, Id, Kind, Object};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The role that row level security does not bind; nobody else becomes it.
const UNBOUND: &str = "service_role";

/// What the files of statements are given.
#[derive(Serialize)]
pub(super) struct Context<'a> {
    phase: &'static str,
    kind: Kind,
    pub(super) word: &'a str,
    schema: &'a str,
    parent: &'a str,
    name: &'a str,
    wanted: BTreeMap<String, Hole>,
    found: BTreeMap<String, Hole>,
    changed: BTreeSet<&'a str>,
    pub(super) loosened: bool,
    columns: Vec<Sql>,
    options: Vec<Named>,
    lost_options: Vec<String>,
    added: Vec<Named>,
    retyped: Vec<Named>,
    dropped: Vec<String>,
    joined: Vec<String>,
    left: Vec<String>,
    identity_options: Sql,
    identity_list: Vec<Sql>,
    sequence_changed: bool,
    attributes_changed: bool,
    mime_types: Option<String>,
}

#[derive(Serialize)]
struct Named {
    name: String,
    value: Value,
    #[serde(rename = "type")]
    kind: Sql,
}

#[derive(Serialize)]
struct IdentityOption<'a> {
    option: &'a str,
    value: &'a Value,
}

impl<'a> Writer<'a> {
    pub(super) fn context<'b>(
        &self,
        id: &'b Id,
        phase: &'static str,
        changed: &BTreeSet<&'b str>,
    ) -> Result<Context<'b>, minijinja::Error>
    where
        'a: 'b,
    {
        let (wanted, found) = self.sides(id);
        let shown = if phase == "drop" { found } else { wanted };
        let facts = |object: Option<&'a Object>, fact: &str| -> &'a Value {
            object.map_or(&Value::Null, |object| object.fact(fact))
        };
        let (want, have) = (facts(wanted, "options"), facts(found, "options"));
        let names = |value: &Value| -> BTreeSet<String> {
            value.as_object().into_iter().flat_map(Facts::keys).cloned().collect()
        };
        let attributes = |object| attributes(facts(object, "attributes"));
        let (is, was) = (attributes(wanted), attributes(found));
        let type_in = |list: &[(String, String)], name: &str| {
            list.iter().find(|(known, _)| known == name).map(|(_, kind)| kind.clone())
        };
        let groups =
            |object| list(facts(object, "member_of")).into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
        let identity_list = identity_list(facts(wanted, "identity_options"))?;
        let joined: Vec<&str> = identity_list.iter().map(Sql::as_str).collect();
        let shape = ["type", "start", "increment", "min", "max", "cache", "cycle"];
        Ok(Context {
            phase,
            kind: id.kind,
            word: word(id, shown),
            schema: &id.schema,
            parent: &id.parent,
            name: &id.name,
            wanted: holes(wanted, true),
            found: holes(found, false),
            loosened: self.work.loosened.contains(id),
            columns: if id.kind == Kind::Table && phase == "create" { self.columns(id)? } else { Vec::new() },
            options: options(want),
            lost_options: names(have).difference(&names(want)).cloned().collect(),
            added: is.iter().filter(|(name, _)| type_in(&was, name).is_none()).map(attribute).collect(),
            retyped: is
                .iter()
                .filter(|(name, kind)| type_in(&was, name).is_some_and(|known| known != *kind))
                .map(attribute)
                .collect(),
            dropped: was
                .iter()
                .filter(|(name, _)| type_in(&is, name).is_none())
                .map(|(name, _)| name.clone())
                .collect(),
            joined: groups(wanted).difference(&groups(found)).cloned().collect(),
            left: groups(found)
                .difference(&groups(wanted))
                .filter(|group| phase != "drop" || *group == UNBOUND)
                .cloned()
                .collect(),
            identity_options: Sql::trusted(joined.join(" ")),
            sequence_changed: shape.iter().any(|fact| changed.contains(fact)),
            attributes_changed: changed.iter().any(|fact| *fact != "member_of"),
            mime_types: facts(wanted, "allowed_mime_types")
                .as_array()
                .map(|_| array(&list(facts(wanted, "allowed_mime_types")))),
            identity_list,
            changed: changed.clone(),
        })
    }

    /// The columns that a table is made with: those that nothing computes.
    fn columns(&self, table: &Id) -> Result<Vec<Sql>, minijinja::Error> {
        let mut columns: Vec<&Object> = (self.drift.wanted.objects.values())
            .filter(|object| object.kind == Kind::Column && object.id().homes().any(|home| home == *table))
            .filter(|object| !object.fact("expression").is_string())
            .collect();
        columns.sort_by_key(|object| object.fact("@position").as_i64());
        let text = |object: &&Object| {
            let id = object.id();
            let context = self.context(&id, "inline", &BTreeSet::new())?;
            Ok(Sql::trusted(tidy(&try_render(File::UndoColumn, context)?)))
        };
        columns.iter().map(text).collect()
    }
}

/// A drop needs only names.
pub(super) fn drop_statement(id: &Id, word: &str, loosened: bool) -> Result<String, minijinja::Error> {
    #[derive(Serialize)]
    struct Drop<'a> {
        kind: Kind,
        schema: &'a str,
        parent: &'a str,
        name: &'a str,
        loosened: bool,
        identity: Sql,
    }
    let Id { kind, schema, parent, name } = id;
    let identity = identity(id, word)?;
    try_render(File::UndoDrop, Drop { kind: *kind, schema, parent, name, loosened, identity })
}

/// An object as statements name it.
pub(super) fn identity(id: &Id, word: &str) -> Result<Sql, minijinja::Error> {
    let context = serde_json::json!({
        "kind": id.kind, "word": word, "schema": id.schema, "parent": id.parent, "name": id.name,
    });
    try_render(File::UndoIdentity, context).map(|text| Sql::trusted(text.trim()))
}

/// The word for an object, which for some is one of several.
pub(super) fn word<'a>(id: &Id, object: Option<&'a Object>) -> &'a str {
    let form = object.and_then(|object| object.text("form"));
    match (id.kind, form) {
        (Kind::Table, Some("foreign")) => "foreign table",
        (Kind::Function, Some(form)) => form,
        (kind, _) => kind.word(),
    }
}

fn options(value: &Value) -> Vec<Named> {
    let named = |(name, value): (&String, &Value)| Named {
        name: name.clone(),
        value: value.clone(),
        kind: Sql::default(),
    };
    value.as_object().into_iter().flatten().map(named).collect()
}

fn attributes(value: &Value) -> Vec<(String, String)> {
    let pair = |pair: &Value| Some((pair.get(0)?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned()));
    value.as_array().into_iter().flatten().filter_map(pair).collect()
}

fn attribute((name, kind): &(String, String)) -> Named {
    Named { name: name.clone(), value: Value::Null, kind: Sql::trusted(kind) }
}

fn identity_list(options: &Value) -> Result<Vec<Sql>, minijinja::Error> {
    let option = |(option, value): (&String, &Value)| {
        let text = try_render(File::UndoIdentityOption, IdentityOption { option, value })?;
        Ok(Sql::trusted(text.trim()))
    };
    options.as_object().into_iter().flatten().map(option).collect()
}

/// The text of an array of texts.
fn array(values: &[&str]) -> String {
    let quoted = |value: &&str| format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    format!("{{{}}}", values.iter().map(quoted).collect::<Vec<_>>().join(","))
}

/// Without the empty lines that a file's conditions leave.
pub(super) fn tidy(text: &str) -> String {
    text.trim().to_owned()
}
