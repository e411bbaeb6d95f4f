//! A finished database without a course, on a server that we hold: new courses' databases are copies of it.
//!
//! Its comment says what became of its making. One that still takes connections is being made, or was left by a run that was killed.

use super::door::Session;
use crate::failure::Result;
use crate::render::sql::{File, render};
use serde::Serialize;

/// What became of its making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Golden {
    /// There is none that is finished.
    Unfinished,
    /// A copy of it is what running the files would make.
    Fit,
    /// A copy of it would be something else, and why.
    Unfit(String),
}

const FIT: &str = "to be copied for new courses";
const UNFIT: &str = "not to be copied: ";

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
}

/// Says for which main database it was made; what is left of earlier ones is known by it.
fn mark(main: &str) -> String {
    format!("provost: course database of `{main}`, ")
}

impl Session {
    /// Looks for the one of this name, made for the main database `main`.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn golden(&self, name: &str, main: &str) -> Result<Golden> {
        let rows = self
            .rows(&render(File::GoldenFind, Named { name }), "could not look for a finished database to copy")
            .await?;
        let note = rows.first().filter(|row| row.first().is_some_and(|made| made.as_deref() == Some("t")));
        let note = note.and_then(|row| row.get(1)?.as_deref()?.strip_prefix(&mark(main)));
        Ok(match note {
            Some(FIT) => Golden::Fit,
            Some(note) => {
                note.strip_prefix(UNFIT).map_or(Golden::Unfinished, |why| Golden::Unfit(why.to_owned()))
            }
            None => Golden::Unfinished,
        })
    }

    /// Takes the right to make it; no where somebody else is at it.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn lock_golden(&self, name: &str) -> Result<bool> {
        let rows = self
            .rows(&render(File::GoldenLock, Named { name }), "could not lock the database to copy")
            .await?;
        Ok(rows.first().and_then(|row| row.first()?.as_deref()) == Some("t"))
    }

    /// Gives it back.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn unlock_golden(&self, name: &str) -> Result<()> {
        self.rows(&render(File::GoldenUnlock, Named { name }), "could not unlock the database to copy")
            .await
            .map(drop)
    }

    /// Why a copy of this session's own database would be something else than the files make. `rows` is whether rows are a reason.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn judge_golden(&self, rows: bool) -> Result<Option<String>> {
        #[derive(Serialize)]
        struct Holes {
            rows: bool,
        }
        let found = self
            .rows(&render(File::GoldenJudge, Holes { rows }), "could not look at what files made")
            .await?;
        Ok(found.into_iter().next().and_then(|row| row.into_iter().next().flatten()))
    }

    /// Notes that its making is over.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn keep_golden(&self, name: &str, main: &str, unfit: Option<&str>) -> Result<Golden> {
        #[derive(Serialize)]
        struct Holes<'a> {
            name: &'a str,
            note: String,
        }
        let note = unfit.map_or_else(|| FIT.to_owned(), |why| format!("{UNFIT}{why}"));
        let sql = render(File::GoldenKeep, Holes { name, note: mark(main) + &note });
        self.write(&sql, "could not keep the database to copy").await?;
        Ok(unfit.map_or(Golden::Fit, |why| Golden::Unfit(why.to_owned())))
    }

    /// Drops what is left of earlier ones.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn drop_outdated_goldens(&self, name: &str, main: &str) -> Result<()> {
        #[derive(Serialize)]
        struct Holes<'a> {
            name: &'a str,
            mark: String,
        }
        let question = render(File::GoldenOutdated, Holes { name, mark: mark(main) });
        let rows = self.rows(&question, "could not look for outdated databases to copy").await?;
        for name in rows.iter().filter_map(|row| row.first()?.as_deref()) {
            self.drop_golden(name).await?;
        }
        Ok(())
    }

    /// Drops it.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn drop_golden(&self, name: &str) -> Result<()> {
        let what = format!("could not drop the database `{name}`");
        self.rows(&render(File::GoldenDrop, Named { name }), &what).await.map(drop)
    }
}
