//! Sums, products, and functions of numbers and dates.

use super::Writer;
use super::piece::{Binding, Piece, called};
use crate::decide::{show, words};
use crate::diagnostic::Text;
use crate::number::{Rational, RoundMode};
use crate::program::{NodeId, Type, Value};
use crate::vocabulary::{Aggregate, Builtin};

impl Writer<'_, '_> {
    /// Terms or factors; those marked are taken away or divide.
    pub(super) fn terms(&mut self, terms: &[(bool, NodeId)], binding: Binding, signs: [&str; 2]) -> Piece {
        let tighter = if binding == Binding::Sum { Binding::Product } else { Binding::Atom };
        let mut text = Text::default();
        for (position, (marked, term)) in terms.iter().enumerate() {
            let term = self.at(*term, if *marked { tighter } else { binding });
            let [plain, inverse] = signs;
            let sign = if *marked { inverse } else { plain };
            let sign = match (position, *marked) {
                (0, false) => String::new(),
                (0, true) => sign.to_owned(),
                _ => format!(" {sign} "),
            };
            text.en.push_str(&format!("{sign}{}", term.en));
            text.zh.push_str(&format!("{sign}{}", term.zh));
        }
        Piece { text, binding }
    }

    pub(super) fn rounded(&mut self, value: NodeId, mode: RoundMode, step: Rational) -> Text {
        let ty = self.evaluator.plan.node(value).ty;
        let step = show::value(self.evaluator.program, plain(ty), &Value::Number(step));
        let (value, how) = (self.at(value, Binding::Choice), words::rounding(mode, &step));
        Text::new(format!("round({}, {})", value.en, how.en), format!("取整（{}，{}）", value.zh, how.zh))
    }

    /// A function of dates within a formula is written with its value, any other with its arguments.
    pub(super) fn builtin(&mut self, id: NodeId, function: Builtin, arguments: &[NodeId]) -> Text {
        let name = words::builtin(function);
        let written = self.call_of(&name, arguments);
        let of_numbers = matches!(function, Builtin::Clamp | Builtin::Monthly | Builtin::Yearly);
        match self.evaluator.eval(id) {
            // The value of the whole formula is told already.
            Ok(_) if !of_numbers && self.depth > 1 => {
                let value = self.value(id);
                Text::new(format!("{} {}", name.en, value.en), format!("{} {}", name.zh, value.zh))
            }
            _ => written,
        }
    }

    /// The lowest or highest of values; what is sure of unknown ones may be all that matters.
    pub(super) fn extreme(&mut self, id: NodeId, function: Aggregate, values: &[NodeId]) -> Text {
        let decided = self.decided || self.evaluator.eval(id).is_ok();
        let outer = std::mem::replace(&mut self.decided, decided);
        let text = self.call_of(&words::aggregate(function), values);
        self.decided = outer;
        text
    }

    fn call_of(&mut self, name: &Text, arguments: &[NodeId]) -> Text {
        let mut texts = Vec::with_capacity(arguments.len());
        for argument in arguments {
            texts.push(self.at(*argument, Binding::Choice));
        }
        called(name, &texts)
    }
}

/// The type of a step of a type: money without its period.
pub(in crate::decide) fn plain(ty: Type) -> Type {
    match ty {
        Type::Money(_) => Type::Money(None),
        other => other,
    }
}
