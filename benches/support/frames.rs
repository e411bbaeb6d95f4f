//! PostgreSQL's messages in a stream of bytes, counted by kind.

/// Counts whole messages as bytes pass by.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    head: Vec<u8>,
    rest: usize,
    /// The client's first message has no letter.
    untagged: bool,
}

impl Frames {
    pub(crate) fn of_client() -> Self {
        Self { untagged: true, ..Self::default() }
    }

    /// Takes bytes and tells the letters of the messages that begin in them; 0 for the one without.
    pub(crate) fn feed(&mut self, mut bytes: &[u8]) -> Vec<u8> {
        let mut tags = Vec::new();
        while !bytes.is_empty() {
            if self.rest > 0 {
                let skipped = self.rest.min(bytes.len());
                self.rest -= skipped;
                bytes = &bytes[skipped..];
                continue;
            }
            self.head.push(bytes[0]);
            bytes = &bytes[1..];
            let tag = usize::from(!self.untagged);
            if let Some(length) = self.head.get(tag..).and_then(|length| length.first_chunk::<4>()) {
                self.rest = (u32::from_be_bytes(*length) as usize).saturating_sub(4);
                tags.push(if self.untagged { 0 } else { self.head[0] });
                self.untagged = false;
                self.head.clear();
            }
        }
        tags
    }
}
