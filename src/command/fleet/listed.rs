//! Courses from a list, for tests of rollouts over databases that they made themselves. No build that is handed out has this.

#![expect(clippy::disallowed_methods, reason = "reads a test's list")]

use crate::command::{Context, target};
use crate::failure::{Failure, Result};
use crate::pg::fleet::{Doors, Member};
use crate::pg::{Address, Door};
use futures_util::future::LocalBoxFuture;
use std::collections::BTreeMap;

/// A file with a course a line: its code, its server, its address.
pub(super) const VARIABLE: &str = "PROVOST_TEST_COURSES";

pub(super) struct Listed {
    pub(super) members: Vec<Member>,
    doors: BTreeMap<String, Door>,
}

impl Listed {
    pub(super) fn read(context: &Context<'_>, file: &str) -> Result<Self> {
        let text =
            std::fs::read_to_string(file).map_err(|error| Failure::bad_input("no list").because(error))?;
        let mut listed = Self { members: Vec::new(), doors: BTreeMap::new() };
        for line in text.lines() {
            let [code, server, url] = line.split(' ').collect::<Vec<_>>()[..] else { continue };
            let connection = &context.options.connection;
            let (door, _) = target::door_called(connection, Some(code), Address::parse(url)?)?;
            listed.members.push(Member { code: code.to_owned(), server: server.to_owned() });
            listed.doors.insert(code.to_owned(), door);
        }
        Ok(listed)
    }
}

impl Doors for Listed {
    fn doors<'a>(&'a self, codes: &'a [String]) -> LocalBoxFuture<'a, Vec<Result<Door>>> {
        let none = |code: &String| Failure::bad_input(format!("there is no course `{code}`"));
        let door = move |code| self.doors.get(code).cloned().ok_or_else(|| none(code));
        Box::pin(async move { codes.iter().map(door).collect() })
    }
}
