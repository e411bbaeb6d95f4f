//! Catalogs of files that were seen before: a rendering needs no server then.

#![expect(clippy::disallowed_methods, reason = "the cache is read and written here")]

use super::site::Site;
use crate::command::Context;
use crate::embedded::Home;
use crate::failure::Result;
use crate::model::access::{Access, Catalog};
use crate::render::sql::File;
use crate::spec::Folder;
use sha2::{Digest as _, Sha256};
use std::path::PathBuf;

/// Another program may ask for more of a catalog, or mean other SQL by the same rules.
pub(in crate::command) fn this_program() -> String {
    let own: String = File::ALL.iter().map(|file| file.text()).collect();
    format!("{} {own}", env!("CARGO_PKG_VERSION"))
}

/// Where the catalog of some files is kept.
pub(in crate::command) struct Shelf(PathBuf);

impl Shelf {
    pub(super) fn of(context: &Context<'_>, site: &Site, folder: &Folder, access: &Access) -> Result<Self> {
        // Another program may ask for more of a catalog.
        let question = include_str!("../../../sql/access/catalog.sql");
        let salt = [question.as_bytes(), &[u8::from(access.buckets.is_empty())]].concat();
        Self::keyed(context, site, folder, "catalogs", &salt)
    }

    /// Where the snapshot of some files and rules is kept.
    pub(super) fn of_snapshot(
        context: &Context<'_>,
        site: &Site,
        folder: &Folder,
        access: &Access,
        schema: Option<&str>,
    ) -> Result<Self> {
        let kind = schema.map_or_else(|| "snapshots".to_owned(), |schema| format!("snapshots/{schema}"));
        Self::of_rules(context, site, folder, access, &kind)
    }

    /// Where it is kept that some rules were proven.
    ///
    /// # Errors
    /// When there is no place to keep anything.
    pub(super) fn of_proof(
        context: &Context<'_>,
        site: &Site,
        folder: &Folder,
        access: &Access,
    ) -> Result<Self> {
        Self::of_rules(context, site, folder, access, "proofs")
    }

    fn of_rules(
        context: &Context<'_>,
        site: &Site,
        folder: &Folder,
        access: &Access,
        kind: &str,
    ) -> Result<Self> {
        let salt = format!("{} {access:?}", this_program());
        Self::keyed(context, site, folder, kind, salt.as_bytes())
    }

    fn keyed(context: &Context<'_>, site: &Site, folder: &Folder, kind: &str, salt: &[u8]) -> Result<Self> {
        let home = Home::find(|name| context.environment.get(name).map(Into::into))?;
        let mut hash = Sha256::new();
        hash.update(salt);
        let versioned = folder.migrations.iter().map(|file| (&file.name, &file.sql));
        let repeatable = folder.repeatables.iter().map(|file| (&file.name, &file.sql));
        // Each server writes expressions down in its own way, and brings its own extensions; a newer one may stand where an older stood.
        hash.update(site.identity()?);
        hash.update([0]);
        for (name, sql) in versioned.chain(repeatable) {
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name);
            hash.update((sql.len() as u64).to_le_bytes());
            hash.update(sql.as_bytes());
        }
        let name: String = hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self(home.cache.join(kind).join(format!("{name}.json"))))
    }

    /// What was kept; whatever cannot be read is made again.
    pub(super) fn read(&self) -> Option<Catalog> {
        serde_json::from_str(&self.read_text()?).ok()
    }

    /// What was kept, as it was written.
    pub(in crate::command) fn read_text(&self) -> Option<String> {
        std::fs::read_to_string(&self.0).ok()
    }

    /// Keeps a catalog.
    pub(super) fn write(&self, catalog: &Catalog) {
        match serde_json::to_string(catalog) {
            Ok(text) => self.write_text(&text),
            Err(error) => tracing::info!(%error, "a catalog could not be kept"),
        }
    }

    /// Keeps a text. A cache that cannot be written costs time the next time, and nothing else.
    pub(in crate::command) fn write_text(&self, text: &str) {
        let kept = || -> std::io::Result<()> {
            if let Some(folder) = self.0.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let incoming = self.0.with_extension(format!("{}.incoming", std::process::id()));
            std::fs::write(&incoming, text)?;
            std::fs::rename(&incoming, &self.0)
        };
        if let Err(error) = kept() {
            tracing::info!(%error, "what a shadow told could not be kept");
        }
    }
}
