//! An access file as it is written. Unknown keys are errors.

use super::at::At;
use super::open::{Known, Open};
use super::set_entry::SetEntry;
use super::words::Words;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::MapAccess;
use std::collections::BTreeMap;

type Named<T> = BTreeMap<At<String>, T>;

/// Who may touch what in one target.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct File {
    /// Schemas and database roles.
    pub(super) access: Option<At<AccessSection>>,
    /// The application's roles.
    pub(super) roles: Option<At<RolesSection>>,
    /// "Ids that I may touch": one helper function each.
    pub(super) sets: Named<At<SetEntry>>,
    /// Rules with `$parameters`.
    pub(super) pattern: Named<Pattern>,
    /// Tables and their rules.
    pub(super) tables: Named<At<Open<TableEntry>>>,
    /// Named conditions over a row, for `sql:NAME`.
    pub(super) expressions: Named<At<String>>,
    /// Functions and triggers from templates.
    pub(super) function: Named<At<Open<FunctionEntry>>>,
    /// Storage buckets.
    pub(super) bucket: Named<At<BucketEntry>>,
    /// Services with a schema each.
    pub(super) service: Named<At<ServiceEntry>>,
    /// Views and who may read them.
    pub(super) views: Named<At<Words>>,
    /// Functions that clients may call, by signature.
    pub(super) grants: Named<At<Words>>,
    /// Words for expectations, by table; `"*"` for all tables.
    pub(super) relations: Named<Named<At<String>>>,
    /// What each person may do with which rows.
    pub(super) expect: Named<At<Open<ExpectEntry>>>,
    /// Values for generated worlds, by table and column.
    pub(super) world: Named<At<BTreeMap<String, Vec<String>>>>,
    /// What is known and left as it is, each with its reason.
    pub(super) accept: AcceptSection,
}

/// `[accept]`: names and reasons.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AcceptSection {
    /// Weaker rules that no expectation notices, by name.
    pub(super) mutants: Named<At<String>>,
    /// Findings of `access lint`, as `rule:object`.
    pub(super) lint: Named<At<String>>,
}

/// `[access]`
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AccessSection {
    /// Where a person's id comes from.
    pub(super) platform: Option<PlatformName>,
    /// Schemas that clients can reach; every table in them must be declared.
    pub(super) schemas: Option<Vec<String>>,
    /// The schema of generated helpers. No API may expose it.
    pub(super) helpers: Option<At<String>>,
    /// The database role of signed-in people.
    pub(super) signed_in: Option<At<String>>,
    /// The database role of everybody else; empty where there is no such reader.
    pub(super) anon: Option<At<String>>,
    /// The backend's database role.
    pub(super) service: Option<At<String>>,
    /// Further database roles that lose everything.
    pub(super) closed: Vec<At<String>>,
    /// Policies that are not of our making and are to go, as `table.policy`.
    pub(super) adopted: Vec<String>,
    /// Tables in exposed schemas that are left alone.
    pub(super) unmanaged: Vec<String>,
}

/// Where a person's id comes from.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum PlatformName {
    /// `auth.uid()`, and API roles that are there.
    Supabase,
    /// A generated helper reads the claims; the API roles are made when missing.
    Postgres,
}

/// `[roles]`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RolesSection {
    /// `table.column` or `schema.table.column` that holds a person's role.
    pub(super) source: At<String>,
    /// The column of that table that is the person's id; `id` when left out.
    pub(super) person: Option<String>,
    /// The role of everybody signed in who has no other.
    pub(super) base: At<String>,
    /// All roles.
    #[serde(default)]
    pub(super) names: Vec<At<String>>,
    /// Named sets of roles.
    #[serde(default)]
    pub(super) sets: Named<Vec<At<String>>>,
    /// A function of the application's own that answers the same.
    pub(super) alias: Option<At<String>>,
}

/// A set with more than its query.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SetTable {
    /// The query.
    pub(super) ids: String,
    /// The type of an id; `uuid` when left out.
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    /// `invoker` only where the query reads no table; `definer` when left out.
    pub(super) security: Option<Security>,
}

/// With whose rights a set's function reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Security {
    /// Its owner's.
    Definer,
    /// The caller's.
    Invoker,
}

/// `[pattern.NAME]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Pattern {
    /// The rules, with `$parameters`.
    pub(super) rules: Vec<At<RuleEntry>>,
}

/// One rule.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEntry {
    /// `anon`, `signed_in`, `public`, a role, a set of roles, or several of them.
    pub(super) who: At<Words>,
    /// Letters of `r c u d`, or `all`.
    pub(super) can: At<String>,
    /// Conditions joined by `&`; any row when left out.
    pub(super) rows: Option<At<String>>,
    /// The columns that may be written.
    pub(super) cols: Option<At<Words>>,
    /// What must hold of the row after an update.
    pub(super) after: Option<At<String>>,
}

/// An entry of `[tables]`. Further keys are the pattern's parameters.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub(super) struct TableEntry {
    /// A pattern, or several.
    pub(super) r#use: Option<At<Words>>,
    /// Its rules.
    pub(super) rules: Option<Vec<At<RuleEntry>>>,
    /// Rules beside the pattern's.
    pub(super) also: Option<Vec<At<RuleEntry>>>,
    /// Columns that no client writes.
    pub(super) freeze: Option<At<Words>>,
    /// A trigger keeps apart what different rules may update.
    pub(super) guard: Option<bool>,
    /// The table stays small.
    pub(super) small: Option<bool>,
}

impl Known for TableEntry {
    const WHAT: &'static str = "a table's entry, such as `{ use = \"owner\", owner = \"user_id\" }`";

    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "use" => self.r#use = Some(map.next_value()?),
            "rules" => self.rules = Some(map.next_value()?),
            "also" => self.also = Some(map.next_value()?),
            "freeze" => self.freeze = Some(map.next_value()?),
            "guard" => self.guard = Some(map.next_value()?),
            "small" => self.small = Some(map.next_value()?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// An entry of `[function]`. Further keys are the template's parameters.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub(super) struct FunctionEntry {
    /// The template.
    pub(super) r#use: Option<At<String>>,
    /// The tables that get its trigger; `"*"` for all that have what the template needs.
    pub(super) on: Option<At<Words>>,
}

impl Known for FunctionEntry {
    const WHAT: &'static str = "a function's entry, such as `{ use = \"updated_at\", on = \"*\" }`";

    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "use" => self.r#use = Some(map.next_value()?),
            "on" => self.on = Some(map.next_value()?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// `[bucket.ID]`
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BucketEntry {
    /// Whether objects are served without a login.
    pub(super) public: bool,
    /// The largest object, such as `50MB`.
    pub(super) size: Option<At<String>>,
    /// The types that it takes.
    pub(super) mime: Vec<String>,
    /// Its rules.
    pub(super) rules: Vec<At<RuleEntry>>,
}

/// `[service.NAME]`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceEntry {
    /// Its schema.
    pub(super) schema: At<String>,
    /// Its database role, without login.
    pub(super) role: At<String>,
    /// A member of that role with login.
    pub(super) login: Option<At<String>>,
    /// `schema.table(column, …)` of other services.
    #[serde(default)]
    pub(super) reads: Vec<At<String>>,
}

/// `[expect.TABLE]`. Further keys are people, with one entry a column.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub(super) struct ExpectEntry {
    /// The columns: how a row stands to the person.
    pub(super) rows: Option<Vec<At<String>>>,
    /// The tables, where the name is none.
    pub(super) tables: Option<At<Words>>,
    /// The buckets, where it is about objects of these.
    pub(super) buckets: Option<At<Words>>,
    /// Columns that nobody but the service writes.
    pub(super) never: Option<Words>,
    /// Columns by which a row may cease to be one's own to change.
    pub(super) leaves: Option<Words>,
}

impl Known for ExpectEntry {
    const WHAT: &'static str =
        "an expectation, such as `{ rows = [\"own\", \"foreign\"], student = [\"r\", \"-\"] }`";

    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "rows" => self.rows = Some(map.next_value()?),
            "tables" => self.tables = Some(map.next_value()?),
            "buckets" => self.buckets = Some(map.next_value()?),
            "never" => self.never = Some(map.next_value()?),
            "leaves" => self.leaves = Some(map.next_value()?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}
