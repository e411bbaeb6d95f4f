//! The password of `postgres`, for clients that can only use TCP. Made at random, kept in a file that only its owner can read.
#![expect(clippy::disallowed_methods, reason = "keeps the password in a file")]
#![expect(clippy::disallowed_types, reason = "reads the system's source of random bytes")]

use super::disk::failed;
use super::server::{MAINTENANCE, OWNER, Server};
use crate::failure::{Failure, Kind, Result};
use crate::model::{Ident, literal};
use secrecy::{ExposeSecret as _, SecretString};
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

fn file(state: &Path) -> PathBuf {
    state.join("password")
}

/// Reads it.
pub(super) fn read(state: &Path) -> Result<SecretString> {
    let path = file(state);
    let text = std::fs::read_to_string(&path).map_err(|error| {
        failed("read", &path)(error).hint("open a TCP port, which makes one: `provost db start --tcp 54329`")
    })?;
    Ok(SecretString::from(text.trim_end().to_owned()))
}

/// Gives `postgres` the password of the file, making one when there is none.
pub(super) async fn ensure(server: &Server, state: &Path) -> Result<()> {
    let path = file(state);
    if !path.exists() {
        let random = Path::new("/dev/urandom");
        let mut bytes = [0_u8; 24];
        let filled = File::open(random).and_then(|mut source| source.read_exact(&mut bytes));
        filled.map_err(failed("read", random))?;
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        made.and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed("write", &path))?;
    }
    let password = read(state)?;
    // The server logs no statements here, and keeps a SCRAM verifier only.
    let sql = format!("alter role {} password {}", Ident::parse(OWNER)?, literal(password.expose_secret()));
    let connection = server.superuser(MAINTENANCE).await?;
    let done = connection.client.batch_execute(&sql).await;
    // The server's own words could repeat the statement.
    done.map_err(|_| Failure::new(Kind::Connect, "could not set the password for TCP"))
}
