//! Extensions that bring no tables into schemas of the application.

use super::super::reader::Reader;
use super::walk::Followed;

/// Those that bring none, or keep them in a schema of their own.
const WITHOUT_TABLES: &[&str] = &[
    "amcheck",
    "autoinc",
    "bloom",
    "btree_gin",
    "btree_gist",
    "citext",
    "cube",
    "dblink",
    "dict_int",
    "dict_xsyn",
    "earthdistance",
    "file_fdw",
    "fuzzystrmatch",
    "hstore",
    "http",
    "hypopg",
    "index_advisor",
    "insert_username",
    "intarray",
    "isn",
    "lo",
    "ltree",
    "moddatetime",
    "pageinspect",
    "pg_buffercache",
    "pg_cron",
    "pg_graphql",
    "pg_hashids",
    "pg_jsonschema",
    "pg_net",
    "pg_prewarm",
    "pg_stat_statements",
    "pg_trgm",
    "pgaudit",
    "pgcrypto",
    "pgjwt",
    "pgmq",
    "pgroonga",
    "pgsodium",
    "plpgsql",
    "postgres_fdw",
    "rum",
    "seg",
    "supabase_vault",
    "tablefunc",
    "unaccent",
    "uuid-ossp",
    "vector",
];

/// Follows `create extension`: one that is not known may bring anything.
pub(super) fn followed(words: &mut Reader<'_>) -> Followed {
    words.words(&["if", "not", "exists"]);
    let name = words.ident().ok_or("a name that could not be read")?;
    match WITHOUT_TABLES.contains(&name.as_str()) {
        true => Ok(()),
        false => Err(format!("the extension `{}`, which may bring tables", name.as_str())),
    }
}
