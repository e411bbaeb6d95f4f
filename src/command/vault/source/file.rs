//! A master key in a file that nobody else can read.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "the key file is read and written here")]

use crate::command::{Context, project};
use crate::failure::{Failure, Kind, Place, Result};
use crate::vault::{Key, Ring};
use etcetera::BaseStrategy as _;
use nix::libc::O_NOFOLLOW;
use nix::unistd::Uid;
use secrecy::ExposeSecret as _;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// No ring is longer.
const LONGEST: u64 = 64 * 1024;

/// A file with master keys, the newest first.
pub(in crate::command) struct KeyFile {
    path: PathBuf,
    shown: String,
    /// A service manager handed it over: it may belong to root, and its group may read it.
    is_handed_over: bool,
}

/// Where the key of a project is kept when nothing else is said: outside of its folder, so that it is never committed.
pub(super) fn usual(context: &Context<'_>) -> Result<PathBuf> {
    let name = context.project.as_ref().map_or("main", |file| file.project.project.name.as_str());
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let config =
        match context.environment.get("XDG_CONFIG_HOME").map(PathBuf::from).filter(|dir| dir.is_absolute()) {
            Some(config) => config,
            None => etcetera::base_strategy::Xdg::new()
                .map_err(|error| {
                    Failure::new(Kind::Secret, "there is no home directory for the master key")
                        .because(error)
                        .hint("name its file with `--key-file FILE`")
                })?
                .config_dir(),
        };
    Ok(config.join("provost").join(format!("{plain}.key")))
}

/// Whether there is something of this name.
pub(super) fn is_there(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

impl KeyFile {
    pub(super) fn new(path: PathBuf, context: &Context<'_>) -> Self {
        let shown = project::shown(&path, &context.directory);
        Self { path, shown, is_handed_over: false }
    }

    pub(super) fn handed_over(path: PathBuf, context: &Context<'_>) -> Self {
        Self { is_handed_over: true, ..Self::new(path, context) }
    }

    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// Where it is on this machine, for people on another one.
    pub(super) fn hint(&self) -> String {
        let host =
            nix::unistd::gethostname().ok().and_then(|host| host.into_string().ok()).unwrap_or_default();
        format!("{} on {host}", self.path.display()).chars().take(200).collect()
    }

    pub(super) fn exists(&self) -> bool {
        is_there(&self.path)
    }

    /// Reads the keys, from a file that nobody else can read or could have put there.
    pub(super) fn ring(&self) -> Result<Ring> {
        let file = OpenOptions::new().read(true).custom_flags(O_NOFOLLOW).open(&self.path);
        let file = file.map_err(|error| self.unopened(&error))?;
        self.check(&file)?;
        let mut text = Zeroizing::new(String::new());
        file.take(LONGEST).read_to_string(&mut text).map_err(|error| self.unopened(&error))?;
        Ring::of_text(&text, &format!("`{}`", self.shown))
            .map_err(|failure| failure.at(Place::file(&self.shown)))
    }

    fn unopened(&self, error: &std::io::Error) -> Failure {
        let failure =
            Failure::new(Kind::Secret, format!("could not read the master key in `{}`", self.shown))
                .at(Place::file(&self.shown))
                .because(error);
        match error.kind() {
            ErrorKind::NotFound => failure
                .hint("if the vault has no key yet: `provost vault init`")
                .hint("else take the key from its backup, or say where it is: `--key-file FILE`"),
            _ => failure.hint("the key must be a plain file that you may read, and no link"),
        }
    }

    fn check(&self, file: &File) -> Result<()> {
        let refused = |why: String, hint: String| {
            Err(Failure::new(Kind::Secret, format!("the master key in `{}` is not safe there", self.shown))
                .at(Place::file(&self.shown))
                .because(why)
                .hint(hint))
        };
        let found = file.metadata().map_err(|error| self.unopened(&error))?;
        let (mode, me) = (found.mode() & 0o7777, Uid::effective().as_raw());
        let others = if self.is_handed_over { 0o007 } else { 0o077 };
        if !found.is_file() {
            return refused("it is no plain file".to_owned(), "name the file itself".to_owned());
        }
        if found.uid() != me && !(self.is_handed_over && found.uid() == 0) {
            let why = format!("it belongs to user {}, and you are {me}", found.uid());
            return refused(why, format!("make it yours: `chown {me} {}`", self.shown));
        }
        if mode & others != 0 {
            let why = format!("others can read it: its mode is {mode:04o}");
            return refused(
                why,
                format!(
                    "run `chmod 600 {}`; if somebody may have read it: `provost vault rotate`",
                    self.shown
                ),
            );
        }
        let folder = self.path.parent().and_then(|folder| std::fs::metadata(folder).ok());
        if folder.is_some_and(|folder| folder.mode() & 0o1002 == 0o002) {
            let why =
                "everybody may put another file in its place: its folder can be written by all".to_owned();
            return refused(why, "move it to a folder that only you can write".to_owned());
        }
        Ok(())
    }

    /// Writes a key before those that are there. The file is replaced as a whole, or not at all.
    pub(super) fn add(&self, key: &Key) -> Result<()> {
        let before = match self.exists() {
            true => self.ring()?,
            false => Ring::default(),
        };
        self.write(&before.with_first(key.clone())).map_err(|error| {
            Failure::new(Kind::Secret, format!("could not write the master key to `{}`", self.shown))
                .at(Place::file(&self.shown))
                .because(error)
                .database("unchanged")
                .hint("name a file in a folder of your own: `--key-file FILE`")
        })
    }

    fn write(&self, ring: &Ring) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let mut incoming = self.path.clone().into_os_string();
        incoming.push(format!(".{}.incoming", std::process::id()));
        let incoming = PathBuf::from(incoming);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&incoming)?;
        let mut text = Zeroizing::new(String::from(
            "# Master keys of provost's vault, the newest first. Whoever has one and a copy of main opens every credential.\n",
        ));
        for key in ring.keys() {
            text.push_str(key.text().expose_secret());
            text.push('\n');
        }
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).and_then(|()| {
            // A new key takes no other file's place unseen; a longer ring takes that of the shorter one.
            if ring.keys().len() == 1 {
                std::fs::hard_link(&incoming, &self.path)
            } else {
                std::fs::rename(&incoming, &self.path)
            }
        });
        drop(std::fs::remove_file(&incoming)); // renamed away already, or of no use to anybody
        written?;
        File::open(folder)?.sync_all()
    }
}
