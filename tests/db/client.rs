//! A connection of the test's own, asked from ordinary code.

use tokio::runtime::Runtime;
use tokio_postgres::{Error, NoTls, SimpleQueryMessage};

/// A connection with a runtime of its own.
pub(crate) struct Client {
    runtime: Runtime,
    client: tokio_postgres::Client,
}

impl Client {
    /// Connects.
    pub(crate) fn to(url: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client = runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
            tokio::spawn(connection);
            client
        });
        Self { runtime, client }
    }

    /// Runs SQL and gives its rows as lines, columns apart by `|`.
    pub(crate) fn ask(&self, sql: &str) -> String {
        self.try_ask(sql).unwrap_or_else(|error| panic!("{sql}: {error:?}"))
    }

    /// The same, where the server may refuse.
    pub(crate) fn try_ask(&self, sql: &str) -> Result<String, Error> {
        let messages = self.runtime.block_on(self.client.simple_query(sql))?;
        let rows = messages.iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(
                (0..row.len()).map(|column| row.get(column).unwrap_or("null")).collect::<Vec<_>>().join("|"),
            ),
            _ => None,
        });
        Ok(rows.collect::<Vec<_>>().join("\n"))
    }
}
