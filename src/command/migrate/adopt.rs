//! `provost migrate adopt`: another tool's history becomes ours.

use super::run::{self, Looked, Manner};
use crate::cli::migrate::{Adopt as Args, Tool};
use crate::command::Context;
use crate::failure::{Failure, Result};
use crate::model::{Migration, VersionWidth};
use crate::plan::{self, Foreign, Goal, OutOfOrder};
use crate::render::sql::File;
use sha2::{Digest, Sha384};

pub(super) async fn adopt(context: &Context<'_>, args: &Args) -> Result<()> {
    let Looked { work, session, found } = run::look(context).await?;
    let wanted = work.wanted(Goal::Latest, OutOfOrder::Apply);
    let rows = session.foreign(history(args.from)).await?;
    let rows = match args.from {
        Tool::GolangMigrate => up_to_newest(&work.folder.migrations, rows),
        _ => rows,
    };
    if rows.is_empty() {
        return Err(Failure::bad_input(format!(
            "the other tool's history of {} is empty",
            work.door.target.noun()
        ))
        .database("unchanged")
        .hint("if nothing has run yet, `provost migrate up` is all it takes"));
    }
    let agrees = |file: &Migration, row: &Foreign| agrees(args.from, file, row);
    let build = |found: &_| plan::adopt(&wanted, found, &rows, &agrees);
    let question = Some("takes over the history of".to_owned());
    let manner = Manner { dry_run: args.dry_run, question, verb: "recorded", ..Manner::default() };
    run::carry_out(context, &work, session, build(&found)?, manner, &build).await
}

const fn history(tool: Tool) -> File {
    match tool {
        Tool::Supabase => File::AdoptSupabase,
        Tool::Sqlx => File::AdoptSqlx,
        Tool::Dbmate => File::AdoptDbmate,
        Tool::Flyway => File::AdoptFlyway,
        Tool::GolangMigrate => File::AdoptGolangMigrate,
        Tool::Refinery => File::AdoptRefinery,
    }
}

/// That tool keeps only the newest version; all files up to it have run.
fn up_to_newest(migrations: &[Migration], rows: Vec<Foreign>) -> Vec<Foreign> {
    let Some(newest) = rows.into_iter().next() else { return Vec::new() };
    let version = newest.version.parse().ok();
    let older = migrations.iter().map(|migration| migration.version).filter(|own| Some(*own) < version);
    let mut all: Vec<Foreign> = older
        .map(|version| Foreign {
            version: version.number().to_string(),
            name: None,
            checksum: None,
            ok: true,
        })
        .collect();
    all.push(newest);
    all
}

/// Whether a file is the text that was applied, as far as the tool's own checksum can tell.
fn agrees(tool: Tool, file: &Migration, row: &Foreign) -> bool {
    let Some(checksum) = &row.checksum else { return true };
    match tool {
        Tool::Sqlx => {
            let digest = Sha384::digest(file.sql.as_bytes());
            digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>() == *checksum
        }
        Tool::Refinery => [VersionWidth::Int4, VersionWidth::Int8]
            .iter()
            .any(|width| file.checksum(*width).to_string() == *checksum),
        _ => true,
    }
}
