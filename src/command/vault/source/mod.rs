//! Where the master key comes from. Exactly one source is used; which one never depends on what it holds.

mod command;
pub(in crate::command) mod descriptor;
mod file;

use crate::command::{Context, process};
use crate::failure::{Failure, Result};
use crate::pg::vault::{KeySource, KeyTable};
use crate::render::escape;
use crate::vault::{DeploymentId, Key, Ring};
use command::Hook;
use file::KeyFile;
use futures_util::future::LocalBoxFuture;
use secrecy::{ExposeSecret as _, SecretString};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// The variable that names a key file.
const FILE_VARIABLE: &str = "PROVOST_KEY_FILE";
/// The variable that holds a key.
const KEY_VARIABLE: &str = "PROVOST_KEY";
/// What a service manager calls the key that it hands over.
const CREDENTIAL: &str = "provost.key";

/// Where the master key comes from.
pub(in crate::command) enum Source {
    /// A file of one's own.
    File(KeyFile),
    /// An open file descriptor, read once.
    Descriptor(i32, Arc<SecretString>),
    /// An environment variable: its name and what it holds.
    Variable(String, SecretString),
    /// A program that unwraps what main keeps.
    Hook(Hook),
}

impl Source {
    /// The source that flags, then the environment, then the project name, else a file in the person's configuration folder.
    ///
    /// # Errors
    /// When the project names several, or a variable that is not set.
    pub(in crate::command) fn of(context: &Context<'_>) -> Result<Self> {
        let environment = &context.environment;
        let options = &context.options.key;
        if let (Some(number), Some(key)) = (options.key_fd, &context.handed_key) {
            return Ok(Self::Descriptor(number, Arc::clone(key)));
        }
        let named = options.key_file.clone().or_else(|| environment.get(FILE_VARIABLE).map(PathBuf::from));
        if let Some(path) = named {
            return Ok(Self::File(KeyFile::new(context.directory.join(path), context)));
        }
        if let Some(key) = environment.get(KEY_VARIABLE) {
            return Ok(variable(context, KEY_VARIABLE, key));
        }
        if let Some(source) = of_project(context)? {
            return Ok(source);
        }
        if let Some(folder) = environment.get("CREDENTIALS_DIRECTORY") {
            let path = PathBuf::from(folder).join(CREDENTIAL);
            if file::is_there(&path) {
                return Ok(Self::File(KeyFile::handed_over(path, context)));
            }
        }
        Ok(Self::File(KeyFile::new(file::usual(context)?, context)))
    }

    /// Keeps a new key before those that are there, and says how a person finds it again; for a program outside also the key as that
    /// wrapped it.
    ///
    /// # Errors
    /// When the source cannot keep keys, or does not.
    pub(super) async fn keep(&self, key: &Key, deployment: DeploymentId) -> Result<Option<String>> {
        match self {
            Self::File(file) => file.add(key).map(|()| None),
            Self::Hook(hook) => hook.wrap(key, deployment).await.map(Some),
            Self::Descriptor(..) | Self::Variable(..) => Err(Failure::new(
                crate::failure::Kind::Secret,
                format!("{self} can hold a key, but not keep a new one"),
            )
            .database("unchanged")
            .hint("make the key in a file, `--key-file FILE`, then hand it over as before")),
        }
    }

    /// Whether there may be keys already; a file that is not there yet is none.
    pub(in crate::command) fn is_vacant(&self) -> bool {
        match self {
            Self::File(file) => !file.exists(),
            Self::Hook(_) => true,
            Self::Descriptor(..) | Self::Variable(..) => false,
        }
    }

    /// Where the key is, for the table of keys: people look for it there.
    pub(super) fn hint(&self) -> String {
        match self {
            Self::File(file) => file.hint(),
            _ => self.to_string().replace('`', "").chars().take(200).collect(),
        }
    }
}

fn of_project(context: &Context<'_>) -> Result<Option<Source>> {
    let Some(project) = &context.project else { return Ok(None) };
    let vault = &project.project.vault;
    let named = [vault.key_file.is_some(), vault.key_env.is_some(), !vault.key_command.is_empty()];
    if named.iter().filter(|named| **named).count() > 1 {
        return Err(Failure::bad_input(
            "`[vault]` in `provost.toml` names several places for one master key",
        )
        .hint("leave one of `key_file`, `key_env` and `key_command`"));
    }
    if let Some(path) = &vault.key_file {
        return Ok(Some(Source::File(KeyFile::new(project.root.join(path), context))));
    }
    if let Some(name) = &vault.key_env {
        let key = context.environment.get(name).ok_or_else(|| {
            Failure::new(crate::failure::Kind::Secret, format!("`{}` is not set", escape::line(name)))
                .because("`[vault] key_env` in `provost.toml` says that it holds the master key")
                .hint("set it from where the key is kept, or name a file with `--key-file FILE`")
        })?;
        return Ok(Some(variable(context, name, key)));
    }
    let allowed = vault.key_command_env.iter();
    let environment =
        allowed.filter_map(|name| Some((name.clone(), context.environment.get(name)?.to_owned())));
    let hook = Hook::new(vault.key_command.clone(), environment.collect(), project.root.clone());
    Ok((!vault.key_command.is_empty()).then_some(Source::Hook(hook)))
}

fn variable(context: &Context<'_>, name: &str, key: &str) -> Source {
    context.printer.warn(&format!(
        "the master key comes from the variable `{}`, which other processes of yours can read for as long as this one runs; a file or `--key-fd` is safer",
        escape::line(name)
    ));
    Source::Variable(name.to_owned(), SecretString::from(key))
}

impl KeySource for Source {
    fn ring<'a>(&'a self, table: &'a KeyTable) -> LocalBoxFuture<'a, Result<Ring>> {
        Box::pin(async move {
            process::keep_to_itself();
            match self {
                Self::File(file) => file.ring(),
                Self::Descriptor(_, key) => Ring::of_text(key.expose_secret(), &self.to_string()),
                Self::Variable(_, key) => Ring::of_text(key.expose_secret(), &self.to_string()),
                Self::Hook(hook) => hook.ring(table).await,
            }
        })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "file `{}`", escape::line(file.shown())),
            Self::Descriptor(number, _) => write!(f, "file descriptor {number}"),
            Self::Variable(name, _) => write!(f, "variable `{}`", escape::line(name)),
            Self::Hook(hook) => write!(f, "command `{}`", escape::line(hook.shown())),
        }
    }
}
