//! The tables of the language's words, made from the grammar.

use std::fmt::Write as _;

use huimin::syntax::keywords::{KEYWORDS, Keyword, KeywordKind};

const KINDS: [(KeywordKind, &str); 8] = [
    (KeywordKind::Statement, "statements"),
    (KeywordKind::Clause, "clauses"),
    (KeywordKind::Type, "types"),
    (KeywordKind::Operator, "operators"),
    (KeywordKind::Value, "values"),
    (KeywordKind::Function, "functions"),
    (KeywordKind::Part, "parts"),
    (KeywordKind::Unit, "units"),
];

/// A page with what stands between `<!-- words: KIND -->` and `<!-- end -->` made anew.
pub fn with_tables(page: &str) -> String {
    let shown = |keyword: &Keyword| KINDS.iter().any(|(kind, _)| *kind == keyword.kind);
    assert!(KEYWORDS.iter().all(shown), "words.md has no table of a new kind of words");
    let mut fresh = page.to_owned();
    for (kind, name) in KINDS {
        let (start, end) = (format!("<!-- words: {name} -->\n"), "<!-- end -->");
        let Some(from) = fresh.find(&start) else { panic!("words.md has no table of {name}") };
        let from = from + start.len();
        let to = from + fresh[from..].find(end).expect("the table has an end");
        fresh.replace_range(from..to, &table(kind));
    }
    fresh
}

fn table(kind: KeywordKind) -> String {
    let mut table = String::from("\n| English | Chinese | also written |\n|---|---|---|\n");
    for keyword in KEYWORDS.iter().filter(|keyword| keyword.kind == kind) {
        let _ = writeln!(table, "| {} | {} | {} |", code(keyword.en), code(keyword.zh), others(keyword));
    }
    table.push('\n');
    table
}

fn others(keyword: &Keyword) -> String {
    let canonical = [keyword.en, keyword.zh];
    let others = keyword.spellings.iter().filter(|spelling| !canonical.contains(&Some(**spelling)));
    others.map(|spelling| code(Some(spelling))).collect::<Vec<_>>().join(" ")
}

fn code(word: Option<&str>) -> String {
    word.map(|word| format!("`{word}`")).unwrap_or_default()
}
