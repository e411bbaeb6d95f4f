//! A printer to paper: what went where.

use super::*;
use std::sync::Arc;

/// What was written, for a test to read.
#[derive(Debug, Clone, Default)]
pub(in crate::term) struct Paper(Arc<Mutex<Vec<u8>>>);

impl Paper {
    pub(in crate::term) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A reader that has gone away, or a disk that is full.
struct Broken(io::ErrorKind);

impl io::Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(in crate::term) fn printer(appearance: Appearance) -> (Printer, Paper, Paper) {
    let (out, err) = (Paper::default(), Paper::default());
    let colour = appearance.color == ColorChoice::Always;
    let printer = Printer {
        out: Stream::new(colour, false, Box::new(out.clone())),
        err: Stream::new(colour, false, Box::new(err.clone())),
        quiet: appearance.quiet,
        can_ask: false,
        has_document: AtomicBool::new(false),
        bar: Mutex::default(),
    };
    (printer, out, err)
}

#[test]
fn documents_and_talk_go_apart() {
    let (printer, out, err) = printer(Appearance::default());
    printer.document("a table\n").unwrap();
    printer.say("applied");
    printer.warn("beware\x1b[2J");
    assert_eq!(out.text(), "a table\n");
    assert_eq!(err.text(), "applied\nwarning: beware\\u{1b}[2J\n");
}

#[test]
fn quiet_keeps_results_warnings_and_errors() {
    let (printer, out, err) = printer(Appearance { quiet: true, ..Appearance::default() });
    printer.json(&["x"]).unwrap();
    printer.say("applied");
    printer.hint("go on");
    printer.warn("beware");
    printer.failure(&Failure::new(Kind::Usage, "no"));
    assert_eq!(out.text(), "[\n  \"x\"\n]\n");
    assert_eq!(err.text(), "warning: beware\nerror: no\n");
}

#[test]
fn colour_is_there_when_asked_for() {
    let (printer, _, err) = printer(Appearance { color: ColorChoice::Always, ..Appearance::default() });
    printer.warn("x");
    assert!(err.text().starts_with("\x1b["), "{:?}", err.text());
}

#[test]
fn a_reader_that_went_away_is_no_error_but_a_full_disk_is() {
    let (mut printer, ..) = printer(Appearance::default());
    printer.out = Stream::new(false, false, Box::new(Broken(io::ErrorKind::BrokenPipe)));
    printer.document("x\n").unwrap();
    printer.document("x\n").unwrap();
    printer.out = Stream::new(false, false, Box::new(Broken(io::ErrorKind::StorageFull)));
    assert_eq!(printer.document("x\n").unwrap_err().kind(), Kind::BadInput);
}
