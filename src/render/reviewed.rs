//! A plan that was written down, as `up --plan` reads it again: what of it still holds, and what has moved since.

use super::plan::{Asked, FORMAT};
use crate::plan::{Basis, Plan};
use serde::Deserialize;

/// What `up --plan` needs of a document.
#[derive(Debug, Deserialize)]
pub struct Reviewed {
    /// What it was built from.
    pub basis: Basis,
    /// How it was asked for.
    pub asked: Asked,
    target: Place,
    steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
struct Place {
    host: String,
    database: String,
}

#[derive(Debug, Deserialize)]
struct Step {
    id: String,
    sql: String,
}

impl Reviewed {
    /// Reads a document.
    ///
    /// # Errors
    /// Why it is none, in a sentence.
    pub fn read(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Form {
            format: Option<String>,
        }
        let form = serde_json::from_str::<Form>(text).map_err(|error| match error.is_data() {
            true => "it is JSON of another kind".to_owned(),
            false => error.to_string(),
        })?;
        match form.format.as_deref() {
            Some(FORMAT) => serde_json::from_str(text).map_err(|error| error.to_string()),
            Some(other) => Err(format!("its format is `{other}`, this provost reads `{FORMAT}`")),
            None => Err("it is JSON of another kind: it names no format".to_owned()),
        }
    }

    /// What differs from the plan as it would be now, for a person who has to decide what to review again.
    pub fn moved(&self, now: &Plan) -> String {
        let target = &now.target;
        if (&self.target.host, &self.target.database) != (&target.host, &target.database) {
            return format!(
                "it was made for `{}/{}`, and this is `{}/{}`",
                self.target.host, self.target.database, target.host, target.database
            );
        }
        let done = self.steps.iter().find(|old| !now.steps.iter().any(|step| step.id == old.id));
        let new = now.steps.iter().find(|step| !self.steps.iter().any(|old| old.id == step.id));
        let changed = now
            .steps
            .iter()
            .find(|step| self.steps.iter().any(|old| old.id == step.id && *old.sql != *step.sql));
        match (done, new, changed) {
            (Some(old), ..) => format!("`{}` is in it, and is not pending any more", old.id),
            (_, Some(step), _) => format!("`{}` is pending now, and is not in it", step.id),
            (.., Some(step)) => format!("`{}` was changed since", step.origin.file),
            _ => "its steps are the same, but the history that they build on is another".to_owned(),
        }
    }
}
