//! Policies that are meant to hurt: each must give a diagnostic or a program on a stack of 1 MiB, and what
//! is made of a text must not take longer than reading it by more than a fixed factor.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use huimin::diagnostic::{Code, Language, RenderOptions, SourceMap, render};
use huimin::program::Program;
use huimin::{semantics, syntax};

const STACK: usize = 1 << 20;

/// How many of something make a policy large. Whatever is quadratic shows at this size.
const SIZE: usize = 3_000;

struct Outcome {
    program: Option<Program>,
    codes: Vec<Code>,
}

/// Compiles on a small stack and shows what is wrong, as a host would.
fn compile(name: &'static str, text: String) -> Outcome {
    let work = move || {
        let begun = Instant::now();
        let mut sources = SourceMap::default();
        let id = sources.add("policy.huimin", text.as_str());
        let parsed = syntax::parse(id, &text);
        let read = begun.elapsed();
        let sources = Arc::new(sources);
        let (program, found) = semantics::analyse(&[parsed.file], Arc::clone(&sources));
        let analysed = begun.elapsed() - read;
        // Reading is linear; so is the rest, whatever the machine and the build.
        let limit = read * 4 + Duration::from_millis(400);
        assert!(analysed < limit, "{name}: {analysed:?} after reading for {read:?}");
        let diagnostics: Vec<_> = parsed.diagnostics.into_iter().chain(found).collect();
        for language in [Language::English, Language::Chinese] {
            let shown = render(&diagnostics, &sources, language, RenderOptions::default());
            assert!(shown.len() < 4 << 20, "{name}: {} bytes of diagnostics", shown.len());
        }
        Outcome { program, codes: diagnostics.iter().map(|diagnostic| diagnostic.code).collect() }
    };
    let thread = std::thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(work).unwrap();
    thread.join().unwrap()
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
        let rule = format!("define x = {}", nested(60 / per_level, open, inner, close));
        let outcome = compile(name, policy(rule));
        assert!(outcome.codes.iter().all(|code| EXPECTED.contains(code)), "{name}: {:?}", outcome.codes);
    }
}

/// What the deepest formulas are told; all other codes would mean that they were not read as formulas.
const EXPECTED: [Code; 3] = [Code::UnusedName, Code::MayDivideByZero, Code::NestingTooDeep];

#[test]
fn long_chains_of_definitions() {
    type Rule = fn(usize) -> String;
    let chains: [(&str, Rule); 3] = [
        ("down", |i| format!("define x{i} = x{}\n", i + 1)),
        ("up", |i| format!("define x{i} = x{}\n", i.wrapping_sub(1).min(SIZE))),
        ("typed", |i| format!("define x{i}: number = x{}\n", i + 1)),
    ];
    for (name, rule) in chains {
        let text: String = (0..SIZE).map(rule).collect();
        let outcome = compile(name, policy(format!("{text}define x{SIZE} = 1")));
        assert_eq!(outcome.codes, [Code::TooLargeAfterInlining], "{name}");
    }
}

#[test]
fn a_long_ring_of_definitions() {
    let text: String = (0..SIZE).map(|i| format!("define x{i} = x{}\n", (i + 1) % SIZE)).collect();
    assert_eq!(compile("ring", policy(text)).codes, [Code::Cycle]);
}

#[test]
fn a_sum_of_many_later_definitions() {
    let terms: Vec<String> = (0..SIZE).map(|i| format!("x{i}")).collect();
    let later: String = (0..SIZE).map(|i| format!("define x{i} = a\n")).collect();
    let outcome = compile("later", policy(format!("define all = {}\n{later}", terms.join(" + "))));
    assert_eq!(outcome.codes, [Code::UnusedName]);
}

#[test]
fn definitions_that_inline_to_a_million_steps() {
    let mut text = String::from("define f0(x: number): number = x\n");
    for i in 1..40 {
        text.push_str(&format!("define f{i}(x: number): number = f{}(x) + f{}(x)\n", i - 1, i - 1));
    }
    let outcome = compile("doubling", policy(format!("{text}define y = f39(a)")));
    assert_eq!(outcome.codes, [Code::TooLargeAfterInlining]);
    assert!(outcome.program.is_none());
}

#[test]
fn a_requirement_that_inlines_to_a_million_steps() {
    let mut text = String::from("define f0(x: number): number = x\n");
    for i in 1..14 {
        text.push_str(&format!("define f{i}(x: number): number = f{}(x) + f{}(x)\n", i - 1, i - 1));
    }
    let calls = vec!["f13(a)"; 100].join(" + ");
    let outcome = compile("requirement", policy(format!("{text}require {calls} above 0")));
    assert_eq!(outcome.codes, [Code::TooLargeAfterInlining]);
}

#[test]
fn many_unknown_names() {
    let text: String = (0..SIZE).map(|i| format!("define x{i} = nobody{i}\n")).collect();
    let outcome = compile("unknown", policy(text));
    assert!(outcome.codes.len() == 200 && outcome.codes.iter().all(|code| *code == Code::UnknownName));
}

#[test]
fn very_long_names() {
    let long = "n".repeat(1_000_000);
    let outcome = compile("names", policy(format!("define {long} = a\ndefine y = {long}m\n")));
    assert_eq!(outcome.codes, [Code::UnknownName]);
}

#[test]
fn large_tables() {
    let rows: String = (0..SIZE).map(|i| format!("{i} => {i} yuan\n")).collect();
    let table = format!("table t(n: whole): money {{\n n => v\n{rows}}}\nrequire t(1) above 0");
    assert_eq!(compile("rows", policy(table)).codes, [Code::TableGap]);
    let names: Vec<String> = (0..40).map(|i| format!("k{i}")).collect();
    let arguments: Vec<String> = names.iter().map(|name| format!("{name}: number")).collect();
    let rows: String = (0..400)
        .map(|row| {
            let cells: Vec<String> = (0..40).map(|i| format!("above {}", (row * 7 + i * 3) % 41)).collect();
            format!("{} => {row}\n", cells.join(" | "))
        })
        .collect();
    let table = format!(
        "table t({}): number hit first {{\n{} => v\n{rows}}}\nrequire t({}) above 0",
        arguments.join(", "),
        names.join(" | "),
        vec!["a"; 40].join(", ")
    );
    assert_eq!(compile("columns", policy(table)).codes, [Code::TableGap]);
}

#[test]
fn many_entities_in_a_chain() {
    let text: String = (0..SIZE).map(|i| format!("entity e{i} {{ next: e{} }}\n", i + 1)).collect();
    assert_eq!(compile("entities", format!("{text}entity e{SIZE} {{ a: number }}\n")).codes, []);
    let text: String = (0..SIZE).map(|i| format!("entity e{i} {{ next: e{} }}\n", (i + 1) % SIZE)).collect();
    assert_eq!(compile("ring of entities", text).codes, [Code::EntityCycle]);
}

#[test]
fn many_arms_and_guards() {
    let count = SIZE / 2;
    let arms: String = (0..count).map(|i| format!("c{i} when 1 / a above {i}\n")).collect();
    let outcome = compile("arms", policy(format!("tier t {{\n{arms}otherwise none\n}}\n")));
    assert!(outcome.codes.contains(&Code::MayDivideByZero));
    let parts: Vec<String> = (0..count).map(|i| format!("1 / a above {i}")).collect();
    let outcome = compile("parts", policy(format!("define x = {}\n", parts.join(" and "))));
    assert!(outcome.codes.contains(&Code::MayDivideByZero));
    let arms: Vec<String> = (0..count).map(|i| format!("if 1 / a above {i} then {i} else ")).collect();
    let outcome = compile("else if", policy(format!("define x = {} 0\n", arms.concat())));
    assert!(outcome.codes.contains(&Code::MayDivideByZero));
}

#[test]
fn many_cases_and_figures() {
    let lines =
        |line: fn(usize) -> String, between: &str| (0..SIZE).map(line).collect::<Vec<_>>().join(between);
    let text = format!(
        "enum e {{ {} }}\nparameter k by e: money {{ {} }}\ntable t(x: e): money {{\nx => v\n{}\n}}\n\
         define y = {}\nrequire k(c1) above t(c2) and y",
        lines(|i| format!("c{i}"), "\n"),
        lines(|i| format!("c{i} {i} yuan"), ", "),
        lines(|i| format!("c{i} => {i} yuan"), "\n"),
        lines(|i| format!("(if p then c{i} else c0) is c{i}"), " and ")
    );
    assert_eq!(compile("cases", policy(text)).codes, []);
}

#[test]
fn many_dated_bodies() {
    let date = |i: usize| format!("{:04}-{:02}-{:02}", 1 + i / 336, 1 + i / 28 % 12, 1 + i % 28);
    let bodies: String = (0..SIZE).map(|i| format!("from {}: {i}\n", date(i))).collect();
    assert_eq!(compile("bodies", policy(format!("define x {{\n{bodies}}}\nrequire x above 0"))).codes, []);
}

#[test]
fn many_arguments() {
    let names: Vec<String> = (0..SIZE).map(|i| format!("x{i}: number")).collect();
    let outcome = compile("arguments", policy(format!("define f({}) = 1\n", names.join(", "))));
    assert_eq!(outcome.codes, [Code::WrongArgumentCount]);
}

/// What proving tables takes is bounded for all of them together: the small one has nothing left.
#[test]
fn many_wide_tables() {
    let names: Vec<String> = (0..12).map(|i| format!("k{i}")).collect();
    let arguments: Vec<String> = names.iter().map(|name| format!("{name}: whole")).collect();
    let rows: String = (0..40)
        .map(|row: usize| {
            let cell = |i: usize| {
                let from = (row * 37 + i * 53) % 61;
                if (row + i * 7).is_multiple_of(3) {
                    "any".to_owned()
                } else {
                    format!("{from}..{}", from + 25 + i)
                }
            };
            format!("{} => {row}\n", (0..12).map(cell).collect::<Vec<_>>().join(" | "))
        })
        .collect();
    let last = ["any"; 12].join(" | ");
    let table = |at: usize| {
        let (arguments, names) = (arguments.join(", "), names.join(" | "));
        format!("table t{at}({arguments}): number hit first {{\n{names} => v\n{rows}{last} => 99\n}}\n")
    };
    let wide: String = (0..5).map(table).collect();
    let small = "table small(n: whole): number hit first {\nn => v\nany => 1\n}\n";
    let mut sources = SourceMap::default();
    let text = policy(format!("{wide}{small}"));
    let id = sources.add("policy.huimin", text.as_str());
    let (_, found) = semantics::analyse(&[syntax::parse(id, &text).file], Arc::new(sources));
    let messages: Vec<_> = found.iter().map(|found| (found.code, found.message.en.as_str())).collect();
    let alone = (Code::TableTooWide, "the table has too many combinations to be proved complete");
    let together =
        (Code::TableTooWide, "the tables up to this one have too many combinations to be proved complete");
    assert_eq!(messages, [alone, alone, alone, alone, together, together]);
}
