//! A step's message, and what must be known of it to understand its answer.

use crate::plan::Step;

/// A step's message.
pub(super) struct Message {
    pub(super) sql: String,
    /// Statements before the file.
    pub(super) before: usize,
    /// Characters before the file.
    pub(super) characters: usize,
}

/// What must be known of a message to understand its answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sent {
    /// Statements before the file's own.
    pub(super) before: usize,
    /// Characters before the file's own.
    pub(super) characters: usize,
    /// The file's own statements in the message: which of them, and from which byte of the file on.
    pub(super) statements: (usize, usize),
    pub(super) from: usize,
    pub(super) bytes: usize,
}

impl Sent {
    pub(super) fn whole(message: &Message, step: &Step) -> Self {
        Self::part(message, (0, step.statements.len()), 0)
    }

    pub(super) fn part(message: &Message, statements: (usize, usize), from: usize) -> Self {
        Self {
            before: message.before,
            characters: message.characters,
            statements,
            from,
            bytes: message.sql.len(),
        }
    }

    /// The first statement behind the file's own.
    pub(super) fn after(&self) -> usize {
        self.before + self.statements.1 - self.statements.0
    }
}
