//! The measurements.

use crate::campus::Campus;
use crate::figures::{DATABASES, JOBS, ratio, row};
use crate::floor::{floor, heard, least, look};
use crate::support::encrypted::Encrypted;
use crate::support::link::Link;
use crate::support::report::{self, Report};
use crate::support::server::Server;
use crate::{catalogs, roll};
use anyhow::{Result, ensure};
use std::time::{Duration, Instant};

/// Takes a measurement of so many runs.
type Measure = fn(&Server, usize, &mut Report) -> Result<()>;

/// All of them, by the name a filter looks at.
pub(crate) const ALL: [(&str, Measure); 6] = [
    ("nothing", nothing),
    ("files", files),
    ("thousand", thousand),
    ("far", far),
    ("course", course),
    ("drift", catalogs::measure),
];

/// One round trip over the distant link.
const ROUND_TRIP: Duration = Duration::from_millis(25);

/// 50 courses with 20 files before them, against threads that send each of them the same SQL as one batch, and against threads that send
/// no more than the files and their rows of history. Whoever goes first finds a server that is busy with the databases it just made: they
/// take turns.
fn files(server: &Server, runs: usize, report: &mut Report) -> Result<()> {
    const COURSES: usize = 50;
    const FILES: usize = 20;
    let same = same(server, FILES)?;
    let floors = [Some(same), Some(least(FILES)?), None];
    let mut times = [const { Vec::new() }; 3];
    for run in 0..runs {
        for turn in 0..3 {
            let who = (run + turn) % 3;
            let campus = Campus::new(server, COURSES, FILES)?;
            let urls: Vec<String> = campus.courses.iter().map(|course| course.url.clone()).collect();
            times[who].push(match &floors[who] {
                Some(sql) => floor(&urls, JOBS, Some(sql))?.as_secs_f64(),
                None => {
                    let list = campus.list(COURSES, |course| course.url.clone())?;
                    roll::line(&campus.main, &list, &campus.migrations(), JOBS)?.run()?.wall
                }
            });
            for course in &campus.courses {
                let rows = course.ask(
                    "select count(*) from provost.history h join provost.applied a on a.version = h.version",
                )?;
                ensure!(rows == FILES.to_string(), "{rows} files were applied");
            }
        }
    }
    let [same, least, ours] = times;
    report::print(
        "50 courses, 20 files each",
        ["", "median s", "min", "max"],
        [
            row("the same SQL in one batch", &same),
            row("only files and history in one batch", &least),
            row("provost", &ours),
        ],
    );
    let title = "50 courses × 20 files, against the same SQL in one batch";
    report.target(title, ratio(&ours, &same), 1.15, " ×");
    println!("against only files and history in one batch: {:.2} ×\n", ratio(&ours, &least));
    Ok(())
}

/// What provost sends to one course.
fn same(server: &Server, files: usize) -> Result<String> {
    let campus = Campus::new(server, 1, files)?;
    let link = Link::open(&server.socket(), Duration::ZERO)?;
    link.listen();
    let list = campus.list(1, |course| course.url_at(link.port))?;
    roll::line(&campus.main, &list, &campus.migrations(), 1)?.run()?;
    heard(&link)
}

/// 200 courses with nothing before them.
fn nothing(server: &Server, runs: usize, report: &mut Report) -> Result<()> {
    const COURSES: usize = 200;
    let campus = Campus::new(server, DATABASES, 20)?;
    let list = campus.list(COURSES, |course| course.url.clone())?;
    let roll = || roll::line(&campus.main, &list, &campus.migrations(), JOBS)?.run();
    roll()?;
    let urls: Vec<String> =
        campus.courses.iter().cycle().take(COURSES).map(|course| course.url.clone()).collect();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        ours.push(roll()?.wall);
        theirs.push(floor(&urls, JOBS, Some(&look()))?.as_secs_f64());
    }
    compare(
        "200 courses with nothing to do",
        "200 courses with nothing to do, against the floor",
        (ours, theirs),
        1.2,
        report,
    );
    Ok(())
}

/// 1,000 courses with nothing before them: memory, and counted one after the other what each costs.
fn thousand(server: &Server, _runs: usize, report: &mut Report) -> Result<()> {
    let campus = Campus::new(server, DATABASES, 20)?;
    let list = campus.list(DATABASES, |course| course.url.clone())?;
    roll::line(&campus.main, &list, &campus.migrations(), JOBS)?.run()?;
    let mut rows = Vec::new();
    let mut peaks = Vec::new();
    for courses in [100, 1000] {
        let list = campus.list(courses, |course| course.url.clone())?;
        let cost = roll::line(&campus.main, &list, &campus.migrations(), JOBS)?.run()?;
        rows.push([
            courses.to_string(),
            format!("{:.2}", cost.wall),
            format!("{:.2}", cost.cpu),
            format!("{:.1}", cost.peak),
        ]);
        peaks.push(cost.peak);
    }
    report::print("Nothing to do", ["courses", "s", "client cpu s", "peak MiB"], rows);
    let link = Link::open(&server.socket(), Duration::ZERO)?;
    let list = campus.list(1000, |course| course.url_at(link.port))?;
    roll::line(&campus.main, &list, &campus.migrations(), 1)?.run()?;
    let (connections, turns) = link.all();
    report.target("1,000 courses with nothing to do, connections each", connections as f64 / 1000.0, 1.0, "");
    report.target("1,000 courses with nothing to do, round trips each", turns as f64 / 1000.0, 2.0, "");
    report.target("1,000 courses with nothing to do, peak memory", peaks[1], 40.0, " MiB");
    report.target("peak memory of 1,000 courses beside 100", peaks[1] / peaks[0], 1.25, "");
    Ok(())
}

/// 200 courses with nothing before them, far away, encrypted and with passwords, as reps' databases are.
fn far(_: &Server, runs: usize, report: &mut Report) -> Result<()> {
    const COURSES: usize = 200;
    let encrypted = Encrypted::start()?;
    let campus = Campus::new(&encrypted.server, DATABASES, 20)?;
    let here = campus.list(DATABASES, |course| course.url.clone())?;
    roll::line(&campus.main, &here, &campus.migrations(), JOBS)?.run()?;
    let link = encrypted.link(ROUND_TRIP)?;
    let list = campus.list(COURSES, |course| encrypted.url(course, &link))?;
    let courses = campus.courses.iter().cycle().take(COURSES);
    let urls: Vec<String> = courses.map(|course| encrypted.url(course, &link)).collect();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        ours.push(roll::line(&campus.main, &list, &campus.migrations(), JOBS)?.run()?.wall);
        theirs.push(floor(&urls, JOBS, None)?.as_secs_f64());
    }
    let title = "200 courses with nothing to do, 25 ms away; the floor only connects";
    compare(title, "200 courses 25 ms away, against their connections alone", (ours, theirs), 1.3, report);
    Ok(())
}

/// A new course: its database as a copy of one that has all files, and by running all files.
fn course(server: &Server, runs: usize, _report: &mut Report) -> Result<()> {
    let campus = Campus::new(server, 1, 20)?;
    let list = campus.list(1, |course| course.url.clone())?;
    roll::line(&campus.main, &list, &campus.migrations(), 1)?.run()?;
    let golden = campus.courses[0].ask("select current_database()")?;
    let (mut copied, mut replayed) = (Vec::new(), Vec::new());
    for run in 0..runs {
        campus.courses[0].settle()?;
        let session = campus.main.session()?;
        let start = Instant::now();
        session.ask(&format!("create database copy{run} template {golden}"))?;
        copied.push(start.elapsed().as_secs_f64());
        session.ask(&format!("drop database copy{run}"))?;
        let start = Instant::now();
        session.ask(&format!("create database replay{run} owner postgres"))?;
        let made = start.elapsed().as_secs_f64();
        let url =
            campus.main.url.replace(&campus.main.ask("select current_database()")?, &format!("replay{run}"));
        let list = campus.list(1, |_| url.clone())?;
        replayed.push(made + roll::line(&campus.main, &list, &campus.migrations(), 1)?.run()?.wall);
    }
    report::print(
        &format!("A new course, {} files", campus.files),
        ["", "median s", "min", "max"],
        [row("by a copy of a finished database", &copied), row("by running all files", &replayed)],
    );
    Ok(())
}

/// Prints both, and holds the median of the ratios of neighbours against a target.
fn compare(title: &str, target: &str, (ours, floor): (Vec<f64>, Vec<f64>), most: f64, report: &mut Report) {
    report::print(title, ["", "median s", "min", "max"], [row("floor", &floor), row("provost", &ours)]);
    report.target(target, ratio(&ours, &floor), most, " ×");
}
