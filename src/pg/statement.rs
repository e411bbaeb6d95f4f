//! What the server said of a statement, and what to do about it.
//!
//! The driver prints "db error" for all of them. Here everything comes out that the server sent, and the errors that people meet on
//! Supabase get the sentence that helps.

use tokio_postgres::error::{DbError, SqlState};

/// Message and SQLSTATE, then the server's DETAIL, HINT and CONTEXT, as far as it sent them.
pub fn causes(error: &DbError) -> Vec<String> {
    let first = format!("{} ({})", error.message(), error.code().code());
    let more = [("detail", error.detail()), ("server's hint", error.hint()), ("context", error.where_())];
    let more = more.into_iter().filter_map(|(name, text)| Some(format!("{name}: {}", text?)));
    std::iter::once(first).chain(more).collect()
}

/// What to do, where that is known.
pub fn hint(error: &DbError) -> Option<String> {
    let text = error.message();
    let has = |part: &str| text.contains(part);
    let code = error.code();
    let hint = if *code == SqlState::INVALID_SQL_STATEMENT_NAME || *code == SqlState::DUPLICATE_PSTATEMENT {
        "this looks like a transaction pooler: connect to port 5432, directly or through the session pooler"
            .to_owned()
    } else if *code == SqlState::QUERY_CANCELED && has("statement timeout") {
        "it took longer than `statement_timeout`: raise the limit for this run, or do the work in smaller parts".to_owned()
    } else if *code == SqlState::LOCK_NOT_AVAILABLE {
        "another session holds the table: find it with `select pid, usename, query from pg_stat_activity where state <> 'idle'`, then try again".to_owned()
    } else if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
        "the database takes no writes: it is a replica, or its disk is full (Supabase: dashboard > Database > Settings > Disk)".to_owned()
    } else if *code == SqlState::INSUFFICIENT_PRIVILEGE {
        return privilege(text);
    } else if *code == SqlState::FEATURE_NOT_SUPPORTED && has("extension") && has("not available") {
        "install the extension on the server, or remove the line; Supabase lists its own under dashboard > Database > Extensions".to_owned()
    } else if *code == SqlState::UNSAFE_NEW_ENUM_VALUE_USAGE {
        "a new value of an enum can be used only after the commit: use it in a migration of its own, and leave out `--single-transaction`".to_owned()
    } else if *code == SqlState::INVALID_SCHEMA_NAME && has("\"pgsodium\"") {
        "Supabase removed pgsodium: remove the line".to_owned()
    } else if *code == SqlState::UNDEFINED_FUNCTION && has("uuid_generate_v4") {
        "write `gen_random_uuid()`, which every server has, or `extensions.uuid_generate_v4()`".to_owned()
    } else {
        return None;
    };
    Some(hint)
}

fn privilege(text: &str) -> Option<String> {
    let quoted = |prefix: &str| text.strip_prefix(prefix).map(|name| name.trim_matches('"').to_owned());
    // Tables that belong to Supabase; policies on them may be made, anything else needs the owner.
    if let Some(table) = quoted("must be owner of table ").or_else(|| quoted("must be owner of relation ")) {
        return Some(match table.as_str() {
            "objects" | "buckets" | "messages" | "users" => format!(
                "`{table}` belongs to Supabase: remove the `alter table` line. Row level security is on there already, and policies may be made"
            ),
            _ => format!(
                "connect as the owner of `{table}`, or let the owner hand it over: `alter table {table} owner to ROLE`"
            ),
        });
    }
    if let Some(schema) = quoted("permission denied for schema ") {
        return Some(match schema.as_str() {
            "auth" | "storage" | "realtime" => {
                format!(
                    "Supabase owns `{schema}`: put the function or table in `public` or in a schema of your own"
                )
            }
            _ => format!("grant it: `grant usage, create on schema {schema} to ROLE`"),
        });
    }
    if let Some(table) = quoted("permission denied for table ") {
        return Some(format!("a grant is missing, not a policy: `grant select on {table} to ROLE`"));
    }
    text.contains("permission denied to set role")
        .then(|| "grant the role to yourself first: `grant ROLE to current_user`".to_owned())
}
