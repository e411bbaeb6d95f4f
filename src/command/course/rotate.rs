//! `provost course rotate`: a new password, that only this command ever knew, for the role that opens a course's database.
//!
//! The new string is sealed as pending, then the server is told the verifier of the password, then the new string logs in, then it takes
//! the old one's place. Whatever cuts that off: one of the two strings opens the database, and both are tried.

use super::own_database;
use crate::command::Context;
use crate::command::courses::{Courses, DATABASE_URL, PENDING_URL};
use crate::failure::{Failure, Kind, Result};
use crate::model::course::{Course, CourseCode};
use crate::pg::{Address, Door, Session};
use secrecy::{ExposeSecret, SecretString};

/// How long a password is: 32 letters and digits are 190 bits.
const LENGTH: usize = 32;

pub(super) async fn rotate(context: &Context<'_>, code: &CourseCode) -> Result<()> {
    let courses = Courses::open(context).await?;
    courses.registry.lock(code).await?;
    let course = courses.registry.course(code).await?;
    own_database(&course, "rotated")?;
    let (old, session) = working(context, &courses, &course).await?;
    if old.address.password.is_none() {
        return Err(Failure::new(
            Kind::Refused,
            format!("there is no password of course `{code}` to rotate"),
        )
        .because("its stored string has none: the server lets it in without")
        .database("unchanged"));
    }
    context.announce(&old.target);
    let password = password()?;
    let new = Address { password: Some(password.clone()), ..old.address.clone() };
    let url = new.url_with_password();
    courses.safe().seal(&course, PENDING_URL, &url).await?;
    context.database_is(
        "either the old or the new password opens it; running this command again finds out which",
    );
    session.set_password(&password).await?;
    if let Err(failure) = (Door { address: new, ..old.clone() }).open().await {
        return Err(give_back(&session, &old, failure).await);
    }
    courses.safe().seal(&course, DATABASE_URL, &url).await?;
    courses.safe().forget(&course, PENDING_URL).await?;
    context
        .printer
        .document(&format!("course `{code}` has a new password; the old one opens nothing any more\n"))
}

/// The string that opens the database. Where an earlier run was cut off, that may be the pending one, which then takes its place.
async fn working(context: &Context<'_>, courses: &Courses, course: &Course) -> Result<(Door, Session)> {
    let door = courses.door(course).await?;
    let pending = courses.safe().find(course, PENDING_URL).await?;
    let pending =
        pending.filter(|pending| pending.expose_secret() != door.address.url_with_password().expose_secret());
    let failure = match door.open().await {
        Ok(session) => return Ok((door, session)),
        Err(failure) => failure,
    };
    let Some(url) = pending else { return Err(failure) };
    let address = Address {
        public_only: door.address.public_only,
        root_cert: door.address.root_cert.clone(),
        ..Address::parse(url.expose_secret())?
    };
    let other = Door { address, ..door };
    match other.open().await {
        Ok(session) => {
            courses.safe().seal(course, DATABASE_URL, &url).await?;
            courses.safe().forget(course, PENDING_URL).await?;
            context.printer.say(
                "an earlier rotation was cut off after the new password was set: that one is stored now",
            );
            Ok((other, session))
        }
        Err(_) => Err(failure.because(
            "the password of a rotation that was cut off was tried too, and does not open it either",
        )),
    }
}

/// The new password does not open the database, for whatever reason: the old one is set again over the session that is still open.
async fn give_back(session: &Session, old: &Door, failure: Failure) -> Failure {
    let failure = failure.because("the new password was set, and does not open the database");
    let Some(password) = &old.address.password else { return failure };
    match session.set_password(password).await {
        Ok(()) => failure.database("the old password was set again, and stays the stored one"),
        Err(again) => failure
            .because(format!("the old password could not be set again: {again}"))
            .database("it has the new password, which stands encrypted in main as pending")
            .hint("run the same command again: it tries both"),
    }
}

fn password() -> Result<SecretString> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bytes = zeroize::Zeroizing::new([0u8; LENGTH]);
    getrandom::fill(&mut *bytes).map_err(|error| {
        Failure::new(Kind::Secret, "the operating system gives no random numbers")
            .because(error)
            .database("unchanged")
    })?;
    let text: String = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 64)])).collect();
    Ok(SecretString::from(text))
}
