//! The lines of a matrix: whose rights they tell.

use super::super::Reading;
use super::super::at::At;
use super::super::draft::Draft;
use super::allowed;
use crate::failure::Result;
use crate::model::access::{Allowed, Expectation, Person, Spot};

impl Reading {
    /// Adds a line of the matrix.
    pub(super) fn take_person(
        &self,
        draft: &Draft,
        expectation: &mut Expectation,
        key: &str,
        value: &At<toml::Value>,
        source: usize,
    ) -> Result<()> {
        let spot = Spot::new(source, value.span.clone());
        let people = self.people_called(draft, key, &spot)?;
        let entries = value
            .value
            .as_array()
            .and_then(|list| list.iter().map(|entry| entry.as_str()).collect::<Option<Vec<&str>>>());
        let Some(entries) = entries.filter(|entries| entries.len() == expectation.rows.len()) else {
            return Err(self
                .fault(
                    &spot,
                    format!("`{key}` needs one entry for each of the {} columns", expectation.rows.len()),
                )
                .hint("write a list such as `[\"rcu\", \"-\"]`, one entry a column of `rows`"));
        };
        let mut line: Vec<Allowed> = Vec::new();
        for entry in entries {
            line.push(allowed::parse(entry).ok_or_else(|| {
                self.fault(&spot, format!("`{entry}` says nothing that can be done"))
                    .hint("write letters of `r c u d`, `all` or `-`; columns in brackets: `ru(read_at)`")
            })?);
        }
        for person in people {
            if expectation.people.insert(person.clone(), line.clone()).is_some() {
                let failure = self.fault(&spot, format!("`{person}` is expected to do two things"));
                return Err(failure.hint("keep one line for each role"));
            }
        }
        Ok(())
    }

    fn people_called(&self, draft: &Draft, key: &str, spot: &Spot) -> Result<Vec<Person>> {
        let role = |name: &String| Person::Role(name.clone());
        match (key, &self.roles) {
            ("anon", _) => return Ok(vec![Person::Anon]),
            ("stranger", _) => return Ok(vec![Person::Stranger]),
            // Without roles of the application, everybody signed in is a stranger.
            ("everyone" | "signed_in", None) => return Ok(vec![Person::Stranger]),
            ("everyone" | "signed_in", Some(roles)) => return Ok(roles.names.iter().map(role).collect()),
            (name, Some(roles)) if roles.names.iter().any(|role| role == name) => {
                return Ok(vec![Person::Role(name.to_owned())]);
            }
            (set, Some(roles)) if roles.sets.contains_key(set) => {
                return Ok(roles.sets[set].iter().map(role).collect());
            }
            _ => {}
        }
        if draft.services.contains_key(key) {
            return Ok(vec![Person::Service(key.to_owned())]);
        }
        let known: Vec<&str> =
            ["anon", "stranger", "everyone", "rows", "tables", "buckets", "never", "leaves"]
                .into_iter()
                .chain(
                    self.roles
                        .iter()
                        .flat_map(|roles| roles.names.iter().chain(roles.sets.keys()))
                        .map(String::as_str),
                )
                .chain(draft.services.keys().map(String::as_str))
                .collect();
        Err(self
            .fault(spot, format!("there is nobody called `{key}`"))
            .hint(super::super::meant(key, &known, "role")))
    }
}
