//! `provost access explain`: why a person may do something, or why not.

use super::rules_needed;
use crate::access::explain::{self, Question};
use crate::cli::access::Explain as Args;
use crate::command::{Context, rules, shadow, target};
use crate::failure::Result;
use crate::render;

pub(super) async fn explain(context: &Context<'_>, args: Args) -> Result<()> {
    let access = rules::read(context)?;
    rules_needed(&access)?;
    let folder = target::read_folder(context)?;
    target::fits(&access, &folder)?;
    let catalog = shadow::catalog(context, &folder, &access).await?;
    let question =
        Question { person: args.person, table: args.table, operation: args.op, column: args.column };
    let explanation = explain::explain(&access, &catalog, &question)?;
    context.show(&explanation, || render::explanation(&explanation))
}
