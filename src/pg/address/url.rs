//! `postgres://USER:PASSWORD@HOST:PORT/DATABASE?NAME=VALUE&…`

use super::draft::Draft;
use super::host::{host, port};
use super::text::decode;
use super::{mistaken, parameter};
use crate::failure::{Failure, Result};
use secrecy::SecretString;

/// Reads what follows the scheme.
pub(super) fn parse(rest: &str) -> Result<Draft> {
    let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(authority_end);
    refuse_ambiguous(authority, tail)?;

    let mut draft = Draft::default();
    let server = match authority.split_once('@') {
        Some((login, server)) => {
            read_login(&mut draft, login)?;
            server
        }
        None => authority,
    };
    read_server(&mut draft, server)?;

    let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
    let database = path.strip_prefix('/').unwrap_or(path);
    if database.contains('/') {
        return Err(
            Failure::bad_input("the database's name holds an unescaped `/`").hint("write it as `%2F`")
        );
    }
    if !database.is_empty() {
        draft.database = Some(decode(database, "database's name")?);
    }
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(Failure::bad_input("a parameter behind the `?` has no `=`")
                .hint("write `?sslmode=verify-full&connect_timeout=10`"));
        };
        let name = decode(name, "parameters")?;
        let value = decode(value, "parameters")?;
        parameter::set_in_url(&mut draft, &name, value)?;
    }
    Ok(draft)
}

/// A password with `@`, `/`, `?` or `#` in it cuts the URL in the wrong place. Whatever was cut off could be a part of the
/// password, so this comes before anything is looked at, and shows nothing.
fn refuse_ambiguous(authority: &str, tail: &str) -> Result<()> {
    let stray = if tail.contains('#') {
        Some('#')
    } else if authority.matches('@').count() > 1 || (authority.contains('@') && tail.contains('@')) {
        Some('@')
    } else if tail.contains('@') {
        tail.chars().next()
    } else {
        None
    };
    let Some(stray) = stray else { return Ok(()) };
    Err(Failure::bad_input(format!("the database's address holds an unescaped `{stray}`, most likely in the password"))
        .hint("write, in user name and password: `@` as `%40`, `:` as `%3A`, `/` as `%2F`, `#` as `%23`, `?` as `%3F`, `%` as `%25`"))
}

fn read_login(draft: &mut Draft, login: &str) -> Result<()> {
    let (user, password) = match login.split_once(':') {
        Some((user, password)) => (user, Some(password)),
        None => (login, None),
    };
    if !user.is_empty() {
        draft.user = Some(decode(user, "user name")?);
    }
    if let Some(password) = password {
        let password = decode(password, "password")?;
        mistaken::refuse_password(&password)?;
        draft.password = Some(SecretString::from(password));
    }
    Ok(())
}

fn read_server(draft: &mut Draft, server: &str) -> Result<()> {
    let (name, number) = match server.strip_prefix('[').and_then(|rest| rest.find(']')) {
        Some(end) => {
            let (bracketed, after) = server.split_at(end + 2);
            let number = after.strip_prefix(':');
            if number.is_none() && !after.is_empty() {
                return Err(Failure::bad_input("something stands between the IPv6 address and the port")
                    .hint("write `[2001:db8::1]:5432`"));
            }
            (bracketed, number)
        }
        None => match server.split_once(':') {
            Some((name, number)) => (name, Some(number)),
            None => (server, None),
        },
    };
    if !name.is_empty() {
        draft.host = Some(host(&decode(name, "host")?)?);
    }
    // `HOST:` with nothing behind it means the default, as it does for libpq.
    if let Some(number) = number.filter(|number| !number.is_empty()) {
        if name.contains(',') || number.contains(',') {
            host(",")?;
        }
        draft.port = Some(port(number)?);
    }
    Ok(())
}
