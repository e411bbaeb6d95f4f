//! What `provost fleet drift` asks of courses, in a process of its own: whether each one's catalog is still what main remembers.

use crate::roll::{Listed, door};
use crate::support::child::Line;
use crate::support::server::{Database, runtime};
use anyhow::{Result, ensure};
use provost::pg::Asked;
use provost::pg::fleet::{Ledger, each};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

/// The argument that makes this program ask.
pub(crate) const CATALOGS: &str = "--catalogs";

/// The command line that asks all courses; `read` is how many catalogs it is to read.
pub(crate) fn line(main: &Database<'_>, list: &Path, jobs: usize, read: usize) -> Result<Line> {
    let args = [CATALOGS.as_ref(), main.url.as_ref(), list.as_os_str()];
    Ok(Line::new(std::env::current_exe()?, args).and([jobs.to_string(), read.to_string()]))
}

/// Asks them, and fails unless as many were read as was said.
pub(crate) fn ask(args: &[String]) -> Result<()> {
    let [main, list, jobs, read] = args else { anyhow::bail!("main, list, jobs, read") };
    let (main, courses) = (door("main", main, "catalogs")?, Listed::read(Path::new(list), "catalogs")?);
    let codes: Vec<String> = courses.codes();
    runtime()?.block_on(async {
        let ledger = Ledger::open(&main).await?;
        let kept = ledger.watermarks().await?;
        let taken = RefCell::new(BTreeMap::new());
        let seen = each(&courses, &codes, jobs.parse()?, |door| {
            let (kept, taken) = (&kept, &taken);
            async move {
                let code = door.target.label.clone().unwrap_or_default();
                let before = kept.get(&code);
                let (watermark, is_read) = match door.fingerprint(before).await?.1 {
                    Asked::Same(watermark) => (Some(watermark), false),
                    Asked::Read(watermark, _) => (watermark, true),
                };
                if let Some(watermark) = watermark.filter(|watermark| before != Some(watermark)) {
                    taken.borrow_mut().insert(code, watermark);
                }
                Ok(is_read)
            }
        })
        .await;
        ledger.keep_watermarks(&taken.take()).await?;
        let mut count = 0;
        for (_, is_read) in seen {
            count += usize::from(is_read?);
        }
        ensure!(count.to_string() == *read, "{count} catalogs were read, and not {read}");
        Ok(())
    })
}
