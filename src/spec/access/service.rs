//! `[service]`: services with a schema each.

use super::Reading;
use super::at::At;
use super::draft::{Draft, Entry};
use super::file::ServiceEntry;
use super::settings::name;
use crate::failure::Result;
use crate::model::access::{CrossRead, Service, Spot, TableName};
use std::collections::BTreeMap;

impl Reading {
    pub(super) fn services(&self, draft: &Draft) -> Result<BTreeMap<String, Service>> {
        let mut services: BTreeMap<String, Service> = BTreeMap::new();
        for (written, entry) in &draft.services {
            let service = self.service(entry)?;
            let same = services
                .iter()
                .find(|(_, other)| other.role == service.role || other.schema == service.schema);
            if let Some((other, _)) = same {
                return Err(self
                    .fault(
                        &entry.spot(),
                        format!("services `{other}` and `{written}` share a schema or a role"),
                    )
                    .hint("give each service a schema and a role of its own"));
            }
            services.insert(written.clone(), service);
        }
        Ok(services)
    }

    fn service(&self, entry: &Entry<At<ServiceEntry>>) -> Result<Service> {
        let written = &entry.value.value;
        let checked = |at: &At<String>| name(&self.sources, &entry.at(&at.span), &at.value);
        let reads = written.reads.iter().map(|read| self.cross_read(read, &entry.at(&read.span)));
        Ok(Service {
            schema: checked(&written.schema)?,
            role: checked(&written.role)?,
            login: written.login.as_ref().map(checked).transpose()?,
            reads: reads.collect::<Result<_>>()?,
            spot: entry.spot(),
        })
    }

    fn cross_read(&self, read: &At<String>, spot: &Spot) -> Result<CrossRead> {
        let parts = read.value.strip_suffix(')').and_then(|text| text.split_once('('));
        let Some((table, columns)) =
            parts.filter(|(table, columns)| table.contains('.') && !columns.trim().is_empty())
        else {
            return Err(self
                .fault(spot, format!("`{}` names no columns of a table", read.value))
                .hint("write `schema.table(column, column)`"));
        };
        let columns = columns.split(',').map(|column| name(&self.sources, spot, column.trim()));
        Ok(CrossRead {
            table: TableName::parse(table.trim()),
            columns: columns.collect::<Result<_>>()?,
            spot: spot.clone(),
        })
    }
}
