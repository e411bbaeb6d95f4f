//! `alter` of what holds rows, and of schemas.

use super::super::object::{added_column, table};
use super::super::reader::Reader;
use super::RelationKind;
use super::walk::{Followed, Walk};
use crate::model::Ident;
use crate::model::access::TableName;

const UNREADABLE: &str = "an `alter` that could not be read";

impl Walk {
    pub(super) fn alter(&mut self, words: &mut Reader<'_>) -> Followed {
        words.any(&["foreign", "materialized"]);
        match words.keyword().unwrap_or_default().as_str() {
            "table" | "view" => self.alter_relation(words),
            "schema" => {
                let from = words.ident().ok_or(UNREADABLE)?;
                if words.words(&["rename", "to"]) {
                    let to = words.ident().ok_or(UNREADABLE)?;
                    self.structure.rename_schema(from.as_str(), to.as_str());
                }
                Ok(())
            }
            "database" if words.has(&["search_path"]) => Err("another search path".to_owned()),
            "role" | "user" if words.has(&["search_path"]) => self.alter_role(words),
            _ => Ok(()),
        }
    }

    /// The search path of another role is none of the files'.
    fn alter_role(&self, words: &Reader<'_>) -> Followed {
        let own = ["all", "current_user", "current_role", "session_user", "postgres"];
        match own.iter().any(|role| words.sees(role)) {
            true => Err("another search path".to_owned()),
            false => Ok(()),
        }
    }

    fn alter_relation(&mut self, words: &mut Reader<'_>) -> Followed {
        if words.clone().words(&["all", "in", "tablespace"]) {
            return Ok(());
        }
        let is_optional = words.clone().words(&["if", "exists"]);
        let name = self.meant(table(words))?;
        if self.structure.relation(&name).is_none() {
            if is_optional {
                return Ok(());
            }
            self.add(name.clone(), RelationKind::Altered, None);
        }
        words.items().into_iter().try_for_each(|action| self.action(&name, &mut Reader::new(action)))
    }

    fn action(&mut self, name: &TableName, action: &mut Reader<'_>) -> Followed {
        if action.words(&["rename", "to"]) {
            let to = action.ident().ok_or(UNREADABLE)?;
            self.structure.rename(name, &TableName::new(&*name.schema, to.as_str()));
        } else if action.words(&["set", "schema"]) {
            let to = action.ident().ok_or(UNREADABLE)?;
            self.structure.rename(name, &TableName::new(to.as_str(), &*name.name));
        } else if action.words(&["attach", "partition"]) {
            let partition = self.meant(action.name())?;
            self.structure.divide(&partition, name.clone());
        } else if action.words(&["detach", "partition"]) {
            let partition = self.meant(action.name())?;
            self.part(&partition, name);
        } else if action.word("inherit") {
            let parent = self.meant(action.name())?;
            self.structure.inherit(name, parent);
        } else if action.words(&["no", "inherit"]) {
            let parent = self.meant(action.name())?;
            self.part(name, &parent);
        } else if action.any(&["split", "merge"]).is_some() {
            return Err("partitions that are split or merged".to_owned());
        } else {
            self.column(name, action)?;
        }
        Ok(())
    }

    fn part(&mut self, name: &TableName, parent: &TableName) {
        if let Some(relation) = self.structure.relations.get_mut(name) {
            relation.parents.remove(parent);
            relation.partition_of = relation.partition_of.take().filter(|it| it != parent);
        }
    }

    fn column(&mut self, name: &TableName, action: &mut Reader<'_>) -> Followed {
        let columns = self.structure.relations.get_mut(name).and_then(|relation| relation.columns.as_mut());
        let Some(columns) = columns else { return Ok(()) };
        let text = |ident: Option<Ident>| ident.map(|it| it.as_str().to_owned()).ok_or(UNREADABLE);
        if action.word("rename") {
            if action.word("constraint") {
                return Ok(());
            }
            action.word("column");
            let from = text(action.ident())?;
            action.word("to");
            let to = text(action.ident())?;
            if columns.remove(&from) {
                columns.insert(to);
            }
        } else if action.word("drop") {
            if action.word("constraint") {
                return Ok(());
            }
            action.word("column");
            action.words(&["if", "exists"]);
            columns.remove(&text(action.ident())?);
        } else if let Some(added) = added_column(action) {
            columns.insert(added.as_str().to_owned());
        }
        Ok(())
    }
}
