//! Parts of formulas as texts, and how they are put together.

use crate::decide::show;
use crate::diagnostic::Text;

/// How tightly the parts of a formula hold together, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    Choice,
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Atom,
}

/// A part of a formula.
pub(super) struct Piece {
    pub(super) text: Text,
    pub(super) binding: Binding,
}

pub(super) fn atom(text: Text) -> Piece {
    Piece { text, binding: Binding::Atom }
}

pub(super) fn ellipsis() -> Text {
    show::same("…")
}

pub(super) fn prefixed(en: &str, zh: &str, text: Text) -> Text {
    Text::new(format!("{en}{}", text.en), format!("{zh}{}", text.zh))
}

pub(super) fn join(texts: &[Text], en: &str, zh: &str) -> Text {
    let (all_en, all_zh): (Vec<_>, Vec<_>) =
        texts.iter().map(|text| (text.en.as_str(), text.zh.as_str())).unzip();
    Text::new(all_en.join(en), all_zh.join(zh))
}

pub(super) fn called(name: &Text, arguments: &[Text]) -> Text {
    let arguments = join(arguments, ", ", "，");
    Text::new(format!("{}({})", name.en, arguments.en), format!("{}（{}）", name.zh, arguments.zh))
}
