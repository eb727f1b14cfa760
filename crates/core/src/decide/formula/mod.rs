//! Writes a formula with the figures put in, and notes what it rests on.
//!
//! The nodes are walked in the scope in which they were evaluated. What is remembered of derived values
//! is read again; only what lies between them is evaluated once more.

mod arithmetic;
mod conditions;
mod figures;
mod leaf;
mod lists;
mod piece;
mod references;

pub(super) use self::arithmetic::plain;
pub(super) use self::leaf::{Called, Leaf, Looked};
use self::piece::{Binding, Piece, atom, ellipsis, prefixed};
use super::evaluate::Evaluator;
use super::outcome::Outcome;
use super::show;
use crate::diagnostic::Text;
use crate::program::{Node, NodeId, NodeKind, Type};
use crate::vocabulary::Aggregate;

/// How deep a formula is written out. What is nested deeper is written as its value.
const DEEPEST: u32 = 40;

/// The most parts of one formula that are written.
const MOST_PIECES: u32 = 2_000;

/// Writes formulas.
pub(super) struct Writer<'e, 'a> {
    evaluator: &'e mut Evaluator<'a>,
    leaves: Vec<Leaf>,
    depth: u32,
    /// How many parts may still be written.
    left: u32,
    /// Whether something was left out.
    cut: bool,
    /// Whether what is being written stands in a comparison that is decided; what is sure of unknown numbers
    /// decided it.
    decided: bool,
}

/// A formula with its figures, and what it rests on.
pub(super) struct Written {
    pub(super) figures: Text,
    pub(super) leaves: Vec<Leaf>,
    pub(super) cut: bool,
}

/// Writes the formula of a node in the scope that is entered. `pieces` bounds how much is written, and
/// counts down.
pub(super) fn write(evaluator: &mut Evaluator<'_>, node: NodeId, pieces: &mut u32) -> Written {
    let most = MOST_PIECES.min(*pieces);
    let mut writer =
        Writer { evaluator, leaves: Vec::new(), depth: 0, left: most, cut: false, decided: false };
    let figures = writer.at(node, Binding::Choice);
    *pieces -= most - writer.left;
    Written { figures, leaves: writer.leaves, cut: writer.cut }
}

impl<'a> Writer<'_, 'a> {
    /// A node as part of something that binds so tightly.
    fn at(&mut self, id: NodeId, around: Binding) -> Text {
        let piece = self.piece(id);
        if piece.binding >= around {
            return piece.text;
        }
        Text::new(format!("({})", piece.text.en), format!("（{}）", piece.text.zh))
    }

    fn piece(&mut self, id: NodeId) -> Piece {
        if self.left == 0 || self.depth >= DEEPEST {
            self.cut = true;
            return atom(if self.left == 0 { ellipsis() } else { self.value(id) });
        }
        self.left -= 1;
        self.depth += 1;
        let node = self.evaluator.plan.node(id);
        let piece = match &node.kind {
            NodeKind::And(terms) => self.joined(id, terms, Binding::And, ("and", "且")),
            NodeKind::Or(terms) => self.joined(id, terms, Binding::Or, ("or", "或")),
            NodeKind::Not(inner) => {
                let inner = self.at(*inner, Binding::Not);
                Piece { text: prefixed("not ", "非 ", inner), binding: Binding::Not }
            }
            NodeKind::If(arms, otherwise) => self.choice(arms, *otherwise),
            NodeKind::Compare(..) | NodeKind::Equal(..) | NodeKind::In(..) => self.compared(id, node),
            NodeKind::IsKnown(value, negated) => self.known(*value, *negated),
            NodeKind::Sum(terms) => self.terms(terms, Binding::Sum, ["+", "-"]),
            NodeKind::Product(factors) => self.terms(factors, Binding::Product, ["×", "÷"]),
            NodeKind::Shift { base, by, back } => {
                self.terms(&[(false, *base), (*back, *by)], Binding::Sum, ["+", "-"])
            }
            NodeKind::Distance(to, from) => {
                self.terms(&[(false, *to), (true, *from)], Binding::Sum, ["+", "-"])
            }
            NodeKind::Negate(inner) => {
                let inner = self.at(*inner, Binding::Product);
                Piece { text: prefixed("-", "-", inner), binding: Binding::Product }
            }
            NodeKind::Aggregate { function, list, body, .. } => self.aggregate(id, *function, *list, *body),
            _ => atom(self.atom(id, node)),
        };
        self.depth -= 1;
        piece
    }

    fn atom(&mut self, id: NodeId, node: &'a Node) -> Text {
        match &node.kind {
            NodeKind::Fact(place, field) => self.fact(id, *place, *field),
            NodeKind::Members(place, field) => self.list_of(id, *place, *field),
            NodeKind::Derived(place, value) => self.derived(id, *place, *value),
            NodeKind::Part(place, value, part) => self.part(id, *place, *value, *part),
            NodeKind::Local(index) => self.local(id, *index),
            NodeKind::Through { element, body } => self.through(*element, *body),
            NodeKind::Only(list) => {
                self.rests_on(*list);
                self.value(id)
            }
            NodeKind::Where { list, condition: body }
            | NodeKind::Flatten { list, body }
            | NodeKind::Rank { list, key: body, .. } => {
                self.rests_on(*list);
                self.each(*list, *body);
                self.value(id)
            }
            NodeKind::Lowest(values) => self.extreme(id, Aggregate::Min, values),
            NodeKind::Highest(values) => self.extreme(id, Aggregate::Max, values),
            NodeKind::Parameter { parameter, .. }
            | NodeKind::Figure(parameter, _)
            | NodeKind::Figures { parameter, .. } => self.figure(id, node, *parameter),
            NodeKind::Table { .. } => self.table(id, node),
            NodeKind::Call { function, of, arguments } => self.call(id, *function, *of, arguments),
            NodeKind::Round(value, mode, step) => self.rounded(*value, *mode, *step),
            NodeKind::Builtin(function, arguments) => self.builtin(id, *function, arguments),
            _ => self.value(id),
        }
    }

    // Values.

    /// Notes what a node rests on without writing it.
    fn rests_on(&mut self, node: NodeId) {
        self.piece(node);
    }

    fn value(&mut self, id: NodeId) -> Text {
        let outcome = self.evaluator.eval(id);
        self.shown(id, &outcome)
    }

    fn shown(&self, id: NodeId, outcome: &Outcome) -> Text {
        let ty = self.evaluator.plan.node(id).ty;
        let show = if self.decided { show::as_far_as_known } else { show::outcome };
        show(self.evaluator.program, self.evaluator.case, ty, outcome)
    }

    /// A value: a quantity as it is, anything else behind what it is the value of.
    fn titled(&mut self, id: NodeId, title: &Text) -> Text {
        let ty = self.evaluator.plan.node(id).ty;
        let outcome = self.evaluator.eval(id);
        let value = self.shown(id, &outcome);
        let speaks = ty.is_numeric() || matches!(ty, Type::Date | Type::Month | Type::List(_));
        if outcome.is_ok() && speaks {
            return value;
        }
        Text::new(format!("{} ({})", title.en, value.en), format!("{}（{}）", title.zh, value.zh))
    }
}
