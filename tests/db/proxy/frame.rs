//! Where messages end.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;

/// One side of a connection, read message by message. Reading can be given up and taken up again without loss.
pub(super) struct Side {
    stream: UnixStream,
    buffer: Vec<u8>,
    /// A client's first message has no tag.
    tagged: bool,
}

/// A whole message, length and all.
pub(super) struct Message {
    pub(super) tag: u8,
    pub(super) bytes: Vec<u8>,
}

impl Side {
    pub(super) fn client(stream: UnixStream) -> Self {
        Self { stream, buffer: Vec::new(), tagged: false }
    }

    pub(super) fn server(stream: UnixStream) -> Self {
        Self { stream, buffer: Vec::new(), tagged: true }
    }

    /// The next message; nothing when this side has closed.
    pub(super) async fn next(&mut self) -> Option<Message> {
        loop {
            if let Some(message) = self.take() {
                return Some(message);
            }
            if self.stream.read_buf(&mut self.buffer).await.unwrap_or(0) == 0 {
                return None;
            }
        }
    }

    fn take(&mut self) -> Option<Message> {
        let head = usize::from(self.tagged);
        let length = self.buffer.get(head..head + 4)?;
        let end = head + u32::from_be_bytes(length.try_into().unwrap()) as usize;
        if self.buffer.len() < end {
            return None;
        }
        let tag = if self.tagged { self.buffer[0] } else { 0 };
        self.tagged = true;
        let rest = self.buffer.split_off(end);
        Some(Message { tag, bytes: std::mem::replace(&mut self.buffer, rest) })
    }

    /// Passes a message on; `false` when this side has closed.
    pub(super) async fn send(&mut self, message: &Message) -> bool {
        self.stream.write_all(&message.bytes).await.is_ok()
    }
}
