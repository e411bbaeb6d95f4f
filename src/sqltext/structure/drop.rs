//! `drop` of what holds rows, and of schemas.

use super::super::reader::Reader;
use super::walk::{Followed, Walk};

impl Walk {
    pub(super) fn drop(&mut self, words: &mut Reader<'_>) -> Followed {
        words.any(&["foreign", "materialized"]);
        let kind = words.keyword().unwrap_or_default();
        match kind.as_str() {
            "table" | "view" | "schema" => {
                words.words(&["if", "exists"]);
                words.items().into_iter().try_for_each(|item| self.drop_one(&kind, &mut Reader::new(item)))
            }
            "owned" => Err("everything that a role owns is dropped".to_owned()),
            _ => Ok(()),
        }
    }

    fn drop_one(&mut self, kind: &str, item: &mut Reader<'_>) -> Followed {
        if kind == "schema" {
            let name = item.ident().ok_or("a name that could not be read")?;
            self.structure.empty(name.as_str());
            self.structure.schemas.remove(name.as_str());
        } else {
            let name = self.meant(item.name())?;
            self.structure.drop(&name);
        }
        Ok(())
    }
}
