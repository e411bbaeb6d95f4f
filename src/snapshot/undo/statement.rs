//! Work, written as statements.

use super::alter::list;
use super::context::{drop_statement, identity, tidy, word};
use super::hole::Hole;
use super::label::{Label, changes};
use super::work::Work;
use super::{Undo, Untouched, grant, order};
use crate::render::sql::{File, try_render};
use crate::snapshot::{Drift, Id, Kind, Object};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

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
            // A role is the server's: it loses what it has here, and stays.
            let file = if id.kind == Kind::Role { File::UndoRole } else { File::UndoDrop };
            self.write(&id, file, "drop", &BTreeSet::new());
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
            Kind::DefaultPrivileges => false,
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

    fn with_identity(&mut self, id: &Id, object: &Object, file: File, (name, value): (&str, Value)) {
        let sql = identity(id, word(id, Some(object))).and_then(|identity| {
            let mut context = BTreeMap::from([("identity", Hole::Sql(identity))]);
            context.insert(name, Hole::Plain(value));
            try_render(file, context)
        });
        self.push(id, sql);
    }
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

fn none_of(facts: &BTreeSet<String>) -> BTreeSet<&str> {
    facts.iter().map(String::as_str).collect()
}
