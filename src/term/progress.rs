//! How far a run is: a bar on a terminal, plain lines elsewhere.
//!
//! Steps arrive dozens at once and may take less than a millisecond each, so neither the bar nor the lines are written per event.

#![expect(clippy::disallowed_methods, reason = "drawing is paced by the clock")]

use super::printer::Printer;
use crate::event::{Event, Listener};
use crate::render;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// So many lines appear at once, those after them in lots: a person follows a few files, and nobody a thousand.
const AT_ONCE: usize = 40;
/// Lots are written, and the bar is drawn, this often.
const PACE: Duration = Duration::from_millis(66);

/// Shows how far a run is. What it has drawn is taken away when it is dropped.
#[derive(Debug)]
pub struct Progress<'a> {
    printer: &'a Printer,
    bar: Option<ProgressBar>,
    // Steps that are under way, oldest first.
    running: VecDeque<(usize, String)>,
    waiting: String,
    lines: usize,
    written: Instant,
}

impl<'a> Progress<'a> {
    pub(super) fn new(printer: &'a Printer) -> Self {
        Self {
            printer,
            bar: None,
            running: VecDeque::new(),
            waiting: String::new(),
            lines: 0,
            written: Instant::now(),
        }
    }

    fn started(&mut self, index: usize, total: usize, name: String) {
        if !self.printer.draws_bars() {
            return;
        }
        self.running.push_back((index, name));
        if self.bar.is_none() {
            let bar =
                ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr_with_hz(15));
            bar.set_style(style());
            // A thread of its own keeps the time moving while a statement takes minutes.
            bar.enable_steady_tick(Duration::from_millis(100));
            self.printer.set_bar(Some(bar.clone()));
            self.bar = Some(bar);
            self.show_oldest();
        }
    }

    fn done(&mut self, index: usize) {
        let Some(bar) = &self.bar else { return };
        bar.inc(1);
        let oldest = self.running.front().map(|(i, _)| *i);
        self.running.retain(|(i, _)| *i != index);
        if oldest == Some(index) {
            self.show_oldest();
        }
    }

    fn show_oldest(&self) {
        if let Some(bar) = &self.bar {
            bar.set_message(self.running.front().map_or_else(String::new, |(_, name)| name.clone()));
        }
    }

    fn write(&mut self, line: &str, urgent: bool) {
        writeln!(self.waiting, "{line}").expect("writing to a string cannot fail");
        self.lines += 1;
        if urgent || self.lines <= AT_ONCE || self.written.elapsed() >= PACE {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if !self.waiting.is_empty() {
            self.printer.line(&self.waiting);
            self.waiting.clear();
            self.written = Instant::now();
        }
    }
}

impl Listener for Progress<'_> {
    fn on(&mut self, event: &Event<'_>) {
        match event {
            Event::Started { step, index, total } => self.started(*index, *total, render::step_name(step)),
            Event::Done { index, .. } => self.done(*index),
            _ => {}
        }
        let urgent = matches!(event, Event::Reconnecting { .. });
        let serious = matches!(event, Event::Notice { severity, .. } if *severity == "WARNING");
        if self.printer.is_quiet() && !urgent && !serious {
            return;
        }
        if let Some(line) = render::event(event) {
            let paced =
                matches!(event, Event::Done { .. } | Event::StatementDone { .. } | Event::Notice { .. });
            self.write(&line, !paced);
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.flush();
        self.printer.set_bar(None);
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("  [{bar:24}] {pos}/{len} {elapsed} {wide_msg}")
        .expect("the template is well formed")
        .progress_chars("=> ")
}

#[cfg(test)]
mod tests {
    use super::super::printer::{Appearance, tests::printer};
    use super::*;
    use crate::render::tests::step;

    fn done_lines(appearance: Appearance, steps: usize) -> String {
        let (printer, _, err) = printer(appearance);
        let step = step("V001", "x");
        let mut progress = printer.progress();
        for index in 1..=steps {
            progress.on(&Event::Started { step: &step, index, total: steps });
        }
        for index in 1..=steps {
            progress.on(&Event::Done { step: &step, index, total: steps, elapsed: Duration::ZERO });
        }
        drop(progress);
        err.text()
    }

    #[test]
    fn every_step_has_its_line_in_order() {
        let text = done_lines(Appearance::default(), 1_000);
        assert_eq!(text.lines().count(), 1_000);
        for (line, number) in text.lines().zip(1..) {
            assert_eq!(line, format!("  [{number:>4}/1000] V001 x (< 1 ms)"));
        }
    }

    #[test]
    fn quiet_runs_tell_warnings_and_lost_connections_only() {
        let quiet = Appearance { quiet: true, ..Appearance::default() };
        assert_eq!(done_lines(quiet, 3), "");
        let (printer, _, err) = printer(quiet);
        let mut progress = printer.progress();
        progress.on(&Event::Notice { severity: "NOTICE", message: "nothing much" });
        progress.on(&Event::Notice { severity: "WARNING", message: "look here" });
        progress.on(&Event::Reconnecting { cause: "reset by peer", attempt: 1 });
        drop(progress);
        assert_eq!(
            err.text(),
            "  warning: look here\nwarning: the connection was lost, connecting again (try 1): reset by peer\n"
        );
    }

    #[test]
    fn what_waits_is_written_when_it_ends() {
        let (printer, _, err) = printer(Appearance::default());
        let step = step("V001", "x");
        let mut progress = printer.progress();
        progress.lines = AT_ONCE;
        progress.written = Instant::now() + Duration::from_secs(60);
        progress.on(&Event::StatementDone { step: &step, statement: 1, statements: 2 });
        assert_eq!(err.text(), "");
        progress.on(&Event::Reconnecting { cause: "reset", attempt: 1 });
        assert_eq!(err.text().lines().count(), 2, "an urgent line takes along what waits");
        progress.on(&Event::StatementDone { step: &step, statement: 2, statements: 2 });
        drop(progress);
        assert_eq!(err.text().lines().count(), 3);
    }
}
