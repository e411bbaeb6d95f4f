//! Looks at many courses, some at a time.

use super::Doors;
use crate::failure::Result;
use crate::pg::Door;
use futures_util::StreamExt as _;
use futures_util::stream;

/// What was seen of a course.
pub type Seen<T> = (String, Result<T>);

/// Asks the same of each course, `jobs` of them at a time; answers come in the courses' order. Credentials are read in portions.
pub async fn each<T, F>(
    doors: &dyn Doors,
    codes: &[String],
    jobs: usize,
    ask: impl Fn(Door) -> F,
) -> Vec<Seen<T>>
where
    F: Future<Output = Result<T>>,
{
    let portions = stream::iter(codes.chunks(jobs.max(1) * 4)).then(async |codes| {
        let found = doors.doors(codes).await;
        stream::iter(codes.iter().cloned().zip(found))
    });
    let asked = portions.flatten().map(|(code, door)| {
        let answer = door.map(&ask);
        async move {
            match answer {
                Ok(answer) => (code, answer.await),
                Err(failure) => (code, Err(failure)),
            }
        }
    });
    asked.buffered(jobs.max(1)).collect().await
}
