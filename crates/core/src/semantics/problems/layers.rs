//! Files that do not fit together, and amendments.

use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::semantics::problems::text;

/// Two `policy` statements of one layer.
pub fn second_policy(span: Span, earlier: Span) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, span, text("a second `policy` statement", "又写了一条“政策”语句"))
        .label(earlier, text("the first one", "第一条在此"))
}

/// Two files with different currencies.
pub fn other_currency(span: Span, code: &str, earlier: Span, known: &str) -> Diagnostic {
    Diagnostic::error(
        Code::CurrencyMismatch,
        span,
        text(format!("this file is in `{code}`"), format!("此文件的货币为“{code}”")),
    )
    .label(earlier, text(format!("this one is in `{known}`"), format!("此处的货币为“{known}”")))
    .help(text("all files of a policy are in one currency", "同一政策的各文件应使用同一货币"))
}

/// What can be amended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amendable {
    Parameter,
    Define,
    Tier,
    Benefit,
    Table,
    Entity,
}

impl Amendable {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Parameter => ("parameter", "参数"),
            Self::Define => ("define", "定义"),
            Self::Tier => ("tier", "认定"),
            Self::Benefit => ("benefit", "待遇"),
            Self::Table => ("table", "表"),
            Self::Entity => ("entity", "对象"),
        }
    }
}

/// What to do about an amendment in a file that uses none.
pub fn use_it_first() -> Text {
    text(
        "take in the file that declares it: `use \"national.huimin\"`",
        "请先引用声明它的文件，如“引用 “全国.huimin””",
    )
}

/// An amendment of something that no file declares.
pub fn unknown_amended(span: Span, name: &str, kind: Amendable, suggestion: Option<&str>) -> Diagnostic {
    let (en, zh) = match kind {
        Amendable::Define => ("definition", "定义"),
        kind => kind.words(),
    };
    let problem = Diagnostic::error(
        Code::UnknownAmended,
        span,
        text(format!("there is no {en} `{name}` to amend"), format!("没有可修订的{zh}“{name}”")),
    );
    super::with_suggestion(problem, suggestion)
}

/// An amendment as another kind of statement than it is.
pub fn amended_kind(span: Span, name: &str, place: Span, kind: Option<Amendable>) -> Diagnostic {
    let problem = Diagnostic::error(
        Code::AmendedKind,
        span,
        text(format!("`{name}` is something else"), format!("“{name}”不是这一种")),
    )
    .label(place, text("declared here", "声明在此"));
    match kind {
        Some(kind) => {
            let (en, zh) = kind.words();
            problem.help(text(format!("write `amend {en} {name}`"), format!("请写“修订 {zh} {name}”")))
        }
        None => problem.help(text("this cannot be amended", "此项不能修订")),
    }
}

/// An amendment outside the `for` block of the entity that it is about.
pub fn amended_elsewhere(span: Span, name: &str, owner: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AmendedKind,
        span,
        text(format!("`{name}` belongs to `{owner}`"), format!("“{name}”属于“{owner}”")),
    )
    .label(place, text("declared here", "声明在此"))
    .help(text(format!("amend it inside `for {owner} {{ … }}`"), format!("请写在“对 {owner} {{ … }}”之内")))
}

/// An amendment of something that stands in the same file, or in one that is not used.
pub fn amended_here(span: Span, name: &str, place: Span, same: bool) -> Diagnostic {
    let problem = Diagnostic::error(
        Code::AmendedHere,
        span,
        text(
            format!("`{name}` is not declared in a file that this one uses"),
            format!("“{name}”不是在本文件所引用的文件中声明的"),
        ),
    )
    .label(place, text("declared here", "声明在此"));
    if same {
        problem.help(text("change it where it is declared", "请直接改动声明之处"))
    } else {
        problem.help(text("`use` that file", "请引用该文件"))
    }
}

/// Two amendments of the same, in one file or in files of which neither uses the other.
pub fn conflicting(span: Span, name: &str, earlier: Span) -> Diagnostic {
    if span.source == earlier.source {
        let message = text(format!("`{name}` is amended twice"), format!("“{name}”作了两次修订"));
        return Diagnostic::error(Code::ConflictingAmendments, span, message)
            .label(earlier, text("the other amendment", "另一处修订在此"))
            .help(text("leave one of them out", "请删去其中一处"));
    }
    Diagnostic::error(
        Code::ConflictingAmendments,
        span,
        text(
            format!("`{name}` is amended here and in another file, and neither uses the other"),
            format!("“{name}”在此处和另一文件中都作了修订，而两个文件互不引用"),
        ),
    )
    .label(earlier, text("the other amendment", "另一处修订在此"))
    .help(text(
        "leave one of them out, or let the file that is to prevail use the other",
        "请删去其中一处，或由应优先适用的文件引用另一文件",
    ))
}

/// An arm for a case that the tier has not.
pub fn added_arm(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnknownCase,
        span,
        text(format!("there is no arm for `{name}` to amend"), format!("没有可修订的“{name}”一项")),
    )
    .help(text("to add a case, write all arms, with `otherwise`", "如需增加一项，请写出全部各项和“否则”"))
}
