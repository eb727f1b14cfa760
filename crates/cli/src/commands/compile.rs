//! `huimin compile`

use std::fs;
use std::io::{self, Write as _};

use crate::arguments::{Compile, is_standard};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::policy;

/// Writes a policy as one file that needs no other.
pub fn run(arguments: &Compile, output: &mut Output) -> Result<Exit, Failure> {
    let policy = match policy::sound(&arguments.file, output)? {
        Ok(policy) => policy,
        Err(exit) => return Ok(exit),
    };
    let bytes = policy.to_bytes().map_err(|problem| Failure::Findings(problem.message))?;
    let path = &arguments.out;
    let written = if is_standard(path) {
        let mut out = io::stdout().lock();
        out.write_all(&bytes).and_then(|()| out.flush())
    } else {
        fs::write(path, bytes)
    };
    written.map_err(|error| Failure::writing(path, &error))?;
    Ok(Exit::Well)
}
