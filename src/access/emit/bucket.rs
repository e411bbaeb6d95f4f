//! Buckets, and the policies of the table that all their objects stand in.

use super::policy::Made;
use super::{Emitter, id};
use crate::access::{Ground, Object, Section};
use crate::model::access::{Bucket, ObjectKind, TableName};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;

impl Emitter<'_> {
    pub(super) fn buckets(&self) -> Vec<Object> {
        #[derive(Serialize)]
        struct Context<'a> {
            id: &'a str,
            public: bool,
            size: Option<i64>,
            mime: &'a [String],
        }
        let mut objects: Vec<Object> = Vec::new();
        for (name, bucket) in &self.access.buckets {
            let context = Context { id: name, public: bucket.public, size: bucket.size, mime: &bucket.mime };
            objects.push(Object {
                id: id(ObjectKind::Bucket, "", "", name),
                section: Section::Storage,
                table: None,
                create: Sql::trusted(render(File::AccessBucket, context).trim()),
                change: None,
                why: String::new(),
            });
        }
        objects.extend(self.of_objects().into_iter().map(|made| made.object));
        objects
    }

    /// All buckets share one table, so their rules share its policies.
    pub(super) fn of_objects(&self) -> Vec<Made<'_>> {
        self.made(&TableName::objects(), |role, operation, purpose| {
            let of_bucket = |(name, bucket): (&String, &Bucket)| {
                self.allowing(&bucket.rules, role, operation, purpose, Ground::Bucket(name))
            };
            self.access.buckets.iter().flat_map(of_bucket).collect()
        })
    }
}
