//! The words of the language as JSON, for editors: those of the grammar, each with its kind and spellings.

use std::fs;
use std::path::Path;

use huimin::syntax::keywords::{KEYWORDS, Keyword, KeywordKind};
use serde_json::{Value, json};

use crate::Failure;

/// Writes the table.
pub fn run(to: &Path) -> Result<(), Failure> {
    let words: Vec<_> = KEYWORDS.iter().map(word).collect();
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(to, serde_json::to_string_pretty(&words)?)?)
}

fn word(keyword: &Keyword) -> Value {
    json!({ "kind": kind(keyword.kind), "spellings": keyword.spellings })
}

fn kind(kind: KeywordKind) -> &'static str {
    match kind {
        KeywordKind::Statement => "statement",
        KeywordKind::Clause => "clause",
        KeywordKind::Operator => "operator",
        KeywordKind::Function => "function",
        KeywordKind::Unit => "unit",
        KeywordKind::Type => "type",
        KeywordKind::Value => "value",
        KeywordKind::Part => "part",
    }
}
