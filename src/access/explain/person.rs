//! The person that a question is about.

use crate::failure::{Failure, Result, meant};
use crate::model::access::{Access, Who};

/// Who wants to do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    /// Somebody behind a client's database role, and the role's name where one was named.
    Client(Who, Option<String>),
    /// A service, by its name.
    Service(String),
    /// The backend.
    Backend,
}

impl Person {
    pub(super) fn find(access: &Access, word: &str) -> Result<Self> {
        let settings = &access.settings;
        let roles = access.roles.as_ref();
        let found = match word {
            "anon" => Some(Self::Client(Who::Anon, None)),
            "signed_in" | "stranger" => Some(Self::Client(Who::SignedIn, None)),
            word if roles.is_some_and(|roles| roles.names.iter().any(|name| name == word)) => {
                roles.map(|roles| Self::Client(roles.who(word), Some(word.to_owned())))
            }
            word if access.services.contains_key(word) => Some(Self::Service(word.to_owned())),
            word if word == settings.signed_in => Some(Self::Client(Who::SignedIn, None)),
            word if settings.anon.as_deref() == Some(word) => Some(Self::Client(Who::Anon, None)),
            word if word == settings.service => Some(Self::Backend),
            word => {
                let services = access.services.iter();
                let mut behind =
                    services.filter(|(_, it)| it.role == word || it.login.as_deref() == Some(word));
                behind.next().map(|(name, _)| Self::Service(name.clone()))
            }
        };
        found.ok_or_else(|| unknown(access, word)).and_then(|person| match (&person, &settings.anon) {
            (Self::Client(Who::Anon, _), None) => {
                Err(Failure::bad_input("nobody comes in without signing in: `[access] anon` is empty")
                    .hint("ask about `signed_in` or a role"))
            }
            _ => Ok(person),
        })
    }

    /// The database role behind them.
    pub(super) fn database_role(&self, access: &Access) -> String {
        match self {
            Self::Client(who, _) => access.database_role(who).unwrap_or_default().to_owned(),
            Self::Service(name) => access.services[name].role.clone(),
            Self::Backend => access.settings.service.clone(),
        }
    }

    /// The person at the beginning of a sentence.
    pub(super) fn article(&self) -> String {
        match self {
            Self::Client(Who::Anon, _) => "whoever is not signed in".to_owned(),
            Self::Client(_, None) => "whoever is signed in".to_owned(),
            Self::Client(_, Some(role)) => {
                let article = if role.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
                format!("{article} `{role}`")
            }
            Self::Service(name) => format!("service `{name}`"),
            Self::Backend => "the backend".to_owned(),
        }
    }
}

/// Everybody that a question can be about, by the words that a question takes: from those who may least to the backend.
pub fn everybody(access: &Access) -> Vec<String> {
    let settings = &access.settings;
    let has_clients = !access.tables.is_empty() && (settings.anon.is_some() || access.roles.is_some());
    let anon = settings.anon.iter().map(|_| "anon".to_owned());
    let signed_in = match &access.roles {
        Some(roles) => roles.names.clone(),
        None => vec!["signed_in".to_owned()],
    };
    let clients = anon.chain(signed_in).filter(|_| has_clients);
    let backend = has_clients.then(|| settings.service.clone());
    clients.chain(access.services.keys().cloned()).chain(backend).collect()
}

fn unknown(access: &Access, word: &str) -> Failure {
    if let Some(set) = access.roles.as_ref().and_then(|roles| roles.sets.get(word)) {
        let roles: Vec<&str> = set.iter().map(String::as_str).collect();
        return Failure::bad_input(format!(
            "`{word}` is a set of roles, whose people may do different things"
        ))
        .hint(format!("ask about one of {}", roles.join(", ")));
    }
    let roles = access.roles.iter().flat_map(|roles| roles.names.iter());
    let words = ["anon", "signed_in", access.settings.service.as_str()];
    let known: Vec<&str> =
        words.into_iter().chain(roles.chain(access.services.keys()).map(String::as_str)).collect();
    Failure::bad_input(format!("there is no role `{word}`")).hint(meant(word, &known, "role"))
}
