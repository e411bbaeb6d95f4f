//! The ways in which a secret may be written down, and finding any of them.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Something that must not be found.
pub(crate) struct Canary {
    pub(crate) name: &'static str,
    spellings: Vec<(&'static str, Vec<u8>)>,
}

impl Canary {
    pub(crate) fn new(name: &'static str, secret: &[u8]) -> Self {
        assert!(secret.len() >= 16, "{name} is so short that it may be found by chance");
        let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut spellings = vec![
            ("plain", secret.to_vec()),
            ("reversed", secret.iter().rev().copied().collect()),
            ("hex", hex.clone().into_bytes()),
            ("capital hex", hex.to_uppercase().into_bytes()),
        ];
        if let Ok(text) = std::str::from_utf8(secret) {
            let encoded = utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
            spellings.push(("percent-encoded", encoded.into_bytes()));
            let json = serde_json::to_string(text).unwrap();
            spellings.push(("JSON", json.trim_matches('"').as_bytes().to_vec()));
        }
        // In base64 the same bytes look different at each of three places.
        for before in 0..3 {
            let shifted = [&vec![0; before][..], secret].concat();
            for text in [STANDARD_NO_PAD.encode(&shifted), URL_SAFE_NO_PAD.encode(&shifted)] {
                let settled = &text[(before * 8).div_ceil(6)..shifted.len() * 8 / 6];
                spellings.push(("base64", settled.as_bytes().to_vec()));
            }
        }
        Self { name, spellings }
    }

    /// The first line that holds it; what is found was made for the test.
    pub(crate) fn line(&self, haystack: &[u8]) -> String {
        let mut lines = haystack.split(|byte| *byte == b'\n');
        let line = lines.find(|line| self.in_text(line).is_some()).unwrap_or_default();
        String::from_utf8_lossy(line).into_owned()
    }

    /// How it is written there, if it is.
    pub(crate) fn in_text(&self, haystack: &[u8]) -> Option<&'static str> {
        let holds = |needle: &[u8]| {
            let first = needle[0];
            haystack.iter().enumerate().any(|(at, byte)| *byte == first && haystack[at..].starts_with(needle))
        };
        self.spellings.iter().find(|(_, needle)| holds(needle)).map(|(how, _)| *how)
    }
}

#[test]
fn every_spelling_is_found() {
    let secret = "Kanarien+vogel/7d1f&\"x\"";
    let canary = Canary::new("test", secret.as_bytes());
    let found = |text: String| canary.in_text(format!("log: {text}, and so on").as_bytes());
    assert_eq!(found(secret.to_owned()), Some("plain"));
    assert_eq!(found(secret.chars().rev().collect()), Some("reversed"));
    assert_eq!(found(secret.bytes().map(|byte| format!("{byte:02x}")).collect()), Some("hex"));
    assert_eq!(found(utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string()), Some("percent-encoded"));
    assert_eq!(found(serde_json::to_string(secret).unwrap()), Some("JSON"));
    for before in ["", "a", "ab", "abc", "user:"] {
        let text = format!("{before}{secret}@host");
        assert_eq!(found(STANDARD_NO_PAD.encode(&text)), Some("base64"), "{text}");
        assert_eq!(found(URL_SAFE_NO_PAD.encode(&text)), Some("base64"), "{text}");
    }
    assert_eq!(found("Kanarien vogel".to_owned()), None);
}
