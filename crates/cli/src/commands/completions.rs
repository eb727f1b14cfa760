//! `huimin completions`

use crate::arguments::Completions;
use crate::exit::{Exit, Failure};
use crate::help;
use crate::output::Output;

/// Prints completions for a shell.
pub fn run(arguments: &Completions, output: &mut Output) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    let mut command = help::command(output.language());
    clap_complete::generate(arguments.shell, &mut command, "huimin", &mut script);
    output.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Well)
}
