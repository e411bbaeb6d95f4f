//! Standard output or standard error: where bytes leave the process.

use clap::ColorChoice;
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

/// One of the two streams.
pub(super) struct Stream {
    colour: bool,
    terminal: bool,
    // Nothing once a reader has gone away: `provost migrate status | head` ends quietly.
    sink: Mutex<Option<Box<dyn Write + Send>>>,
}

impl Stream {
    pub(super) fn stdout(choice: ColorChoice) -> Self {
        let stream = io::stdout();
        Self::new(wants_colour(choice, &stream), stream.is_terminal(), Box::new(stream))
    }

    pub(super) fn stderr(choice: ColorChoice) -> Self {
        let stream = io::stderr();
        Self::new(wants_colour(choice, &stream), stream.is_terminal(), Box::new(stream))
    }

    pub(super) fn new(colour: bool, terminal: bool, sink: Box<dyn Write + Send>) -> Self {
        Self { colour, terminal, sink: Mutex::new(Some(sink)) }
    }

    pub(super) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Writes styled text at once. A reader that has gone away is no error; whatever comes later is dropped.
    pub(super) fn write(&self, text: &str) -> io::Result<()> {
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(stream) = sink.as_mut() else { return Ok(()) };
        let written = match self.colour {
            true => stream.write_all(text.as_bytes()),
            false => stream.write_all(anstream::adapter::strip_str(text).to_string().as_bytes()),
        };
        match written.and_then(|()| stream.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                *sink = None;
                Ok(())
            }
            written => written,
        }
    }
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("colour", &self.colour).field("terminal", &self.terminal).finish()
    }
}

/// `NO_COLOR`, `CLICOLOR_FORCE`, `TERM=dumb` and a pipe decide where the person did not.
fn wants_colour(choice: ColorChoice, stream: &impl anstream::stream::RawStream) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
    }
}
