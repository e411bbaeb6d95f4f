//! A file's bytes as text, or why they are none.

use super::fault;
use crate::failure::{Failure, Result};

/// Longer files are data, and data is loaded with `COPY`. The server would take up to 1 GB.
const MAX_BYTES: usize = 16 << 20;

/// Decodes a file. The text is byte for byte what was read: checksums cover it.
pub(super) fn decode(path: &str, bytes: Vec<u8>) -> Result<String> {
    let fault = |message: &str, hint: String| Err(fault::of_file(path, message, hint));
    if bytes.len() > MAX_BYTES {
        let message = format!("it has {} MB, more than a migration may have (16 MB)", bytes.len() >> 20);
        return fault(&message, "load data with psql's `\\copy`, and keep the file for structure".to_owned());
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let convert =
            format!("run `iconv -f UTF-16 -t UTF-8 '{path}' > new.sql` and put `new.sql` in its place");
        return fault("it is UTF-16, and the server is sent UTF-8", convert);
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        let strip = format!("run `sed -i '1s/^\\xEF\\xBB\\xBF//' '{path}'`");
        return fault(
            "it begins with a byte order mark, which the server takes for part of the first word",
            strip,
        );
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(path, &error)),
    };
    if let Some(at) = text.find('\0') {
        let message = "it holds a NUL character, which SQL cannot";
        return Err(fault::at_offset(path, &text, at, message, "remove the character"));
    }
    if text.trim().is_empty() {
        return fault("it is empty", "write its SQL, or remove the file".to_owned());
    }
    Ok(text)
}

fn not_utf8(path: &str, error: &std::string::FromUtf8Error) -> Failure {
    let offset = error.utf8_error().valid_up_to();
    let byte = error.as_bytes()[offset];
    let lossy = String::from_utf8_lossy(error.as_bytes());
    let message = format!("byte 0x{byte:02X} is not UTF-8");
    let hint = format!("save the file as UTF-8, for example `iconv -f LATIN1 -t UTF-8 '{path}' > new.sql`");
    // Up to the first bad byte both texts are the same, so the offset holds.
    fault::at_offset(path, &lossy, offset, message, &hint)
}
