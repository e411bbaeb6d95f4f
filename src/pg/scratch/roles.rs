//! Roles that are made for a scratch database. They belong to the whole server, so they are noted on the database before they are made, and
//! dropped after it.

use super::name::Name;
use super::{Database, SPACE, ScratchServer};
use crate::failure::{Failure, Kind, Result};
use crate::pg::message;
use crate::render::sql::{File, render};
use serde::Serialize;
use tokio_postgres::error::SqlState;

/// Stands before the names in a note.
const NOTE: &str = "made by provost for one run, and dropped with it; roles made for it: ";

#[derive(Serialize)]
struct Turn {
    space: i32,
}

#[derive(Serialize)]
struct Wanted {
    roles: String,
}

#[derive(Serialize)]
struct Note {
    name: String,
    note: String,
}

impl ScratchServer {
    /// Notes those of `roles` on the database that are there for scratch databases alone, and makes the platform's where all of them are missing.
    pub(super) async fn take_roles(
        &self,
        name: Name,
        roles: &[&str],
        platform: Option<(&[&str], &str)>,
    ) -> Result<Vec<String>> {
        self.begin_turn().await?;
        let taken = self.note_roles(name, roles, platform).await;
        let end = if taken.is_ok() { "commit" } else { "rollback" };
        self.run(end, "could not note the roles that are made for the shadow").await?;
        taken
    }

    /// Drops roles that no other scratch database was noted to need, and that nothing else has come to depend on.
    pub(super) async fn drop_roles(&self, roles: &[String]) -> Result<()> {
        if roles.is_empty() {
            return Ok(());
        }
        self.begin_turn().await?;
        let dropped = self.drop_unneeded(roles).await;
        self.run("commit", "could not drop the roles that were made for the shadow").await?;
        dropped
    }

    async fn begin_turn(&self) -> Result<()> {
        let what = "could not take a turn at the shadow's roles";
        self.run(&render(File::ScratchTurn, Turn { space: SPACE }), what).await.map(drop)
    }

    async fn note_roles(
        &self,
        name: Name,
        roles: &[&str],
        platform: Option<(&[&str], &str)>,
    ) -> Result<Vec<String>> {
        let brought = platform.map_or(&[][..], |(names, _)| names);
        let wanted: Vec<&str> = roles.iter().chain(brought).copied().collect();
        let what = "could not look for the shadow's roles";
        let question = Wanted { roles: super::names(&wanted) };
        let answer = self.run(&render(File::ScratchRoles, question), what).await?;
        let there: Vec<&str> = answer.rows(0).iter().filter_map(|row| row.first()?.as_deref()).collect();
        let others: Vec<String> =
            self.listed().await?.iter().flat_map(|listed| noted(&listed.note)).collect();
        let is_ours = |role: &&str| !there.contains(role) || others.iter().any(|other| other == role);
        let mut ours: Vec<String> = wanted.into_iter().filter(is_ours).map(str::to_owned).collect();
        ours.sort();
        ours.dedup();
        let note = format!("{NOTE}{}", super::names(&ours));
        let note = render(File::ScratchNote, Note { name: name.text(), note });
        self.run(&note, "could not note what is made for the shadow").await?;
        if let Some((names, sql)) = platform {
            match names.iter().filter(|name| !there.contains(name)).collect::<Vec<_>>()[..] {
                [] => {}
                [..] if !names.iter().any(|name| there.contains(name)) => {
                    self.run(sql, "could not make the roles of the platform's stand-in").await?;
                }
                [missing, ..] => return Err(self.half_furnished(missing)),
            }
        }
        Ok(ours)
    }

    async fn drop_unneeded(&self, roles: &[String]) -> Result<()> {
        let needed: Vec<String> =
            self.listed().await?.iter().flat_map(|listed| noted(&listed.note)).collect();
        for role in roles.iter().filter(|role| !needed.contains(role)) {
            let drop = render(File::ScratchDropRole, Database { name: role, template: "" });
            let dropped = message::ask(&self.session().client, &format!("savepoint role; {drop}")).await;
            if let Err(error) = dropped {
                let failure = self.session().failure(
                    Kind::RolledBack,
                    format!("the role `{role}` was made for the shadow on {}, and stays", self.noun()),
                    &error,
                );
                self.run("rollback to savepoint role", "could not go on dropping roles").await?;
                // Somebody has put it to use: it is theirs now.
                if error.code() != Some(&SqlState::DEPENDENT_OBJECTS_STILL_EXIST) {
                    return Err(failure);
                }
                tracing::info!(%failure, "a role is in use");
            }
        }
        Ok(())
    }

    /// Making what is missing would change what is there.
    fn half_furnished(&self, missing: &str) -> Failure {
        Failure::new(Kind::Refused, format!("shadows cannot be made on {}", self.noun()))
            .because(format!("it has some of Supabase's roles and no `{missing}`: the stand-in would change those that are somebody's"))
            .database("unchanged")
            .hint("name a server that has all of them or none, or let `provost db platform --database-url URL` make them there")
    }
}

/// The roles of a note, which people may have changed: then there are none.
pub(super) fn noted(note: &str) -> Vec<String> {
    note.strip_prefix(NOTE).and_then(|names| serde_json::from_str(names).ok()).unwrap_or_default()
}
