//! SQL files with holes. Every hole passes `| ident` or `| literal`; one that does not is refused, so nothing reaches SQL unquoted.

mod tag;

use crate::model::{self, Qualified};
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use serde::Serialize;
use std::sync::{LazyLock, OnceLock};

macro_rules! files {
    ($($name:ident = $path:literal),+ $(,)?) => {
        /// One SQL file of the program.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum File { $(#[doc = $path] $name),+ }

        impl File {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),+ }
            }

            /// Its text, holes and all.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("../../sql/", $path))),+ }
            }
        }
    };
}

files! {
    Look = "history/look.sql",
    Texts = "history/texts.sql",
    InvalidIndexes = "catalog/invalid_indexes.sql",
    Checkup = "catalog/checkup.sql",
    PlatformSchemas = "catalog/platform_schemas.sql",
    CheckFrame = "session/check_frame.sql",
    Presence = "catalog/presence.sql",
    AdoptSupabase = "adopt/supabase.sql",
    AdoptSqlx = "adopt/sqlx.sql",
    AdoptDbmate = "adopt/dbmate.sql",
    AdoptFlyway = "adopt/flyway.sql",
    AdoptGolangMigrate = "adopt/golang_migrate.sql",
    AdoptRefinery = "adopt/refinery.sql",
    Details = "history/details.sql",
    Fence = "fleet/fence.sql",
    Raise = "fleet/raise.sql",
    FenceCheck = "fleet/check.sql",
    Evict = "fleet/evict.sql",
    SnapshotQuiet = "snapshot/quiet.sql",
    SnapshotWatermark = "snapshot/watermark.sql",
    FingerprintsRead = "fingerprints/read.sql",
    FingerprintsKeep = "fingerprints/keep.sql",
    FleetPrepare = "fleet/prepare.sql",
    FleetHold = "fleet/hold.sql",
    FleetOpen = "fleet/open.sql",
    FleetResume = "fleet/resume.sql",
    FleetTurn = "fleet/turn.sql",
    FleetBeat = "fleet/beat.sql",
    FleetRollout = "fleet/rollout.sql",
    FleetCourses = "fleet/courses.sql",
    Lock = "history/lock.sql",
    Holder = "history/holder.sql",
    Prepare = "history/prepare.sql",
    Settings = "history/settings.sql",
    Apply = "history/apply.sql",
    Repeat = "history/repeat.sql",
    Revert = "history/revert.sql",
    Rewrite = "history/rewrite.sql",
    Forget = "history/forget.sql",
    Widen = "history/widen.sql",
    Reset = "history/reset.sql",
    Commit = "history/commit.sql",
    Finish = "history/finish.sql",
    Try = "history/try.sql",
    Journal = "history/journal.sql",
    JournalErase = "history/journal_erase.sql",
    DefaultPath = "history/default_path.sql",
    JournalClear = "history/journal_clear.sql",
    Index = "history/index.sql",
    DropIndex = "history/drop_index.sql",
    Blockers = "history/blockers.sql",
    StillOpen = "history/still_open.sql",
    AccessCatalog = "access/catalog.sql",
    AccessForms = "access/forms.sql",
    AccessHasRole = "access/has_role.sql",
    AccessManaged = "access/managed.sql",
    AccessRecord = "access/record.sql",
    AccessForget = "access/forget.sql",
    AccessCondition = "access/condition.sql",
    AccessPolicy = "access/policy.sql",
    AccessPolicyChange = "access/policy_change.sql",
    AccessRole = "access/role.sql",
    AccessHelpers = "access/helpers.sql",
    AccessRights = "access/rights.sql",
    AccessUid = "access/uid.sql",
    AccessAppRole = "access/app_role.sql",
    AccessAlias = "access/alias.sql",
    AccessBound = "access/bound.sql",
    AccessSet = "access/set.sql",
    AccessTable = "access/table.sql",
    AccessView = "access/view.sql",
    AccessGuard = "access/guard.sql",
    AccessTrigger = "access/trigger.sql",
    AccessBucket = "access/bucket.sql",
    AccessServiceSchema = "access/service_schema.sql",
    AccessServiceDefault = "access/service_default.sql",
    AccessDrop = "access/drop.sql",
    AccessClose = "access/close.sql",
    AccessLift = "access/lift.sql",
    AccessBringBack = "access/bring_back.sql",
    ProofStage = "proof/stage.sql",
    ProofSurvey = "proof/survey.sql",
    ProofAttempt = "proof/attempt.sql",
    ProofFill = "proof/fill.sql",
    ProofGround = "proof/ground.sql",
    ProofSubject = "proof/subject.sql",
    ProofGuard = "proof/guard.sql",
    ProofBegin = "proof/begin.sql",
    ProofAskFill = "proof/ask_fill.sql",
    ProofAskLink = "proof/ask_link.sql",
    ProofAskSeek = "proof/ask_seek.sql",
    ProofAskDemote = "proof/ask_demote.sql",
    ProofSettle = "proof/settle.sql",
    ProofAskSurvey = "proof/ask_survey.sql",
    ProofAskTry = "proof/ask_try.sql",
    MutantDropPolicy = "proof/mutant/drop_policy.sql",
    MutantPublicPolicy = "proof/mutant/public_policy.sql",
    MutantOpenTable = "proof/mutant/open_table.sql",
    MutantDropTrigger = "proof/mutant/drop_trigger.sql",
    MutantGrant = "proof/mutant/grant.sql",
    MutantNothing = "proof/mutant/nothing.sql",
    MutantEverything = "proof/mutant/everything.sql",
    MutantInvoker = "proof/mutant/invoker.sql",
    MutantRole = "proof/mutant/role.sql",
    Lint = "lint/question.sql",
    LintProbe = "lint/probe.sql",
    LintPerson = "lint/person.sql",
    LintBucketUnknown = "lint/bucket_unknown.sql",
    LintBucketUnnamed = "lint/bucket_unnamed.sql",
    LintClientTruncates = "lint/client_truncates.sql",
    LintColumnGrantIdle = "lint/column_grant_idle.sql",
    LintDefinerCallable = "lint/definer_callable.sql",
    LintDefinerForced = "lint/definer_forced.sql",
    LintIndexDead = "lint/index_dead.sql",
    LintIndexRedundant = "lint/index_redundant.sql",
    LintPolicyEmpty = "lint/policy_empty.sql",
    LintPolicyFunctionVolatile = "lint/policy_function_volatile.sql",
    LintPolicyPerRow = "lint/policy_per_row.sql",
    LintPolicyRestrictiveOnly = "lint/policy_restrictive_only.sql",
    LintReaderBarred = "lint/reader_barred.sql",
    LintRelationUnprotected = "lint/relation_unprotected.sql",
    LintRlsOff = "lint/rls_off.sql",
    LintRoleBypasses = "lint/role_bypasses.sql",
    LintSearchPathOpen = "lint/search_path_open.sql",
    LintViewDefiner = "lint/view_definer.sql",
    SnapshotFrame = "snapshot/frame.sql",
    Snapshot = "snapshot/snapshot.sql",
    SnapshotLeftOut = "snapshot/left_out.sql",
    SnapshotSchemas = "snapshot/schemas.sql",
    SnapshotTypes = "snapshot/types.sql",
    SnapshotSequences = "snapshot/sequences.sql",
    SnapshotTables = "snapshot/tables.sql",
    SnapshotColumnGrants = "snapshot/column_grants.sql",
    SnapshotColumns = "snapshot/columns.sql",
    SnapshotConstraints = "snapshot/constraints.sql",
    SnapshotViews = "snapshot/views.sql",
    SnapshotFunctions = "snapshot/functions.sql",
    SnapshotSecurity = "snapshot/security.sql",
    SnapshotRoles = "snapshot/roles.sql",
    SnapshotDatabase = "snapshot/database.sql",
    SnapshotBuckets = "snapshot/buckets.sql",
    SnapshotNeeds = "snapshot/needs.sql",
    RegistryHere = "registry/here.sql",
    RegistryPrepare = "registry/prepare.sql",
    RegistryMarkTable = "registry/mark_table.sql",
    RegistryMark = "registry/mark.sql",
    RegistryUnmark = "registry/unmark.sql",
    RegistryIdentity = "registry/identity.sql",
    RegistryPreflight = "registry/preflight.sql",
    RegistryLock = "registry/lock.sql",
    RegistryCourses = "registry/courses.sql",
    RegistryRelated = "registry/related.sql",
    RegistryPerson = "registry/person.sql",
    RegistryRegister = "registry/register.sql",
    RegistryBeginStage = "registry/begin_stage.sql",
    RegistryEndStage = "registry/end_stage.sql",
    RegistryAttempts = "registry/attempts.sql",
    RegistryMoved = "registry/moved.sql",
    RegistrySeen = "registry/seen.sql",
    RegistryBrought = "registry/brought.sql",
    RegistryTold = "registry/told.sql",
    RegistryMarked = "registry/marked.sql",
    RegistryPassword = "registry/password.sql",
    RegistryCreateDatabase = "registry/create_database.sql",
    RegistryCreateSchema = "registry/create_schema.sql",
    RegistryDatabases = "registry/databases.sql",
    GoldenFind = "golden/find.sql",
    GoldenLock = "golden/lock.sql",
    GoldenUnlock = "golden/unlock.sql",
    GoldenJudge = "golden/judge.sql",
    GoldenKeep = "golden/keep.sql",
    GoldenOutdated = "golden/outdated.sql",
    GoldenDrop = "golden/drop.sql",
    RegistryChangeState = "registry/change_state.sql",
    ScratchBegin = "scratch/begin.sql",
    ScratchServer = "scratch/server.sql",
    ScratchList = "scratch/list.sql",
    ScratchHold = "scratch/hold.sql",
    ScratchRelease = "scratch/release.sql",
    ScratchCreate = "scratch/create.sql",
    ScratchDrop = "scratch/drop.sql",
    ScratchTurn = "scratch/turn.sql",
    ScratchRoles = "scratch/roles.sql",
    ScratchNote = "scratch/note.sql",
    ScratchDropRole = "scratch/drop_role.sql",
    UndoBucket = "undo/bucket.sql",
    UndoColumn = "undo/column.sql",
    UndoComment = "undo/comment.sql",
    UndoComposite = "undo/composite.sql",
    UndoConstraint = "undo/constraint.sql",
    UndoDefaultGrant = "undo/default_grant.sql",
    UndoDefinition = "undo/definition.sql",
    UndoDomain = "undo/domain.sql",
    UndoDrop = "undo/drop.sql",
    UndoEnum = "undo/enum.sql",
    UndoEventTrigger = "undo/event_trigger.sql",
    UndoExtension = "undo/extension.sql",
    UndoFunction = "undo/function.sql",
    UndoGrant = "undo/grant.sql",
    UndoIdentity = "undo/identity.sql",
    UndoIdentityOption = "undo/identity_option.sql",
    UndoIndex = "undo/index.sql",
    UndoLabel = "undo/label.sql",
    UndoOwner = "undo/owner.sql",
    UndoPolicy = "undo/policy.sql",
    UndoPublication = "undo/publication.sql",
    UndoRange = "undo/range.sql",
    UndoReplica = "undo/replica.sql",
    UndoRole = "undo/role.sql",
    UndoSchema = "undo/schema.sql",
    UndoSequence = "undo/sequence.sql",
    UndoTable = "undo/table.sql",
    UndoTrigger = "undo/trigger.sql",
    UndoView = "undo/view.sql",
    VaultKeys = "vault/keys.sql",
    VaultCounts = "vault/counts.sql",
    VaultInit = "vault/init.sql",
    VaultTail = "vault/tail.sql",
    VaultAppend = "vault/append.sql",
    VaultSlot = "vault/slot.sql",
    VaultDataKey = "vault/data_key.sql",
    VaultStore = "vault/store.sql",
    VaultRead = "vault/read.sql",
    VaultForget = "vault/forget.sql",
    VaultShred = "vault/shred.sql",
    VaultRotateLock = "vault/rotate_lock.sql",
    VaultNewKey = "vault/new_key.sql",
    VaultUnwrapped = "vault/unwrapped.sql",
    VaultRewrap = "vault/rewrap.sql",
    VaultWaiting = "vault/waiting.sql",
    VaultRetire = "vault/retire.sql",
    VaultReseal = "vault/reseal.sql",
    VaultDataKeys = "vault/data_keys.sql",
    VaultWraps = "vault/wraps.sql",
    VaultTrail = "vault/trail.sql",
}

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("ident", |name: &str| Value::from_safe_string(model::ident(name)));
    environment.add_filter("literal", |value: &Value| Value::from_safe_string(literal(value)));
    environment.add_filter("keyword", keyword);
    environment.add_filter("length", minijinja::filters::length);
    environment.add_filter("default", minijinja::filters::default);
    environment.set_formatter(|out, _state, value| match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text).map_err(Error::from),
        _ => Err(Error::new(ErrorKind::InvalidOperation, "a hole needs `| ident` or `| literal`")),
    });
    // A run needs some of the files; compiling all takes longer than a server needs to answer.
    environment.set_loader(|path| {
        let file = File::ALL.iter().find(|file| file.path() == path);
        Ok(file.map(|file| sent(*file)))
    });
    environment
});

/// A file as it is sent: without the lines that only explain, which are half of what goes over a slow link.
fn sent(file: File) -> &'static str {
    static SENT: LazyLock<Vec<OnceLock<String>>> =
        LazyLock::new(|| File::ALL.iter().map(|_| OnceLock::new()).collect());
    let explains = |line: &&str| line.trim_start().starts_with("--");
    let make = || file.text().split_inclusive('\n').filter(|line| !explains(line)).collect();
    SENT.get(file as usize).expect("files are numbered in their order").get_or_init(make)
}

/// Words of SQL's own and types: nothing that could end a name, a text or a statement.
fn keyword(words: &str) -> Result<Value, Error> {
    let is_plain = |c: char| c.is_alphanumeric() || " _,.[]()\"".contains(c);
    match words.chars().all(is_plain) && words.matches('"').count().is_multiple_of(2) {
        true => Ok(Value::from_safe_string(words.to_owned())),
        false => Err(Error::new(ErrorKind::InvalidOperation, format!("`{words}` is no keyword and no type"))),
    }
}

/// SQL that came out of one of these files, or was parsed: the only text that a hole takes without a filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sql(String);

impl Sql {
    /// SQL that was rendered, or parsed as exactly one expression or query.
    pub(crate) fn trusted(sql: impl Into<String>) -> Self {
        Self(sql.into())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Sql {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

/// Numbers, truth values and `null` are literals of their own; everything else is quoted text.
fn literal(value: &Value) -> String {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => "null".to_owned(),
        ValueKind::Bool => if value.is_true() { "true" } else { "false" }.to_owned(),
        ValueKind::Number => value.to_string(),
        _ => model::literal(&value.to_string()),
    }
}

/// Fills the holes of a file.
///
/// # Panics
/// When a file asks for a value that `context` lacks: a bug, and a test renders every file.
pub fn render(file: File, context: impl Serialize) -> String {
    let source = sent(file);
    let text = tag::kept_apart(source, |text| {
        // As it stands it has been compiled once.
        match text == source {
            true => ENVIRONMENT.get_template(file.path())?.render(Serde(&context)),
            false => ENVIRONMENT.render_str(text, Serde(&context)),
        }
    });
    text.unwrap_or_else(|error| panic!("sql/{}: {error:#}", file.path()))
}

/// The same with values that a server or a file brought, which may not be what a hole takes.
///
/// # Errors
/// When a value cannot be quoted, or is none of the words that a hole takes.
pub fn try_render(file: File, context: impl Serialize) -> Result<String, Error> {
    ENVIRONMENT.get_template(file.path())?.render(Serde(context))
}

/// Fills the holes of a text that is not the program's own, under the same rules.
///
/// # Errors
/// When a hole has no filter, or asks for something that `context` lacks.
pub fn render_text(text: &str, context: impl Serialize) -> Result<String, Error> {
    tag::kept_apart(text, |text| ENVIRONMENT.render_str(text, Serde(&context)))
}

/// The two holes of a table's name.
#[derive(Debug, Clone, Serialize)]
pub struct Table<'a> {
    schema: &'a str,
    name: &'a str,
}

impl<'a> From<&'a Qualified> for Table<'a> {
    fn from(name: &'a Qualified) -> Self {
        Self {
            schema: name.schema.as_ref().map_or("public", |schema| schema.as_str()),
            name: name.name.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_explains_is_not_sent() {
        for (file, sent) in File::ALL.iter().map(|file| (file, sent(*file))) {
            assert!(!sent.contains("--"), "{}: {sent}", file.path());
            let lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
            let explained = file.text().lines().filter(|line| line.trim().starts_with("--")).count();
            assert_eq!(lines(sent) + explained, lines(file.text()), "{}", file.path());
        }
    }
}
