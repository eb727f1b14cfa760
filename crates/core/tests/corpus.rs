//! Runs the conformance corpus through the library.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../../tests/support/mod.rs"]
mod support;

use std::sync::Arc;

use huimin::boundary::{CaseSchema, read_case};
use huimin::calendar::Date;
use huimin::decide::{Options, decide};
use huimin::diagnostic::{Diagnostic, Language, RenderOptions, SourceMap, render};
use huimin::program::{Plan, Program, Region};
use huimin::{semantics, syntax};
use support::{File, summary};

#[test]
fn every_file_comes_out_as_it_says() {
    support::check_all(|file| {
        let policy = Compiled::new(&file.policy());
        let twin = file.twin().map(|twin| Compiled::new(&twin));
        let mut outcome = diagnostics(file, &policy);
        outcome.extend(decisions(file, &policy, twin.as_ref()));
        outcome
    });
}

struct Compiled {
    sources: Arc<SourceMap>,
    diagnostics: Vec<Diagnostic>,
    program: Option<Arc<Program>>,
}

impl Compiled {
    fn new(files: &[(&str, &str)]) -> Self {
        let mut sources = SourceMap::default();
        let mut diagnostics = Vec::new();
        let mut trees = Vec::new();
        for (name, text) in files {
            let id = sources.add(*name, *text);
            let parsed = syntax::parse(id, text);
            diagnostics.extend(parsed.diagnostics);
            trees.push(parsed.file);
        }
        let sources = Arc::new(sources);
        let (program, found) = semantics::analyse(&trees, Arc::clone(&sources));
        diagnostics.extend(found);
        let sound = !diagnostics.iter().any(Diagnostic::is_error);
        Self { sources, diagnostics, program: program.filter(|_| sound).map(Arc::new) }
    }

    fn shown(&self, language: Language) -> String {
        if self.diagnostics.is_empty() {
            return "ok".to_owned();
        }
        render(&self.diagnostics, &self.sources, language, RenderOptions::default())
    }

    fn decision(&self, given: &support::file::Given<'_>) -> String {
        let Some(program) = &self.program else { return "no program".to_owned() };
        let schema = CaseSchema::new(program);
        let case = match read_case(program, &schema, given.json.as_bytes()) {
            Ok(case) => case,
            Err(problems) => {
                let problems: Vec<_> = problems.iter().map(|p| serde_json::to_value(p).unwrap()).collect();
                return summary::of_problems(&problems);
            }
        };
        let on = Date::parse_iso(given.on).expect("a date");
        let region = given.region.map(Region::new);
        match Plan::new(Arc::clone(program), on, region) {
            Ok(plan) => {
                let decision = decide(&plan, &case, Options { explain: false });
                summary::of_decision(&serde_json::to_value(&decision).unwrap())
            }
            Err(outside) => format!("error: {outside}"),
        }
    }
}

fn diagnostics(file: &File, policy: &Compiled) -> Vec<(usize, String)> {
    let mut outcome = Vec::new();
    for (head, language) in [("check en", Language::English), ("check zh", Language::Chinese)] {
        outcome.extend(file.with_head(head).map(|(index, _)| (index, policy.shown(language))));
    }
    if outcome.is_empty() {
        let shown = policy.shown(Language::English);
        assert_eq!(shown, "ok", "{}: the policy has problems that no section expects", file.path.display());
    }
    outcome
}

fn decisions(file: &File, policy: &Compiled, twin: Option<&Compiled>) -> Vec<(usize, String)> {
    let mut outcome = Vec::new();
    for given in file.cases() {
        let decision = policy.decision(&given);
        if let Some(twin) = twin {
            assert_eq!(twin.shown(Language::English), "ok", "{}: the twin", file.path.display());
            assert_eq!(
                twin.decision(&given),
                decision,
                "{}: the twin decides otherwise",
                file.path.display()
            );
        }
        let expected = given.expected.iter().filter(|(_, section)| section.head == "decision");
        outcome.extend(expected.map(|(index, _)| (*index, decision.clone())));
    }
    outcome
}
