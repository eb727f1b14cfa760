//! Writes the grammar as tables for `syntax::grammar::tables`, which walks them.

use std::error::Error;
use std::fmt::Write as _;

use pest_meta::ast::RuleType;
use pest_meta::optimizer::{OptimizedExpr as Expr, OptimizedRule, optimize};
use pest_meta::{parser, validator};

/// The rules of pest itself that the grammar uses, as parts.
const BUILT_IN: [(&str, &str); 5] = [
    ("ANY", "Part::Any"),
    ("SOI", "Part::Start"),
    ("EOI", "Part::End"),
    ("XID_START", "Part::Of(unicode::XID_START)"),
    ("XID_CONTINUE", "Part::Of(unicode::XID_CONTINUE)"),
];

/// Rust's text of the rules and their tables.
pub fn tables(grammar: &str) -> Result<String, Box<dyn Error>> {
    let pairs = parser::parse(parser::Rule::grammar_rules, grammar)?;
    validator::validate_pairs(pairs.clone()).map_err(|errors| format!("{errors:?}"))?;
    let rules = parser::consume_rules(pairs).map_err(|errors| format!("{errors:?}"))?;
    let rules = optimize(rules);
    let mut text = String::from(
        "/// The rules of the grammar.\n#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         #[cfg_attr(test, derive(Debug))]\n\
         #[allow(dead_code, non_camel_case_types, clippy::upper_case_acronyms)]\npub enum Rule {\n    EOI,\n",
    );
    for rule in &rules {
        writeln!(text, "    {},", rule.name)?;
    }
    text.push_str("}\n\n/// What each rule matches, in the order of [`Rule`] from the second on.\n");
    text.push_str("static RULES: &[(Kind, Part)] = &[\n");
    for rule in &rules {
        writeln!(text, "    (Kind::{}, {}),", kind(rule)?, part(&rule.expr, spaced(rule))?)?;
    }
    text.push_str("];\n");
    Ok(text)
}

fn kind(rule: &OptimizedRule) -> Result<&'static str, Box<dyn Error>> {
    if is_gap(rule) {
        return match rule.ty {
            RuleType::Silent => Ok("Gap"),
            _ => Err(format!("`{}` must be silent", rule.name).into()),
        };
    }
    Ok(match rule.ty {
        RuleType::Normal => "Normal",
        RuleType::Silent => "Silent",
        RuleType::Atomic => "Atomic",
        RuleType::CompoundAtomic => "CompoundAtomic",
        RuleType::NonAtomic => "NonAtomic",
    })
}

fn is_gap(rule: &OptimizedRule) -> bool {
    matches!(rule.name.as_str(), "WHITESPACE" | "COMMENT")
}

/// Whether gaps may stand between the parts of a rule; whether they do depends on the rules around it.
fn spaced(rule: &OptimizedRule) -> bool {
    !is_gap(rule) && !matches!(rule.ty, RuleType::Atomic | RuleType::CompoundAtomic)
}

fn part(expr: &Expr, spaced: bool) -> Result<String, Box<dyn Error>> {
    let one = |expr: &Expr| part(expr, spaced);
    Ok(match expr {
        Expr::Str(text) => format!("Part::Text({text:?})"),
        Expr::Range(from, to) => match (from.chars().next(), to.chars().next()) {
            (Some(from), Some(to)) => format!("Part::Range({from:?}, {to:?})"),
            _ => return Err("a range without an end".into()),
        },
        Expr::Ident(name) => match BUILT_IN.iter().find(|(built_in, _)| built_in == name) {
            Some((_, part)) => (*part).to_owned(),
            None => format!("Part::Rule(Rule::{name})"),
        },
        Expr::PosPred(ahead) => format!("Part::Ahead(true, &{})", one(ahead)?),
        Expr::NegPred(ahead) => format!("Part::Ahead(false, &{})", one(ahead)?),
        Expr::Opt(inner) => format!("Part::Optional(&{})", one(inner)?),
        Expr::Rep(inner) if spaced => format!("Part::SpacedRepeat(&{})", one(inner)?),
        Expr::Rep(inner) => format!("Part::Repeat(&{})", one(inner)?),
        Expr::Skip(strings) => format!("Part::Until(&{strings:?})"),
        Expr::Seq(..) => {
            let word = if spaced { "SpacedSequence" } else { "Sequence" };
            format!("Part::{word}(&[{}])", row(expr, spaced)?)
        }
        Expr::Choice(..) => format!("Part::Choice(&[{}])", row(expr, spaced)?),
        other => return Err(format!("the parser does not know `{other}`").into()),
    })
}

/// The parts of a sequence or of a choice, which nest to the right.
fn row(expr: &Expr, spaced: bool) -> Result<String, Box<dyn Error>> {
    let mut parts = Vec::new();
    let mut rest = expr;
    loop {
        rest = match (expr, rest) {
            (Expr::Seq(..), Expr::Seq(one, others)) | (Expr::Choice(..), Expr::Choice(one, others)) => {
                parts.push(part(one, spaced)?);
                others
            }
            (_, last) => {
                parts.push(part(last, spaced)?);
                return Ok(parts.join(", "));
            }
        };
    }
}
