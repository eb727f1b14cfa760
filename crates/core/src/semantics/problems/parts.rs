//! Parts that a value does not have.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::Type;
use crate::semantics::Analysis;
use crate::semantics::problems::{text, with_suggestion};
use crate::semantics::show::type_text;
use crate::syntax::keywords::{self, KeywordKind};
use crate::syntax::tree::Name;

/// A part that benefits do not have.
pub fn no_part(name: &Name, benefit: &str) -> Diagnostic {
    let parts = || keywords::KEYWORDS.iter().filter(|keyword| keyword.kind == KeywordKind::Part);
    let en: Vec<&str> = parts().filter_map(|keyword| keyword.en).collect();
    let zh: Vec<&str> = parts().filter_map(|keyword| keyword.zh).collect();
    let problem = Diagnostic::error(
        Code::PartOfNothing,
        name.span,
        text(
            format!("the benefit `{benefit}` has no part `{}`", name.text),
            format!("待遇“{benefit}”没有“{}”这一部分", name.text),
        ),
    );
    problem.help(text(
        format!("the parts of a benefit are `{}`", en.join("`, `")),
        format!("待遇的各部分为：{}", zh.join("、")),
    ))
}

/// A part of a benefit that its clauses do not state.
pub fn part_not_written(name: &Name, benefit: &str) -> Diagnostic {
    Diagnostic::error(
        Code::PartOfNothing,
        name.span,
        text(
            format!("the benefit `{benefit}` does not say when that is"),
            format!("待遇“{benefit}”没有写明“{}”", name.text),
        ),
    )
    .help(text(format!("add a clause `{} …` to it", name.text), format!("请在该待遇中写明“{} …”", name.text)))
}

/// A part of something that has none.
pub fn part_of_plain_value(analysis: &Analysis<'_>, name: &Name, ty: Type) -> Diagnostic {
    let found = type_text(analysis, ty);
    Diagnostic::error(
        Code::PartOfNothing,
        name.span,
        text(
            format!("{} has no part `{}`", found.en, name.text),
            format!("{}没有“{}”这一部分", found.zh, name.text),
        ),
    )
}

/// A table of several results of which none is named.
pub fn several_results(span: Span, table: &str, results: &[String]) -> Diagnostic {
    let first = results.first().map_or("", String::as_str);
    Diagnostic::error(
        Code::PartOfNothing,
        span,
        text(
            format!("the table `{table}` has several results: {}", results.join(", ")),
            format!("表“{table}”有多项结果：{}", results.join("、")),
        ),
    )
    .help(text(
        format!("say which one: `{table}(…).{first}`"),
        format!("请写明取哪一项，如“{table}（…）.{first}”"),
    ))
}

/// A result that a table of several results does not have.
pub fn no_result(name: &Name, table: &str, results: &[String], near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::error(
        Code::PartOfNothing,
        name.span,
        text(
            format!("the table `{table}` has no result `{}`", name.text),
            format!("表“{table}”没有名为“{}”的结果", name.text),
        ),
    );
    match near {
        Some(_) => with_suggestion(problem, near),
        None => problem.help(text(
            format!("its results are {}", results.join(", ")),
            format!("可选：{}", results.join("、")),
        )),
    }
}
