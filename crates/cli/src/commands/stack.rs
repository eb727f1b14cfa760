//! `huimin stack`

use crate::arguments::{Format, Stack};
use crate::exit::{Exit, Failure};
use crate::output::{Output, printable};
use crate::{policy, show};

/// Shows which benefits of a policy stack.
pub fn run(arguments: &Stack, output: &mut Output) -> Result<Exit, Failure> {
    let policy = match policy::sound(&arguments.file, output)? {
        Ok(policy) => policy,
        Err(exit) => return Ok(exit),
    };
    let stacking = policy.stacking();
    match arguments.format {
        Format::Json => output.line(&serde_json::to_string_pretty(&stacking).unwrap_or_default())?,
        Format::Text => output.print(&printable(&show::stacking(&stacking, output.language())))?,
    }
    Ok(Exit::Well)
}
