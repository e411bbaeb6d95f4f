//! A course's place on a server that we hold is made, unless an earlier run made it.

use super::Making;
use super::golden::Mould;
use crate::command::courses::{Place, place};
use crate::command::target;
use crate::embedded::PLATFORM_DATABASE;
use crate::failure::Result;
use crate::pg::Address;

impl Making<'_> {
    pub(super) async fn held(&self) -> Result<(Address, Option<String>)> {
        let Place { address, schema, server } =
            place(&self.on_course, &self.courses, self.placement, &self.course.code)?;
        let (door, _) = target::door_called(&self.on_course.options.connection, None, server.clone())?;
        let session = door.open().await?;
        if !session.has_database(&address.database).await? {
            // Our own server keeps one with what Supabase brings, for anybody to copy.
            let platform = session.has_database(PLATFORM_DATABASE).await?.then_some(PLATFORM_DATABASE);
            let mould = Mould { session: &session, server: &server, platform };
            let golden = if schema.is_none() { self.golden(&mould).await? } else { None };
            session.create_database(&address.database, golden.as_deref().or(platform)).await?;
        }
        let Some(schema) = schema else { return Ok((address, None)) };
        let (door, _) = target::door_called(&self.on_course.options.connection, None, address.clone())?;
        door.open().await?.create_schema(&schema).await?;
        Ok((address.within(&schema), Some(schema)))
    }
}
