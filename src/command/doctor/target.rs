//! The target: whether one gets there, and what may be done there.

#![expect(clippy::disallowed_methods, reason = "measures the round trip and compares clocks")]

use super::project::{Project, everything};
use super::{contents, link, rights};
use crate::command::db::Own;
use crate::command::{Context, address, target};
use crate::embedded::{Status, platform};
use crate::failure::Result;
use crate::finding::{Finding, Severity};
use crate::model::Target;
use crate::model::access::Access;
use crate::pg::{Address, Door, Session, reach};
use crate::plan;
use crate::render::duration;
use std::time::{Duration, Instant, SystemTime};

/// The target as far as it can be reached.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) target: Option<Target>,
    pub(super) findings: Vec<Finding>,
    /// The way into main, where it could be gone.
    pub(super) main: Option<Door>,
}

pub(super) async fn look(context: &Context<'_>, project: &Project) -> Look {
    if project.is_broken && context.options.target.database_url.is_none() {
        let unknown = Finding::note(
            "target-address",
            "target",
            "not looked at: the project's file says where it is, and cannot be read",
        );
        return Look { findings: vec![unknown], ..Look::default() };
    }
    let address = match address::named(context) {
        Ok(Some(address)) => Ok(address),
        Ok(None) if project.is_embedded => match embedded(context).await {
            Ok(Main::There(address)) => Ok(address),
            Ok(Main::NotYet(text)) => {
                let note = Finding::note("target-address", "main", text);
                return Look { findings: vec![note], ..Look::default() };
            }
            Err(failure) => Err(failure),
        },
        Ok(None) => {
            let none = Finding::note("target-address", "target", "no database was named")
                .fix("name one: `provost doctor --database-url postgres://user@host/database`");
            return Look { findings: vec![none], ..Look::default() };
        }
        Err(failure) => Err(failure),
    };
    match address.and_then(|address| target::door(context, address)) {
        Ok((door, moved)) => {
            let (mut findings, there) = of_door(project, &door).await;
            findings.extend(moved.map(|moved| {
                Finding::note("target-pooler", door.address.label(), moved).severity(Severity::Warning)
            }));
            for finding in &mut findings {
                finding.target = Some(door.target.to_string());
            }
            let target = Some(door.target.clone());
            let main = Some(door).filter(|_| there && context.options.target.course.is_none());
            Look { target, findings, main }
        }
        Err(failure) => {
            let findings = vec![Finding::of_failure("target-address", "target", &failure)];
            Look { findings, ..Look::default() }
        }
    }
}

/// The project's database on the embedded server.
enum Main {
    There(Address),
    /// What there is to say instead.
    NotYet(String),
}

async fn embedded(context: &Context<'_>) -> Result<Main> {
    let Ok(own) = Own::find(context, None) else {
        return Ok(Main::NotYet(
            "main is on the embedded server, which has no place on this machine".to_owned(),
        ));
    };
    let name = own.database.as_str();
    if !matches!(own.cluster.status()?, Status::Running { .. }) {
        return Ok(Main::NotYet(format!(
            "main is `{name}` on the embedded server, which does not run: the next command that needs it starts it"
        )));
    }
    let server = own.server()?;
    Ok(match server.database_exists(name).await? {
        true => Main::There(server.address(name)),
        false => Main::NotYet(format!(
            "main is `{name}` on the embedded server, and not made yet: the next command that needs it does that"
        )),
    })
}

/// What is found there, and whether one gets there.
async fn of_door(project: &Project, door: &Door) -> (Vec<Finding>, bool) {
    match door.open().await {
        Ok(session) => {
            let mut findings = link::link(&door.address, session.connection());
            if let Err(failure) = of_session(project, door, &session, &mut findings).await {
                findings.push(Finding::of_failure("target-look", &door.target.database, &failure));
            }
            (findings, true)
        }
        Err(failure) => {
            let way = reach(&door.address).await;
            let mut findings = link::way(&door.address, &way);
            findings.push(Finding::of_failure("target-connect", door.address.label(), &failure));
            (findings, false)
        }
    }
}

async fn of_session(
    project: &Project,
    door: &Door,
    session: &Session,
    findings: &mut Vec<Finding>,
) -> Result<()> {
    let (asked, at) = (Instant::now(), SystemTime::now());
    let checkup = session.checkup().await?;
    let took = asked.elapsed();
    let local =
        (at + took / 2).duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs_f64();
    findings.push(Finding::note(
        "target-link",
        door.address.label(),
        format!("a round trip takes {}", duration(took)),
    ));
    findings.extend(link::clock(local, checkup.clock, took));
    let found = session.look().await?;
    findings.extend(rights::of_role(door, &found.facts, &checkup));
    if let Some(folder) = &project.folder {
        findings.extend(contents::extensions(&target::extensions(folder), &checkup.extensions));
    }
    findings.push(contents::platform(platform::detect(session.connection()).await?, project.folder.as_ref()));
    let empty = crate::spec::Folder::default();
    let folder = project.folder.as_ref();
    let none = Access::default();
    let wanted = everything(&none, folder.unwrap_or(&empty), &door.target, &door.history);
    let status = plan::status(&wanted, &found, &[]);
    findings.extend(contents::history(&status, &found, folder.is_some()));
    findings.extend(plan::other_history(&wanted, &found));
    Ok(())
}
