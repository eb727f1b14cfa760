//! Writes the table of the language's words for `syntax::keywords`.

use std::error::Error;
use std::fmt::Write as _;

use pest_meta::ast::Expr;
use pest_meta::parser;

const KINDS: [(&str, &str); 8] = [
    ("statement_", "Statement"),
    ("clause_", "Clause"),
    ("operator_", "Operator"),
    ("function_", "Function"),
    ("unit_", "Unit"),
    ("type_", "Type"),
    ("value_", "Value"),
    ("part_", "Part"),
];

/// Rust's text of the table.
pub fn table(grammar: &str) -> Result<String, Box<dyn Error>> {
    let pairs = parser::parse(parser::Rule::grammar_rules, grammar)?;
    let rules = parser::consume_rules(pairs).map_err(|errors| format!("{errors:?}"))?;
    let mut table = String::from(
        "/// Every word of the language, in the order of the grammar.\npub static KEYWORDS: &[Keyword] = &[\n",
    );
    let mut index = Vec::new();
    let mut count = 0usize;
    for rule in &rules {
        let Some((_, kind)) = KINDS.iter().find(|(prefix, _)| rule.name.starts_with(prefix)) else {
            continue;
        };
        let words = spellings(&rule.expr);
        let begun = rule.name.strip_prefix("clause_");
        let begun = begun.filter(|name| rules.iter().any(|rule| rule.name == *name));
        write_keyword(&mut table, &rule.name, begun, kind, &words)?;
        index.extend(words.into_iter().map(|word| (word, count)));
        count += 1;
    }
    index.sort();
    writeln!(table, "];\n\n/// Spellings in order, with the places of their words in [`KEYWORDS`].")?;
    writeln!(table, "static SPELLINGS: &[(&str, usize)] = &{index:?};")?;
    Ok(table)
}

fn write_keyword(
    table: &mut String,
    rule: &str,
    begun: Option<&str>,
    kind: &str,
    words: &[String],
) -> Result<(), Box<dyn Error>> {
    let begun = begun.map_or_else(|| "None".to_owned(), |name| format!("Some(Rule::{name})"));
    let en = words.iter().find(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
    let zh = words.iter().find(|word| word.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii()));
    writeln!(
        table,
        "    Keyword {{ rule: Rule::{rule}, begun: {begun}, kind: KeywordKind::{kind}, en: {en:?}, zh: {zh:?}, \
         spellings: &{words:?} }},"
    )?;
    Ok(())
}

/// What a keyword's rule can match. Look-aheads match nothing, a rule named in it is a gap between words.
fn spellings(expr: &Expr) -> Vec<String> {
    match expr {
        Expr::Str(text) => vec![text.clone()],
        Expr::Choice(left, right) => [spellings(left), spellings(right)].concat(),
        Expr::Seq(left, right) => {
            let right = spellings(right);
            spellings(left).iter().flat_map(|l| right.iter().map(move |r| format!("{l}{r}"))).collect()
        }
        Expr::Ident(name) if name == "GAP" => vec![" ".to_owned()],
        _ => vec![String::new()],
    }
}
