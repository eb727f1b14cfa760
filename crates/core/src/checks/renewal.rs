//! Figures that have ended, and figures that nobody has renewed for long.

use crate::calendar::Date;
use crate::decide::show;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::program::{Entry, Parameter, Program};
use crate::sort;

/// How many entries of a parameter are pointed at.
const MOST_POINTED_AT: usize = 3;

/// An entry by which a series of figures ends, or the newest of one.
struct Last<'p> {
    entry: &'p Entry,
    day: Date,
}

/// Warns of figures that have ended before a date without another after them, and of those whose newest
/// entry began more than so many months before it.
#[must_use]
pub fn outdated(program: &Program, on: Date, renewed_within: Option<u32>) -> Vec<Diagnostic> {
    let since = renewed_within.and_then(|months| on.add_months(-i64::from(months)).ok());
    let mut problems = Vec::new();
    for parameter in &program.parameters {
        problems.extend(expired(parameter, on));
        if let Some((since, months)) = since.zip(renewed_within) {
            problems.extend(not_renewed(parameter, on, since, months));
        }
    }
    problems
}

fn expired(parameter: &Parameter, on: Date) -> Option<Diagnostic> {
    let ended = parameter.series.iter().filter_map(|(_, series)| {
        let figure = series.last()?;
        let day = figure.to.filter(|to| *to < on)?;
        Some(Last { entry: parameter.entries.get(figure.entry as usize)?, day })
    });
    let name = &parameter.name;
    let message = Text::new(
        format!("`{name}` has no figure on {on}"),
        format!("“{name}”在{}没有数额", show::day(on).zh),
    );
    let says = |last: &Last<'_>| {
        Text::new(
            format!("ended on {}, and none follows", last.day),
            format!("{}到期，无后续", show::day(last.day).zh),
        )
    };
    let problem = pointed_at(Code::FigureExpired, message, ended, says)?;
    Some(problem.help(Text::new(
        "add the figure that holds now, or an entry `unknown` if there is none yet",
        "请补上现行数额；如尚未公布，请写一条“未定”",
    )))
}

fn not_renewed(parameter: &Parameter, on: Date, since: Date, months: u32) -> Option<Diagnostic> {
    let old = parameter.series.iter().filter_map(|(_, series)| {
        let figure = series.last()?;
        let day = figure.from.filter(|from| *from < since)?;
        let in_force = figure.to.is_none_or(|to| to >= on);
        in_force.then_some(())?;
        Some(Last { entry: parameter.entries.get(figure.entry as usize)?, day })
    });
    let name = &parameter.name;
    let message = Text::new(
        format!("`{name}` has not been renewed for more than {months} months"),
        format!("“{name}”已超过{months}个月未更新"),
    );
    let says = |last: &Last<'_>| {
        Text::new(format!("in force since {}", last.day), format!("自{}起执行至今", show::day(last.day).zh))
    };
    pointed_at(Code::FigureNotRenewed, message, old, says)
}

/// A warning that points at the first of some entries, each once; nothing where there is none.
fn pointed_at<'p>(
    code: Code,
    message: Text,
    found: impl Iterator<Item = Last<'p>>,
    says: impl Fn(&Last<'p>) -> Text,
) -> Option<Diagnostic> {
    let mut entries: Vec<Last<'p>> = found.collect();
    sort::by_key(&mut entries, |last| (last.entry.span.source, last.entry.span.start));
    entries.dedup_by_key(|last| last.entry.span);
    let first = entries.first()?;
    let mut problem = Diagnostic::warning(code, first.entry.span, message).under(says(first));
    for last in entries.iter().take(MOST_POINTED_AT).skip(1) {
        problem = problem.label(last.entry.span, says(last));
    }
    match entries.len().saturating_sub(MOST_POINTED_AT) {
        0 => Some(problem),
        1 => Some(problem.note(Text::new("so is one more entry", "另有1条同样如此"))),
        more => Some(
            problem.note(Text::new(format!("so are {more} more entries"), format!("另有{more}条同样如此"))),
        ),
    }
}
