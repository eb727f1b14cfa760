//! Compiles policies and decides cases, in a line each.

use std::sync::Arc;

use crate::boundary::{CaseSchema, read_case};
use crate::calendar::Date;
use crate::decide::decision::{CaseError, Decision, ResultEntry};
use crate::decide::{Options, decide};
use crate::diagnostic::{Diagnostic, Language, RenderOptions, SourceMap, render};
use crate::program::{Case, Plan, Program, Region};
use crate::{semantics, syntax};

pub(crate) fn compile(text: &str) -> Arc<Program> {
    let mut sources = SourceMap::default();
    let id = sources.add("policy.huimin", text);
    let parsed = syntax::parse(id, text);
    let sources = Arc::new(sources);
    let (program, found) = semantics::analyse(&[parsed.file], sources.clone());
    let problems: Vec<Diagnostic> =
        parsed.diagnostics.into_iter().chain(found).filter(Diagnostic::is_error).collect();
    let shown = render(&problems, &sources, Language::English, RenderOptions::default());
    assert!(problems.is_empty(), "{shown}");
    Arc::new(program.unwrap())
}

pub(crate) fn date(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

pub(crate) fn case(program: &Program, json: &str) -> Case {
    let schema = CaseSchema::new(program);
    read_case(program, &schema, json.as_bytes()).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// Decides a case on a day.
pub(crate) fn decided(program: &Arc<Program>, day: &str, json: &str) -> Decision {
    decided_in(program, day, None, json)
}

/// Decides a case on a day in a region.
pub(crate) fn decided_in(program: &Arc<Program>, day: &str, region: Option<&str>, json: &str) -> Decision {
    let plan = Plan::new(Arc::clone(program), date(day), region.map(Region::new)).unwrap();
    decide(&plan, &case(program, json), Options { explain: true })
}

/// The result of a name; with a path in front where it is not the root's: `members[0].allowance`.
pub(crate) fn result<'d>(decision: &'d Decision, path: &str) -> &'d ResultEntry {
    let (of, name) = path.rsplit_once('.').unwrap_or(("", path));
    let found = decision.results.iter().find(|entry| entry.of == of && entry.name == name);
    found.unwrap_or_else(|| panic!("no result `{path}` in {:#?}", decision.results))
}

/// What a result came to, in a few words: `margin`, `915.00`, `undecided a b | x y`, `error NAME`.
pub(crate) fn outcome(decision: &Decision, path: &str) -> String {
    let entry = result(decision, path);
    if let Some(CaseError { name, .. }) = &entry.error {
        return format!("error {name}");
    }
    if let Some(case) = &entry.case {
        return case.name.clone();
    }
    if let Some(amount) = &entry.amount {
        return amount.text.clone();
    }
    let mut text = "undecided".to_owned();
    for path in &entry.needs {
        text.push_str(&format!(" {path}"));
    }
    for lack in &entry.lacks {
        text.push_str(&format!(" lacks {}", lack.name));
    }
    if let Some(possible) = &entry.possible {
        text.push_str(if possible.exact { " =>" } else { " <=" });
        for case in &possible.cases {
            text.push_str(&format!(" {}", case.name));
        }
    }
    text
}

/// The outcome of one result, for a policy of a few lines.
pub(crate) fn outcome_of(policy: &str, json: &str, path: &str) -> String {
    outcome(&decided(&compile(policy), "2023-06-01", json), path)
}
