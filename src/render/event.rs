//! Events of a run as lines, for a log or for the space above a progress bar.

use super::style::{FAINT, STRONG, Styled, WARNING};
use super::{duration, escape};
use crate::event::{Backend, Event};
use crate::plan::Step;

/// One event as styled lines without a line break at the end; nothing for events that only move a bar.
pub fn event(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Started { .. } => None,
        Event::Done { step, index, total, elapsed } => {
            let digits = total.to_string().len();
            let took = duration(*elapsed);
            Some(format!(
                "  [{index:>digits$}/{total}] {} {}",
                step_name(step),
                Styled(FAINT, format!("({took})"))
            ))
        }
        Event::StatementDone { step, statement, statements } => {
            Some(format!("  {}: statement {statement} of {statements} done", step_name(step)))
        }
        Event::WaitingForLock { holder } => Some(format!(
            "{} another run holds the migration lock: {}",
            Styled(STRONG, "waiting:"),
            backend(holder)
        )),
        Event::Blocked { step, attempt, blockers } => {
            let who = blockers.iter().map(|blocker| format!("\n    {}", backend(blocker)));
            let name = step_name(step);
            let line = format!("{} {name}: a table is in use (try {attempt})", Styled(STRONG, "waiting:"));
            Some(line + &who.collect::<String>())
        }
        Event::Reconnecting { cause, attempt } => Some(format!(
            "{} the connection was lost, connecting again (try {attempt}): {}",
            Styled(WARNING, "warning:"),
            escape::line(cause)
        )),
        Event::Notice { severity, message } => {
            let severity = escape::line(severity).to_lowercase();
            Some(format!("  {}: {}", severity, escape::block(message.trim_end()).replace('\n', "\n    ")))
        }
    }
}

/// `V003 add_grades`.
pub fn step_name(step: &Step) -> String {
    format!("{} {}", escape::line(&step.id), escape::line(&step.title)).trim_end().to_owned()
}

/// Who is in the way, in one line.
pub fn backend(backend: &Backend) -> String {
    let Backend { pid, user, application, state, age, query } = backend;
    let age = duration(*age);
    let mut line = format!("pid {pid}, user `{}`", escape::line(user));
    if !application.is_empty() {
        line += &format!(", `{}`", escape::line(application));
    }
    line += &format!(", {} for {age}", escape::line(state));
    if !query.is_empty() {
        line += &format!(": {}", escape::line(query));
    }
    line
}
