//! Which schemas and database roles access is about.

use super::TableName;
use std::collections::BTreeSet;

/// Where a person's id comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Platform {
    /// `auth.uid()`, and API roles that are there.
    #[default]
    Supabase,
    /// A helper of our own reads the claims, and the API roles are made when missing.
    Postgres,
}

/// Schemas and database roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where a person's id comes from.
    pub platform: Platform,
    /// Schemas that clients can reach.
    pub schemas: BTreeSet<String>,
    /// The schema of generated helpers.
    pub helpers: String,
    /// The database role of signed-in people.
    pub signed_in: String,
    /// The database role of everybody else; nothing where there is no such reader.
    pub anon: Option<String>,
    /// The backend's database role.
    pub service: String,
    /// Further database roles that lose everything.
    pub closed: BTreeSet<String>,
    /// Policies that are not of our making and are to go, as `table.policy`.
    pub adopted: BTreeSet<String>,
    /// Tables in exposed schemas that are left alone.
    pub unmanaged: BTreeSet<TableName>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            platform: Platform::Supabase,
            schemas: BTreeSet::from(["public".to_owned()]),
            helpers: "rls".to_owned(),
            signed_in: "authenticated".to_owned(),
            anon: Some("anon".to_owned()),
            service: "service_role".to_owned(),
            closed: BTreeSet::new(),
            adopted: BTreeSet::new(),
            unmanaged: BTreeSet::new(),
        }
    }
}

impl Settings {
    /// Database roles whose rights on managed objects are exactly what the rules give: clients, and those who lose everything.
    pub fn clients(&self) -> BTreeSet<&str> {
        let readers = self.anon.iter().chain([&self.signed_in]);
        readers.chain(&self.closed).map(String::as_str).collect()
    }
}
