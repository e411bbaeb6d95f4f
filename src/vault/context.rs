//! Which row a box belongs to.

use super::{CourseId, DeploymentId, Id};

/// What a box is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A course's data key, wrapped.
    Dek,
    /// A credential.
    Field,
    /// The key of the audit trail, wrapped.
    Audit,
}

impl Purpose {
    const fn word(self) -> &'static str {
        match self {
            Self::Dek => "dek",
            Self::Field => "field",
            Self::Audit => "audit",
        }
    }
}

/// The row that a box belongs to. It is sealed into the box, so that it opens nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Context {
    /// What the box is for.
    pub purpose: Purpose,
    /// The platform.
    pub deployment: DeploymentId,
    /// The course; all zeros where the box belongs to none.
    pub course: CourseId,
    /// The credential's name; empty for a key.
    pub field: String,
    /// Counts up with every new value.
    pub version: u64,
}

impl Context {
    /// The row of a course's data key.
    pub fn dek(deployment: DeploymentId, course: CourseId, version: u64) -> Self {
        Self { purpose: Purpose::Dek, deployment, course, field: String::new(), version }
    }

    /// The row of a credential.
    pub fn field(deployment: DeploymentId, course: CourseId, field: impl Into<String>, version: u64) -> Self {
        Self { purpose: Purpose::Field, deployment, course, field: field.into(), version }
    }

    /// The row of the audit trail's key.
    pub fn audit(deployment: DeploymentId) -> Self {
        let course = CourseId(Id::default());
        Self { purpose: Purpose::Audit, deployment, course, field: String::new(), version: 1 }
    }

    /// The bytes that are authenticated: each part behind its length.
    pub fn bytes(&self) -> Vec<u8> {
        let parts: [&[u8]; 5] = [
            self.purpose.word().as_bytes(),
            &self.deployment.0.0,
            &self.course.0.0,
            self.field.as_bytes(),
            &self.version.to_be_bytes(),
        ];
        prefixed(parts)
    }
}

/// Parts, each behind its length in two bytes: no two lists of parts have the same bytes.
///
/// # Panics
/// When a part is longer than 65,535 bytes; callers keep them shorter.
pub(super) fn prefixed<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in parts {
        let length = u16::try_from(part.len()).expect("a part of a context is a short text");
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cannot_run_into_each_other() {
        let lists: [&[&[u8]]; 4] = [&[b"ab", b"c"], &[b"a", b"bc"], &[b"abc"], &[b"abc", b""]];
        let bytes: std::collections::HashSet<_> =
            lists.iter().map(|list| prefixed(list.iter().copied())).collect();
        assert_eq!(bytes.len(), lists.len());
    }
}
