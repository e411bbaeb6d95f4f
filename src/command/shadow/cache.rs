//! Catalogs of files that were seen before: a rendering needs no server then.

#![expect(clippy::disallowed_methods, reason = "the cache is read and written here")]

use crate::command::Context;
use crate::embedded::Home;
use crate::failure::Result;
use crate::model::access::{Access, Catalog};
use crate::spec::Folder;
use sha2::{Digest as _, Sha256};
use std::path::PathBuf;

/// Where the catalog of some files is kept.
pub(super) struct Shelf(PathBuf);

impl Shelf {
    pub(super) fn of(context: &Context<'_>, folder: &Folder, access: &Access) -> Result<Self> {
        let home = Home::find(|name| context.environment.get(name).map(Into::into))?;
        let mut hash = Sha256::new();
        // Another program may ask for more of a catalog.
        hash.update(include_str!("../../../sql/access/catalog.sql"));
        hash.update([u8::from(access.buckets.is_empty())]);
        let server = context.options.server.pg_bin.as_ref().map(|dir| dir.display().to_string());
        let versioned = folder.migrations.iter().map(|file| (&file.name, &file.sql));
        let repeatable = folder.repeatables.iter().map(|file| (&file.name, &file.sql));
        hash.update(server.unwrap_or_default());
        for (name, sql) in versioned.chain(repeatable) {
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name);
            hash.update((sql.len() as u64).to_le_bytes());
            hash.update(sql.as_bytes());
        }
        let name: String = hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self(home.cache.join("catalogs").join(format!("{name}.json"))))
    }

    /// What was kept; whatever cannot be read is made again.
    pub(super) fn read(&self) -> Option<Catalog> {
        serde_json::from_slice(&std::fs::read(&self.0).ok()?).ok()
    }

    /// Keeps a catalog. A cache that cannot be written costs time the next time, and nothing else.
    pub(super) fn write(&self, catalog: &Catalog) {
        let kept = || -> std::io::Result<()> {
            if let Some(folder) = self.0.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let incoming = self.0.with_extension(format!("{}.incoming", std::process::id()));
            std::fs::write(&incoming, serde_json::to_vec(catalog)?)?;
            std::fs::rename(&incoming, &self.0)
        };
        if let Err(error) = kept() {
            tracing::info!(%error, "a catalog could not be kept");
        }
    }
}
