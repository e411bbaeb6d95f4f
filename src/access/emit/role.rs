//! Database roles: those of services, and of clients where no platform brings them.

use super::{Emitter, id};
use crate::access::{Object, Section};
use crate::model::access::{Access, ObjectKind, Platform};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;
use std::collections::BTreeSet;

/// Roles that Supabase brings, and that we may not make there.
const PLATFORM: [&str; 3] = ["anon", "authenticated", "service_role"];

#[derive(Serialize)]
struct Context<'a> {
    name: &'a str,
    login: bool,
    member_of: &'a str,
    schema: &'a str,
}

/// Roles that are made where they are missing, without those that log in.
pub(in crate::access) fn made(access: &Access) -> BTreeSet<&str> {
    let settings = &access.settings;
    let has_clients = !(access.tables.is_empty() && access.views.is_empty() && access.grants.is_empty());
    let of_clients = settings.anon.iter().chain([&settings.signed_in, &settings.service]).map(String::as_str);
    let is_ours = |role: &&str| settings.platform == Platform::Postgres || !PLATFORM.contains(role);
    let of_services = access.services.values().map(|service| service.role.as_str());
    of_clients.filter(|role| has_clients && is_ours(role)).chain(of_services).collect()
}

impl Emitter<'_> {
    pub(super) fn roles(&self) -> Vec<Object> {
        let group = |name: &str| Context { name, login: false, member_of: "", schema: "" }.object();
        let mut roles: Vec<Object> = made(self.access).into_iter().map(group).collect();
        for service in self.access.services.values() {
            if let Some(login) = &service.login {
                let (member_of, schema) = (&service.role, &service.schema);
                roles.push(Context { name: login, login: true, member_of, schema }.object());
            }
        }
        roles
    }
}

impl Context<'_> {
    fn object(&self) -> Object {
        Object {
            id: id(ObjectKind::Role, "", "", self.name),
            section: Section::Roles,
            table: None,
            create: Sql::trusted(render(File::AccessRole, self).trim()),
            change: None,
            why: String::new(),
        }
    }
}
