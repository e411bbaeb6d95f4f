//! The messages of access rules as text: what stands around a file, and what is written down of generated objects.

use crate::model::access::TableName;
use crate::pg::door::Session;
use crate::plan::{Step, Written};
use crate::render::sql::{File, render};
use serde::Serialize;

#[derive(Serialize)]
struct Context<'a> {
    label: String,
    run: &'a str,
    objects: &'a [Written],
    storage: bool,
    tables: &'a [TableName],
    schemas: &'a [String],
    clients: &'a [String],
}

impl Session {
    fn access_context(&self) -> Context<'_> {
        Context {
            label: self.door.history.label(),
            run: &self.door.run,
            objects: &[],
            storage: false,
            tables: &[],
            schemas: &[],
            clients: &[],
        }
    }

    /// What goes, before generated objects are made.
    pub(super) fn forget_text(&self, gone: &[Written]) -> String {
        render(File::AccessForget, Context { objects: gone, ..self.access_context() })
    }

    /// What is written down of generated objects, behind them.
    pub(super) fn written_text(&self, written: &[Written], storage: bool) -> String {
        render(File::AccessRecord, Context { objects: written, storage, ..self.access_context() })
    }

    /// Policies step aside for a file that changes what they read.
    pub(super) fn lift_text(&self, step: &Step) -> String {
        match &step.around.lifts[..] {
            [] => String::new(),
            tables => render(File::AccessLift, Context { tables, ..self.access_context() }),
        }
    }

    /// They come back behind it.
    pub(super) fn bring_back_text(&self, step: &Step) -> String {
        match &step.around.lifts[..] {
            [] => String::new(),
            tables => {
                let storage = step.around.storage;
                render(File::AccessBringBack, Context { tables, storage, ..self.access_context() })
            }
        }
    }

    /// What a file made is closed behind it.
    pub(super) fn close_text(&self, step: &Step) -> String {
        match &step.around.closes[..] {
            [] => String::new(),
            schemas => {
                let clients = &step.around.clients;
                render(File::AccessClose, Context { schemas, clients, ..self.access_context() })
            }
        }
    }
}
