//! The courses of the registry, as a rollout needs them.

use crate::command::courses::Courses;
use crate::command::{Context, address, rules, target};
use crate::failure::{Failure, Result};
use crate::model::course::{Course, Selector};
use crate::pg::Door;
use crate::pg::fleet::{Doors, Files, Ledger, Member};
use futures_util::future::LocalBoxFuture;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The courses that were chosen, the files that are meant for them, and main's ledger.
pub(super) struct Fleet {
    pub(super) members: Vec<Member>,
    pub(super) doors: Box<dyn Doors>,
    pub(super) files: Rc<Files>,
    pub(super) main: Door,
    pub(super) ledger: Ledger,
}

/// Reads the files that are meant for courses: what is wrong with them is told before anything is connected.
pub(super) fn files(context: &Context<'_>) -> Result<Rc<Files>> {
    let context = context.on_course(None)?;
    let folder = target::read_folder(&context)?;
    let access = rules::read(&context)?;
    target::fits(&access, &folder)?;
    Ok(Rc::new(Files::new(folder, access)))
}

impl Fleet {
    /// Reads files, opens main, chooses courses.
    ///
    /// # Errors
    /// When files are at fault, or main cannot be reached or has no courses.
    pub(super) async fn open(context: &Context<'_>, selector: &Selector) -> Result<Self> {
        let files = files(context)?;
        #[cfg(debug_assertions)]
        if let Some(list) = context.environment.get(super::listed::VARIABLE) {
            let main = main(context).await?;
            let listed = super::listed::Listed::read(context, list)?;
            let ledger = Ledger::open(&main).await?;
            let (members, doors) = (listed.members.clone(), Box::new(listed));
            return Ok(Self {
                members,
                doors: Box::new(Ruled { doors, files: Rc::clone(&files) }),
                files,
                main,
                ledger,
            });
        }
        let courses = Courses::open(context).await?;
        courses.safe().ready().await?;
        let chosen = courses.select(selector).await?;
        let members = chosen.iter().map(member).collect();
        let main = courses.main.clone();
        let ledger = Ledger::open(&main).await?.of_registry();
        let known = chosen.into_iter().map(|course| (course.code.to_string(), course)).collect();
        let doors = Box::new(Registered { courses, known });
        Ok(Self { members, doors: Box::new(Ruled { doors, files: Rc::clone(&files) }), files, main, ledger })
    }
}

impl Fleet {
    /// The codes of the courses that were chosen.
    pub(super) fn codes(&self) -> Vec<String> {
        self.members.iter().map(|member| member.code.clone()).collect()
    }
}

/// The way into main.
pub(super) async fn main(context: &Context<'_>) -> Result<Door> {
    let on_main = context.on_main()?;
    let (main, moved) = target::door(&on_main, address::address(&on_main, Vec::new).await?)?;
    moved.iter().for_each(|moved| context.printer.warn(moved));
    Ok(main)
}

fn member(course: &Course) -> Member {
    let server = course.database.as_ref().map(|database| database.server.clone());
    Member { code: course.code.to_string(), server: server.unwrap_or_default() }
}

struct Registered {
    courses: Courses,
    known: BTreeMap<String, Course>,
}

impl Doors for Registered {
    fn doors<'a>(&'a self, codes: &'a [String]) -> LocalBoxFuture<'a, Vec<Result<Door>>> {
        Box::pin(async move {
            let known: Vec<Course> = codes.iter().filter_map(|code| self.known.get(code).cloned()).collect();
            let found = match self.courses.doors(&known).await {
                Ok(doors) => doors,
                Err(failure) => known.iter().map(|_| Err(failure.clone())).collect(),
            };
            let mut found: BTreeMap<String, Result<Door>> =
                known.iter().map(|course| course.code.to_string()).zip(found).collect();
            let gone = |code: &String| {
                Failure::bad_input(format!("course `{code}` is not among the courses any more"))
                    .database("unchanged")
                    .hint("`provost course list` shows those that are")
            };
            codes.iter().map(|code| found.remove(code).unwrap_or_else(|| Err(gone(code)))).collect()
        })
    }
}

/// Doors through which access rules are looked for, where there are any and the course has its database for itself.
struct Ruled<D> {
    doors: Box<D>,
    files: Rc<Files>,
}

impl<D: Doors> Doors for Ruled<D> {
    fn doors<'a>(&'a self, codes: &'a [String]) -> LocalBoxFuture<'a, Vec<Result<Door>>> {
        Box::pin(async move {
            let mut doors = self.doors.doors(codes).await;
            for door in doors.iter_mut().flatten() {
                let shared = door.pin.as_ref().is_some_and(|pin| pin.schema.is_some());
                door.access = self.files.look().filter(|_| !shared);
            }
            doors
        })
    }
}
