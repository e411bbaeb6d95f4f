//! A program that wraps and unwraps the master key, such as one that asks a key management service. Main keeps what it wrapped.

use crate::failure::{Failure, Kind, Result};
use crate::pg::vault::{KeyState, KeyTable};
use crate::vault::{DeploymentId, Key, KeyId, Ring};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use zeroize::Zeroizing;

/// How long it may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// The longest answer.
const LONGEST: u64 = 4096;

/// The program.
pub(in crate::command) struct Hook {
    words: Vec<String>,
    environment: Vec<(String, String)>,
    directory: PathBuf,
}

#[derive(Serialize)]
struct Request<'a> {
    op: &'static str,
    key_id: KeyId,
    context: About,
    #[serde(skip_serializing_if = "Option::is_none")]
    plaintext: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ciphertext: Option<&'a str>,
}

#[derive(Serialize)]
struct About {
    purpose: &'static str,
    deployment: DeploymentId,
}

#[derive(Deserialize)]
struct Wrapped {
    ciphertext: String,
}

#[derive(Deserialize)]
struct Unwrapped {
    plaintext: Zeroizing<String>,
}

impl Hook {
    pub(super) const fn new(
        words: Vec<String>,
        environment: Vec<(String, String)>,
        directory: PathBuf,
    ) -> Self {
        Self { words, environment, directory }
    }

    pub(super) fn shown(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// The master keys that main keeps wrapped.
    pub(super) async fn ring(&self, table: &KeyTable) -> Result<Ring> {
        let deployment = table.deployment().unwrap_or_default();
        let mut keys = Vec::new();
        for row in table.master.iter().filter(|row| row.state != KeyState::Lost) {
            let Some(wrapped) = &row.wrapped else { continue };
            let request = Request {
                op: "unwrap",
                key_id: row.id,
                context: About { purpose: "kek", deployment },
                plaintext: None,
                ciphertext: Some(wrapped),
            };
            let answer: Unwrapped = self.ask(&request).await?;
            let bytes = STANDARD.decode(answer.plaintext.as_bytes()).map(Zeroizing::new);
            let bytes: Option<Zeroizing<[u8; 32]>> =
                bytes.ok().and_then(|bytes| bytes.as_slice().try_into().ok()).map(Zeroizing::new);
            let bytes = bytes.ok_or_else(|| self.failed("what it unwrapped is no key of 32 bytes"))?;
            keys.push(Key::new(row.id, &bytes));
        }
        if keys.is_empty() {
            return Err(self.failed("main keeps no key that it wrapped"));
        }
        Ok(Ring::new(keys))
    }

    /// Lets it wrap a new key, and tries whether it unwraps that again.
    pub(super) async fn wrap(&self, key: &Key, deployment: DeploymentId) -> Result<String> {
        let plain = Zeroizing::new(STANDARD.encode(key.expose()));
        let about = || About { purpose: "kek", deployment };
        let request = Request {
            op: "wrap",
            key_id: key.id(),
            context: about(),
            plaintext: Some(&plain),
            ciphertext: None,
        };
        let wrapped: Wrapped = self.ask(&request).await?;
        if wrapped.ciphertext.contains(plain.trim_end_matches('=')) {
            return Err(self.failed("it gave the key back as it was, unwrapped"));
        }
        let request = Request {
            op: "unwrap",
            key_id: key.id(),
            context: about(),
            plaintext: None,
            ciphertext: Some(&wrapped.ciphertext),
        };
        let again: Unwrapped = self.ask(&request).await?;
        match *again.plaintext == *plain {
            true => Ok(wrapped.ciphertext),
            false => Err(self.failed("it does not unwrap what it has wrapped")),
        }
    }

    async fn ask<T: for<'a> Deserialize<'a>>(&self, request: &Request<'_>) -> Result<T> {
        let question =
            serde_json::to_vec(request).map(Zeroizing::new).map_err(|_| self.failed("it cannot be asked"))?;
        let answer = tokio::time::timeout(DEADLINE, self.run(&question)).await;
        let answer =
            answer.map_err(|_| self.failed(format!("it took longer than {} s", DEADLINE.as_secs())))??;
        // What it said may be a key: it is not repeated.
        serde_json::from_slice(&answer).map_err(|_| {
            self.failed(format!("its answer to `{}` is not the JSON that is wanted", request.op))
        })
    }

    async fn run(&self, question: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let failed = |error: std::io::Error| self.failed(error);
        let (program, arguments) = self.words.split_first().ok_or_else(|| self.failed("it is empty"))?;
        let mut child = Command::new(program)
            .args(arguments)
            .current_dir(&self.directory)
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .envs(self.environment.iter().cloned())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(failed)?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(question).await.map_err(failed)?;
        }
        let mut answer = Zeroizing::new(Vec::new());
        if let Some(output) = child.stdout.take() {
            output.take(LONGEST + 1).read_to_end(&mut answer).await.map_err(failed)?;
        }
        if answer.len() as u64 > LONGEST {
            return Err(self.failed(format!("it says more than {LONGEST} bytes")));
        }
        let status = child.wait().await.map_err(failed)?;
        match status.success() {
            true => Ok(answer),
            false => Err(self.failed(format!("it ended with {status}"))),
        }
    }

    fn failed(&self, why: impl std::fmt::Display) -> Failure {
        Failure::new(Kind::Secret, format!("the key command `{}` does not give the master key", self.shown()))
            .because(why)
            .database("unchanged")
            .hint("run it by hand with `{\"op\":\"unwrap\",…}` on its standard input; `docs/vault-format.md` says what it is asked and must answer")
    }
}
