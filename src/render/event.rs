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
        Event::Stage { number, total, title, detail } => Some(match detail.is_empty() {
            true => format!("[{number}/{total}] {}", Styled(STRONG, title)),
            false => format!("[{number}/{total}] {}: {}", Styled(STRONG, title), escape::line(detail)),
        }),
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::plan::{Action, Origin, Risk, RiskLevel, Transaction};
    use std::time::Duration;

    /// A step that only has a name.
    pub(crate) fn step(id: &str, title: &str) -> Step {
        Step {
            around: crate::plan::Around::default(),
            id: id.to_owned(),
            title: title.to_owned(),
            sql: "".into(),
            body: "".into(),
            statements: [].into(),
            transaction: Transaction::Inside,
            risk: Risk { level: RiskLevel::Safe, reasons: Vec::new() },
            origin: Origin { file: String::new(), line: 1 },
            action: Action::Repeat { name: String::new(), checksum: 0 },
        }
    }

    fn plain(shown: &Event<'_>) -> String {
        anstream::adapter::strip_str(&event(shown).unwrap()).to_string()
    }

    #[test]
    fn lines_stand_under_each_other() {
        let step = step("V003", "add_grades");
        let done = |index| Event::Done { step: &step, index, total: 200, elapsed: Duration::from_millis(12) };
        assert_eq!(plain(&done(3)), "  [  3/200] V003 add_grades (12 ms)");
        assert_eq!(plain(&done(200)), "  [200/200] V003 add_grades (12 ms)");
        assert!(event(&Event::Started { step: &step, index: 1, total: 200 }).is_none());
    }

    #[test]
    fn who_is_in_the_way_is_told_without_its_tricks() {
        let blocker = Backend {
            pid: 7,
            user: "ann".to_owned(),
            application: "psql\x1b[2J".to_owned(),
            state: "idle in transaction".to_owned(),
            age: Duration::from_secs(75),
            query: "select 1\nfrom t".to_owned(),
        };
        let (step, blockers) = (step("V003", "add_grades"), [blocker]);
        insta::assert_snapshot!(plain(&Event::Blocked { step: &step, attempt: 2, blockers: &blockers }));
    }

    #[test]
    fn a_notice_of_many_lines_stays_one_thing() {
        let notice = Event::Notice { severity: "NOTICE", message: "a\nerror: b\n" };
        assert_eq!(plain(&notice), "  notice: a\n    error: b");
    }
}
