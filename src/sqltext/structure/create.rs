//! `create` of what holds rows, and of schemas.

use super::super::reader::Reader;
use super::RelationKind;
use super::walk::{Followed, Walk};
use super::{columns, extension};

/// What may stand between `create` and the kind.
const MODIFIERS: &[&str] = &[
    "or",
    "replace",
    "global",
    "local",
    "temporary",
    "temp",
    "unlogged",
    "foreign",
    "recursive",
    "materialized",
];

impl Walk {
    pub(super) fn create(&mut self, words: &mut Reader<'_>) -> Followed {
        let mut is_temporary = false;
        while let Some(modifier) = words.any(MODIFIERS) {
            is_temporary |= matches!(modifier, "temporary" | "temp");
        }
        match words.keyword().unwrap_or_default().as_str() {
            "table" => self.create_table(words, is_temporary),
            "view" => {
                words.words(&["if", "not", "exists"]);
                let name = self.made(words.name(), is_temporary)?;
                self.add(name, RelationKind::View, None);
                Ok(())
            }
            "schema" => self.create_schema(words),
            "extension" => extension::followed(words),
            "function" | "procedure" => {
                self.remember(words);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn create_table(&mut self, words: &mut Reader<'_>, is_temporary: bool) -> Followed {
        let is_optional = words.words(&["if", "not", "exists"]);
        let name = self.made(words.name(), is_temporary)?;
        if is_optional && self.structure.relation(&name).is_some() {
            return Ok(());
        }
        if words.words(&["partition", "of"]) {
            let parent = self.meant(words.name())?;
            self.add(name.clone(), RelationKind::Table, None);
            self.structure.divide(&name, parent);
            return Ok(());
        }
        let columns = columns::listed(words);
        self.add(name.clone(), RelationKind::Table, columns);
        let inherited = words.seek(&["inherits"]).then(|| words.group()).flatten();
        let inherited = inherited.iter().flat_map(Reader::items).map(|it| Reader::new(it).name());
        for parent in inherited {
            let parent = self.meant(parent)?;
            self.structure.inherit(&name, parent);
        }
        Ok(())
    }

    /// `create schema`, with what may be made in it at once.
    fn create_schema(&mut self, words: &mut Reader<'_>) -> Followed {
        words.words(&["if", "not", "exists"]);
        words.word("authorization");
        let name = words.ident().ok_or("a name that could not be read")?.as_str().to_owned();
        if matches!(name.as_str(), "current_user" | "current_role" | "session_user") {
            return Err("a schema named after whoever runs the file".to_owned());
        }
        self.structure.schemas.insert(name.clone());
        let outside = self.path.replace(name);
        let followed = self.elements(words);
        self.path = outside;
        followed
    }

    /// The statements in a `create schema`: both words are reserved, so nothing else is called so.
    fn elements(&mut self, words: &mut Reader<'_>) -> Followed {
        while words.seek(&["create"]) {
            self.create(&mut words.until(&["create", "grant"]))?;
        }
        Ok(())
    }
}
