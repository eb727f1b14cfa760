//! `huimin test`

use std::path::Path;

use crate::arguments::{Test, TestFormat};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::show::FileTests;
use crate::{policy, show};

/// Runs the tests of each file, all of them whatever is wrong with one.
pub fn run(arguments: &Test, output: &mut Output) -> Result<Exit, Failure> {
    let mut exit = Exit::Well;
    let mut files = Vec::new();
    for path in &arguments.files {
        match tests_of(path, output) {
            Ok(tests) => {
                let well = tests.compiles && tests.tests.iter().all(|test| test.passed);
                exit = exit.max(Exit::found(!well));
                if arguments.format == TestFormat::Text {
                    output.print(&show::tests(&tests, output.language()))?;
                }
                files.push(tests);
            }
            Err(failure) => exit = exit.max(failure.report(output)),
        }
    }
    match arguments.format {
        TestFormat::Text => output.print(&show::totals(&files, output.language()))?,
        TestFormat::Json => output.line(&serde_json::to_string_pretty(&files).unwrap_or_default())?,
        TestFormat::Junit => output.line(&show::junit(&files, output.language()))?,
    }
    Ok(exit)
}

fn tests_of(path: &Path, output: &mut Output) -> Result<FileTests, Failure> {
    let file = path.display().to_string();
    Ok(match policy::sound(path, output)? {
        Ok(policy) => FileTests { file, tests: policy.test(), compiles: true },
        Err(_) => FileTests { file, tests: Vec::new(), compiles: false },
    })
}
