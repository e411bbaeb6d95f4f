//! From a statement's first words to its kind.

use super::{IndexBuild, Kind, control};
use crate::sqltext::reader::Reader;

impl Kind {
    pub(in crate::sqltext) fn of(statement: &str) -> Self {
        let mut words = Reader::new(statement);
        match words.keyword().as_deref() {
            Some("begin") => control::begin(&mut words),
            Some("start") if words.word("transaction") => control::begin(&mut words),
            Some("commit" | "end") => {
                control::end(&mut words, Self::Commit, "COMMIT PREPARED", "COMMIT AND CHAIN")
            }
            Some("rollback" | "abort") => {
                control::end(&mut words, Self::Rollback, "ROLLBACK PREPARED", "ROLLBACK AND CHAIN")
            }
            Some("savepoint" | "release") => Self::Savepoint,
            Some("prepare") if words.word("transaction") => Self::OtherControl("PREPARE TRANSACTION"),
            Some("set") => control::set(&mut words),
            Some("reset") => control::role(&mut words),
            Some("select") if words.has(&["pg_advisory_unlock_all"]) => Self::UnlockAll,
            Some("discard") if words.word("all") => Self::Alone("DISCARD ALL"),
            Some("copy") => copy(&mut words),
            Some("create") => create(&mut words),
            Some("drop") => drop(&mut words),
            Some("alter") => alter(&mut words),
            Some("reindex") => reindex(&mut words),
            Some("vacuum") => Self::Alone("VACUUM"),
            Some("cluster") => cluster(&mut words),
            Some("refresh") if words.words(&["materialized", "view", "concurrently"]) => {
                Self::RefreshConcurrently
            }
            _ => Self::Other,
        }
    }
}

fn copy(words: &mut Reader<'_>) -> Kind {
    let mut from = words.clone();
    if from.seek(&["from", "stdin"]) {
        Kind::CopyFromStdin
    } else if words.seek(&["to", "stdout"]) {
        Kind::CopyToStdout
    } else {
        Kind::Other
    }
}

fn create(words: &mut Reader<'_>) -> Kind {
    let unique = words.word("unique");
    match words.any(&["index", "database", "tablespace", "subscription"]) {
        Some("index") if words.word("concurrently") => {
            let if_not_exists = words.words(&["if", "not", "exists"]);
            let name = if words.word("on") { None } else { words.name() };
            if name.is_some() {
                words.word("on");
            }
            words.word("only");
            let table = words.name();
            Kind::CreateIndexConcurrently(Box::new(IndexBuild { name, table, if_not_exists, unique }))
        }
        Some("database") => Kind::Alone("CREATE DATABASE"),
        Some("tablespace") => Kind::Alone("CREATE TABLESPACE"),
        Some("subscription") => subscription(words),
        _ => Kind::Other,
    }
}

/// The server refuses it only where it makes a replication slot, which it does unless told not to.
fn subscription(words: &mut Reader<'_>) -> Kind {
    let mut options = words.clone();
    while let Some(token) = options.next() {
        let makes_none = ["create_slot", "connect"].iter().any(|option| options.is_word(&token, option));
        if makes_none && options.symbol(b'=') && options.any(&["false", "off"]).is_some() {
            return Kind::Other;
        }
    }
    Kind::Alone("CREATE SUBSCRIPTION")
}

fn drop(words: &mut Reader<'_>) -> Kind {
    match words.any(&["index", "database", "tablespace"]) {
        Some("index") if words.word("concurrently") => {
            words.words(&["if", "exists"]);
            Kind::DropIndexConcurrently(words.name().map(Box::new))
        }
        Some("database") => Kind::Alone("DROP DATABASE"),
        Some("tablespace") => Kind::Alone("DROP TABLESPACE"),
        _ => Kind::Other,
    }
}

fn alter(words: &mut Reader<'_>) -> Kind {
    match words.any(&["system", "database", "type", "table"]) {
        Some("system") => Kind::Alone("ALTER SYSTEM"),
        Some("database") if words.seek(&["set", "tablespace"]) => {
            Kind::Alone("ALTER DATABASE … SET TABLESPACE")
        }
        Some("type") if words.seek(&["add", "value"]) => Kind::AlterTypeAddValue,
        Some("table") if words.seek(&["detach", "partition"]) && words.seek(&["concurrently"]) => {
            Kind::Alone("ALTER TABLE … DETACH PARTITION CONCURRENTLY")
        }
        _ => Kind::Other,
    }
}

fn reindex(words: &mut Reader<'_>) -> Kind {
    let by_option = words.option("concurrently");
    let what = words.any(&["index", "table", "schema", "database", "system"]);
    if by_option || words.word("concurrently") {
        return Kind::ReindexConcurrently;
    }
    match what {
        Some("schema") => Kind::Alone("REINDEX SCHEMA"),
        Some("database") => Kind::Alone("REINDEX DATABASE"),
        Some("system") => Kind::Alone("REINDEX SYSTEM"),
        _ => Kind::Other,
    }
}

/// Without a table it goes through all of them, a transaction each.
fn cluster(words: &mut Reader<'_>) -> Kind {
    words.word("verbose");
    words.option("verbose");
    if words.is_at_end() { Kind::Alone("CLUSTER") } else { Kind::Other }
}
