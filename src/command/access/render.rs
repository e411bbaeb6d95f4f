//! `provost access render`: the SQL that rules mean, for a person to read.

use super::rules_needed;
use crate::access::generate;
use crate::cli::access::Render as Args;
use crate::command::{Context, rules, shadow, target};
use crate::failure::{Failure, Result};
use crate::model::access::TableName;
use crate::render;

pub(super) async fn render(context: &Context<'_>, args: &Args) -> Result<()> {
    let access = rules::read(context)?;
    rules_needed(&access)?;
    let folder = target::read_folder(context)?;
    target::fits(&access, &folder)?;
    let catalog = shadow::catalog(context, &folder, &access).await?;
    let mut objects = generate(&access, &catalog)?;
    if let Some(table) = &args.table {
        let table = TableName::parse(table);
        objects.retain(|object| object.table.as_ref() == Some(&table));
        if objects.is_empty() {
            return Err(Failure::bad_input(format!("no rule is about a table `{table}`"))
                .hint("leave `--table` out to see all that is there"));
        }
    }
    context.show(&render::access::document(&objects), || render::access::script(&objects))
}
