//! What access rules are planned against: a target's relations, functions, policies and roles, and what was generated there before.

use super::TableName;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A target's catalog, as far as access needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Catalog {
    /// Our role.
    pub user: String,
    /// Whether row level security does not bind it.
    pub bypasses: bool,
    /// Database roles that are there.
    pub roles: BTreeSet<String>,
    /// Schemas that are there.
    pub schemas: BTreeSet<String>,
    /// Tables and views, by schema and name.
    pub relations: Vec<Relation>,
    /// Policies on them.
    pub policies: Vec<PolicyName>,
    /// Functions that are ours.
    pub functions: Vec<Function>,
    /// What was generated, and how it stands now.
    #[serde(skip)]
    pub managed: Vec<ManagedForm>,
}

/// What kind a relation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum RelationKind {
    /// A table.
    #[serde(rename = "r")]
    Table,
    /// A partitioned table.
    #[serde(rename = "p")]
    Partitioned,
    /// A view.
    #[serde(rename = "v")]
    View,
    /// A materialized view, which row level security cannot protect.
    #[serde(rename = "m")]
    Materialized,
    /// A foreign table, which row level security cannot protect.
    #[serde(rename = "f")]
    Foreign,
}

/// A table or view.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Relation {
    /// Its schema.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: RelationKind,
    /// Whether row level security is on.
    pub rls: bool,
    /// Its owner.
    pub owner: String,
    /// Whether a view reads with its caller's rights.
    pub invoker: bool,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// The columns of its primary key.
    pub key: Vec<String>,
    /// Columns that lead an index over all rows.
    pub indexed: BTreeSet<String>,
    /// Its partitions, and theirs.
    pub partitions: Vec<TableName>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, as PostgreSQL writes it.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it is never null.
    pub not_null: bool,
    /// Whether PostgreSQL makes its value: generated, or an identity that takes no other.
    pub made: bool,
    /// The sequence that it owns.
    pub sequence: Option<String>,
}

/// A policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct PolicyName {
    /// The table's schema.
    pub schema: String,
    /// The table.
    pub table: String,
    /// The policy.
    pub name: String,
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Function {
    /// Its schema.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// The types of its arguments, as PostgreSQL writes them.
    pub arguments: String,
    /// `f`, `p`, `a` or `w`.
    pub kind: String,
    /// Whether only triggers can call it.
    pub trigger: bool,
    /// Whether it runs with its owner's rights.
    pub definer: bool,
}

/// What kind of object was generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ObjectKind {
    /// A database role.
    Role,
    /// A schema's rights.
    Schema,
    /// A function.
    Function,
    /// A trigger.
    Trigger,
    /// A table's row level security and rights.
    Table,
    /// A policy.
    Policy,
    /// A view's rights.
    View,
    /// Who may call a function.
    Execute,
    /// A storage bucket.
    Bucket,
    /// Default privileges in a schema.
    Default,
}

impl ObjectKind {
    const ALL: [Self; 10] = [
        Self::Role,
        Self::Schema,
        Self::Function,
        Self::Trigger,
        Self::Table,
        Self::Policy,
        Self::View,
        Self::Execute,
        Self::Bucket,
        Self::Default,
    ];

    /// The kind behind a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Schema => "schema",
            Self::Function => "function",
            Self::Trigger => "trigger",
            Self::Table => "table",
            Self::Policy => "policy",
            Self::View => "view",
            Self::Execute => "execute",
            Self::Bucket => "bucket",
            Self::Default => "default",
        }
    }
}

/// Which generated object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct ObjectId {
    /// What it is.
    pub kind: ObjectKind,
    /// Its schema, or nothing.
    pub schema: String,
    /// The table of a policy or trigger, the arguments of a function, or nothing.
    pub parent: String,
    /// Its name.
    pub name: String,
}

/// A generated object as it was recorded, and as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedForm {
    /// Which.
    pub id: ObjectId,
    /// A hash of the text that made it.
    pub source: String,
    /// How PostgreSQL wrote it then.
    pub recorded: String,
    /// How PostgreSQL writes it now; nothing where it is gone.
    pub now: Option<String>,
}

impl Catalog {
    /// A table or view by name.
    pub fn relation(&self, name: &TableName) -> Option<&Relation> {
        self.relations.iter().find(|relation| relation.schema == name.schema && relation.name == name.name)
    }
}

impl Relation {
    /// Its name.
    pub fn table_name(&self) -> TableName {
        TableName::new(&self.schema, &self.name)
    }

    /// A column by name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether it holds rows that row level security can protect.
    pub const fn is_table(&self) -> bool {
        matches!(self.kind, RelationKind::Table | RelationKind::Partitioned)
    }
}
