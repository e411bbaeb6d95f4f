//! Where a course's database lives when it is not its rep's own: made on a server that we hold.

use super::Courses;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::model::Ident;
use crate::model::course::{CourseCode, Placement};
use crate::pg::{Address, Host};
use crate::spec::Setting;
use secrecy::ExposeSecret;

/// What is made for a course, and where.
pub(in crate::command) struct Place {
    /// The way to the course's database.
    pub(in crate::command) address: Address,
    /// The schema that is the course's, where courses share a database.
    pub(in crate::command) schema: Option<String>,
    /// A database of the server that is always there, from which another one can be made.
    pub(in crate::command) server: Address,
}

/// The place of a course on the server that the project names, or on main's. `context` is any of the project's.
///
/// # Errors
/// When the server's address is none, or is main itself.
pub(in crate::command) fn place(
    context: &Context<'_>,
    courses: &Courses,
    placement: Placement,
    code: &CourseCode,
) -> Result<Place> {
    let course = context.project.as_ref().and_then(|file| file.project.course.as_ref());
    let named = match course.and_then(|course| course.server_url.as_ref()) {
        Some(Setting::Value(url)) => Some(Address::parse(url.expose_secret())?),
        Some(Setting::Env(name)) => context.environment.get(name).map(Address::parse).transpose()?,
        None => None,
    };
    let main = &courses.main.address;
    let server = named.clone().unwrap_or_else(|| main.clone());
    // The prefix keeps courses' databases together, and apart from databases of other platforms on the server.
    let prefix = &main.database;
    let (database, schema) = match placement {
        Placement::Schema if named.is_some() => (server.database.clone(), Some(code.to_string())),
        Placement::Schema => (format!("{prefix}_courses"), Some(code.to_string())),
        Placement::Database | Placement::External => (format!("{prefix}_{code}"), None),
    };
    let database = Ident::parse(&database)?.as_str().to_owned();
    if database == main.database && same_server(&server, main) {
        return Err(Failure::new(Kind::Refused, "courses cannot live in the main database")
            .because("`server_url` of `[course]` in `provost.toml` leads to main itself")
            .hint("name another database of that server, or leave `server_url` out"));
    }
    Ok(Place { address: Address { database, ..server.clone() }, schema, server })
}

fn same_server(one: &Address, other: &Address) -> bool {
    let host = |address: &Address| match &address.host {
        Host::Tcp(host) => host.to_ascii_lowercase(),
        Host::Socket(directory) => directory.display().to_string(),
    };
    (host(one), one.port) == (host(other), other.port)
}
