//! Which database a command works on, and how it is reached.

use super::courses::{Courses, Registered};
use super::{Context, db, target};
use crate::failure::{Failure, Kind, Result};
use crate::pg::{Address, Door};
use crate::spec::Setting;
use secrecy::ExposeSecret;

/// The address of the target: the one that was named, or for a project's main the embedded server, which is started where need be.
/// `extensions` are those that the project's files make.
///
/// # Errors
/// When no database was named, or its address is none, or there is no server to start.
pub(super) async fn address(
    context: &Context<'_>,
    extensions: impl FnOnce() -> Vec<String>,
) -> Result<Address> {
    match named(context)? {
        Some(address) => Ok(address),
        None if context.project.is_some() && context.options.target.course.is_none() => {
            say_unset(context);
            db::embedded(context, &extensions()).await
        }
        None => Err(unnamed(context)),
    }
}

/// The way into the target. A course's database that nobody named is looked up in main, which is told what becomes of it.
///
/// # Errors
/// As [`address`]; for a course also when main or the vault cannot be opened.
pub(super) async fn way_in(
    context: &Context<'_>,
    extensions: impl FnOnce() -> Vec<String>,
) -> Result<(Door, Option<Registered>)> {
    if let (Some(code), None) = (&context.options.target.course, &context.options.target.database_url) {
        let (door, registered) = Courses::open(context).await?.way_to(code).await?;
        return Ok((door, Some(registered)));
    }
    let (door, moved) = target::door(context, address(context, extensions).await?)?;
    moved.iter().for_each(|moved| context.printer.warn(moved));
    Ok((door, None))
}

/// Where a pipeline forgot to set the variable, its log must show why nothing reached the database that was meant.
fn say_unset(context: &Context<'_>) {
    let main = context.project.as_ref().map(|file| &file.project.main);
    if let Some(Setting::Env(name)) = main.and_then(|main| main.database_url.as_ref()) {
        context.printer.say(format_args!("{name} is not set: main is on the embedded server"));
    }
}

/// What a URL leaves out comes from `PG*` variables, as with `psql`; `--ssl-root-cert` goes before what the URL says.
pub(super) fn named(context: &Context<'_>) -> Result<Option<Address>> {
    let Some(url) = &context.options.target.database_url else { return Ok(None) };
    read(context, url.expose_secret()).map(Some)
}

/// Reads an address that a person named, as [`named`] does.
///
/// # Errors
/// When it is none.
pub(super) fn read(context: &Context<'_>, text: &str) -> Result<Address> {
    let root = context.options.connection.ssl_root_cert.as_ref().map(|file| context.directory.join(file));
    let address = Address::parse_rooted(text, context.environment.values(), root.as_deref())?;
    Ok(match root {
        Some(file) => address.with_root_cert(file),
        None => address,
    })
}

fn unnamed(context: &Context<'_>) -> Failure {
    match &context.options.target.course {
        Some(code) => Failure::new(Kind::Usage, format!("nobody knows where the database of course `{code}` is"))
            .hint(format!("name it: `provost migrate status --course {code} --database-url postgres://user@host/database`")),
        None => Failure::new(Kind::Usage, "no database was named, and there is no `provost.toml` here or above")
            .hint("name it with `--database-url postgres://user@host/database`, or make a project with `provost init`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Options;
    use crate::term::{Appearance, Printer};
    use std::path::PathBuf;

    #[test]
    fn flags_go_before_what_the_url_says() {
        let printer = Printer::new(Appearance::default());
        let mut options = Options::default();
        options.target.course = Some("cs101".to_owned());
        options.target.database_url =
            Some("postgres://ann@db.example.org/cs?sslmode=verify-full&sslrootcert=/a.pem".into());
        options.connection.ssl_root_cert = Some(PathBuf::from("/b.pem"));
        let context = Context::new(&printer, options, &[]).unwrap();
        let address = named(&context).unwrap().unwrap();
        assert_eq!(address.root_cert, Some(PathBuf::from("/b.pem")));
        assert_eq!(address.target(context.label.as_deref()).to_string(), "db.example.org/cs (cs101)");
    }

    #[test]
    fn nothing_is_guessed() {
        let printer = Printer::new(Appearance::default());
        let mut options = Options::default();
        options.target.main = true;
        let context = Context::new(&printer, options, &[]).unwrap();
        assert!(named(&context).unwrap().is_none());
        assert_eq!(unnamed(&context).kind(), Kind::Usage);
    }
}
