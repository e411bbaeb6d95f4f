//! Simple-protocol messages: sent at once, answered later, so that several can be under way on one connection.
//!
//! The simple protocol is used for everything: one message carries many statements, no statement gets a name (poolers break those), and
//! the count of answers tells which statement of a file failed, which PostgreSQL itself does not say for most errors.

use futures_util::StreamExt;
use std::pin::Pin;
use tokio_postgres::{Client, Error, SimpleQueryMessage, SimpleQueryStream};

/// How many rows of one message are kept; our own queries return fewer, a file's own `SELECT` may return any number.
const KEPT_ROWS: usize = 100_000;

/// Sends a message. It is on its way when this returns; the answer is read later.
///
/// # Errors
/// When the connection is closed.
pub async fn send(client: &Client, sql: &str) -> Result<Reply, Error> {
    client.simple_query_raw(sql).await.map(|stream| Reply(Box::pin(stream)))
}

/// Sends a message and reads its answer.
///
/// # Errors
/// What the server or the connection said.
pub async fn ask(client: &Client, sql: &str) -> Result<Answer, Error> {
    let answer = send(client, sql).await?.read().await;
    match answer.error {
        None => Ok(answer),
        Some(error) => Err(error),
    }
}

/// An answer that may not have come yet.
pub struct Reply(Pin<Box<SimpleQueryStream>>);

impl Reply {
    /// Reads the answer to its end, keeping rows.
    pub async fn read(self) -> Answer {
        self.collect(|_| true).await
    }

    /// Reads the answer to its end, keeping only rows of statements from `first` on: what a file selects is nobody's business.
    pub async fn read_from(self, first: usize) -> Answer {
        self.collect(|statement| statement >= first).await
    }

    async fn collect(mut self, keep: impl Fn(usize) -> bool) -> Answer {
        let mut answer = Answer::default();
        let mut rows = Vec::new();
        while let Some(message) = self.0.next().await {
            match message {
                Ok(SimpleQueryMessage::Row(row)) if keep(answer.results.len()) && rows.len() < KEPT_ROWS => {
                    rows.push((0..row.len()).map(|column| row.get(column).map(str::to_owned)).collect());
                }
                Ok(SimpleQueryMessage::CommandComplete(_)) => answer.results.push(std::mem::take(&mut rows)),
                Ok(_) => {}
                Err(error) => {
                    answer.error = Some(error);
                    break;
                }
            }
        }
        answer
    }
}

/// A row of texts.
pub type Row = Vec<Option<String>>;

/// What a message brought back.
#[derive(Debug, Default)]
pub struct Answer {
    /// The rows of each statement that ended well, in order.
    pub results: Vec<Vec<Row>>,
    /// What ended the message early.
    pub error: Option<Error>,
}

impl Answer {
    /// The rows of one statement.
    pub fn rows(&self, statement: usize) -> &[Row] {
        self.results.get(statement).map_or(&[], Vec::as_slice)
    }

    /// The first value of the first row of the last statement that returned any.
    pub fn scalar(&self) -> Option<&str> {
        self.results
            .iter()
            .rev()
            .find_map(|rows| rows.first())
            .and_then(|row| row.first())
            .and_then(Option::as_deref)
    }
}

/// Whether an error means that the connection is gone, rather than that a statement failed.
pub fn is_lost(error: &Error) -> bool {
    match error.code().map(tokio_postgres::error::SqlState::code) {
        // Shut down, crashed, dropped, or still starting.
        Some(code) => code.starts_with("57P") || code.starts_with("08"),
        None => true,
    }
}
