//! Nothing that can be written makes the parser panic, hang or lose its place.

use proptest::prelude::*;

use super::*;

/// Places in the text and what to put there.
fn mutated(text: &str, changes: &[(usize, usize, String)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (at, length, replacement) in changes {
        let start = at % (characters.len() + 1);
        let end = (start + length).min(characters.len());
        characters.splice(start..end, replacement.chars());
    }
    characters.into_iter().collect()
}

/// A word or sign of the language, or something near it.
pub(in super::super) fn token() -> impl Strategy<Value = String> {
    let words: Vec<String> = keywords::KEYWORDS
        .iter()
        .flat_map(|keyword| keyword.spellings)
        .map(|word| (*word).to_owned())
        .collect();
    prop_oneof![
        4 => prop::sample::select(words),
        3 => prop::sample::select(vec![
            "{", "}", "(", ")", "[", "]", "：", ":", "，", ",", "、", "=", "=>", "|", "..", "..<", ".", "+", "-",
            "*", "/", "\n", "\n", "# 注", "\"文\"", "“文”", "\"", "“", "％", "@", "；",
        ])
        .prop_map(str::to_owned),
        3 => prop::sample::select(vec![
            "a", "人数", "低保标准", "5", "915元", "2023-01-01", "2023年1月1日", "2023-1-1", "1.4万元/年", "6个月", "5人",
        ])
        .prop_map(str::to_owned),
        1 => "\\PC{0,3}",
    ]
}

pub(in super::super) fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec((token(), prop::sample::select(vec!["", " ", " ", "\n"])), 0..60)
        .prop_map(|tokens| tokens.into_iter().map(|(token, gap)| token + gap).collect())
}

/// Reads a text; every problem has its place in the text.
fn survives(text: &str) {
    let parsed = parse(SourceId(0), text);
    if parsed.diagnostics.is_empty() {
        let lexemes = scan(text, DEEPEST_NESTING).ok().unwrap();
        assert_eq!(parsed.file.statements.len(), cut(text, &lexemes).len(), "{text:?}");
    }
    for problem in &parsed.diagnostics {
        let span = problem.span().unwrap();
        assert!(text.get(span.range()).is_some(), "{text:?}: {problem:?}");
        assert!(!problem.message.en.is_empty() && !problem.message.zh.is_empty());
    }
}

proptest! {
    #[test]
    fn mutated_policies(
        english: bool,
        changes in prop::collection::vec((0usize..4000, 0usize..12, token()), 1..6),
    ) {
        survives(&mutated(if english { ENGLISH } else { CHINESE }, &changes));
    }

    #[test]
    fn soups_of_keywords(text in soup()) {
        survives(&text);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let parsed = parse_bytes(SourceId(0), &bytes);
        prop_assert!(parsed.diagnostics.len() <= MOST_PROBLEMS);
        survives(&String::from_utf8_lossy(&bytes));
    }
}
