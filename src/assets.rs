//! What the program carries in itself: the files of the systems that `provost init` writes.
//!
//! Each migration stands here once, with its way back beside it. A test compares the table with the disk.

/// A file of a new project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Where it stands in the project.
    pub path: &'static str,
    /// What it holds.
    pub text: &'static str,
}

macro_rules! assets {
    ($($path:literal = $source:literal),+ $(,)?) => {
        &[$(Asset { path: $path, text: include_str!(concat!("../", $source)) }),+]
    };
}

macro_rules! migrations {
    ($($stem:literal),+ $(,)?) => {
        &[$(
            Asset { path: concat!($stem, ".sql"), text: include_str!(concat!("../", $stem, ".sql")) },
            Asset { path: concat!($stem, ".down.sql"), text: include_str!(concat!("../", $stem, ".down.sql")) },
        )+]
    };
}

/// The campus system: main and course databases.
pub const CAMPUS: &[Asset] = migrations![
    "sql/main/V001__internal_schema",
    "sql/main/V002__profiles",
    "sql/main/V003__roles",
    "sql/main/V004__courses",
    "sql/main/V005__memberships",
    "sql/main/V006__course_credentials",
    "sql/main/V007__notifications",
    "sql/main/V008__pinned_posts",
    "sql/main/V009__platform_settings",
    "sql/course/V001__shared_functions",
    "sql/course/V002__members",
    "sql/course/V003__posts",
    "sql/course/V004__assignments",
    "sql/course/V005__comments",
    "sql/course/V006__reactions",
    "sql/course/V007__assignment_completions",
    "sql/course/V008__stats",
    "sql/course/V009__stats_of_content",
    "sql/course/V010__stats_of_participation",
    "sql/course/V011__stats_recount",
    "sql/course/V012__leaderboard",
];

/// The project file of each system, with holes: `@name@`, `@database_url@`, `@migrations@`.
pub const CAMPUS_PROJECT: &str = include_str!("../templates/init/campus.toml");
/// The project file of a project that begins without tables.
pub const EMPTY_PROJECT: &str = include_str!("../templates/init/empty.toml");

/// Shows where addresses with passwords belong; a folder may have one already.
pub const ENV_EXAMPLE: Asset =
    Asset { path: ".env.example", text: include_str!("../templates/init/env.example") };

/// Files that a folder may have already: a line each that the project needs in them.
pub const GIT: &[Asset] =
    assets![".gitattributes" = "templates/init/gitattributes", ".gitignore" = "templates/init/gitignore",];

/// The migration that quickstart adds to its project, and its way back.
pub const HELLO: &str = include_str!("../templates/quickstart/hello.sql");
/// Undoes [`HELLO`].
pub const HELLO_DOWN: &str = include_str!("../templates/quickstart/hello.down.sql");
