//! Whose a database is: nobody's, this course's, or somebody else's.

use crate::failure::{Failure, Kind, Result};
use crate::model::course::{Course, CourseCode, Identity, Marker, MarkerKind};
use crate::pg::registry::Related;

/// Refuses a database that is not this course's to take.
///
/// Copied clusters have one system identifier, and databases in them one number: where these are equal, the marker decides.
///
/// # Errors
/// When it is main, another course's, or a copy of one.
pub fn whose(course: &Course, found: &Identity, related: &[Related]) -> Result<()> {
    let same = |other: &&Related| (&other.system, &other.database) == (&found.system, &found.database);
    let Some(marker) = &found.marker else {
        let other = related.iter().filter(same).find_map(|other| {
            other.course.as_ref().filter(|(id, _)| *id != course.id && !other.is_marked).map(|(_, code)| code)
        });
        return match other {
            None => Ok(()),
            Some(code) => Err(refused(course, format!("it is being set up for course `{code}`"))
                .hint(format!("each course needs a database of its own; `provost course show {code}` says how far that is"))),
        };
    };
    match (marker.kind, marker.course) {
        (MarkerKind::Main, _) => Err(main(course, found, marker, related)),
        (MarkerKind::Course, Some(id)) if id == course.id => own(course, found, marker, related),
        (MarkerKind::Course, _) => Err(another(course, found, marker, related)),
    }
}

fn refused(course: &Course, why: String) -> Failure {
    Failure::new(Kind::Refused, format!("this database cannot be that of course `{}`", course.code))
        .because(why)
        .database("unchanged")
}

fn main(course: &Course, found: &Identity, marker: &Marker, related: &[Related]) -> Failure {
    let ours = related.iter().any(|other| other.course.is_none() && other.marker == marker.id);
    let why = match (ours, marker.is_copied(found)) {
        (true, false) => "it is the main database itself",
        (true, true) => "it is a restored or copied main database",
        (false, _) => "it is the main database of another platform",
    };
    refused(course, why.to_owned()).hint("hand over a new, empty database: one Supabase project a course")
}

fn another(course: &Course, found: &Identity, marker: &Marker, related: &[Related]) -> Failure {
    let known =
        related.iter().any(|other| other.course.as_ref().is_some_and(|(id, _)| Some(*id) == marker.course));
    let code = marker.code.as_deref().unwrap_or_default();
    let why = match (known, marker.is_copied(found)) {
        (true, false) => format!("it is the database of course `{code}`"),
        (true, true) => format!("it is a restored or copied database of course `{code}`"),
        (false, _) => format!(
            "it is the database of a course `{code}` that this main does not know: of another platform, or one that was removed"
        ),
    };
    refused(course, why).hint("hand over a new, empty database: one Supabase project a course")
}

fn own(course: &Course, found: &Identity, marker: &Marker, related: &[Related]) -> Result<()> {
    let noted = related.iter().find(|other| other.course.as_ref().is_some_and(|(id, _)| *id == course.id));
    let code = &course.code;
    match noted {
        _ if marker.is_copied(found) => Err(refused(
            course,
            format!("it is a restored or copied database of course `{code}`, not the one that was set up"),
        )
        .hint(moved(code))),
        Some(noted) if noted.marker != marker.id => Err(refused(
            course,
            format!("it was the database of course `{code}` once, before another one took its place"),
        )
        .hint(moved(code))),
        _ => Ok(()),
    }
}

fn moved(code: &CourseCode) -> String {
    format!(
        "where it is to take the place of the old one, say so: `provost course set-credentials {code} --moved`"
    )
}
