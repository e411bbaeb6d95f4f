//! `[bucket]`: storage buckets.

use super::Reading;
use super::draft::Draft;
use super::rule::Ground;
use crate::failure::Result;
use crate::model::access::Bucket;
use std::collections::BTreeMap;

impl Reading {
    pub(super) fn buckets(&self, draft: &Draft) -> Result<BTreeMap<String, Bucket>> {
        let mut buckets = BTreeMap::new();
        for (id, entry) in &draft.buckets {
            let bucket = &entry.value.value;
            let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            if id.is_empty() || id.len() > 100 || !id.chars().all(is_plain) {
                let failure =
                    self.fault(&entry.spot(), format!("`{}` cannot be a bucket", id.escape_debug()));
                return Err(
                    failure.hint("name it with letters, digits, `-`, `_` and `.`, at most 100 of them")
                );
            }
            let size = match &bucket.size {
                None => None,
                Some(size) => Some(bytes(&size.value).ok_or_else(|| {
                    self.fault(&entry.at(&size.span), format!("`{}` is no size", size.value))
                        .hint("write a number with `KB`, `MB` or `GB`, such as `50MB`")
                })?),
            };
            let rules = self.rules(&bucket.rules, entry.source, Ground::Bucket)?;
            let (public, mime) = (bucket.public, bucket.mime.clone());
            buckets.insert(id.clone(), Bucket { public, size, mime, rules, spot: entry.spot() });
        }
        Ok(buckets)
    }
}

fn bytes(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let shift = match text[digits..].trim() {
        "" | "B" => 0,
        "KB" => 10,
        "MB" => 20,
        "GB" => 30,
        _ => return None,
    };
    let number: i64 = text[..digits].parse().ok()?;
    number.checked_mul(1 << shift).filter(|size| *size > 0)
}
