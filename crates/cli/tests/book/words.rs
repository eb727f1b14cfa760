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

/// The pages with tables of words, and how the columns are headed there.
pub const PAGES: [(&str, &str); 2] = [
    ("docs/src/reference/words.md", "| English | Chinese | also written |"),
    ("docs/src/zh/reference/words.md", "| 英文 | 中文 | 也可以写作 |"),
];

/// A page with what stands between `<!-- words: KIND -->` and `<!-- end -->` made anew.
pub fn with_tables(page: &str, head: &str) -> String {
    let shown = |keyword: &Keyword| KINDS.iter().any(|(kind, _)| *kind == keyword.kind);
    assert!(KEYWORDS.iter().all(shown), "the pages have no table of a new kind of words");
    let mut fresh = page.to_owned();
    for (kind, name) in KINDS {
        let (start, end) = (format!("<!-- words: {name} -->\n"), "<!-- end -->");
        let Some(from) = fresh.find(&start) else { panic!("the page has no table of {name}") };
        let from = from + start.len();
        let to = from + fresh[from..].find(end).expect("the table has an end");
        fresh.replace_range(from..to, &table(kind, head));
    }
    fresh
}

fn table(kind: KeywordKind, head: &str) -> String {
    let mut table = format!("\n{head}\n|---|---|---|\n");
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
