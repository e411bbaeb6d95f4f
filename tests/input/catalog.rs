//! A whole database, catalog and rows, as one text that is the same only where the database is.

use crate::support::{TestDatabase, wait};
use tokio_postgres::Client;

const CATALOG: &str = include_str!("catalog.sql");
const TABLES: &str =
    "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by 1";

/// What the database holds, as its superuser sees it.
pub(crate) fn state(database: &TestDatabase) -> String {
    wait(async {
        let client = database.superuser().await;
        client.batch_execute("set search_path = pg_catalog").await.unwrap();
        let mut state = vec![one(&client, CATALOG).await];
        for row in client.query(TABLES, &[]).await.unwrap() {
            let table: String = row.get(0);
            let rows = format!(
                "select coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), 'empty') from {table} t"
            );
            state.push(format!("{table} {}", one(&client, &rows).await));
        }
        state.join("\n")
    })
}

async fn one(client: &Client, sql: &str) -> String {
    client.query_one(sql, &[]).await.unwrap().get(0)
}
