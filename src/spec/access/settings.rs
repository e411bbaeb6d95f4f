//! `[access]`: schemas and database roles.

use super::at::At;
use super::draft::Draft;
use super::file::PlatformName;
use crate::failure::Result;
use crate::model::Ident;
use crate::model::access::{Platform, Settings, Sources, Spot, TableName};

pub(super) fn read(sources: &Sources, draft: &Draft) -> Result<Settings> {
    let mut settings = Settings::default();
    let Some(entry) = &draft.access else { return Ok(settings) };
    let section = &entry.value;
    let name = |written: &At<String>| name(sources, &entry.at(&written.span), &written.value);
    if let Some(platform) = section.platform {
        settings.platform = match platform {
            PlatformName::Supabase => Platform::Supabase,
            PlatformName::Postgres => Platform::Postgres,
        };
    }
    if let Some(schemas) = &section.schemas {
        settings.schemas = schemas.iter().cloned().collect();
    }
    if let Some(helpers) = &section.helpers {
        settings.helpers = name(helpers)?;
        if settings.schemas.contains(&settings.helpers) {
            return Err(sources
                .fault(&entry.at(&helpers.span), "the helpers stand in a schema that clients can reach")
                .because(format!("`{}` is one of `schemas`", settings.helpers))
                .hint("choose a schema that no API exposes, such as `rls`"));
        }
    }
    if let Some(role) = &section.signed_in {
        settings.signed_in = name(role)?;
    }
    if let Some(role) = &section.anon {
        settings.anon = if role.value.is_empty() { None } else { Some(name(role)?) };
    }
    if let Some(role) = &section.service {
        settings.service = name(role)?;
    }
    settings.closed = section.closed.iter().map(name).collect::<Result<_>>()?;
    settings.adopted = section.adopted.iter().cloned().collect();
    settings.unmanaged = section.unmanaged.iter().map(|table| TableName::parse(table)).collect();
    Ok(settings)
}

/// A name that PostgreSQL takes whole, at its place.
pub(super) fn name(sources: &Sources, spot: &Spot, written: &str) -> Result<String> {
    match Ident::parse(written) {
        Ok(_) => Ok(written.to_owned()),
        Err(refused) => {
            let failure = refused
                .causes()
                .iter()
                .fold(sources.fault(spot, refused.what()), |failure, cause| failure.because(cause));
            Err(failure.hint("choose a name of 1 to 63 bytes"))
        }
    }
}
