//! Documents against their schemas.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

/// Whether a document keeps to a schema; if not, why.
pub(crate) fn check(schema: &str, document: &str) -> Result<Value, String> {
    compile(schema).check(document)
}

/// A schema, ready to check with.
pub(crate) struct Compiled(Schemas, SchemaIndex);

pub(crate) fn compile(schema: &str) -> Compiled {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    compiler.add_resource("schema.json", serde_json::from_str(schema).unwrap()).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    Compiled(schemas, index)
}

impl Compiled {
    pub(crate) fn check(&self, document: &str) -> Result<Value, String> {
        let value: Value = serde_json::from_str(document).map_err(|error| error.to_string())?;
        self.0.validate(&value, self.1).map_err(|error| format!("{error:#}"))?;
        Ok(value)
    }
}
