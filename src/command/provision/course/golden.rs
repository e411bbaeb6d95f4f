//! A new course's database as a copy of a finished one: files and rules are run once, and copied for each course.
//!
//! It is made when the first course needs it, and again when files, rules or provost itself changed. A copy is checked like any other
//! course's database: the stages behind this one find nothing left to do, and compare the whole catalog.

use super::Making;
use super::migrated::bring;
use crate::command::{shadow, target};
use crate::failure::Result;
use crate::fleet::content;
use crate::model::HistoryTable;
use crate::pg::golden::Golden;
use crate::pg::{Address, Session};
use crate::plan::Basis;
use crate::spec::Copying;

/// What a database that is to be copied is made from.
pub(super) struct Mould<'a> {
    /// A session on the server, in a database that is always there.
    pub(super) session: &'a Session,
    /// The way to that database.
    pub(super) server: &'a Address,
    /// The database with what Supabase brings, where the server has one.
    pub(super) platform: Option<&'a str>,
}

impl Making<'_> {
    /// The finished database of these files and rules, made where there is none yet; nothing where the files are to be run.
    pub(super) async fn golden(&self, mould: &Mould<'_>) -> Result<Option<String>> {
        let course = self.on_course.project.as_ref().and_then(|file| file.project.course.as_ref());
        let copying = course.map_or(Copying::Auto, |course| course.copy);
        if copying == Copying::Never || self.folder.migrations.is_empty() {
            return Ok(None);
        }
        let (name, main) = (self.golden_name(copying, mould.platform), self.main());
        let mut golden = mould.session.golden(&name, &main).await?;
        // Nobody waits for another one's copy: running the files takes as long.
        if golden == Golden::Unfinished && mould.session.lock_golden(&name).await? {
            golden = match mould.session.golden(&name, &main).await? {
                Golden::Unfinished => self.make_golden(mould, &name, copying).await?,
                finished => finished,
            };
            mould.session.unlock_golden(&name).await?;
        }
        Ok(match golden {
            Golden::Fit => {
                self.context.printer.say(format_args!("a copy of `{name}`, which has all files and rules"));
                Some(name)
            }
            Golden::Unfit(why) => {
                self.context.printer.say(format_args!("no copy of a finished database: {why}"));
                None
            }
            Golden::Unfinished => None,
        })
    }

    /// Main, as the notes on the server call it.
    fn main(&self) -> String {
        let main = &self.courses.main.address;
        format!("{}/{}", main.label(), main.database)
    }

    /// Whatever changes what is made changes its name.
    fn golden_name(&self, copying: Copying, platform: Option<&str>) -> String {
        let (content, main) = (content(&self.folder, &self.access), self.main());
        let history = self.on_course.options.connection.history_table.as_ref().map(HistoryTable::label);
        let program = shadow::this_program();
        let parts = [
            &*program,
            content.text(),
            &main,
            history.as_deref().unwrap_or_default(),
            if copying == Copying::Always { "rows" } else { "" },
            platform.unwrap_or_default(),
        ];
        format!("provost_golden_{}", Basis::of(parts.map(str::as_bytes)))
    }

    /// Makes it. Where the files fail, the course's own database is where that is told, with the way to go on.
    async fn make_golden(&self, mould: &Mould<'_>, name: &str, copying: Copying) -> Result<Golden> {
        let main = self.main();
        mould.session.drop_outdated_goldens(name, &main).await?;
        mould.session.drop_golden(name).await?;
        mould.session.create_database(name, mould.platform).await?;
        match self.fill_golden(mould.server, name, copying).await {
            Ok(unfit) => mould.session.keep_golden(name, &main, unfit.as_deref()).await,
            Err(failure) => {
                mould.session.drop_golden(name).await?;
                self.context.printer.warn(&format!(
                    "could not make a database to copy, so the files are run for this course alone: {failure}"
                ));
                Ok(Golden::Unfinished)
            }
        }
    }

    async fn fill_golden(&self, server: &Address, name: &str, copying: Copying) -> Result<Option<String>> {
        let address = Address { database: name.to_owned(), ..server.clone() };
        let (door, _) = target::door_called(&self.on_course.options.connection, None, address)?;
        bring(&self.on_course, self.work(door.clone())).await?;
        door.open().await?.judge_golden(copying == Copying::Auto).await
    }
}
