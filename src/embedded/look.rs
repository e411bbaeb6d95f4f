//! Looks for PostgreSQL installations on the disk, in the order in which they are preferred.
#![expect(
    clippy::disallowed_methods,
    reason = "looks at the machine: directories, PATH, `postgres --version`"
)]

use super::binaries::{ServerBinaries, ServerVersion};
use super::discover::{Candidate, Origin};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Directories that hold one directory per version; `{}` stands for it.
const VERSIONED: [&str; 7] = [
    "/usr/lib/postgresql/{}/bin",            // Debian, Ubuntu
    "/usr/{}/bin",                           // Red Hat: pgsql-17
    "/opt/homebrew/opt/{}/bin",              // Homebrew on arm64: postgresql@17
    "/usr/local/opt/{}/bin",                 // Homebrew on x86_64
    "/home/linuxbrew/.linuxbrew/opt/{}/bin", // Homebrew on Linux
    "/Applications/Postgres.app/Contents/Versions/{}/bin",
    "/opt/local/lib/{}/bin", // MacPorts: postgresql17
];

/// Where the control files are, seen from the directory of the programs.
const SHARE: [&str; 4] = ["../share/postgresql", "../share", "../../../share/postgresql", "../pgsql/share"];

/// Every directory on this machine that might hold a server's programs: `PATH` first, then the usual places, highest version first.
pub(super) fn system_bin_dirs(path: Option<&std::ffi::OsStr>) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = path.map(|path| std::env::split_paths(path).collect()).unwrap_or_default();
    for pattern in VERSIONED {
        let (parent, suffix) = pattern.split_once("{}").expect("each pattern has a hole");
        let (parent, prefix) = (Path::new(parent), suffix.trim_start_matches('/'));
        let mut versions: Vec<(Vec<u32>, PathBuf)> = std::fs::read_dir(parent)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| is_versioned_name(&entry.file_name().to_string_lossy()))
            .map(|entry| (numbers(&entry.file_name().to_string_lossy()), entry.path().join(prefix)))
            .collect();
        versions.sort_by(|a, b| b.cmp(a));
        found.extend(versions.into_iter().map(|(_, path)| path));
    }
    let mut seen = BTreeSet::new();
    found
        .into_iter()
        .filter(|dir| dir.is_absolute() && dir.join("postgres").is_file() && dir.join("initdb").is_file())
        .filter_map(|dir| dir.join("postgres").canonicalize().ok()?.parent().map(Path::to_owned))
        .filter(|dir| dir.join("initdb").is_file() && seen.insert(dir.clone()))
        .collect()
}

/// `17`, `pgsql-17`, `postgresql@17`, `postgresql17`, `postgresql`: but not whatever else stands in `/usr`.
fn is_versioned_name(name: &str) -> bool {
    let rest = ["postgresql@", "postgresql", "pgsql-"].iter().find_map(|prefix| name.strip_prefix(prefix));
    rest.unwrap_or(name).chars().all(|c| c.is_ascii_digit() || c == '.')
}

fn numbers(name: &str) -> Vec<u32> {
    name.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

/// Looks at one installation; nothing when its `postgres` does not run here.
pub(super) fn inspect(origin: Origin, bin_dir: &Path, settings: Vec<(String, String)>) -> Option<Candidate> {
    let output = Command::new(bin_dir.join("postgres")).arg("--version").env_clear().output().ok()?;
    let version = ServerVersion::parse(&String::from_utf8_lossy(&output.stdout))?;
    let mut extensions = share_dir(bin_dir, version).map(|dir| control_files(&dir)).unwrap_or_default();
    for (name, value) in &settings {
        if name == "extension_control_path" {
            value.split(':').for_each(|dir| extensions.extend(control_files(Path::new(dir))));
        }
    }
    Some(Candidate {
        origin,
        binaries: ServerBinaries { bin_dir: bin_dir.to_owned(), version, settings },
        extensions,
    })
}

/// Asks `pg_config` where there is one; otherwise looks where the packagers put it.
fn share_dir(bin_dir: &Path, version: ServerVersion) -> Option<PathBuf> {
    let asked = Command::new(bin_dir.join("pg_config")).arg("--sharedir").env_clear().output().ok();
    let asked = asked.filter(|output| output.status.success());
    let asked = asked.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    let relative = SHARE.iter().map(|share| bin_dir.join(share));
    let named = [
        PathBuf::from(format!("/usr/share/postgresql/{}", version.major)),
        bin_dir.join(format!("../share/postgresql@{}", version.major)),
        bin_dir.join(format!("../share/postgresql{}", version.major)),
    ];
    asked.into_iter().chain(named).chain(relative).find(|dir| dir.join("extension").is_dir())
}

/// What an installation says of an extension, its version above all.
pub(super) fn control_text(binaries: &ServerBinaries, extension: &str) -> Option<String> {
    let further = binaries.settings.iter().filter(|(name, _)| name == "extension_control_path");
    let further = further.flat_map(|(_, value)| value.split(':')).map(PathBuf::from);
    let dirs = share_dir(&binaries.bin_dir, binaries.version).into_iter().chain(further);
    let mut files = dirs.map(|dir| dir.join("extension").join(format!("{extension}.control")));
    files.find_map(|file| std::fs::read_to_string(file).ok())
}

fn control_files(share_dir: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(share_dir.join("extension")).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".control").map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_version_directories() {
        for name in ["17", "9.6", "pgsql-17", "postgresql@17", "postgresql17", "postgresql"] {
            assert!(is_versioned_name(name), "{name}");
        }
        for name in ["local", "lib", "postgresql-client", "share"] {
            assert!(!is_versioned_name(name), "{name}");
        }
        assert!(numbers("pgsql-17") > numbers("pgsql-9.6"));
    }

    #[test]
    fn another_version_of_an_extension_is_another_text() {
        let dir = tempfile::tempdir().unwrap();
        let binaries = ServerBinaries {
            bin_dir: dir.path().join("bin"),
            version: ServerVersion { major: 17, minor: 1 },
            settings: Vec::new(),
        };
        let shelf = dir.path().join("share/extension");
        std::fs::create_dir_all(&binaries.bin_dir).unwrap();
        std::fs::create_dir_all(&shelf).unwrap();
        let told = |text: &str| {
            std::fs::write(shelf.join("dream.control"), text).unwrap();
            control_text(&binaries, "dream")
        };
        assert_eq!(told("default_version = '1'").as_deref(), Some("default_version = '1'"));
        assert_eq!(told("default_version = '2'").as_deref(), Some("default_version = '2'"));
        assert_eq!(control_text(&binaries, "sleep"), None);
    }

    #[test]
    fn a_directory_without_a_server_is_nothing() {
        assert!(inspect(Origin::Explicit, Path::new("/nowhere"), Vec::new()).is_none());
    }
}
