//! Every diagnostic code has its section in the reference, under its own number, name and titles.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use huimin::diagnostic::{Code, Language};

/// The pages of the reference, with the groups of numbers they explain.
const PAGES: [(usize, &str); 10] = [
    (0, "text"),
    (1, "names"),
    (2, "types"),
    (3, "proofs"),
    (4, "tests"),
    (5, "cases"),
    (6, "layers"),
    (7, "between"),
    (8, "checks"),
    (9, "months"),
];

#[test]
fn every_code_has_its_section() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/reference/diagnostics");
    let mut sections = Vec::new();
    for (group, page) in PAGES {
        let text = fs::read_to_string(folder.join(format!("{page}.md"))).unwrap();
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        while let Some(line) = lines.next() {
            if let Some(heading) = line.strip_prefix("## ") {
                sections.push((group, heading.to_owned(), lines.next().unwrap_or("").to_owned()));
            }
        }
    }
    let expected: Vec<_> = Code::ALL
        .iter()
        .map(|code| {
            let group = code.number().get(2..3).unwrap().parse().unwrap();
            let heading = format!("{} {}", code.number(), code.name());
            let titles = format!("*{} · {}*", code.title(Language::English), code.title(Language::Chinese));
            (group, heading, titles)
        })
        .collect();
    assert_eq!(sections, expected);
}
