//! The parser against small policies.

use super::*;

const ENGLISH: &str = include_str!("dibao.en.hm");
const CHINESE: &str = include_str!("orphan.zh.hm");

fn read(text: &str) -> File {
    let parsed = parse(SourceId(0), text);
    let said: Vec<String> = parsed.diagnostics.iter().map(|d| format!("{d:?}")).collect();
    assert!(said.is_empty(), "{text}\n{}", said.join("\n"));
    parsed.file
}

#[test]
fn the_policies_of_the_brief_are_read() {
    assert_eq!(read(ENGLISH).statements.len(), 9);
    let chinese = read(CHINESE);
    assert_eq!(chinese.statements.len(), 2);
}

#[test]
fn deep_nesting_fits_a_small_stack_and_is_fast() {
    let deep = |open: &str, inner: &str, close: &str| {
        let levels = 62;
        format!("define x = {}{inner}{}", open.repeat(levels), close.repeat(levels))
    };
    let data = |open: &str, close: &str| {
        format!("test \"t\" {{ given {{ a: {}1{} }} }}", open.repeat(61), close.repeat(61))
    };
    let constructs = [
        ("parentheses", deep("(", "1", ")")),
        ("unclosed meaning", deep("(1 + ", "", ")")),
        ("sums", deep("(1 + 2 * ", "3", ")")),
        ("calls", deep("f(", "1", ")")),
        ("second arguments", deep("f(a, ", "1", ")")),
        ("aggregates", deep("sum(m where a, ", "1", ")")),
        ("builtins", deep("clamp(1, 2, ", "1", ")")),
        ("rounding", deep("round(", "1", ", up to 1)")),
        ("rank", deep("rank(", "1", ", m, highest first)")),
        ("only", deep("only(", "m", ")")),
        ("conditions", deep("(if a then b else ", "c", ")")),
        ("conditions in conditions", deep("(if ", "c", " then a else b)")),
        ("lists", deep("a in [", "1", "]")),
        ("ranges", deep("a in [1, 2..(", "1", ")]").replace("[1, 2..(", "[1, 2..")),
        ("broken", deep("f(a, (if x then ", "1", ") )").replace("if x then ", "")),
        ("records", data("{ a: ", " }")),
        ("data lists", data("[", "]")),
        ("negations", deep("(not a and not ", "b", ")")),
        ("if none", deep("min(m) if none (", "b", ")")),
    ];
    for (name, text) in constructs {
        let work = move || {
            let started = std::time::Instant::now();
            let parsed = parse(SourceId(0), &text);
            (started.elapsed(), parsed.diagnostics.len())
        };
        let (taken, problems) =
            std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap();
        eprintln!("{name}: {taken:?}, {problems} problems");
        assert!(taken.as_millis() < 1000, "{name}: {taken:?}");
    }
}
