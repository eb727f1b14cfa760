//! Compiling a policy file for a command.

use std::io::ErrorKind;
use std::path::Path;

use huimin::calendar::Date;
use huimin::diagnostic::Text;
use huimin::{Compilation, Plan, Policy};

use crate::exit::{Exit, Failure};
use crate::input;
use crate::output::{Output, printable};

/// Compiles a file with those that it uses, which lie where its paths lead.
pub fn compile(path: &Path) -> Result<Compilation, Failure> {
    let bytes = input::read(path)?;
    let name = path.display().to_string();
    let load = |wanted: &str| {
        if wanted == name {
            return Ok(bytes.clone());
        }
        input::read_used(Path::new(wanted)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Text::new("there is no such file", "没有这个文件"),
            _ => Text::new(error.to_string(), error.to_string()),
        })
    };
    Ok(Policy::compile_with(&name, &load))
}

/// Compiles a file for a command that needs a policy without errors. Tells what is wrong otherwise.
pub fn sound(path: &Path, output: &mut Output) -> Result<Result<Policy, Exit>, Failure> {
    let compilation = compile(path)?;
    match compilation.policy {
        // What is only worth a look is for `check`.
        Some(policy) => Ok(Ok(policy)),
        None => {
            let shown = compilation.render(output.language(), output.rendering());
            output.note(&shown);
            Ok(Err(Exit::Findings))
        }
    }
}

/// A plan of a policy, or what is wrong with the region.
pub fn plan(policy: &Policy, on: Date, region: Option<&str>, output: &mut Output) -> Result<Plan, Exit> {
    policy.plan(on, region).map_err(|error| {
        let text = printable(error.message.in_language(output.language()));
        let error = huimin::diagnostic::Text::new(text.clone(), text);
        output.error(&error);
        Exit::Findings
    })
}
