//! Operands: names, literals, calls and what stands in brackets.

use super::Built;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords;
use crate::syntax::problems;
use crate::syntax::reader::{Node, Reader, child, each};
use crate::syntax::tree::{Aggregate, Builtin, Expr, ExprKind};

impl Reader<'_> {
    pub(super) fn primary(&self, node: &Node<'_>) -> Built {
        let leaf = |kind| Built::leaf(Expr { kind, span: self.span(node) });
        match node.as_rule() {
            Rule::paren => self.paren(node),
            Rule::reference => self.reference(node),
            Rule::aggregate => self.aggregate(node),
            Rule::builtin => self.builtin(node),
            Rule::rounded => self.rounded(node),
            Rule::rank => self.rank(node),
            Rule::only => self.only(node),
            Rule::value_yes => leaf(ExprKind::Bool(true)),
            Rule::value_no => leaf(ExprKind::Bool(false)),
            Rule::value_unknown => leaf(ExprKind::Unknown),
            Rule::value_as_of => leaf(ExprKind::AsOf),
            _ => Built::leaf(self.literal(node)),
        }
    }

    fn paren(&self, node: &Node<'_>) -> Built {
        match child(node, Rule::expr) {
            Some(inner) => {
                let built = self.built(&inner);
                // The brackets belong to the place, so that what is quoted can be read by itself.
                let expr = Expr { kind: built.expr.kind, span: self.span(node) };
                Built { expr, height: built.height, closed: true, mixed: false }
            }
            None => self.nothing(node),
        }
    }

    fn reference(&self, node: &Node<'_>) -> Built {
        let name = self.name_in(node);
        let span = self.span(node);
        match child(node, Rule::arguments) {
            None => Built::leaf(Expr { kind: ExprKind::Name(name.text), span }),
            Some(list) => {
                let (arguments, height) = self.arguments(&list);
                self.made(ExprKind::Call { name, arguments, if_none: None }, span, height)
            }
        }
    }

    fn arguments(&self, node: &Node<'_>) -> (Vec<Expr>, u16) {
        let built: Vec<Built> = each(node, Rule::expr, |argument| self.built(argument));
        let height = built.iter().map(|argument| argument.height).max().unwrap_or(0);
        (built.into_iter().map(|argument| argument.expr).collect(), height)
    }

    /// The function's word and its arguments.
    fn called(&self, node: &Node<'_>) -> (Option<Rule>, Vec<Expr>, u16) {
        let word = node.clone().into_inner().next().map(|word| word.as_rule());
        let (arguments, height) =
            child(node, Rule::arguments).map(|list| self.arguments(&list)).unwrap_or_default();
        (word, arguments, height)
    }

    fn aggregate(&self, node: &Node<'_>) -> Built {
        let (word, arguments, height) = self.called(node);
        let known = keywords::AGGREGATES.iter().find(|(rule, _)| Some(*rule) == word);
        let function = known.map_or(Aggregate::Sum, |(_, function)| *function);
        self.made(ExprKind::Aggregate { function, arguments, if_none: None }, self.span(node), height)
    }

    fn builtin(&self, node: &Node<'_>) -> Built {
        let (word, arguments, height) = self.called(node);
        let known = keywords::BUILTINS.iter().find(|(rule, _)| Some(*rule) == word);
        let function = known.map_or(Builtin::Clamp, |(_, function)| *function);
        self.made(ExprKind::Builtin { function, arguments }, self.span(node), height)
    }

    fn only(&self, node: &Node<'_>) -> Built {
        let (_, mut arguments, height) = self.called(node);
        let list = arguments.pop();
        match list {
            Some(list) if arguments.is_empty() => {
                self.made(ExprKind::Only(Box::new(list)), self.span(node), height)
            }
            _ => {
                self.report(problems::only_one_argument(self.span(node)));
                self.nothing(node)
            }
        }
    }

    fn rounded(&self, node: &Node<'_>) -> Built {
        let Some(list) = child(node, Rule::rounded_arguments) else { return self.nothing(node) };
        let (Some(value), Some(rounding)) = (child(&list, Rule::expr), child(&list, Rule::rounding)) else {
            return self.nothing(node);
        };
        let value = self.built(&value);
        let kind = ExprKind::Round { value: Box::new(value.expr), rounding: self.rounding(&rounding) };
        self.made(kind, self.span(node), value.height.max(1))
    }

    fn rank(&self, node: &Node<'_>) -> Built {
        let Some(list) = child(node, Rule::rank_arguments) else { return self.nothing(node) };
        let highest_first = child(&list, Rule::clause_highest_first).is_some();
        let (mut arguments, height) = self.arguments(&list);
        let (Some(list), Some(key)) = (arguments.pop(), arguments.pop()) else { return self.nothing(node) };
        let kind = ExprKind::Rank { key: Box::new(key), list: Box::new(list), highest_first };
        self.made(kind, self.span(node), height)
    }
}
