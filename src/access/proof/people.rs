//! The people of a world: some of each role, a stranger, one whose role was taken away, nobody, and services.

use crate::model::access::{Access, Person};
use serde::Serialize;

/// Somebody who tries things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// A number that stands for them.
    pub no: usize,
    /// Their id; nobody who is not signed in has one.
    pub uid: Option<String>,
    /// Their role in the application.
    pub app_role: Option<String>,
    /// The database role that they work as.
    pub database_role: String,
    /// What their requests claim.
    pub claims: String,
    /// What a reader calls them.
    #[serde(skip)]
    pub name: String,
    /// Whose line of the matrix tells their rights.
    #[serde(skip)]
    pub line: Person,
    /// Whether the source of roles has a row for them.
    #[serde(skip)]
    pub is_listed: bool,
}

const NAMES: [&str; 24] = [
    "ana", "ben", "cleo", "dan", "eva", "finn", "gita", "hugo", "ida", "jan", "kim", "leo", "mia", "nils",
    "ola", "pia", "quin", "rosa", "sam", "tea", "uwe", "vera", "wim", "yara",
];

impl Actor {
    /// Makes somebody like everybody: the source of roles does not take them as what they were meant to be.
    pub fn demote(&mut self, base: &str) {
        self.line = Person::Role(base.to_owned());
        self.app_role = Some(base.to_owned());
        let own = self.name.find('`').map_or("", |at| &self.name[at..]);
        self.name = format!("{base} {own}");
    }
}

/// Everybody in a world. The same seed gives the same people.
pub fn people(access: &Access, seed: u64) -> Vec<Actor> {
    let mut cast = Cast { random: fastrand::Rng::with_seed(seed), actors: Vec::new(), names: 0 };
    let signed_in = &access.settings.signed_in;
    match &access.roles {
        None => (0..3).for_each(|_| cast.person("person", Person::Stranger, None, signed_in, false)),
        Some(roles) => {
            for role in &roles.names {
                let count = if *role == roles.base { 3 } else { 2 };
                let line = Person::Role(role.clone());
                (0..count).for_each(|_| cast.person(role, line.clone(), Some(role), signed_in, true));
            }
            let line = Person::Role(roles.base.clone());
            cast.person(&format!("demoted {}", roles.base), line, Some(&roles.base), signed_in, true);
            cast.person("stranger", Person::Stranger, Some(&roles.base), signed_in, false);
        }
    }
    if let Some(anon) = &access.settings.anon {
        cast.nobody("anon", Person::Anon, anon);
    }
    for role in &access.settings.closed {
        cast.nobody(&format!("database role `{role}`"), Person::Service(role.clone()), role);
    }
    for (name, service) in &access.services {
        cast.nobody(&format!("service `{name}`"), Person::Service(name.clone()), &service.role);
    }
    cast.actors
}

struct Cast {
    random: fastrand::Rng,
    actors: Vec<Actor>,
    names: usize,
}

impl Cast {
    fn person(
        &mut self,
        kind: &str,
        line: Person,
        app_role: Option<&String>,
        database_role: &str,
        is_listed: bool,
    ) {
        let bits = format!("{:032x}", self.random.u128(..));
        let uid =
            format!("{}-{}-4{}-8{}-{}", &bits[..8], &bits[8..12], &bits[13..16], &bits[17..20], &bits[20..]);
        let name = match NAMES.get(self.names) {
            Some(name) => format!("{kind} `{name}`"),
            None => format!("{kind} `{}`", self.names),
        };
        self.names += 1;
        let claims = serde_json::json!({ "sub": uid, "role": database_role }).to_string();
        self.actors.push(Actor {
            no: self.actors.len(),
            uid: Some(uid),
            app_role: app_role.cloned(),
            database_role: database_role.to_owned(),
            claims,
            name,
            line,
            is_listed,
        });
    }

    fn nobody(&mut self, name: &str, line: Person, database_role: &str) {
        self.actors.push(Actor {
            no: self.actors.len(),
            uid: None,
            app_role: None,
            database_role: database_role.to_owned(),
            claims: serde_json::json!({ "role": database_role }).to_string(),
            name: name.to_owned(),
            line,
            is_listed: false,
        });
    }
}
