//! The server: what the role may do there, what it lacks, what killed runs left on it.

use super::name::{Name, PREFIX};
use super::unfit::Role;
use super::{Database, SPACE, Scratch};
use crate::failure::{Kind, Result};
use crate::pg::message::{self, Answer};
use crate::pg::{Address, ConnectOptions, Connection, connect};
use crate::render::sql::{File, render};
use serde::Serialize;

/// What is asked of a server.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The extensions that files make.
    pub extensions: &'a [String],
    /// The oldest major version that will do.
    pub oldest: u32,
}

/// A server that scratch databases are made on, over a session that stands for the run.
#[derive(Debug)]
pub struct ScratchServer {
    session: Connection,
    address: Address,
    options: ConnectOptions,
    superuser: bool,
    identity: String,
}

#[derive(Serialize)]
struct Extensions {
    extensions: String,
}

#[derive(Serialize)]
struct List {
    space: i32,
    prefix: &'static str,
}

/// What a database that is named like ours holds of a run.
pub(super) struct Listed {
    pub(super) name: Name,
    pub(super) note: String,
    pub(super) alive: bool,
}

impl ScratchServer {
    /// Connects, and asks whether scratch databases can be made there.
    ///
    /// # Errors
    /// When the server does not let us in, or will not do; nothing was changed then.
    pub async fn open(address: &Address, options: ConnectOptions, asked: Asked<'_>) -> Result<Self> {
        let session = connect(address, &options).await?;
        let identity = String::new();
        let mut server = Self { session, address: address.clone(), options, superuser: false, identity };
        server.run(&render(File::ScratchBegin, ()), "could not prepare the shadow's session").await?;
        let extensions = super::names(asked.extensions);
        let sql = render(File::ScratchServer, Extensions { extensions });
        let what = format!("could not ask {} what it is", server.noun());
        let answer = server.run(&sql, &what).await?;
        let row = answer.rows(0).first().cloned().unwrap_or_default();
        let text = |at: usize| row.get(at).cloned().flatten().unwrap_or_default();
        let is = |at: usize| text(at) == "t";
        let lacks: Vec<String> = serde_json::from_str(&text(4)).unwrap_or_default();
        let role = Role { name: text(0), creates: is(2), recovers: is(3), lacks };
        server.refuse(&role, asked.oldest)?;
        (server.superuser, server.identity) = (is(1), text(5));
        Ok(server)
    }

    /// Whether the role is a superuser.
    pub fn is_superuser(&self) -> bool {
        self.superuser
    }

    /// All that changes how this server writes down what files make.
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// What messages call it.
    pub fn noun(&self) -> String {
        format!("the shadow's server {}", self.address.label())
    }

    /// Drops what killed runs left behind, and says what that was.
    ///
    /// # Errors
    /// What the server said.
    pub async fn sweep(&self) -> Result<Vec<String>> {
        let mut swept = Vec::new();
        for left in self.listed().await?.into_iter().filter(|listed| !listed.alive) {
            self.drop_database(left.name).await?;
            self.drop_roles(&super::roles::noted(&left.note)).await?;
            swept.push(left.name.text());
        }
        Ok(swept)
    }

    /// A scratch database, which is still to be made.
    pub fn scratch(self) -> Scratch {
        Scratch::on(self)
    }

    /// The same server over another connection.
    pub(super) async fn again(&self) -> Result<Self> {
        let session = connect(&self.address, &self.options).await?;
        let (address, options) = (self.address.clone(), self.options.clone());
        let again =
            Self { session, address, options, superuser: self.superuser, identity: self.identity.clone() };
        again.run(&render(File::ScratchBegin, ()), "could not prepare the shadow's session").await?;
        Ok(again)
    }

    pub(super) fn way_to(&self, name: Name) -> Address {
        Address { database: name.text(), ..self.address.clone() }
    }

    pub(super) async fn drop_database(&self, name: Name) -> Result<()> {
        let name = name.text();
        let sql = render(File::ScratchDrop, Database { name: &name, template: "" });
        let what = format!("could not drop the scratch database `{name}` on {}", self.noun());
        self.run(&sql, &what).await.map(drop)
    }

    /// The scratch databases of this role, whoever makes use of them.
    pub(super) async fn listed(&self) -> Result<Vec<Listed>> {
        let sql = render(File::ScratchList, List { space: SPACE, prefix: PREFIX });
        let answer = self.run(&sql, "could not look for what earlier runs left behind").await?;
        let listed = answer.rows(0).iter().filter_map(|row| {
            let text = |at: usize| row.get(at).and_then(Option::as_deref).unwrap_or_default();
            let name = Name::parse(text(0))?;
            Some(Listed { name, note: text(1).to_owned(), alive: text(2) == "t" })
        });
        Ok(listed.collect())
    }

    pub(super) async fn run(&self, sql: &str, what: &str) -> Result<Answer> {
        let answer = message::ask(&self.session.client, sql).await;
        answer.map_err(|error| {
            self.session.failure(Kind::Connect, what, &error).database("only scratch databases were touched")
        })
    }

    pub(super) fn session(&self) -> &Connection {
        &self.session
    }
}
