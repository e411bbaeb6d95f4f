//! A course's data key: the one that is there, or the next.

use super::Vault;
use super::keys::{garbled, unwrap};
use crate::failure::{Failure, Result};
use crate::pg::message::Answer;
use crate::vault::{Context, CourseId, Fault, Fresh, Key, KeyId, seal_key};
use serde::Serialize;

/// Statements of `slot.sql`.
const COURSE: usize = 1;
const VERSION: usize = 2;
const NEWEST: usize = 3;
const WRAPS: usize = 4;

/// A data key that is to be made, as each master key wrapped it.
#[derive(Serialize)]
pub(super) struct NewKey {
    course: CourseId,
    version: u64,
    key: KeyId,
    wraps: Vec<Wrap>,
}

#[derive(Serialize)]
struct Wrap {
    kek: KeyId,
    wrapped: String,
}

/// What a new value of a credential is sealed with.
pub(super) struct Slot {
    /// Its version.
    pub(super) version: u64,
    /// The data key's number.
    pub(super) dek_version: u64,
    /// The data key.
    pub(super) key: Key,
    /// The data key, where it is a new one.
    pub(super) made: Option<NewKey>,
}

impl Vault {
    /// Finds out what a credential is to be sealed with from the answer to `slot.sql`.
    pub(super) async fn slot(&self, course: CourseId, answer: &Answer) -> Result<Slot> {
        if answer.rows(COURSE).is_empty() {
            return Err(Failure::bad_input(format!("there is no course `{course}` in main")));
        }
        let number = |statement: usize, column: usize| -> Option<u64> {
            answer.rows(statement).first()?.get(column)?.as_deref()?.parse().ok()
        };
        let version = number(VERSION, 0).unwrap_or_default() + 1;
        let Some(newest) = answer.rows(NEWEST).first() else {
            let (key, made) = self.new_data_key(course, 1).await?;
            return Ok(Slot { version, dek_version: 1, key, made: Some(made) });
        };
        let dek_version = number(NEWEST, 0).ok_or_else(|| garbled(&self.session))?;
        let is = |column: usize, wanted: &str| newest.get(column).and_then(Option::as_deref) == Some(wanted);
        if !is(2, "active") || is(3, "t") {
            let next = dek_version + 1;
            let (key, made) = self.new_data_key(course, next).await?;
            return Ok(Slot { version, dek_version: next, key, made: Some(made) });
        }
        let id =
            newest.get(1).and_then(|id| id.as_deref()?.parse().ok()).ok_or_else(|| garbled(&self.session))?;
        let mine = answer.rows(WRAPS).iter().filter(|row| {
            row.first().and_then(Option::as_deref).and_then(|text| text.parse().ok()) == Some(dek_version)
        });
        let wraps: Vec<&str> = mine.filter_map(|row| row.get(2)?.as_deref()).collect();
        let key = self
            .data_key(course, dek_version, id, &wraps)
            .await
            .map_err(|fault| self.unopened("the data key of the course", &fault))?;
        Ok(Slot { version, dek_version, key, made: None })
    }

    /// Opens a data key, with keys read again where another provost may have begun to rotate them.
    pub(super) async fn data_key(
        &self,
        course: CourseId,
        version: u64,
        id: KeyId,
        wraps: &[&str],
    ) -> Result<Key, Fault> {
        let context = Context::dek(self.deployment, course, version);
        let open = || unwrap(&self.ring.borrow(), &context, id, wraps.iter().copied());
        match open() {
            Err(Fault::UnknownKey(key)) => match self.look_again().await {
                Ok(()) => open(),
                Err(_) => Err(Fault::UnknownKey(key)),
            },
            opened => opened,
        }
    }

    /// A new data key of a course.
    pub(super) async fn new_data_key(&self, course: CourseId, version: u64) -> Result<(Key, NewKey)> {
        let key = Key::fresh()?;
        let context = Context::dek(self.deployment, course, version);
        let wrap = |with: &Key| -> Result<Wrap> {
            Ok(Wrap { kek: with.id(), wrapped: seal_key(with, &context, &key, Fresh::draw()?) })
        };
        let wraps = self.wrapping().await?.iter().map(wrap).collect::<Result<_>>()?;
        let made = NewKey { course, version, key: key.id(), wraps };
        Ok((key, made))
    }

    /// Why something did not open, and what can be done about it.
    pub(super) fn unopened(&self, what: &str, fault: &Fault) -> Failure {
        let what = format!("could not open {what}");
        match fault {
            Fault::UnknownKey(_) => {
                let lost = self.table.borrow().lost(&self.ring.borrow(), fault);
                lost.hints()
                    .iter()
                    .fold(fault.failure(what).database("unchanged"), |told, hint| told.hint(hint))
            }
            _ => fault.failure(what).database("unchanged"),
        }
    }
}

/// Boxes that stand in one column with spaces between them.
pub(super) fn apart(text: Option<&str>) -> Vec<&str> {
    text.unwrap_or_default().split(' ').filter(|word| !word.is_empty()).collect()
}
