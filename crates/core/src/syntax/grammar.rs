//! The parser of the grammar.
//!
//! Where time matters most it is the code that pest generates. In a browser, where that would be a quarter of all
//! that is loaded, it is the grammar as tables and a walk over them; a test holds the one to the other.

#[cfg(not(target_family = "wasm"))]
mod generated {
    #![allow(missing_docs, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, clippy::expect_used)]

    #[derive(pest_derive::Parser)]
    #[grammar = "../../grammar/huimin.pest"]
    pub struct Grammar;
}
#[cfg(any(test, target_family = "wasm"))]
mod tables;

#[cfg(not(target_family = "wasm"))]
pub use generated::{Grammar, Rule};
#[cfg(target_family = "wasm")]
pub use tables::{Grammar, Rule};

#[cfg(test)]
mod tests {
    use std::path::Path;

    use pest::Parser;

    use super::{generated, tables};

    /// What each parser makes of a text, or where it fails and what it would have taken.
    fn both(text: &str) -> [String; 2] {
        let told = |outcome: Result<String, String>| outcome.unwrap_or_else(|error| error);
        let first = generated::Grammar::parse(generated::Rule::whole_statement, text);
        let second = tables::Grammar::parse(tables::Rule::whole_statement, text);
        [
            told(first.map(|pairs| format!("{pairs:?}")).map_err(|error| format!("{error:?}"))),
            told(second.map(|pairs| format!("{pairs:?}")).map_err(|error| format!("{error:?}"))),
        ]
    }

    #[test]
    fn the_tables_parse_as_the_generated_code_does() {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        for name in ["nanchang-2023/nanchang-2023.huimin", "ningbo-2022/ningbo-2022.huimin"] {
            let text = std::fs::read_to_string(examples.join(name)).unwrap();
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let mut statements = 0;
            // From every line on, statements as far as they go, and texts that end too early.
            for start in 0..lines.len() {
                for length in [1, 2, 3, 5, 8, 13] {
                    let text: String = lines.iter().skip(start).take(length).copied().collect();
                    let [generated, tables] = both(&text);
                    assert_eq!(generated, tables, "{text}");
                    statements += usize::from(generated.starts_with("[Pair"));
                }
            }
            assert!(statements > 50, "{name}: {statements} statements");
        }
    }
}
