//! Buckets, and the policies of the table that all their objects stand in.

use super::{Emitter, id};
use crate::access::{Branch, Ground, Object, Purpose, Section, branches};
use crate::model::access::{Bucket, ObjectKind, Operation, Rule, TableName};
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
        objects.extend(self.of_objects());
        objects
    }

    /// All buckets share one table, so their rules share its policies.
    pub(super) fn of_objects(&self) -> Vec<Object> {
        let table = TableName::objects();
        let settings = &self.access.settings;
        let mut policies = Vec::new();
        for role in settings.anon.iter().chain([&settings.signed_in]) {
            for operation in Operation::ALL {
                let of = |purpose| self.bucket_branches(role, operation, purpose);
                policies.extend(self.policy(&table, role, operation, of(Purpose::Find), of(Purpose::Check)));
            }
        }
        policies
    }

    /// The rules of all buckets, for who works as this database role.
    pub(super) fn bucket_branches(&self, role: &str, operation: Operation, purpose: Purpose) -> Vec<Branch> {
        let of_bucket = |(name, bucket): (&String, &Bucket)| {
            let allowing: Vec<&Rule> =
                bucket.rules.iter().filter(|rule| rule.can.contains(&operation)).collect();
            branches(self.access, &allowing, role, purpose, Ground::Bucket(name))
        };
        self.access.buckets.iter().flat_map(of_bucket).collect()
    }
}
