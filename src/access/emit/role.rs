//! Database roles: those of services, and of clients where no platform brings them.

use super::{Emitter, id};
use crate::access::{Object, Section};
use crate::model::access::ObjectKind;
use crate::render::sql::{File, Sql, render};
use serde::Serialize;

#[derive(Serialize)]
struct Context<'a> {
    name: &'a str,
    login: bool,
    member_of: &'a str,
    schema: &'a str,
}

impl Emitter<'_> {
    pub(super) fn roles(&self) -> Vec<Object> {
        let group = |name: &str| Context { name, login: false, member_of: "", schema: "" }.object();
        let mut roles: Vec<Object> = self.access.made_roles().into_iter().map(group).collect();
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
