//! What the benchmarks share: a server with default settings, programs and what they cost, a link that counts, tables that are printed.

#![expect(dead_code, reason = "each benchmark uses a part")]

pub(crate) mod child;
pub(crate) mod encrypted;
mod frames;
pub(crate) mod link;
pub(crate) mod report;
pub(crate) mod series;
pub(crate) mod server;

use anyhow::{Context as _, Result};
use report::Report;

/// What was asked for on the command line.
pub(crate) struct Asked {
    args: Vec<String>,
}

impl Asked {
    /// Reads the command line; nothing where this process only stands between another one and its program.
    pub(crate) fn read() -> Result<Option<Self>> {
        let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
        if args.first().is_some_and(|arg| arg == child::OBSERVE) {
            child::observe(&args[1..])?;
            return Ok(None);
        }
        Ok(Some(Self { args }))
    }

    /// Takes a number out of the arguments.
    pub(crate) fn number(&mut self, flag: &str, usual: usize) -> Result<usize> {
        let Some(at) = self.args.iter().position(|arg| arg == flag) else { return Ok(usual) };
        let number = self.args.get(at + 1).and_then(|text| text.parse().ok());
        self.args.drain(at..(at + 2).min(self.args.len()));
        number.with_context(|| format!("`{flag}` needs a number"))
    }

    /// Takes the measurements whose names hold one of the remaining arguments, and prints what became of the targets.
    pub(crate) fn measure<M>(
        &self,
        all: &[(&str, M)],
        mut take: impl FnMut(&M, &mut Report) -> Result<()>,
    ) -> Result<()> {
        let mut report = Report::default();
        for (name, measure) in all {
            if self.args.is_empty() || self.args.iter().any(|filter| name.contains(filter.as_str())) {
                take(measure, &mut report).with_context(|| format!("measuring `{name}`"))?;
            }
        }
        report.print_targets();
        Ok(())
    }
}

/// The value in the middle.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => values[length / 2],
        length => f64::midpoint(values[length / 2 - 1], values[length / 2]),
    }
}
