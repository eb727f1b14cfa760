//! The policy that a command is about, from its text or compiled before.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use huimin::calendar::Date;
use huimin::compiled::is_compiled;
use huimin::diagnostic::{Diagnostic, Label, SourceMap, Span, Text};
use huimin::{Compilation, Plan, Policy};

use crate::exit::{Exit, Failure, why};
use crate::input;
use crate::output::{Output, printable};

/// Compiles a file with those that it uses, which lie where its paths lead; or loads it if that has been done.
pub fn compile(path: &Path) -> Result<Compilation, Failure> {
    let bytes = input::read(path)?;
    if is_compiled(&bytes) {
        return Ok(loaded(path, &bytes));
    }
    let name = path.display().to_string();
    let load = |wanted: &str| {
        if wanted == name {
            return Ok(bytes.clone());
        }
        input::read_used(Path::new(wanted)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Text::new("there is no such file", "没有这个文件"),
            _ => why(&error),
        })
    };
    Ok(Policy::compile_with(&name, &load))
}

/// What came of loading a compiled policy. A problem points at the beginning of its file.
fn loaded(path: &Path, bytes: &[u8]) -> Compilation {
    match Policy::from_bytes(bytes) {
        Ok(policy) => {
            let sources = policy.program().sources.clone();
            Compilation { policy: Some(policy), diagnostics: Vec::new(), missing: Vec::new(), sources }
        }
        Err(problem) => {
            let mut sources = SourceMap::default();
            let start = Span::new(sources.add(path.display().to_string(), ""), 0, 0);
            let label = Label { span: start, text: None, primary: true };
            let problem = Diagnostic { labels: vec![label], ..*problem };
            Compilation {
                policy: None,
                diagnostics: vec![problem],
                missing: Vec::new(),
                sources: Arc::new(sources),
            }
        }
    }
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
