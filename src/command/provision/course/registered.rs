//! The course stands in the registry, made by a top admin.

use crate::cli::course::ProvisionCourse as Args;
use crate::command::Context;
use crate::command::courses::Courses;
use crate::failure::{Failure, Kind, Result};
use crate::model::course::Course;
use crate::term::ask;

pub(super) async fn registered(context: &Context<'_>, courses: &Courses, args: &Args) -> Result<Course> {
    if let Some(course) = courses.registry.find(&args.code).await? {
        return Ok(course);
    }
    let code = &args.code;
    let answer = |given: &Option<String>, prompt: &str, flag: &str| match given {
        Some(text) => Ok(text.clone()),
        None => ask(context.printer, prompt, &format!("say it: `provost provision course {code} {flag}`")),
    };
    let title = answer(&args.title, "course's title", "--title TITLE")?;
    let term = answer(&args.term, "course's term, such as 2026-fall", "--term TERM")?;
    let by = answer(&args.by, "e-mail address of the top admin who creates it", "--by EMAIL")?;
    let creator = courses.registry.person(&by).await?;
    if !matches!(creator.role.as_deref(), Some("creator" | "top_admin")) {
        return Err(Failure::new(Kind::Refused, format!("`{by}` may not create courses"))
            .because("only the creator and top admins do; their roles stand in `user_roles`")
            .database("unchanged")
            .hint("name a top admin: `--by EMAIL`"));
    }
    context.announce(&courses.main.target);
    courses.registry.register(code, &title, &term, Some(creator.id)).await?;
    courses.registry.course(code).await
}
