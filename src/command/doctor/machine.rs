//! The machine: the PostgreSQL that would be started, and the directory that it would be kept in.

use super::project::Project;
use crate::command::db::Own;
use crate::command::{Context, target};
use crate::embedded::{Account, Source, Status};
use crate::finding::{Finding, Severity};
use nix::unistd::{AccessFlags, access};
use std::path::Path;

/// The clients that fetch a server where none is installed.
const PYTHONS: [&str; 4] = ["python3", "pip3", "pip", "python"];

pub(super) async fn look(context: &Context<'_>, project: &Project) -> Vec<Finding> {
    let own = match Own::find(context, None) {
        Ok(own) => own,
        Err(failure) => return vec![Finding::of_failure("machine-state", "state directory", &failure)],
    };
    vec![state_directory(&own), postgres(context, project, &own).await, cluster(&own)]
}

/// A directory that does not exist yet is made by the first start, if the nearest one that does can be written.
fn state_directory(own: &Own) -> Finding {
    let state = &own.cluster.home().state;
    let shown = state.display().to_string();
    let nearest = state.ancestors().find(|folder| folder.exists()).unwrap_or_else(|| Path::new("/"));
    let why = match access(nearest, AccessFlags::W_OK | AccessFlags::X_OK) {
        Err(error) => error.desc().to_owned(),
        Ok(()) if !nearest.is_dir() => format!("`{}` is not a directory", nearest.display()),
        Ok(()) => {
            let account = match Account::for_this_process() {
                Ok(Account::Dropped { name, .. }) => format!("; as root the server runs as `{name}`"),
                _ => String::new(),
            };
            let text = format!("state directory `{shown}` can be written{account}");
            return Finding::note("machine-state", &shown, text);
        }
    };
    Finding::note("machine-state", &shown, format!("cannot write the state directory `{shown}`: {why}"))
        .severity(Severity::Error)
        .fix("name another one: `export PROVOST_STATE_DIR=DIR`")
}

async fn postgres(context: &Context<'_>, project: &Project, own: &Own) -> Finding {
    let extensions = project.folder.as_ref().map(target::extensions).unwrap_or_default();
    let wanted = Own::wanted(context, &extensions);
    let failure = match own.cluster.would_run(&wanted).await {
        Ok(binaries) => {
            let shown = binaries.bin_dir.display().to_string();
            return Finding::note(
                "machine-postgres",
                &shown,
                format!(
                    "PostgreSQL {} in `{shown}` is what provost starts where no database is named",
                    binaries.version
                ),
            );
        }
        Err(failure) => failure,
    };
    let finding = Finding::of_failure("machine-postgres", "PostgreSQL", &failure);
    let path = context.environment.get("PATH").unwrap_or_default();
    let has_pip = std::env::split_paths(path).any(|dir| PYTHONS.iter().any(|name| dir.join(name).is_file()));
    if has_pip && !wanted.no_fetch && !matches!(wanted.source, Source::Named(_)) {
        return finding
            .severity(Severity::Warning)
            .fix("`provost db start` fetches one, once, if `pip` runs here; or install one");
    }
    // Where a database was named, none has to be started.
    finding.severity(if project.is_embedded { Severity::Error } else { Severity::Warning })
}

fn cluster(own: &Own) -> Finding {
    let note = |text: String| Finding::note("machine-cluster", "embedded server", text);
    match own.cluster.status() {
        Ok(Status::Absent) => {
            note("the embedded server is not made yet: the first `provost db start` does that".to_owned())
        }
        Ok(Status::Stopped(binaries)) => note(format!(
            "the embedded server, PostgreSQL {}, is stopped: `provost db start`",
            binaries.version
        )),
        Ok(Status::Running { binaries, pid, .. }) => {
            note(format!("the embedded server, PostgreSQL {}, runs as process {pid}", binaries.version))
        }
        Err(failure) => Finding::of_failure("machine-cluster", "embedded server", &failure),
    }
}
