//! Exclusives that cannot be carried out.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::semantics::problems::text;
use crate::syntax::tree::Name;

/// A name in an exclusive that means something other than a benefit.
pub fn not_a_benefit(name: &Name, declared: Span) -> Diagnostic {
    Diagnostic::error(
        Code::NotABenefit,
        name.span,
        text(format!("`{}` is not a benefit", name.text), format!("“{}”不是待遇", name.text)),
    )
    .label(declared, text("declared here", "在此声明"))
}

/// A benefit of another entity than the exclusive's.
pub fn benefit_of_another(name: &Name, declared: Span, own: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotABenefit,
        name.span,
        text(
            format!("`{}` is a benefit of `{other}`, and this exclusive is for `{own}`", name.text),
            format!("“{}”是“{other}”的待遇，而此择一属于“{own}”", name.text),
        ),
    )
    .label(declared, text("declared here", "在此声明"))
    .help(text(
        "an exclusive is of the benefits of one entity: put it in the `for` block of that entity",
        "择一只在同一对象的待遇之间进行，请写在该对象的“对”之中",
    ))
}

/// A benefit that stands twice in one exclusive.
pub fn benefit_twice(name: &Name, earlier: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BenefitTwice,
        name.span,
        text(format!("`{}` is listed twice", name.text), format!("“{}”重复列出", name.text)),
    )
    .label(earlier, text("listed here first", "首次列出之处"))
}

/// An exclusive with one benefit only.
pub fn one_benefit(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::TooFewBenefits,
        name.span,
        text(
            format!("`{}` has only one benefit, which nothing excludes", name.text),
            format!("“{}”只有一项待遇，无从择一", name.text),
        ),
    )
    .help(text("list the benefits that do not stack", "请列出不能同时享受的各项待遇"))
}

/// An exclusive with more benefits than can be compared.
pub fn too_many_benefits(name: &Name, most: usize) -> Diagnostic {
    Diagnostic::error(
        Code::TooLargeAfterInlining,
        name.span,
        text(
            format!("`{}` has more than {most} benefits", name.text),
            format!("“{}”的待遇超过{most}项", name.text),
        ),
    )
}

/// Two benefits between which two exclusives decide.
pub fn pair_twice(span: Span, earlier: Span, one: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        Code::ContradictoryExclusives,
        span,
        text(
            format!("another exclusive already decides between `{one}` and `{other}`"),
            format!("“{one}”与“{other}”之间已由另一项择一决定"),
        ),
    )
    .label(earlier, text("the other one", "另一项在此"))
    .help(text("keep one of the two, or join them into one", "请保留其中一项，或合并为一项"))
}

/// Exclusives of which each waits for another.
pub fn ring(places: &[(String, Span)]) -> Option<Diagnostic> {
    let ((first, span), others) = places.split_first()?;
    let names = |mark: &str, start: &str, end: &str| {
        let all = places.iter().map(|(name, _)| name).chain([first]);
        all.map(|name| format!("{start}{name}{end}")).collect::<Vec<_>>().join(mark)
    };
    let mut problem = Diagnostic::error(
        Code::ContradictoryExclusives,
        *span,
        text(
            format!("these exclusives decide about one another in a circle: {}", names(" → ", "`", "`")),
            format!("各项择一循环相互决定：{}", names(" → ", "“", "”")),
        ),
    );
    for (_, place) in others.iter().take(10) {
        problem = problem.label(*place, text("and this one", "以及此项"));
    }
    Some(problem.help(text(
        "put the benefits into one exclusive, or break the circle",
        "请把这些待遇写在同一项择一中，或打破循环",
    )))
}
