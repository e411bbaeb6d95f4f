//! The one error of the program: what failed, where, why, in what state the database is, and how to go on.
//!
//! Every module returns a [`Failure`]; [`crate::term`] prints it, `main` turns its [`Kind`] into the exit code. Nothing else does either.

mod exit;
mod meant;
mod place;
mod reason;

pub use exit::{Kind, highest, table};
pub use meant::{closest, meant};
pub use place::{Excerpt, Place};
pub use reason::Reason;

use std::fmt;

/// A result whose error can be shown to a person as it is.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// An error in five parts.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure(Box<Parts>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts {
    kind: Kind,
    what: String,
    place: Option<Place>,
    excerpt: Option<Excerpt>,
    causes: Vec<String>,
    database: Option<String>,
    hints: Vec<String>,
    reason: Option<Reason>,
}

impl Failure {
    /// Starts a failure. `what` is a lower-case fragment with objects in backticks, such as "could not apply `V003__grades`".
    pub fn new(kind: Kind, what: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            kind,
            what: what.into(),
            place: None,
            excerpt: None,
            causes: Vec::new(),
            database: None,
            hints: Vec::new(),
            reason: None,
        }))
    }

    /// A failure of the person's files or arguments, found before anything was sent.
    pub fn bad_input(what: impl Into<String>) -> Self {
        Self::new(Kind::BadInput, what)
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.0.place = Some(place);
        self
    }

    /// Shows the source lines around the place, with a caret.
    #[must_use]
    pub fn showing(mut self, excerpt: Excerpt) -> Self {
        self.0.excerpt = Some(excerpt);
        self
    }

    /// Says why; several causes are printed in the order they were given, outermost first.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.0.causes.push(cause.to_string());
        self
    }

    /// Says in what state the database is.
    #[must_use]
    pub fn database(mut self, state: impl Into<String>) -> Self {
        self.0.database = Some(state.into());
        self
    }

    /// Says what to do next: one imperative, with a command that can be pasted.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hints.push(hint.into());
        self
    }

    /// The same failure under another kind, where only the caller knows what the failure means for the run.
    #[must_use]
    pub fn with_kind(mut self, kind: Kind) -> Self {
        self.0.kind = kind;
        self
    }

    /// What kind of failure this is; decides the exit code.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }
    /// What failed.
    pub fn what(&self) -> &str {
        &self.0.what
    }
    /// Where, if it has a place.
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }
    /// Source lines to show.
    pub fn excerpt(&self) -> Option<&Excerpt> {
        self.0.excerpt.as_ref()
    }
    /// Why, outermost first.
    pub fn causes(&self) -> &[String] {
        &self.0.causes
    }
    /// In what state the database is.
    pub fn database_state(&self) -> Option<&str> {
        self.0.database.as_deref()
    }
    /// How to go on.
    pub fn hints(&self) -> &[String] {
        &self.0.hints
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.what)?;
        self.0.causes.iter().try_for_each(|cause| write!(f, ": {cause}"))
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failure {}
