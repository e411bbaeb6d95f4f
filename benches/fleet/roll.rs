//! A rollout in a process of its own: what `provost fleet up` does, over a list of databases instead of a registry.

use crate::support::child::Line;
use crate::support::server::{Database, runtime};
use anyhow::{Context as _, Result, ensure};
use futures_util::future::LocalBoxFuture;
use provost::failure::Failure;
use provost::fleet::{Totals, Waves, content};
use provost::model::HistoryTable;
use provost::model::access::Access;
use provost::pg::fleet::{Doors, Files, Ledger, Manner, Member, Opening, Worker, work};
use provost::pg::{Address, Door, Limits};
use provost::spec::Folder;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

/// The argument that makes this program roll out.
pub(crate) const ROLL: &str = "--roll";

/// The command line of a rollout.
pub(crate) fn line(main: &Database<'_>, list: &Path, migrations: &Path, jobs: usize) -> Result<Line> {
    let args = [ROLL.as_ref(), main.url.as_ref(), list.as_os_str(), migrations.as_os_str()];
    Ok(Line::new(std::env::current_exe()?, args).and([jobs.to_string()]))
}

/// Courses of a list: code and address. Doors are made when they are needed, as they are out of a vault.
pub(crate) struct Listed {
    urls: BTreeMap<String, String>,
    run: String,
}

impl Listed {
    pub(crate) fn read(list: &Path, run: &str) -> Result<Self> {
        let text = std::fs::read_to_string(list)?;
        let urls = text.lines().map(|line| line.split_once(' ').context("a code and an address"));
        let urls = urls.map(|line| line.map(|(code, url)| (code.to_owned(), url.to_owned())));
        Ok(Self { urls: urls.collect::<Result<_>>()?, run: run.to_owned() })
    }

    pub(crate) fn codes(&self) -> Vec<String> {
        self.urls.keys().cloned().collect()
    }
}

impl Doors for Listed {
    fn doors<'a>(&'a self, codes: &'a [String]) -> LocalBoxFuture<'a, Vec<provost::Result<Door>>> {
        let door = move |code: &String| {
            let url = self.urls.get(code).ok_or_else(|| Failure::bad_input("no such course"))?;
            door(code, url, &self.run)
        };
        Box::pin(async move { codes.iter().map(door).collect() })
    }
}

/// The way into a database.
pub(crate) fn door(name: &str, url: &str, run: &str) -> provost::Result<Door> {
    let address = Address::parse(url)?;
    Ok(Door {
        target: address.target(Some(name)),
        address,
        history: HistoryTable::parse(HistoryTable::DEFAULT)?,
        run: run.to_owned(),
        limits: Limits::default(),
        access: None,
        token: None,
        pin: None,
    })
}

/// Rolls out, and fails unless every course is done.
pub(crate) fn roll(args: &[String]) -> Result<()> {
    let [main, list, migrations, jobs] = args else { anyhow::bail!("main, list, migrations, jobs") };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(migrations)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "sql") {
            files.push((path.display().to_string(), std::fs::read(&path)?));
        }
    }
    let files = Rc::new(Files::new(Folder::read(migrations, files)?, Access::default()));
    let run: String = std::iter::repeat_with(fastrand::alphanumeric).take(8).collect();
    let doors = Listed::read(Path::new(list), &run)?;
    let codes = doors.codes();
    let waves = Waves::all().split(codes.len());
    let per_server = codes.len();
    let members = codes.into_iter().map(|code| Member { code, server: "one".to_owned() });
    let opening = Opening {
        run: run.clone(),
        content: content(&files.folder, &files.access),
        lease: Duration::from_secs(30),
        per_server,
        canaries: 0,
        max_failures: Some(0),
        may_lose: false,
        courses: members.zip(waves).collect(),
    };
    let manner = Manner { jobs: jobs.parse()?, may_lose: false, looks_at_clock: true, fenced: true };
    let main = door("main", main, &run)?;
    runtime()?.block_on(async {
        let mut ledger = Ledger::open(&main).await?;
        let rollout = ledger.begin(&opening).await?;
        let (_stop, stopping) = tokio::sync::watch::channel(false);
        let worker = (Worker::new(None), manner);
        work(&mut ledger, &doors, &rollout, files, worker, &mut |_| (), stopping).await?;
        let lines = ledger.lines(rollout.epoch).await?;
        let totals = Totals::of(&lines);
        let error = lines.iter().find_map(|line| line.error.as_ref());
        ensure!(totals.done == lines.len(), "{totals:?}: {error:?}");
        Ok(())
    })
}
