//! The task that runs beside every session: it moves the driver's bytes, keeps notices, and remembers how it all ended.

use super::stream::Wire;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use tokio_postgres::AsyncMessage;
use tokio_postgres::error::DbError;

/// More notices than this between two looks are only counted; a server could send them without end.
const KEPT_NOTICES: usize = 1000;

/// Notices that came and were not yet looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Notices(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    notices: VecDeque<DbError>,
    dropped: usize,
}

/// How the session ended, once it has.
#[derive(Debug, Clone, Default)]
pub(super) struct Ending(Arc<Mutex<Option<Arc<tokio_postgres::Error>>>>);

impl Notices {
    fn keep(&self, notice: DbError) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.notices.len() < KEPT_NOTICES {
            kept.notices.push_back(notice);
        } else {
            kept.dropped += 1;
        }
    }

    /// Takes what is there, and how many more there were.
    pub(super) fn take(&self) -> (Vec<DbError>, usize) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (std::mem::take(&mut kept.notices).into(), std::mem::take(&mut kept.dropped))
    }
}

impl Ending {
    /// Why the session ended; nothing while it lives, or when it was closed in order.
    pub(super) fn why(&self) -> Option<Arc<tokio_postgres::Error>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Starts the task.
pub(super) fn drive(mut driver: tokio_postgres::Connection<tokio::io::Empty, Wire>) -> (Notices, Ending) {
    let (notices, ending) = (Notices::default(), Ending::default());
    let (kept, end) = (notices.clone(), ending.clone());
    tokio::spawn(async move {
        while let Some(message) = poll_fn(|cx| driver.poll_message(cx)).await {
            match message {
                Ok(AsyncMessage::Notice(notice)) => kept.keep(notice),
                Ok(_) => {}
                Err(error) => {
                    // Before the driver is dropped, so that whoever then hears "closed" can ask why.
                    *end.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(error));
                    break;
                }
            }
        }
    });
    (notices, ending)
}
