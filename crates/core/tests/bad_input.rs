//! Policies and cases that are meant to hurt: each must give a diagnostic or a result within a second,
//! on a stack of 1 MiB.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use huimin::diagnostic::{Code, Diagnostic, Language, RenderOptions, SourceMap, render};
use huimin::program::Program;
use huimin::{semantics, syntax};

const STACK: usize = 1 << 20;

struct Outcome {
    program: Option<Program>,
    diagnostics: Vec<Diagnostic>,
    took: Duration,
}

/// Compiles on a small stack and shows what is wrong, as a host would.
fn compile(name: &str, text: String) -> Outcome {
    let work = move || {
        let begun = Instant::now();
        let mut sources = SourceMap::default();
        let id = sources.add("policy.hm", text.as_str());
        let parsed = syntax::parse(id, &text);
        eprintln!("parse {:?}", begun.elapsed());
        let sources = Arc::new(sources);
        let (program, found) = semantics::analyse(&[parsed.file], Arc::clone(&sources));
        let diagnostics: Vec<_> = parsed.diagnostics.into_iter().chain(found).collect();
        for language in [Language::English, Language::Chinese] {
            let shown = render(&diagnostics, &sources, language, RenderOptions::default());
            assert!(shown.len() < 4 << 20, "{} bytes of diagnostics", shown.len());
        }
        Outcome { program, diagnostics, took: begun.elapsed() }
    };
    let thread = std::thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(work).unwrap();
    let outcome = thread.join().unwrap();
    eprintln!(
        "{name}: {:?} {:?}",
        outcome.took,
        outcome.diagnostics.iter().map(|d| d.code).take(3).collect::<Vec<_>>()
    );
    outcome
}

const HEAD: &str = "entity person { income: money per month, n: number, ok: bool }\n\
     entity household { members: list of person, a: number, b: number, p: bool, q: bool }\n";

fn policy(rules: impl AsRef<str>) -> String {
    format!("{HEAD}{}", rules.as_ref())
}

/// A formula of brackets, each as deep in operators as a bracket can be.
fn nested(levels: usize, open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(levels), close.repeat(levels))
}

#[test]
fn the_deepest_formulas() {
    for (name, open, inner, close) in [
        ("conditions", "(if p and not (q or a below b + 2 * -(", "b", ")) then a else b)"),
        ("parentheses", "(", "a", ")"),
        ("calls", "max(a, ", "b", ")"),
        ("ifs", "(if p then a else ", "b", ")"),
        ("sums", "sum(members, n + ", "n", ")"),
        ("any", "any(members, ok or ", "ok", ")"),
        ("where", "count(members where n below ", "n", ")"),
        ("rounds", "round(1 + ", "a", ", up to 1)"),
        ("divisions", "1 / (1 + ", "a", ")"),
        ("in", "p in [", "p", "]"),
    ] {
        let per_level = open.matches(['(', '[']).count() - open.matches([')', ']']).count();
        let levels = 60 / per_level;
        let outcome = compile(name, policy(format!("define x = {}", nested(levels, open, inner, close))));
        assert!(outcome.took < Duration::from_secs(1), "{name}: {:?}", outcome.took);
    }
}

#[test]
fn long_chains_of_definitions() {
    for (name, count, rule) in [
        ("down", 100_000, (|i: usize| format!("define x{i} = x{}\n", i + 1)) as fn(usize) -> String),
        ("up", 100_000, |i| format!("define x{i} = x{}\n", i.saturating_sub(1))),
        ("typed", 100_000, |i| format!("define x{i}: number = x{}\n", i + 1)),
    ] {
        let text = (0..count).map(rule).collect::<String>();
        let outcome = compile(name, policy(format!("{text}define x{count} = 1")));
        assert!(!outcome.diagnostics.is_empty());
        assert!(outcome.took < Duration::from_secs(3), "{name}: {:?}", outcome.took);
    }
}

#[test]
fn a_sum_of_many_later_definitions() {
    let terms: Vec<String> = (0..50_000).map(|i| format!("x{i}")).collect();
    let later: String = (0..50_000).map(|i| format!("define x{i} = a\n")).collect();
    let outcome = compile("later", policy(format!("define all = {}\n{later}", terms.join(" + "))));
    assert!(outcome.took < Duration::from_secs(3), "{:?}", outcome.took);
}

#[test]
fn definitions_that_inline_to_a_million_steps() {
    let mut text = String::from("define f0(x: number): number = x\n");
    for i in 1..40 {
        text.push_str(&format!("define f{i}(x: number): number = f{}(x) + f{}(x)\n", i - 1, i - 1));
    }
    let outcome = compile("doubling", policy(format!("{text}define y = f39(a)")));
    assert_eq!(outcome.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::TooLargeAfterInlining]);
    assert!(outcome.program.is_none());
    assert!(outcome.took < Duration::from_secs(1), "{:?}", outcome.took);
}

#[test]
fn many_unknown_names() {
    let text: String = (0..60_000).map(|i| format!("define x{i} = nobody{i}\n")).collect();
    let outcome = compile("unknown", policy(text));
    assert!(outcome.took < Duration::from_secs(3), "{:?}", outcome.took);
}

#[test]
fn very_long_names() {
    let long = "n".repeat(1_000_000);
    let outcome = compile("names", policy(format!("define {long} = a\ndefine y = {long}m\n")));
    assert!(outcome.took < Duration::from_secs(1), "{:?}", outcome.took);
}

#[test]
fn large_tables() {
    let rows: String = (0..40_000).map(|i| format!("{i} => {i} yuan\n")).collect();
    let outcome =
        compile("rows", policy(format!("table t(n: whole): money {{\n n => v\n{rows}}}\ndefine y = t(1)")));
    assert!(outcome.took < Duration::from_secs(3), "{:?}", outcome.took);
    let names: Vec<String> = (0..40).map(|i| format!("k{i}")).collect();
    let arguments: Vec<String> = names.iter().map(|name| format!("{name}: number")).collect();
    let rows: String = (0..200)
        .map(|row| {
            let cells: Vec<String> = (0..40).map(|i| format!("above {}", (row * 7 + i * 3) % 41)).collect();
            format!("{} => {row}\n", cells.join(" | "))
        })
        .collect();
    let table = format!(
        "table t({}): number hit first {{\n{} => v\n{rows}}}\n",
        arguments.join(", "),
        names.join(" | ")
    );
    let outcome = compile("columns", policy(format!("{table}define y = t({})", vec!["a"; 40].join(", "))));
    assert!(outcome.took < Duration::from_secs(3), "{:?}", outcome.took);
}

#[test]
fn many_entities_in_a_chain() {
    let text: String = (0..20_000).map(|i| format!("entity e{i} {{ next: e{} }}\n", i + 1)).collect();
    let outcome = compile("entities", format!("{text}entity e20000 {{ a: number }}\n"));
    assert!(outcome.took < Duration::from_secs(3), "{:?}", outcome.took);
}

#[test]
fn many_arms_and_guards() {
    let arms: String = (0..20_000).map(|i| format!("c{i} when 1 / a above {i}\n")).collect();
    let outcome = compile("arms", policy(format!("tier t {{\n{arms}otherwise none\n}}\n")));
    assert!(outcome.took < Duration::from_secs(3), "{:?}", outcome.took);
    let parts: Vec<String> = (0..20_000).map(|i| format!("1 / a above {i}")).collect();
    let outcome = compile("parts", policy(format!("define x = {}\n", parts.join(" and "))));
    assert!(outcome.took < Duration::from_secs(3), "{:?}", outcome.took);
    let arms: Vec<String> = (0..20_000).map(|i| format!("if 1 / a above {i} then {i} else ")).collect();
    let outcome = compile("else if", policy(format!("define x = {} 0\n", arms.concat())));
    assert!(outcome.took < Duration::from_secs(3), "{:?}", outcome.took);
}

#[test]
fn many_cases_and_figures() {
    let cases: Vec<String> = (0..30_000).map(|i| format!("c{i}")).collect();
    let figures: Vec<String> = (0..30_000).map(|i| format!("c{i} {i} yuan")).collect();
    let rows: String = (0..30_000).map(|i| format!("c{i} => {i} yuan\n")).collect();
    let uses: Vec<String> = (0..10_000).map(|i| format!("(if p then c{i} else c0) is c{i}")).collect();
    let text = format!(
        "enum e {{ {} }}\nparameter k by e: money {{ {} }}\ntable t(x: e): money {{\nx => v\n{rows}}}\ndefine y = {}\ndefine z = k(c1) + t(c2)\n",
        cases.join("\n"),
        figures.join(", "),
        uses.join(" and ")
    );
    let outcome = compile("cases", policy(text));
    assert!(outcome.took < Duration::from_secs(3), "{:?}", outcome.took);
}

#[test]
fn many_dated_bodies() {
    let bodies: String = (0..20_000)
        .map(|i| format!("from {:04}-{:02}-{:02}: {i}\n", 1 + i / 336, 1 + i / 28 % 12, 1 + i % 28))
        .collect();
    let outcome = compile("bodies", policy(format!("define x {{\n{bodies}}}\n")));
    assert!(outcome.took < Duration::from_secs(3), "{:?}", outcome.took);
}
