//! The deepest programs the compiler lets through run on a small stack, also without optimisation.

use std::sync::Arc;

use super::support::{case, compile, date};
use crate::decide::decision::{Decision, Status};
use crate::decide::{Options, decide};
use crate::program::{Plan, Program};

const STACK: usize = 1 << 20;

/// Decides on a thread with a small stack.
fn on_small_stack(program: Arc<Program>, json: &str) -> Decision {
    let case = case(&program, json);
    let plan = Plan::new(program, date("2023-06-01"), None).unwrap();
    let run = move || decide(&plan, &case, Options { explain: true });
    std::thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap()
}

/// A policy of a chain of statements on top of `v0`, and a tier on top of that.
fn chain(steps: usize, before: &str, step: impl Fn(usize, usize) -> String, end: &str) -> Arc<Program> {
    let mut text = format!(
        "entity household {{ n: number  b: bool  list: list of item }}\nentity item {{ x: number }}\n{before}\n"
    );
    for number in 1..=steps {
        text.push_str(&step(number, number - 1));
        text.push('\n');
    }
    text.push_str(&end.replace("LAST", &format!("v{steps}")));
    compile(&text)
}

const TIER: &str = "tier t { yes_ when LAST above 0  otherwise no_ }";
const KNOWN: &str = r#"{"n": 1, "b": true, "list": [{"x": 1}]}"#;

fn runs(program: Arc<Program>) {
    for json in [KNOWN, "{}"] {
        let decision = on_small_stack(Arc::clone(&program), json);
        assert!(decision.results.iter().all(|entry| entry.status != Status::Error), "{decision:?}");
    }
}

#[test]
fn a_chain_of_plain_definitions() {
    runs(chain(590, "define v0 = n", |at, below| format!("define v{at} = v{below}"), TIER));
}

#[test]
fn a_chain_of_sums() {
    runs(chain(290, "define v0 = n", |at, below| format!("define v{at} = v{below} + 1"), TIER));
}

#[test]
fn a_chain_of_calls() {
    let step = |at, below| format!("define v{at}(a: number): number = v{below}(a)");
    let end = "tier t { yes_ when LAST(n) above 0  otherwise no_ }";
    runs(chain(280, "define v0(a: number): number = a", step, end));
}

#[test]
fn a_chain_of_tiers() {
    let step = |at, below| format!("tier v{at} {{ x{at} when v{below} is x{below}  otherwise y{at} }}");
    runs(chain(290, "tier v0 { x0 when b  otherwise y0 }", step, "define z = LAST"));
}

#[test]
fn a_chain_of_benefits() {
    let before = "benefit v0 { amount n * 1 yuan  round up to 1 yuan }";
    let step = |at, below| format!("benefit v{at} {{ when v{below} at least 0 yuan  amount v{below} }}");
    runs(chain(290, before, step, "define z = LAST"));
}

#[test]
fn a_chain_of_aggregates() {
    let step = |at, below| format!("define v{at} = sum(list where x below v{below}, x)");
    runs(chain(148, "define v0 = n", step, TIER));
}

#[test]
fn a_chain_of_choices() {
    let step = |at, below| format!("define v{at} = if b then v{below} else v{below} + 1");
    runs(chain(190, "define v0 = n", step, TIER));
}

#[test]
fn a_chain_of_tables() {
    let step = |at, below| {
        format!(
            "table v{at}(a: number, b: bool): number {{\n a | b => r\n below 5 | yes => v{below}(a, b)\n below 5 | no => v{below}(a, b)\n at least 5 | any => 7\n}}"
        )
    };
    // Each level looks twice as often while `b` is unknown, so only few levels can be unknown.
    let before = "table v0(a: number, b: bool): number {\n a | b => r\n any | any => a\n}";
    runs(chain(9, before, step, "tier t { yes_ when LAST(n, b) above 0  otherwise no_ }"));
    let step = |at, below| {
        format!("table v{at}(a: number): number {{\n a => r\n below 5 => v{below}(a)\n at least 5 => 7\n}}")
    };
    let before = "table v0(a: number): number {\n a => r\n any => a\n}";
    runs(chain(590, before, step, "tier t { yes_ when LAST(n) above 0  otherwise no_ }"));
}

#[test]
fn a_chain_of_conditions() {
    let step = |at, below| match at % 3 {
        0 => format!("define v{at} = v{below} and b"),
        1 => format!("define v{at} = not v{below}"),
        _ => format!("define v{at} = v{below} in [b, v{below}]"),
    };
    runs(chain(200, "define v0 = b", step, "tier t { yes_ when LAST  otherwise no_ }"));
}

#[test]
fn a_chain_of_functions() {
    let step = |at, below| match at % 3 {
        0 => format!("define v{at} = max(v{below}, 1)"),
        1 => format!("define v{at} = round(-v{below}, up to 1)"),
        _ => format!("define v{at} = clamp(v{below} * 2, 1, 5)"),
    };
    runs(chain(200, "define v0 = n", step, TIER));
}

#[test]
fn a_chain_of_exclusives() {
    let exclusive = |at| format!("exclusive e{at} {{ benefits v{at}, w{at}  keep highest }}");
    let before =
        "benefit v0 { when b  amount n * 1 yuan  round up to 1 yuan }\nbenefit w0 { when b  amount 5 yuan }";
    let step = |at, below| {
        format!(
            "benefit v{at} {{ when v{below} at least 0 yuan  amount v{below} }}\nbenefit w{at} {{ when b  amount w{below} }}\n{}",
            exclusive(at)
        )
    };
    runs(chain(60, &format!("{before}\n{}", exclusive(0)), step, "define z = LAST"));
}

#[test]
fn a_deep_formula_below_a_chain() {
    let deep = (0..60).fold("n".to_owned(), |inner, _| format!("(if b then 1 + {inner} * 2 else 3)"));
    let before = format!("define deep = {deep}\ndefine v0 = sum(list, x * deep)");
    runs(chain(40, &before, |at, below| format!("define v{at} = v{below} + {at}"), TIER));
}
