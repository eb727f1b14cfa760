//! `huimin run`

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use huimin::diagnostic::Text;
use huimin::{DecideOptions, Decision, Plan};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use crate::arguments::Run;
use crate::cases::{Cases, Entry};
use crate::exit::{Exit, Failure};
use crate::input::is_standard;
use crate::output::Output;
use crate::policy;
use crate::show::Summary;

/// How many cases are decided between two looks at the clock.
const STEP: u64 = 64;

/// A line of the file written.
#[derive(Serialize)]
struct Line<'d> {
    /// The line of the case.
    line: u64,
    /// What tells the case apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'d str>,
    decision: &'d Decision,
}

/// Decides all cases of a file in their order. A case with something wrong is a decision with errors,
/// and the run goes on.
pub fn run(arguments: &Run, output: &mut Output) -> Result<Exit, Failure> {
    let policy = match policy::sound(&arguments.file, output)? {
        Ok(policy) => policy,
        Err(exit) => return Ok(exit),
    };
    let plan = match policy::plan(&policy, arguments.on, arguments.region.as_deref(), output) {
        Ok(plan) => plan,
        Err(exit) => return Ok(exit),
    };
    let mut cases = Cases::open(&arguments.cases, &policy)?;
    let mut out = create(arguments)?;
    let progress = progress(&arguments.cases, output);
    let mut summary = Summary::default();
    let outcome = all(
        &mut cases,
        &plan,
        &mut |entry, decision| {
            summary.add(decision);
            write(&mut out, entry, decision).map_err(|error| Failure::writing(&arguments.out, &error))
        },
        &progress,
    );
    progress.finish_and_clear();
    // What was decided is told even if the rest could not be read or written.
    output.note(&summary.show(&policy, output.language()));
    outcome.map(|()| Exit::found(summary.has_errors()))
}

fn all(
    cases: &mut Cases<'_>,
    plan: &Plan,
    keep: &mut dyn FnMut(&Entry, &Decision) -> Result<(), Failure>,
    progress: &ProgressBar,
) -> Result<(), Failure> {
    let mut count = 0u64;
    while let Some(mut entry) = cases.next()? {
        let decision = match &mut entry.case {
            Ok(case) => plan.decide(case, DecideOptions::default()),
            Err(errors) => plan.rejected(std::mem::take(errors)),
        };
        keep(&entry, &decision)?;
        count += 1;
        if count.is_multiple_of(STEP) {
            progress.set_position(cases.bytes());
            progress.set_message(count.to_string());
        }
    }
    Ok(())
}

/// Writes a whole line at once, past every buffer of ours: however the run ends, what was decided is
/// there.
fn write(out: &mut dyn Write, entry: &Entry, decision: &Decision) -> io::Result<()> {
    let line = Line { line: entry.line, key: entry.key.as_deref(), decision };
    let mut text = serde_json::to_vec(&line)?;
    text.push(b'\n');
    out.write_all(&text)?;
    out.flush()
}

fn create(arguments: &Run) -> Result<Box<dyn Write>, Failure> {
    let path = &arguments.out;
    if is_standard(path) {
        return Ok(Box::new(io::stdout().lock()));
    }
    let same = |other: &Path| matches!((path.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if same(&arguments.cases) || same(&arguments.file) {
        let shown = path.display();
        return Err(Failure::Usage(Text::new(
            format!("`{shown}` is read and cannot be written as well"),
            format!("`{shown}` 是输入文件，不能同时作为输出"),
        )));
    }
    let file = File::create(path).map_err(|error| Failure::writing(path, &error))?;
    Ok(Box::new(file))
}

/// A bar over the bytes of the file, on a terminal only.
fn progress(cases: &Path, output: &Output) -> ProgressBar {
    let length = std::fs::metadata(cases).ok().filter(|_| !is_standard(cases)).map(|about| about.len());
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
    let template = match length {
        Some(_) => output.say(
            "{bar:40} {percent}%  {msg} cases  {eta} left",
            "{bar:40} {percent}%  {msg} 个个案  剩余 {eta}",
        ),
        None => output.say("{spinner} {msg} cases  {elapsed}", "{spinner} {msg} 个个案  {elapsed}"),
    };
    // The templates are fixed; without them the bar is only less telling.
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
