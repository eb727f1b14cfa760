//! Every diagnostic code has its section in the reference of both languages, under its own number, name and titles.

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

/// The sections of the pages in a folder: the group of their page, their headings and what stands below these.
fn sections(folder: &str) -> Vec<(usize, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src").join(folder);
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
    sections
}

/// What the sections should be, their titles in these languages.
fn expected(first: Language, second: Language) -> Vec<(usize, String, String)> {
    let section = |code: &Code| {
        let group = code.number().get(2..3).unwrap().parse().unwrap();
        let heading = format!("{} {}", code.number(), code.name());
        (group, heading, format!("*{} · {}*", code.title(first), code.title(second)))
    };
    Code::ALL.iter().map(section).collect()
}

#[test]
fn every_code_has_its_section() {
    let (english, chinese) = (Language::English, Language::Chinese);
    assert_eq!(sections("reference/diagnostics"), expected(english, chinese));
    assert_eq!(sections("zh/reference/diagnostics"), expected(chinese, english));
}
