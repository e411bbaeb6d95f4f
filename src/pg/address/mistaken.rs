//! Things that are handed over by mistake where a connection string is asked for, and what to hand over instead.

use crate::failure::{Failure, Result};

const WHERE_IT_IS: &str = "copy the connection string: dashboard > Connect > Session pooler";

/// Refuses what is surely no connection string. Nothing of it is repeated.
pub(super) fn refuse(text: &str) -> Result<()> {
    let lower = text.to_ascii_lowercase();
    let what = |what: &str| Failure::bad_input(what);
    if text.is_empty() {
        return Err(what("the database's address is empty")
            .hint("write `postgres://USER:PASSWORD@HOST:5432/DATABASE`"));
    }
    if let Some(key) = api_key(text) {
        return Err(what(&format!("this is {key}, not a database's address"))
            .because("it opens the project's web interface, not its database")
            .hint(WHERE_IT_IS)
            .hint("if it was shown to anybody, revoke it: dashboard > Project Settings > API Keys"));
    }
    if lower.starts_with("sbp_") {
        return Err(what("this is a Supabase access token, not a database's address")
            .because("a classic token opens the whole account; provost needs one database")
            .hint(WHERE_IT_IS)
            .hint("if it was shown to anybody, revoke it: dashboard > Account > Access Tokens"));
    }
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return Err(what("this is a web address, not a database's address")
            .because("a database's address begins with `postgres://` or `postgresql://`")
            .hint(WHERE_IT_IS));
    }
    if lower.starts_with("psql ") || lower == "psql" {
        return Err(what("this is a `psql` command, not a database's address")
            .hint("give what stands after `psql`, without the quotes"));
    }
    if lower.starts_with("jdbc:") {
        return Err(
            what("this is a JDBC address").hint("write `postgres://USER:PASSWORD@HOST:5432/DATABASE`")
        );
    }
    if text.starts_with(['"', '\'', '`']) {
        return Err(what("the database's address stands in quotes").hint("give it without the quotes"));
    }
    let placeholder =
        ["[your-password]", "[your_password]", "%5byour-password%5d", "<password>", "<your-password>"]
            .iter()
            .any(|mark| lower.contains(mark));
    if placeholder {
        return Err(what("the database's address still has a placeholder where the password belongs").hint(
            "replace `[YOUR-PASSWORD]`, brackets included; reset a lost one: dashboard > Database > Settings",
        ));
    }
    let scheme = lower.split_once("://").map(|(scheme, _)| scheme);
    if scheme.is_some_and(|s| {
        s != "postgres" && s != "postgresql" && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+')
    }) {
        return Err(what("this is the address of something else than PostgreSQL")
            .because("a database's address begins with `postgres://` or `postgresql://`")
            .hint("write `postgres://USER:PASSWORD@HOST:5432/DATABASE`"));
    }
    Ok(())
}

/// Refuses an API key where the password belongs.
pub(super) fn refuse_password(password: &str) -> Result<()> {
    match api_key(password) {
        Some(key) => Err(Failure::bad_input(format!("the password is {key}"))
            .because("the database has a password of its own")
            .hint("use the database's password; reset a lost one: dashboard > Database > Settings")),
        None => Ok(()),
    }
}

fn api_key(text: &str) -> Option<&'static str> {
    if text.starts_with("sb_secret_") {
        Some("a Supabase secret key")
    } else if text.starts_with("sb_publishable_") {
        Some("a Supabase publishable key")
    } else if text.starts_with("eyJ") && text.matches('.').count() == 2 {
        Some("an API key (a JSON web token)")
    } else {
        None
    }
}
