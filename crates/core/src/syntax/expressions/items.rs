//! Items of lists and cells, ranges, and roundings.

use super::infixes::comparison;
use crate::number::RoundMode;
use crate::syntax::grammar::Rule;
use crate::syntax::reader::{Node, Reader, children};
use crate::syntax::tree::{Comparison, Expr, Item, RangeBound, Rounding};

impl Reader<'_> {
    /// An item of a cell or a list, with the height of its highest expression.
    pub fn item(&self, node: &Node<'_>) -> (Item, u16) {
        let mut parts = node.clone().into_inner();
        let Some(first) = parts.next() else { return (Item::Any(self.span(node)), 0) };
        match first.as_rule() {
            Rule::whatever => (Item::Any(self.span(&first)), 0),
            Rule::bounds => {
                let (bounds, height) = self.bounds(&first);
                (Item::Bounds(bounds), height)
            }
            _ => self.value_item(&first, parts.next().map(|mark| mark.as_rule()), parts.next()),
        }
    }

    fn value_item(&self, first: &Node<'_>, mark: Option<Rule>, last: Option<Node<'_>>) -> (Item, u16) {
        let from = self.built(first);
        if let Some(last) = last {
            let to = self.built(&last);
            let height = from.height.max(to.height);
            let inclusive = mark == Some(Rule::up_to);
            return (Item::Between { from: from.expr, to: to.expr, inclusive }, height);
        }
        let Some(mark) = mark else { return (Item::Value(from.expr), from.height) };
        (Item::Bounds(vec![RangeBound { comparison: comparison(mark), limit: from.expr }]), from.height)
    }

    /// `at least 60%`, `60%以上`: what a target must or should reach.
    pub fn aimed(&self, node: &Node<'_>) -> Vec<RangeBound> {
        if node.as_rule() == Rule::bounds {
            return self.bounds(node).0;
        }
        let mut parts = node.clone().into_inner();
        let (Some(limit), Some(mark)) = (parts.next(), parts.next()) else { return Vec::new() };
        vec![RangeBound { comparison: comparison(mark.as_rule()), limit: self.literal(&limit) }]
    }

    /// Bounds in words, with the height of their highest expression.
    fn bounds(&self, node: &Node<'_>) -> (Vec<RangeBound>, u16) {
        let mut height = 0;
        let mut bounds = Vec::new();
        for bound in children(node, Rule::bound) {
            let mut parts = bound.into_inner();
            let (Some(word), Some(limit)) = (parts.next(), parts.next()) else { continue };
            let limit = self.built(&limit);
            height = height.max(limit.height);
            bounds.push(RangeBound { comparison: comparison(word.as_rule()), limit: limit.expr });
        }
        (bounds, height)
    }

    /// The bounds of `at least 0` or `1..9` after a type.
    pub fn range(&self, node: &Node<'_>) -> Vec<RangeBound> {
        let parts: Vec<Node<'_>> = node.clone().into_inner().collect();
        match parts.as_slice() {
            [word, limit] => {
                vec![RangeBound { comparison: comparison(word.as_rule()), limit: self.range_end(limit) }]
            }
            [from, mark, to] => {
                let inclusive = mark.as_rule() == Rule::up_to;
                let upper = if inclusive { Comparison::AtMost } else { Comparison::Below };
                vec![
                    RangeBound { comparison: Comparison::AtLeast, limit: self.range_end(from) },
                    RangeBound { comparison: upper, limit: self.range_end(to) },
                ]
            }
            _ => Vec::new(),
        }
    }

    /// A literal, or the name of a case.
    fn range_end(&self, node: &Node<'_>) -> Expr {
        if node.as_rule() == Rule::name { self.scalar(node) } else { self.signed(node) }
    }

    /// `half up to 1 yuan`
    pub fn rounding(&self, node: &Node<'_>) -> Rounding {
        let mut parts = node.clone().into_inner();
        let mode = match parts.next().map(|word| word.as_rule()) {
            Some(Rule::clause_up_to) => RoundMode::Up,
            Some(Rule::clause_down_to) => RoundMode::Down,
            Some(Rule::clause_half_even_to) => RoundMode::HalfEven,
            _ => RoundMode::HalfUp,
        };
        let step = parts.next().map_or_else(|| self.unknown(node), |step| self.signed(&step));
        Rounding { mode, step: Box::new(step), span: self.span(node) }
    }
}
