//! Makes a data directory: `initdb`, the roles and the platform layer, and the database that new ones are cloned from.

use super::account::Account;
use super::binaries::ServerBinaries;
use super::disk::failed;
use super::platform;
use super::process::{self, Place, Shutdown};
use super::server::{MAINTENANCE, OWNER, PLATFORM_DATABASE, SUPERUSER, Server};
use crate::failure::{Failure, Kind, Result};
use crate::model::Ident;
use crate::pg::Connection;
use std::path::Path;
use std::time::Duration;

/// Who is let in: everybody who can open the socket's directory, which is the account alone; over TCP only with a password.
const ACCESS: &str =
    "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n";

/// Settings under which no crash is survived and nothing waits for a disk.
pub(super) const CARELESS: [(&str, &str); 10] = [
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    ("shared_buffers", "32MB"),
    ("dynamic_shared_memory_type", "mmap"),
    ("wal_level", "minimal"),
    ("max_wal_senders", "0"),
    ("jit", "off"),
    ("autovacuum_naptime", "1h"),
    ("listen_addresses", ""),
];

/// Fills the data directory of `place`, which must be empty or not there. Nothing waits for the disk meanwhile, so it does not survive a crash
/// of the machine before [`sync`].
pub(super) async fn make(
    binaries: &ServerBinaries,
    account: &Account,
    place: &Place,
    initdb_flags: &[&str],
) -> Result<()> {
    let flags = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync"];
    let flags = [&flags[..], locale_flags(binaries.version.major), initdb_flags].concat();
    initdb(binaries, account, &place.data, &flags).await?;
    let access = place.data.join("pg_hba.conf");
    let mut command = account.command(Path::new("/bin/sh")); // as the account, for the same reason as the log
    let status = command.arg("-c").arg(r#"printf %s "$1" >"$0""#).arg(&access).arg(ACCESS).status();
    if !status.map_err(failed("write", &access))?.success() {
        return Err(Failure::new(Kind::Connect, format!("could not write `{}`", access.display())));
    }
    let mut child = process::start(binaries, account, place, &CARELESS).await?;
    let furnished = furnish(&Server::at(&place.sockets)).await;
    process::signal(child.id(), Shutdown::Fast);
    process::reap(&mut child, Duration::from_secs(30));
    furnished
}

/// Brings a cluster that was made to the disk, all at once: waiting for each file takes several times as long.
pub(super) async fn sync(binaries: &ServerBinaries, account: &Account, place: &Place) -> Result<()> {
    initdb(binaries, account, &place.data, &["--sync-only"]).await
}

async fn initdb(binaries: &ServerBinaries, account: &Account, data: &Path, flags: &[&str]) -> Result<()> {
    let program = binaries.program("initdb")?;
    let mut command = account.command(&program);
    command.arg("-D").arg(data).args(flags);
    let output = tokio::process::Command::from(command).kill_on_drop(true).output().await;
    let output = output.map_err(failed("run", &program))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(Kind::Connect, format!("could not make a database cluster in `{}`", data.display()))
        .because(String::from_utf8_lossy(&output.stderr).trim())
        .hint("use another installation: `--pg-bin DIRECTORY`"))
}

/// Sorts by byte, so that order never depends on the machine, but knows the letters of all scripts, as a hosted database does: `lower('Ä')`.
fn locale_flags(major: u32) -> &'static [&'static str] {
    match major {
        0..=16 if cfg!(target_os = "macos") => &["--locale=C", "--lc-ctype=en_US.UTF-8"],
        0..=16 => &["--locale=C", "--lc-ctype=C.UTF-8"],
        _ => &["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    }
}

/// Roles, the platform database, and `postgres` as a clone of it.
async fn furnish(server: &Server) -> Result<()> {
    let (owner, platform) = (Ident::parse(OWNER)?, Ident::parse(PLATFORM_DATABASE)?);
    let connection = server.superuser(MAINTENANCE).await?;
    platform::install_roles(&connection).await?;
    run(&connection, &format!("create database {platform} owner {owner} template template0")).await?;
    platform::install_schemas(&server.superuser(PLATFORM_DATABASE).await?).await?;
    for sql in [
        format!("alter database {platform} is_template true allow_connections false"),
        "drop database postgres".to_owned(),
        format!("create database postgres owner {owner} template {platform}"),
        "checkpoint".to_owned(),
    ] {
        run(&connection, &sql).await?;
    }
    Ok(())
}

async fn run(connection: &Connection, sql: &str) -> Result<()> {
    let done = connection.client.batch_execute(sql).await;
    done.map_err(|error| connection.failure(Kind::Connect, "could not furnish the new cluster", &error))
}
