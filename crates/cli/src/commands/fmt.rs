//! `huimin fmt`

use std::path::Path;
use std::{fs, io};

use huimin::compiled::is_compiled;
use huimin::diagnostic::{Diagnostic, Language, SourceMap, Text, render};
use huimin::{FormatOptions, Policy, format};

use crate::arguments::{Fmt, is_standard};
use crate::exit::{Exit, Failure};
use crate::input;
use crate::output::{Output, printable};

/// Formats each file, in place or, of standard input, to standard output. A file that cannot be read as a
/// policy stays as it is. `language` is the one to write keywords in, if one was asked for.
pub fn run(arguments: &Fmt, language: Option<Language>, output: &mut Output) -> Result<Exit, Failure> {
    let mut exit = Exit::Well;
    for path in &arguments.files {
        let outcome = file(path, arguments.check, FormatOptions { language }, output);
        exit = exit.max(match outcome {
            Ok(exit) => exit,
            Err(Failure::Gone) => return Err(Failure::Gone),
            Err(failure) => failure.report(output),
        });
    }
    Ok(exit)
}

fn file(path: &Path, check: bool, options: FormatOptions, output: &mut Output) -> Result<Exit, Failure> {
    let bytes = input::read(path)?;
    if is_compiled(&bytes) {
        let path = path.display();
        return Err(Failure::Findings(Text::new(
            format!("`{path}` is compiled: there is no text to format"),
            format!("“{path}”是编译后的政策，没有可排版的文本"),
        )));
    }
    let Ok(text) = std::str::from_utf8(&bytes) else {
        // Compiling says what is wrong and where.
        let compilation = Policy::compile([(path.display().to_string(), &bytes)]);
        output.note(&compilation.render(output.language(), output.rendering()));
        return Ok(Exit::Findings);
    };
    let formatted = match format(text, options) {
        Ok(formatted) => formatted,
        Err(diagnostics) => {
            unreadable(path, text, &diagnostics, output);
            return Ok(Exit::Findings);
        }
    };
    let changed = formatted != text;
    if check {
        if changed {
            output.line(&printable(&path.display().to_string()))?;
        }
        return Ok(Exit::found(changed));
    }
    if is_standard(path) {
        output.print(&formatted)?;
    } else if changed {
        replace(path, &formatted).map_err(|error| Failure::writing(path, &error))?;
    }
    Ok(Exit::Well)
}

/// Replaces a file as a whole: whatever happens meanwhile, one of the two texts is there.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = path.canonicalize()?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let outcome = fs::write(&beside, text)
        .and_then(|()| fs::set_permissions(&beside, fs::metadata(&path)?.permissions()))
        .and_then(|()| fs::rename(&beside, &path));
    if outcome.is_err() {
        let _ = fs::remove_file(&beside);
    }
    outcome
}

fn unreadable(path: &Path, text: &str, diagnostics: &[Diagnostic], output: &mut Output) {
    let mut sources = SourceMap::default();
    sources.add(path.display().to_string(), text);
    let shown = render(diagnostics, &sources, output.language(), output.rendering());
    output.note(&shown);
}
