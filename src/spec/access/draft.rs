//! All files of a target as one: each name with the file that it stands in.

use super::at::At;
use super::file::{
    AccessSection, BucketEntry, ExpectEntry, File, FunctionEntry, Pattern, RolesSection, ServiceEntry,
    TableEntry,
};
use super::open::Open;
use super::set_entry::SetEntry;
use super::words::Words;
use crate::failure::Result;
use crate::model::access::{Sources, Spot};
use crate::spec::toml_fault;
use std::collections::BTreeMap;
use std::ops::Range;

/// An entry, and where its name and itself stand.
#[derive(Debug)]
pub(super) struct Entry<T> {
    /// Which file.
    pub(super) source: usize,
    /// Where the name stands.
    pub(super) name: Range<usize>,
    pub(super) value: T,
}

impl<T> Entry<T> {
    /// Where its name is.
    pub(super) fn spot(&self) -> Spot {
        Spot::new(self.source, self.name.clone())
    }

    /// A place in the same file.
    pub(super) fn at(&self, span: &Range<usize>) -> Spot {
        Spot::new(self.source, span.clone())
    }
}

pub(super) type Entries<T> = BTreeMap<String, Entry<T>>;

/// The files of a target, merged.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) access: Option<Entry<AccessSection>>,
    pub(super) roles: Option<Entry<RolesSection>>,
    pub(super) sets: Entries<At<SetEntry>>,
    pub(super) patterns: Entries<Pattern>,
    pub(super) tables: Entries<At<Open<TableEntry>>>,
    pub(super) expressions: Entries<At<String>>,
    pub(super) functions: Entries<At<Open<FunctionEntry>>>,
    pub(super) buckets: Entries<At<BucketEntry>>,
    pub(super) services: Entries<At<ServiceEntry>>,
    pub(super) views: Entries<At<Words>>,
    pub(super) grants: Entries<At<Words>>,
    /// By table and word.
    pub(super) relations: BTreeMap<(String, String), Entry<At<String>>>,
    pub(super) expectations: Entries<At<Open<ExpectEntry>>>,
    pub(super) worlds: Entries<At<BTreeMap<String, Vec<String>>>>,
    pub(super) accepted_mutants: Entries<At<String>>,
    pub(super) accepted_lint: Entries<At<String>>,
}

impl Draft {
    pub(super) fn read(sources: &Sources) -> Result<Self> {
        let mut draft = Self::default();
        for (index, source) in sources.0.iter().enumerate() {
            let file: File = toml::from_str(&source.text)
                .map_err(|error| toml_fault::syntax(&source.path, &source.text, &error))?;
            draft.take(file, &Merging { sources, index })?;
        }
        Ok(draft)
    }

    fn take(&mut self, file: File, merging: &Merging<'_>) -> Result<()> {
        merging.section(&mut self.access, file.access, "access")?;
        merging.section(&mut self.roles, file.roles, "roles")?;
        merging.entries(&mut self.sets, file.sets, "set")?;
        merging.entries(&mut self.patterns, file.pattern, "pattern")?;
        merging.entries(&mut self.tables, file.tables, "table")?;
        merging.entries(&mut self.expressions, file.expressions, "expression")?;
        merging.entries(&mut self.functions, file.function, "function")?;
        merging.entries(&mut self.buckets, file.bucket, "bucket")?;
        merging.entries(&mut self.services, file.service, "service")?;
        merging.entries(&mut self.views, file.views, "view")?;
        merging.entries(&mut self.grants, file.grants, "function to call")?;
        merging.entries(&mut self.expectations, file.expect, "expectation")?;
        merging.entries(&mut self.worlds, file.world, "world")?;
        merging.entries(&mut self.accepted_mutants, file.accept.mutants, "accepted mutant")?;
        merging.entries(&mut self.accepted_lint, file.accept.lint, "accepted finding")?;
        for (table, words) in file.relations {
            for (word, text) in words {
                let key = (table.value.clone(), word.value.clone());
                merging.one(&mut self.relations, key, word, text, "relation")?;
            }
        }
        Ok(())
    }
}

struct Merging<'a> {
    sources: &'a Sources,
    index: usize,
}

impl Merging<'_> {
    fn section<T>(&self, into: &mut Option<Entry<T>>, section: Option<At<T>>, name: &str) -> Result<()> {
        let Some(section) = section else { return Ok(()) };
        let entry = Entry { source: self.index, name: section.span, value: section.value };
        match into {
            Some(first) => Err(self.twice(&first.spot(), &entry.spot(), &format!("section `[{name}]`"))),
            None => {
                *into = Some(entry);
                Ok(())
            }
        }
    }

    fn entries<T>(&self, into: &mut Entries<T>, entries: BTreeMap<At<String>, T>, noun: &str) -> Result<()> {
        entries
            .into_iter()
            .try_for_each(|(name, value)| self.one(into, name.value.clone(), name, value, noun))
    }

    fn one<K: Ord, T>(
        &self,
        into: &mut BTreeMap<K, Entry<T>>,
        key: K,
        name: At<String>,
        value: T,
        noun: &str,
    ) -> Result<()> {
        let entry = Entry { source: self.index, name: name.span, value };
        if let Some(first) = into.get(&key) {
            // The library is read last, so a project's own name stands there first.
            let (old, new) = (first.spot(), entry.spot());
            return Err(self.twice(&new, &old, &format!("{noun} `{}`", name.value)));
        }
        into.insert(key, entry);
        Ok(())
    }

    fn twice(&self, first: &Spot, second: &Spot, what: &str) -> crate::Failure {
        let other = self.sources.place(first).map(|place| place.to_string()).unwrap_or_default();
        self.sources
            .fault(second, format!("the {what} is defined twice"))
            .because(format!("it stands at {other} too"))
            .hint("keep one of the two, or give one another name")
    }
}
