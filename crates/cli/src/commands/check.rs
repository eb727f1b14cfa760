//! `huimin check`

use huimin::Compilation;

use crate::arguments::Check;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::{clock, policy};

/// Checks each file as a policy of its own, all of them whatever is wrong with one.
pub fn run(arguments: &Check, output: &mut Output) -> Result<Exit, Failure> {
    let mut exit = Exit::Well;
    for path in &arguments.files {
        let compilation = match policy::compile(path) {
            Ok(compilation) => with_outdated(compilation, arguments),
            Err(failure) => {
                exit = exit.max(failure.report(output));
                continue;
            }
        };
        let shown = compilation.render(output.language(), output.rendering());
        output.print(&shown)?;
        exit = exit.max(Exit::found(compilation.has_errors()));
        let name = path.display();
        let errors = compilation.diagnostics.iter().filter(|found| found.is_error()).count();
        let warnings = compilation.diagnostics.len() - errors;
        let line = match (errors, warnings) {
            (0, 0) => output.say("ok", "没有问题").to_owned(),
            _ => {
                let plural = |count: usize| if count == 1 { "" } else { "s" };
                let en = format!("{errors} error{}, {warnings} warning{}", plural(errors), plural(warnings));
                output.say(&en, &format!("{errors} 个错误，{warnings} 个警告")).to_owned()
            }
        };
        let colon = output.say(": ", "：");
        output.line(&format!("{name}{colon}{line}"))?;
    }
    Ok(exit)
}

/// Adds what is out of date, where that is asked for: a policy's own problems do not hang on the day.
fn with_outdated(mut compilation: Compilation, arguments: &Check) -> Compilation {
    let asked = arguments.on.is_some() || arguments.renewed_within.is_some();
    if let Some(policy) = compilation.policy.as_ref().filter(|_| asked)
        && let Some(on) = arguments.on.or_else(clock::today)
    {
        compilation.diagnostics.extend(policy.outdated(on, arguments.renewed_within));
    }
    compilation
}
