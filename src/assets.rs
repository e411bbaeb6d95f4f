//! What the program carries in itself: the files of the systems that `provost init` writes.
//!
//! Folders are taken in whole, so that no file of theirs can be forgotten.

use include_dir::{Dir, include_dir};

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

static MAIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/sql/main");
static COURSE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/sql/course");
static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples");

/// The access rules of the campus system.
const CAMPUS_RULES: &[Asset] = assets![
    "templates/main.toml" = "templates/main.toml",
    "templates/main.expect.toml" = "templates/main.expect.toml",
    "templates/course.toml" = "templates/course.toml",
    "templates/course.expect.toml" = "templates/course.expect.toml",
];

/// The campus system: main and course databases.
pub fn campus() -> Vec<Asset> {
    let migrations = [("sql/main", &MAIN), ("sql/course", &COURSE)];
    let migrations = migrations.into_iter().flat_map(|(folder, files)| {
        let asset = |(path, text): (&'static str, &'static str)| Asset { path: joined(folder, path), text };
        texts(files).into_iter().map(asset).collect::<Vec<_>>()
    });
    migrations.chain(CAMPUS_RULES.iter().copied()).collect()
}

/// One of the systems in `examples/`, without its project file, which is written for the project's name.
pub fn example(name: &str) -> Vec<Asset> {
    let Some(folder) = EXAMPLES.get_dir(name) else { return Vec::new() };
    let files = texts(folder).into_iter().map(|(path, text)| Asset { path: &path[name.len() + 1..], text });
    files.filter(|asset| asset.path != "provost.toml").collect()
}

/// All files of a folder and those below it, by path.
fn texts(folder: &'static Dir<'static>) -> Vec<(&'static str, &'static str)> {
    let own = folder.files().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)));
    let mut files: Vec<_> = own.chain(folder.dirs().flat_map(texts)).collect();
    files.sort_unstable();
    files
}

/// A path below a folder. Few are made, once a run, and they live as long as the texts they name.
fn joined(folder: &str, path: &str) -> &'static str {
    Box::leak(format!("{folder}/{path}").into_boxed_str())
}

/// The project file of each system, with holes: `@name@`, `@database_url@`, `@migrations@`.
pub const CAMPUS_PROJECT: &str = include_str!("../templates/init/campus.toml");
/// The project file of a system with one database.
pub const SYSTEM_PROJECT: &str = include_str!("../templates/init/system.toml");
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
/// Says who may touch what it makes.
pub const HELLO_RULES: &str = include_str!("../templates/quickstart/hello.toml");
/// Undoes [`HELLO`].
pub const HELLO_DOWN: &str = include_str!("../templates/quickstart/hello.down.sql");
/// The people of quickstart's campus: a dean, and the rep of its courses.
pub const PEOPLE: &str = include_str!("../templates/quickstart/people.sql");
/// The migration that quickstart rolls out over its courses, and its way back.
pub const ROOM: &str = include_str!("../templates/quickstart/room.sql");
/// Undoes [`ROOM`].
pub const ROOM_DOWN: &str = include_str!("../templates/quickstart/room.down.sql");
