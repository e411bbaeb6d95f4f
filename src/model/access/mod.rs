//! Who may touch what: the access rules of one target, as its TOML files say them, patterns put in, nothing looked up in a database yet.

mod accept;
mod bucket;
mod catalog;
mod expect;
mod function;
mod role;
mod rule;
mod service;
mod set;
mod settings;
mod source;
mod table;
mod template;

pub use accept::{Acceptance, Accepted};
pub use bucket::Bucket;
pub use catalog::{
    Catalog, Column, Function, ManagedForm, ObjectId, ObjectKind, PolicyName, Relation as CatalogRelation,
    RelationKind,
};
pub use expect::{
    Allowed, Expectation, Letters, Person, Relation, Relations, TablePattern, Word, World, bucket_word,
};
pub use function::{FunctionUse, Parameter};
pub use role::{Roles, Who};
pub use rule::{Atom, Condition, Operation, Rule};
pub use service::{CrossRead, Service};
pub use set::Set;
pub use settings::{Platform, Settings};
pub use source::{Source, Sources, Spot};
pub use table::{Table, TableName};
pub use template::{Firing, Hole, HoleKind, Template};

use std::collections::{BTreeMap, BTreeSet};

/// The access rules of one target.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The files, for places and excerpts.
    pub sources: Sources,
    /// Schemas and database roles.
    pub settings: Settings,
    /// The application's roles, where it has any.
    pub roles: Option<Roles>,
    /// Sets of ids, by name.
    pub sets: BTreeMap<String, Set>,
    /// Tables that clients may reach, or expressly not.
    pub tables: BTreeMap<TableName, Table>,
    /// Templates for functions, shipped and the project's own, by name.
    pub templates: BTreeMap<String, Template>,
    /// Functions and triggers from templates, in the order in which they are written.
    pub functions: Vec<FunctionUse>,
    /// Storage buckets, by id.
    pub buckets: BTreeMap<String, Bucket>,
    /// Services with a schema each, by name.
    pub services: BTreeMap<String, Service>,
    /// Views and who may read them.
    pub views: BTreeMap<TableName, (BTreeSet<Who>, Spot)>,
    /// Functions that clients may call: signature as it is written, and by whom.
    pub grants: BTreeMap<String, (BTreeSet<Who>, Spot)>,
    /// Words for expectations.
    pub relations: Relations,
    /// What is expected of each table.
    pub expectations: Vec<Expectation>,
    /// Hints for generated worlds.
    pub worlds: BTreeMap<TableName, World>,
    /// What is known and left as it is.
    pub accepted: Accepted,
}

impl Access {
    /// Whether there is nothing at all: a target without access files.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// Database roles that are made where they are missing, without those that log in: a service's, and clients' where no platform
    /// brings them.
    pub fn made_roles(&self) -> BTreeSet<&str> {
        /// Roles that Supabase brings, and that nobody may make there.
        const PLATFORM: [&str; 3] = ["anon", "authenticated", "service_role"];
        let settings = &self.settings;
        let has_clients = !(self.tables.is_empty() && self.views.is_empty() && self.grants.is_empty());
        let of_clients =
            settings.anon.iter().chain([&settings.signed_in, &settings.service]).map(String::as_str);
        let is_ours = |role: &&str| settings.platform == Platform::Postgres || !PLATFORM.contains(role);
        let of_services = self.services.values().map(|service| service.role.as_str());
        of_clients.filter(|role| has_clients && is_ours(role)).chain(of_services).collect()
    }

    /// The database role behind a person, and nothing where there is no such reader.
    pub fn database_role(&self, who: &Who) -> Option<&str> {
        match who {
            Who::Anon => self.settings.anon.as_deref(),
            Who::SignedIn | Who::Role(_) => Some(&self.settings.signed_in),
        }
    }
}
