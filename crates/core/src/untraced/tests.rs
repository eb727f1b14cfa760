//! The straight line and the trees, each asked alone.

use std::sync::Arc;

use super::linear::follow;
use super::machine::Machine;
use super::walk::{Ended, walk};
use super::{Answer, Untraced};
use crate::boundary::{CaseSchema, read_case};
use crate::diagnostic::SourceMap;
use crate::program::plan::Plan;

const SHAPES: &str = include_str!("../../tests/shapes.hm");

fn shapes() -> Arc<Untraced> {
    let mut sources = SourceMap::default();
    let parsed = crate::syntax::parse(sources.add("shapes", SHAPES), SHAPES);
    let (program, problems) = crate::semantics::analyse(&[parsed.file], Arc::new(sources));
    let program = program.unwrap_or_else(|| panic!("{problems:?}"));
    let plan = Plan::new(Arc::new(program), "2023-06-01".parse().unwrap(), None).unwrap();
    Untraced::new(Arc::new(plan))
}

/// What the line says of a case, and what the trees say.
fn both(untraced: &Arc<Untraced>, json: &str) -> (Option<Vec<Answer>>, Option<Vec<Answer>>) {
    let program = untraced.plan().program();
    let case = read_case(program, &CaseSchema::new(program), json.as_bytes()).unwrap();
    let prepared = untraced.prepare(&case);
    let mut runner = untraced.runner();
    let mut answers = Vec::new();
    let mut machine = |runner: &mut super::Runner, line: bool| {
        answers.clear();
        runner.advance(prepared.cells.len());
        let mut machine = Machine {
            code: &untraced.code,
            cells: &prepared.cells,
            slots: &mut runner.slots,
            stamp: runner.stamp,
            assumed: &mut runner.assumed,
        };
        let ended = if line {
            follow(&untraced.line, &mut runner.registers, &mut machine, &prepared, &mut answers)
        } else {
            Some(walk(&mut machine, &prepared, &mut answers))
        };
        matches!(ended, Some(Ended::Decided)).then(|| answers.clone())
    };
    (machine(&mut runner, true), machine(&mut runner, false))
}

fn home(members: &str, kind: &str, part: &str, sick: &str) -> String {
    format!(
        r#"{{"members":[{members}],"kind":"{kind}","place":"山区","rooms":3,"part":{part},"savings":1000.5,
        "owner":true,"since":"2012-06-01"{sick}}}"#
    )
}

#[test]
fn the_line_decides_what_is_known() {
    let untraced = shapes();
    let one = r#"{"income":1200.5,"share":0,"away":false,"old":true}"#;
    let two =
        r#"{"income":1.99,"share":0,"away":true,"old":true},{"income":70,"share":0,"away":false,"old":true}"#;
    for members in ["", one, two] {
        for kind in ["town", "rural", "other"] {
            for part in ["0", "0.333", "1.25"] {
                let case = home(members, kind, part, r#","sick":true"#);
                let (line, trees) = both(&untraced, &case);
                assert!(line.is_some(), "the line gave up: {case}");
                assert_eq!(line, trees, "{case}");
            }
        }
    }
}

#[test]
fn the_trees_decide_what_the_line_leaves() {
    let untraced = shapes();
    let one = r#"{"income":1200.5,"share":0,"away":false,"old":true}"#;
    let (line, trees) = both(&untraced, &home(one, "rural", "0", ""));
    assert_eq!(line, None, "a fact is unknown");
    assert!(trees.is_some(), "what is unknown does not matter beside the place");
}
