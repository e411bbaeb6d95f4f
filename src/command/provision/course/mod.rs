//! `provost provision course`: one file a stage. Each is noted in main before and after, and each may be run again.

mod assigned;
mod checked;
mod golden;
mod handed_over;
mod held;
mod migrated;
mod proof;
mod registered;
mod verified;

pub(in crate::command) use checked::look_at;
pub(in crate::command) use handed_over::handed_over;

use crate::cli::course::ProvisionCourse as Args;
use crate::command::course::show;
use crate::command::courses::{Courses, DATABASE_URL};
use crate::command::target::Work;
use crate::command::{Context, rules, target};
use crate::event::{Event, Listener as _};
use crate::failure::{Failure, Kind, Result};
use crate::model::Version;
use crate::model::access::Access;
use crate::model::course::{Course, Placement, Stage};
use crate::pg::registry::{Noted, Outcome};
use crate::pg::{AccessLook, Address, Door};
use crate::spec::Folder;
use crate::vault::Id;
use secrecy::ExposeSecret;

/// A course in the making.
struct Making<'a> {
    context: &'a Context<'a>,
    on_course: Context<'a>,
    args: &'a Args,
    courses: Courses,
    course: Course,
    placement: Placement,
    folder: Folder,
    /// None where courses share a database: rules name tables of `public`.
    access: Access,
    /// What was checked, until it is stored.
    handed: Option<Address>,
}

/// What a stage came to.
#[derive(Default)]
struct Done {
    detail: String,
    rep: Option<Id>,
    database: Option<Noted>,
    version: Option<Version>,
    fingerprint: Option<String>,
}

pub(super) async fn course(context: &Context<'_>, args: &Args) -> Result<()> {
    // What is wrong with the files is told before anything is registered.
    let on_course = context.on_course(Some(&args.code))?;
    let folder = target::read_folder(&on_course)?;
    let access = rules::read(&on_course)?;
    target::fits(&access, &folder)?;
    let courses = Courses::open(context).await?;
    courses.safe().ready().await?;
    courses.registry.lock(&args.code).await?;
    let course = registered::registered(context, &courses, args).await?;
    let placement = placement(&on_course, args, &course)?;
    let access = if placement == Placement::Schema { Access::default() } else { access };
    let mut making =
        Making { context, on_course, args, courses, course, placement, folder, access, handed: None };
    making.through().await?;
    show::print(context, &making.courses, &making.course).await
}

/// Where the course's database lives: as noted, else as said, else as the project says.
fn placement(on_course: &Context<'_>, args: &Args, course: &Course) -> Result<Placement> {
    let of_project = || on_course.project.as_ref()?.project.course.as_ref().map(|course| course.placement);
    let noted =
        course.database.as_ref().filter(|_| course.steps.stored.is_some()).map(|database| database.placement);
    match (noted, args.placement) {
        (Some(noted), Some(said)) if noted != said => Err(Failure::new(
            Kind::Refused,
            format!("course `{}` has placement `{noted}` already", course.code),
        )
        .because("its credentials are stored, and its database is chosen by that")
        .database("unchanged")
        .hint("leave `--placement` out")),
        (Some(noted), _) => Ok(noted),
        (None, Some(said)) => Ok(said),
        (None, None) => Ok(of_project().unwrap_or(Placement::External)),
    }
}

impl Making<'_> {
    /// Every stage that is still to come.
    async fn through(&mut self) -> Result<()> {
        self.told(Stage::Registered, &format!("{}, {}", self.course.title, self.course.term));
        if self.course.state == crate::model::course::CourseState::Archived {
            return Err(Failure::new(Kind::Refused, format!("course `{}` is over", self.course.code))
                .because("its credentials are destroyed, and a code stands for one course for ever")
                .database("unchanged")
                .hint("make a new course with another code"));
        }
        if self.course.steps.stored.is_none() {
            self.stage(Stage::Checked).await?;
            self.stage(Stage::Stored).await?;
        } else {
            self.refuse_others().await?;
            self.told(Stage::Checked, "done before");
            self.told(Stage::Stored, "done before");
        }
        for stage in [Stage::Assigned, Stage::Migrated, Stage::Verified, Stage::Active] {
            let steps = &self.course.steps;
            let is_done = match stage {
                Stage::Assigned => steps.assigned.is_some(),
                Stage::Active => steps.activated.is_some(),
                _ => steps.ready.is_some(),
            };
            match is_done {
                true => self.told(stage, "done before"),
                false => self.stage(stage).await?,
            }
        }
        Ok(())
    }

    /// One stage, noted before and after.
    async fn stage(&mut self, stage: Stage) -> Result<()> {
        self.context.database_is(format!(
            "course `{}` is noted in main up to the stage before `{stage}`",
            self.course.code
        ));
        self.courses.registry.begin(&self.course, stage).await?;
        let outcome = match stage {
            Stage::Registered | Stage::Active => Ok(Done::default()),
            Stage::Checked => self.checked().await,
            Stage::Stored => self.stored().await,
            Stage::Assigned => self.assigned().await,
            Stage::Migrated => self.migrated().await,
            Stage::Verified => self.verified().await,
        };
        let done = match outcome {
            Ok(done) => done,
            Err(failure) => {
                let unnoted = self.courses.registry.failed(&self.course, stage, &failure).await.err();
                return Err(match unnoted {
                    None => failure,
                    Some(unnoted) => failure.because(format!("main could not note that: {unnoted}")),
                });
            }
        };
        let outcome = Outcome {
            detail: &done.detail,
            rep: done.rep,
            database: done.database.as_ref(),
            version: done.version,
            fingerprint: done.fingerprint.as_deref(),
        };
        self.courses.registry.done(&self.course, stage, outcome).await?;
        self.course = self.courses.registry.course(&self.course.code).await?;
        self.told(stage, &done.detail);
        Ok(())
    }

    /// The files and rules, with a way in to bring them through.
    fn work(&self, mut door: Door) -> Work {
        door.access =
            (!self.access.is_empty()).then_some(AccessLook { storage: !self.access.buckets.is_empty() });
        Work { door, folder: self.folder.clone(), access: self.access.clone(), registered: None }
    }

    fn told(&self, stage: Stage, detail: &str) {
        let event = Event::Stage {
            number: stage as usize + 1,
            total: Stage::ALL.len(),
            title: stage.title(),
            detail,
        };
        self.context.printer.progress().on(&event);
    }

    async fn stored(&self) -> Result<Done> {
        let address = self.handed.as_ref().ok_or_else(|| {
            Failure::new(Kind::Bug, "nothing was checked that could be stored").database("unchanged")
        })?;
        self.courses.safe().seal(&self.course, DATABASE_URL, &address.url_with_password()).await?;
        Ok(Done::default())
    }

    /// A string that was handed over again must be the one that is stored: this command does not change it.
    async fn refuse_others(&self) -> Result<()> {
        let credentials = &self.args.credentials;
        if !credentials.url_stdin && credentials.url_env.is_none() {
            return Ok(());
        }
        let handed =
            handed_over(&self.on_course, credentials, &self.course.code).await?.address.url_with_password();
        let stored = self.courses.safe().read(&self.course, DATABASE_URL).await?;
        if handed.expose_secret() == stored.expose_secret() {
            return Ok(());
        }
        let code = &self.course.code;
        Err(Failure::new(Kind::Refused, format!("course `{code}` has other credentials already"))
            .because("the string that was handed over now is not the one that is stored")
            .database("unchanged")
            .hint(format!("leave it out to go on with the stored one, or store this one: `provost course set-credentials {code}`")))
    }
}
