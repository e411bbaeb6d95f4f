//! The kinds of objects that a snapshot holds, in the order in which they are best made.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $word:literal;)+) => {
        /// What an object is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $key)] $name),+ }

        impl Kind {
            /// Its name in a snapshot.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }

            /// What PostgreSQL calls it, as messages and statements do.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

kinds! {
    /// A role that has rights here.
    Role = "role", "role";
    /// A schema.
    Schema = "schema", "schema";
    /// An extension.
    Extension = "extension", "extension";
    /// An enumerated type.
    Enum = "enum", "type";
    /// A composite type.
    Composite = "composite", "type";
    /// A domain.
    Domain = "domain", "domain";
    /// A check of a domain.
    DomainConstraint = "domain_constraint", "constraint";
    /// A range type.
    Range = "range", "type";
    /// A sequence that is no identity's.
    Sequence = "sequence", "sequence";
    /// A table.
    Table = "table", "table";
    /// A function, procedure or aggregate.
    Function = "function", "function";
    /// A column.
    Column = "column", "column";
    /// A constraint of a table.
    Constraint = "constraint", "constraint";
    /// An index that no constraint brings.
    Index = "index", "index";
    /// Extended statistics.
    Statistics = "statistics", "statistics";
    /// A view.
    View = "view", "view";
    /// A materialized view.
    MaterializedView = "materialized_view", "materialized view";
    /// A rewrite rule.
    Rule = "rule", "rule";
    /// A trigger.
    Trigger = "trigger", "trigger";
    /// A policy.
    Policy = "policy", "policy";
    /// An event trigger.
    EventTrigger = "event_trigger", "event trigger";
    /// A publication.
    Publication = "publication", "publication";
    /// A storage bucket.
    Bucket = "bucket", "bucket";
    /// What new objects are granted.
    DefaultPrivileges = "default_privileges", "default privileges";
}

impl Kind {
    /// Whether it is a part of a table or view, its parent.
    pub const fn is_part(self) -> bool {
        matches!(
            self,
            Self::Column | Self::Constraint | Self::Index | Self::Rule | Self::Trigger | Self::Policy
        )
    }

    /// Whether roles are granted rights on it.
    pub const fn has_grants(self) -> bool {
        matches!(
            self,
            Self::Schema
                | Self::Enum
                | Self::Composite
                | Self::Domain
                | Self::Range
                | Self::Sequence
                | Self::Table
                | Self::Function
                | Self::View
                | Self::MaterializedView
        )
    }
}
