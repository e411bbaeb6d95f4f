//! A generated object: the SQL that makes it, and what it is called in the manifest.

use crate::model::access::{ObjectId, ObjectKind, TableName};
use crate::render::sql::Sql;
use sha2::{Digest, Sha256};

/// Parts of the generated SQL, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Database roles and schemas.
    Roles,
    /// Functions that policies ask.
    Helpers,
    /// Functions from templates, guards, and their triggers.
    Functions,
    /// Row level security, rights and policies, table by table.
    Tables,
    /// Views.
    Views,
    /// Who may call which function.
    Calls,
    /// Buckets, and the policies of objects.
    Storage,
    /// Rights on what services will make.
    Defaults,
}

impl Section {
    /// The heading over its SQL.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Roles => "roles: database roles",
            Self::Helpers => "helpers: functions that policies ask",
            Self::Functions => "functions: made from templates",
            Self::Tables => "tables: row level security, rights, policies",
            Self::Views => "views: who may read them",
            Self::Calls => "calls: functions that clients may call",
            Self::Storage => "storage: buckets and their objects",
            Self::Defaults => "defaults: schemas of services, and what they will make later",
        }
    }
}

/// A generated object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// What it is called.
    pub id: ObjectId,
    /// Where it belongs.
    pub section: Section,
    /// The table that its making locks; objects of one table change in one transaction.
    pub table: Option<TableName>,
    /// Makes it; for everything but policies also where it is there already.
    pub create: Sql,
    /// Makes a policy that is there what it should be.
    pub change: Option<Sql>,
    /// Which rule it comes from, for the reader of the SQL.
    pub why: String,
}

impl Object {
    /// A hash of the text that makes it.
    pub fn source(&self) -> String {
        let digest = Sha256::digest(self.create.as_str());
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// What a person calls it.
    pub fn label(&self) -> String {
        label(&self.id)
    }
}

/// What a person calls an object.
pub fn label(id: &ObjectId) -> String {
    let table = TableName::new(&id.schema, &id.name);
    match id.kind {
        ObjectKind::Policy | ObjectKind::Trigger => {
            format!("{} `{}` on `{}`", id.kind.word(), id.name, TableName::new(&id.schema, &id.parent))
        }
        ObjectKind::Function => format!("function `{table}({})`", id.parent),
        ObjectKind::Execute => format!("who calls `{table}({})`", id.parent),
        ObjectKind::Table | ObjectKind::View => format!("rights on `{table}`"),
        ObjectKind::Schema | ObjectKind::Default => format!("rights in schema `{}`", id.name),
        ObjectKind::Role | ObjectKind::Bucket => format!("{} `{}`", id.kind.word(), id.name),
    }
}

/// A name of at most 63 bytes that is told apart from others that begin alike.
pub(super) fn fitting(name: &str) -> String {
    const MOST: usize = 63;
    if name.len() <= MOST {
        return name.to_owned();
    }
    let digest = Sha256::digest(name);
    let hash: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{}_{hash}", &name[..name.floor_char_boundary(MOST - 9)])
}
