//! `huimin schema`

use huimin::boundary::decision_schema;

use crate::arguments::{Schema, SchemaOf};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::policy;

/// Prints a JSON Schema.
pub fn run(arguments: &Schema, output: &mut Output) -> Result<Exit, Failure> {
    let schema = match (arguments.of, &arguments.file) {
        (SchemaOf::Case, Some(file)) => match policy::sound(file, output)? {
            Ok(policy) => policy.schema(),
            Err(exit) => return Ok(exit),
        },
        _ => decision_schema(),
    };
    output.line(&schema)?;
    Ok(Exit::Well)
}
