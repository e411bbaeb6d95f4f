//! Work, written as statements.

use super::alter::list;
use super::hole::{Hole, holes};
use super::label::{Label, changes};
use super::work::Work;
use super::{Undo, Untouched, grant, order};
use crate::render::sql::{File, Sql, try_render};
use crate::snapshot::{Drift, Facts, Id, Kind, Object};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the files of statements are given.
#[derive(Serialize)]
struct Context<'a> {
    phase: &'static str,
    kind: Kind,
    word: &'a str,
    schema: &'a str,
    parent: &'a str,
    name: &'a str,
    wanted: BTreeMap<String, Hole>,
    found: BTreeMap<String, Hole>,
    changed: BTreeSet<&'a str>,
    loosened: bool,
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

/// Writes all of it.
pub(super) fn write(drift: &Drift, work: &Work) -> Undo {
    let untouched = work.refused.iter().map(|(id, why)| Untouched { id: id.clone(), why: why.clone() });
    let mut writer = Writer { drift, work, undo: Undo { untouched: untouched.collect(), ..Undo::default() } };
    writer.labels();
    writer.drops();
    let ids = writer.comes();
    for id in &ids {
        writer.comes_up(id);
    }
    let fresh = grant::given_by_default(drift);
    for id in &ids {
        writer.finish(id, &fresh);
    }
    writer.defaults();
    writer.undo
}

pub(super) struct Writer<'a> {
    pub(super) drift: &'a Drift,
    pub(super) work: &'a Work,
    pub(super) undo: Undo,
}

impl<'a> Writer<'a> {
    /// New values cannot be used in the transaction that adds them.
    fn labels(&mut self) {
        for (id, facts) in &self.work.altered {
            let (Some(wanted), Some(found)) = self.sides(id) else { continue };
            if id.kind != Kind::Enum || !facts.contains("labels") {
                continue;
            }
            let (wanted, found) = (list(wanted.fact("labels")), list(found.fact("labels")));
            for change in changes(&wanted, &found).unwrap_or_default() {
                let (renamed, label, before) = match change {
                    Label::Added(label, before) => (None, label, before),
                    Label::Renamed(from, to) => (Some(from), to, None),
                };
                let context = serde_json::json!({
                    "schema": id.schema, "name": id.name, "renamed": renamed, "label": label, "before": before,
                });
                if let Ok(sql) = try_render(File::UndoLabel, context) {
                    self.undo.before.push(sql.trim().to_owned());
                }
            }
        }
    }

    fn drops(&mut self) {
        let work = self.work;
        let all = work.dropped.iter().chain(&work.replaced).chain(&work.loosened).cloned().collect();
        for id in order::ordered(&self.drift.found, &all).into_iter().rev() {
            let Some(object) = self.drift.found.objects.get(&id) else { continue };
            if !self.goes_alone(object) {
                continue;
            }
            self.write(&id, File::UndoDrop, "drop", &BTreeSet::new());
        }
    }

    /// Whether an object is dropped by a statement of its own, and not with what it belongs to.
    fn goes_alone(&self, object: &Object) -> bool {
        let id = object.id();
        let gone = |id: &Id| self.work.dropped.contains(id);
        // What a table has itself is its parent's when it inherits again.
        let joins = |id: &Id| self.work.altered.get(id).is_some_and(|facts| facts.contains("inherits"));
        if self.work.dropped.contains(&id)
            && matches!(id.kind, Kind::Column | Kind::Constraint)
            && id.homes().any(|home| joins(&home))
        {
            return false;
        }
        match id.kind {
            Kind::Role | Kind::DefaultPrivileges => false,
            Kind::Column | Kind::Index | Kind::DomainConstraint => !id.homes().any(|home| gone(&home)),
            Kind::Constraint => {
                !id.homes().any(|home| gone(&home))
                    || object.text("definition").is_some_and(|text| text.starts_with("FOREIGN KEY"))
            }
            Kind::Sequence => !owner_of(object).iter().any(gone),
            _ => true,
        }
    }

    fn comes(&self) -> Vec<Id> {
        let work = self.work;
        let all = work.made.iter().chain(&work.replaced).chain(&work.loosened).chain(work.altered.keys());
        order::ordered(&self.drift.wanted, &all.cloned().collect())
    }

    fn comes_up(&mut self, id: &Id) {
        let (Some(wanted), found) = self.sides(id) else { return };
        let none = BTreeSet::new();
        let work = self.work;
        let facts = work.altered.get(id).unwrap_or(&none);
        let created = self.created(id);
        let file = match id.kind {
            Kind::DefaultPrivileges => return,
            Kind::Role => File::UndoRole,
            Kind::Schema => File::UndoSchema,
            Kind::Extension => File::UndoExtension,
            Kind::Enum => File::UndoEnum,
            Kind::Composite => File::UndoComposite,
            Kind::Domain => File::UndoDomain,
            Kind::DomainConstraint | Kind::Constraint => File::UndoConstraint,
            Kind::Range => File::UndoRange,
            Kind::Sequence => File::UndoSequence,
            Kind::Table => File::UndoTable,
            Kind::Function => File::UndoFunction,
            Kind::Column => File::UndoColumn,
            Kind::Index => File::UndoIndex,
            Kind::Statistics => File::UndoDefinition,
            Kind::View | Kind::MaterializedView => File::UndoView,
            Kind::Rule | Kind::Trigger => File::UndoTrigger,
            Kind::Policy => File::UndoPolicy,
            Kind::EventTrigger => File::UndoEventTrigger,
            Kind::Publication => File::UndoPublication,
            Kind::Bucket => File::UndoBucket,
        };
        let is_inline = id.kind == Kind::Column
            && !wanted.fact("expression").is_string()
            && id.homes().any(|home| self.work.made.contains(&home));
        let only_rights = !created
            && !self.work.loosened.contains(id)
            && facts
                .iter()
                .all(|fact| matches!(fact.as_str(), "owner" | "comment" | "grants" | "column_grants"));
        match (created, only_rights) {
            (true, _) if is_inline => self.write(id, file, "alter", &BTreeSet::from(["default"])),
            (true, _) => self.write(id, file, "create", &none_of(facts)),
            (false, true) => {}
            (false, false) => self.write(id, file, "alter", &none_of(facts)),
        }
        // The owner of a column's sequence is the table's.
        let goes_along = found.is_some_and(|found| found.fact("owned_by").is_array()) && !created;
        let owner = wanted
            .text("owner")
            .filter(|_| facts.contains("owner") && !goes_along || created && id.kind != Kind::EventTrigger);
        if let Some(owner) = owner {
            self.with_identity(id, wanted, File::UndoOwner, ("owner", Value::from(owner)));
        }
        let comment = wanted.fact("comment");
        if facts.contains("comment") || created && comment.is_string() {
            self.with_identity(id, wanted, File::UndoComment, ("comment", comment.clone()));
        }
    }

    /// What waits until everything is there: rights, owned sequences, the index of a replica identity.
    fn finish(&mut self, id: &Id, fresh: &BTreeSet<String>) {
        let (Some(wanted), found) = self.sides(id) else { return };
        let none = BTreeSet::new();
        let work = self.work;
        let facts = work.altered.get(id).unwrap_or(&none);
        let created = self.created(id);
        if id.kind == Kind::Sequence
            && (facts.contains("owned_by") || created && wanted.fact("owned_by").is_array())
        {
            self.write(id, File::UndoSequence, "finish", &none_of(facts));
        }
        let identity = facts.contains("replica_identity") || facts.contains("replica_index");
        if id.kind == Kind::Table
            && (identity || created && wanted.text("replica_identity") != Some("default"))
        {
            self.write(id, File::UndoReplica, "finish", &none_of(facts));
        }
        if id.kind.has_grants() && (created || facts.contains("grants") || facts.contains("column_grants")) {
            self.rights(id, wanted, found.filter(|_| !created), fresh);
        }
        if id.kind == Kind::Column && created {
            self.rights_of_column(id);
        }
    }

    pub(super) fn sides(&self, id: &Id) -> (Option<&'a Object>, Option<&'a Object>) {
        let drift = self.drift;
        (drift.wanted.objects.get(id), drift.found.objects.get(id))
    }

    fn created(&self, id: &Id) -> bool {
        self.work.made.contains(id) || self.work.replaced.contains(id)
    }

    /// What an object cannot be written with is told: a name that is none, or a type with characters that no type has.
    pub(super) fn push(&mut self, id: &Id, sql: Result<String, minijinja::Error>) {
        match sql.as_deref().map(tidy) {
            Ok(sql) if sql.is_empty() => {}
            Ok(sql) => self.undo.steps.push((id.clone(), sql)),
            Err(error) => {
                let why = format!("no statement can name it: {error}");
                self.undo.untouched.push(Untouched { id: id.clone(), why });
            }
        }
    }

    fn write(&mut self, id: &Id, file: File, phase: &'static str, changed: &BTreeSet<&str>) {
        let sql = self.context(id, phase, changed).and_then(|context| {
            if file == File::UndoDrop {
                let word = context.word.to_owned();
                return drop_statement(id, &word, context.loosened);
            }
            try_render(file, context)
        });
        self.push(id, sql);
    }

    fn context<'b>(
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
            left: groups(found).difference(&groups(wanted)).cloned().collect(),
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

    fn with_identity(&mut self, id: &Id, object: &Object, file: File, (name, value): (&str, Value)) {
        let sql = identity(id, word(id, Some(object))).and_then(|identity| {
            let mut context = BTreeMap::from([("identity", Hole::Sql(identity))]);
            context.insert(name, Hole::Plain(value));
            try_render(file, context)
        });
        self.push(id, sql);
    }
}

/// A drop needs only names.
fn drop_statement(id: &Id, word: &str, loosened: bool) -> Result<String, minijinja::Error> {
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

/// The table and the column that a sequence goes with.
fn owner_of(sequence: &Object) -> Vec<Id> {
    match list(sequence.fact("owned_by"))[..] {
        [schema, table, column] => vec![
            Id {
                kind: Kind::Table,
                schema: schema.to_owned(),
                parent: String::new(),
                name: table.to_owned(),
            },
            Id {
                kind: Kind::Column,
                schema: schema.to_owned(),
                parent: table.to_owned(),
                name: column.to_owned(),
            },
        ],
        _ => Vec::new(),
    }
}

/// The text of an array of texts.
fn array(values: &[&str]) -> String {
    let quoted = |value: &&str| format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    format!("{{{}}}", values.iter().map(quoted).collect::<Vec<_>>().join(","))
}

fn none_of(facts: &BTreeSet<String>) -> BTreeSet<&str> {
    facts.iter().map(String::as_str).collect()
}

/// Without the empty lines that a file's conditions leave.
fn tidy(text: &str) -> String {
    text.trim().to_owned()
}
