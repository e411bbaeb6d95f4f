//! What stands for an object, and for a whole snapshot, where only sameness matters.

use super::{Object, Snapshot};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

impl Object {
    /// Stands for everything that is compared.
    pub fn fingerprint(&self) -> String {
        hex(&self.digest())
    }

    fn digest(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        for part in [self.kind.key(), &self.schema, &self.parent, &self.name] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        // serde_json keeps the keys of a map in order.
        let compared = self.facts.iter().filter(|(name, _)| !name.starts_with('@'));
        for (name, value) in compared.filter(|(_, value)| **value != Value::Null) {
            for part in [name, &value.to_string()] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
        hash.finalize().to_vec()
    }
}

impl Snapshot {
    /// Stands for the whole: two of one major version with the same owner are the same where this is.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for object in self.objects.values() {
            hash.update(object.digest());
        }
        hex(&hash.finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
