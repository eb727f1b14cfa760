//! Conditions and choices.

use super::Writer;
use super::piece::{Binding, Piece, atom, ellipsis, join};
use crate::decide::outcome::NoValue;
use crate::decide::words;
use crate::diagnostic::Text;
use crate::program::node::Choice;
use crate::program::{Node, NodeId, NodeKind, Type};
use crate::vocabulary::Comparison;

impl Writer<'_, '_> {
    /// Terms between `and` or `or`. Once the whole is known, terms that are not did not matter.
    pub(super) fn joined(
        &mut self,
        id: NodeId,
        terms: &[NodeId],
        binding: Binding,
        (en, zh): (&str, &str),
    ) -> Piece {
        let decided = self.evaluator.eval(id).is_ok();
        let mut texts = Vec::with_capacity(terms.len());
        for term in terms {
            texts.push(if decided && self.evaluator.eval(*term).is_err() {
                ellipsis()
            } else {
                // A formula with both words is only clear with parentheses.
                self.at(*term, Binding::Not)
            });
        }
        Piece { text: join(&texts, &format!(" {en} "), &format!(" {zh} ")), binding }
    }

    /// The arms as far as they were reached, with the values only of those that may apply.
    pub(super) fn choice(&mut self, arms: &[(NodeId, NodeId)], otherwise: NodeId) -> Piece {
        let mut text = Text::default();
        for (condition, value) in arms {
            let outcome = self.evaluator.bool(*condition);
            let condition = self.at(*condition, Binding::Or);
            let applies = outcome != Ok(false);
            let value = if applies { self.at(*value, Binding::Or) } else { ellipsis() };
            text.en.push_str(&format!("if {} then {}", condition.en, value.en));
            text.zh.push_str(&format!("若 {} 则 {}", condition.zh, value.zh));
            if matches!(outcome, Ok(true) | Err(NoValue::Fault(_))) {
                return Piece { text, binding: Binding::Choice };
            }
            text.en.push_str(" else ");
            text.zh.push_str(" 否则 ");
        }
        let otherwise = self.at(otherwise, Binding::Or);
        text.en.push_str(&otherwise.en);
        text.zh.push_str(&otherwise.zh);
        Piece { text, binding: Binding::Choice }
    }

    pub(super) fn compared(&mut self, id: NodeId, node: &Node) -> Piece {
        let decided = self.evaluator.eval(id).is_ok();
        let outer = std::mem::replace(&mut self.decided, decided);
        let piece = match &node.kind {
            NodeKind::Compare(comparison, left, right) => self.comparison(*comparison, *left, *right),
            NodeKind::Equal(left, right, negated) => self.equality(*left, *right, *negated),
            NodeKind::In(value, choices, negated) => self.membership(*value, choices, *negated),
            _ => atom(self.value(id)),
        };
        self.decided = outer;
        piece
    }

    fn comparison(&mut self, comparison: Comparison, left: NodeId, right: NodeId) -> Piece {
        let word = words::comparison(comparison, self.evaluator.plan.node(left).ty);
        self.between(left, &word, right)
    }

    fn equality(&mut self, left: NodeId, right: NodeId, negated: bool) -> Piece {
        let word = if negated { Text::new("is not", "不为") } else { Text::new("is", "为") };
        self.between(left, &word, right)
    }

    fn between(&mut self, left: NodeId, word: &Text, right: NodeId) -> Piece {
        let (left, right) = (self.at(left, Binding::Sum), self.at(right, Binding::Sum));
        let text = Text::new(
            format!("{} {} {}", left.en, word.en, right.en),
            format!("{} {} {}", left.zh, word.zh, right.zh),
        );
        Piece { text, binding: Binding::Comparison }
    }

    fn membership(&mut self, value: NodeId, choices: &[Choice], negated: bool) -> Piece {
        let ty = self.evaluator.plan.node(value).ty;
        let value = self.at(value, Binding::Sum);
        let mut texts = Vec::with_capacity(choices.len());
        for choice in choices {
            texts.push(self.alternative(choice, ty));
        }
        let all = join(&texts, ", ", "、");
        let (en, zh) = if negated { ("not in", "不属于") } else { ("in", "属于") };
        let text =
            Text::new(format!("{} {en} [{}]", value.en, all.en), format!("{} {zh}【{}】", value.zh, all.zh));
        Piece { text, binding: Binding::Comparison }
    }

    fn alternative(&mut self, choice: &Choice, ty: Type) -> Text {
        match choice {
            Choice::Value(node) => self.at(*node, Binding::Or),
            Choice::Within(bounds) => {
                let mut texts = Vec::with_capacity(bounds.len());
                for (comparison, limit) in bounds {
                    let (word, limit) = (words::comparison(*comparison, ty), self.at(*limit, Binding::Sum));
                    texts.push(Text::new(
                        format!("{} {}", word.en, limit.en),
                        format!("{} {}", word.zh, limit.zh),
                    ));
                }
                join(&texts, " and ", " 且 ")
            }
        }
    }

    pub(super) fn known(&mut self, value: NodeId, negated: bool) -> Piece {
        let value = self.at(value, Binding::Sum);
        let (en, zh) = if negated { ("is not known", "未知") } else { ("is known", "已知") };
        let text = Text::new(format!("{} {en}", value.en), format!("{} {zh}", value.zh));
        Piece { text, binding: Binding::Comparison }
    }
}
