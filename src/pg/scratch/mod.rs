//! Scratch databases on a server that somebody named: made for a run, known by their names, dropped with it, and by the next run where it
//! was killed.
//!
//! Nothing else on that server is written to. A run holds a lock as long as it needs its database, so a database whose lock is free is one
//! that nobody needs; and only what the same role made under a name of ours is ever dropped.

mod name;
mod roles;
mod server;
mod unfit;

pub use server::{Asked, ScratchServer};

use super::Address;
use crate::failure::{Failure, Kind, Result};
use crate::render::sql::{File, render};
use name::Name;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The first number of every lock: `psdw`.
const SPACE: i32 = i32::from_be_bytes(*b"psdw");

#[derive(Serialize)]
struct Lock {
    space: i32,
    key: i32,
}

#[derive(Serialize)]
struct Database<'a> {
    name: &'a str,
    template: &'a str,
}

/// A scratch database, and copies of it. [`Self::end`] drops them.
#[derive(Debug)]
pub struct Scratch {
    server: ScratchServer,
    name: Name,
    copies: Mutex<BTreeMap<String, Name>>,
    /// The roles that are dropped with it.
    roles: Vec<String>,
}

impl Scratch {
    /// Makes one. Whatever comes of it, [`Self::end`] is to be called.
    pub(super) fn on(server: ScratchServer) -> Self {
        Self { server, name: Name::fresh(), copies: Mutex::default(), roles: Vec::new() }
    }

    /// Makes the database, with those of these roles noted that the server does not have. `platform` makes roles that are missing all together.
    ///
    /// # Errors
    /// What the server said.
    pub async fn make(&mut self, roles: &[&str], platform: Option<(&[&str], &str)>) -> Result<()> {
        self.create(self.name, "template0").await?;
        self.roles = self.server.take_roles(self.name, roles, platform).await?;
        Ok(())
    }

    /// The way into it.
    pub fn address(&self) -> Address {
        self.server.way_to(self.name)
    }

    /// Copies it, which nobody may be connected to, and gives the way into the copy. Another copy of that label is to be dropped before.
    ///
    /// # Errors
    /// What the server said.
    pub async fn copy(&self, label: &str) -> Result<Address> {
        let copy = Name::fresh();
        self.copies.lock().unwrap_or_else(PoisonError::into_inner).insert(label.to_owned(), copy);
        self.create(copy, &self.name.text()).await?;
        Ok(self.server.way_to(copy))
    }

    /// Drops a copy.
    ///
    /// # Errors
    /// What the server said.
    pub async fn drop_copy(&self, label: &str) -> Result<()> {
        let copy = self.copies.lock().unwrap_or_else(PoisonError::into_inner).get(label).copied();
        let Some(copy) = copy else { return Ok(()) };
        self.server.drop_database(copy).await?;
        self.server.run(&render(File::ScratchRelease, lock(copy)), "could not let go of a copy").await?;
        self.copies.lock().unwrap_or_else(PoisonError::into_inner).remove(label);
        Ok(())
    }

    /// Drops everything, over a connection of its own: the run's may be in the middle of something.
    ///
    /// # Errors
    /// What the server said. What is left then is dropped by the next run.
    pub async fn end(&self) -> Result<()> {
        let server = self.server.again().await?;
        let copies: Vec<Name> = {
            let copies = self.copies.lock().unwrap_or_else(PoisonError::into_inner);
            copies.values().copied().collect()
        };
        for name in copies.into_iter().chain([self.name]) {
            server.drop_database(name).await?;
        }
        server.drop_roles(&self.roles).await
    }

    async fn create(&self, name: Name, template: &str) -> Result<()> {
        let what = format!("could not make a scratch database on {}", self.server.noun());
        let held = self.server.run(&render(File::ScratchHold, lock(name)), &what).await?;
        if held.scalar() != Some("t") {
            return Err(Failure::new(Kind::Refused, what)
                .because("another run holds the lock of the same name")
                .hint("run the same command again"));
        }
        let sql = render(File::ScratchCreate, Database { name: &name.text(), template });
        self.server.run(&sql, &what).await.map(drop)
    }
}

fn lock(name: Name) -> Lock {
    Lock { space: SPACE, key: name.key() }
}

/// Names as SQL takes them in one piece.
fn names(names: &[impl Serialize]) -> String {
    serde_json::to_string(names).expect("names are plain JSON")
}
