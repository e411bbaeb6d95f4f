//! Names of scratch databases. A name proves itself: its second half follows from its first, so that no name which somebody chose is taken
//! for one of ours.

use crate::model::{self, Version, VersionWidth};

/// What each begins with.
pub(super) const PREFIX: &str = "provost_shadow_";

/// The name of a scratch database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name(u32);

impl Name {
    /// One that nobody has.
    pub(super) fn fresh() -> Self {
        Self(fastrand::u32(1..))
    }

    /// Reads one; nothing where it is not ours.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let key = u32::from_str_radix(name.strip_prefix(PREFIX)?.get(..8)?, 16).ok()?;
        Some(Self(key)).filter(|own| own.text() == name)
    }

    /// The key of the lock that its maker holds.
    pub(super) fn key(self) -> i32 {
        self.0.cast_signed()
    }

    /// The whole name.
    pub(super) fn text(self) -> String {
        let proof = model::checksum(VersionWidth::Int8, PREFIX, Version::new(self.0.into()), "");
        format!("{PREFIX}{:08x}_{:08x}", self.0, proof & 0xffff_ffff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_read() {
        let own = Name::fresh();
        assert_eq!(Name::parse(&own.text()), Some(own));
        // A name stays what it is from version to version.
        assert_eq!(Name(0x1234_abcd).text(), "provost_shadow_1234abcd_5ec6821c");
        let other = own.text().replace(PREFIX, "somebodys_");
        for name in [
            &other,
            "provost_shadow_",
            "provost_shadow_1234abcd_1234abcd",
            "provost_shadow_1234ABCD_00000000",
            "provost_shadow_äöüß",
        ] {
            assert_eq!(Name::parse(name), None, "{name}");
        }
    }
}
