//! Numbers as steps.

use super::{Any, DEEPEST, Flattener, Label, Place, ROOT};
use crate::number::RoundMode;
use crate::untraced::linear::{Operator, Pair, Register, Step};
use crate::untraced::op::{Kept, Number, NumberId, TruthId};
use crate::untraced::ratio::Ratio;

/// The registers of a number: numerator, and denominator where it may be a fraction.
pub type Digits = (Register, Option<Register>);

impl Flattener<'_> {
    pub fn number(&mut self, id: NumberId) -> Option<Digits> {
        let code = self.code;
        let op = code.numbers.get(id.0 as usize)?;
        if let Number::Keep(Kept { at: ROOT, .. }, body) = op
            && self.depth <= DEEPEST
        {
            return self.deeper(|to| to.number(*body));
        }
        let place = self.once(Any::Number(id), |to| {
            let (numerator, denominator) = to.number_op(op, id)?;
            Some(Place::Number(numerator, denominator))
        })?;
        match place {
            Place::Number(numerator, denominator) => Some((numerator, denominator)),
            _ => None,
        }
    }

    pub fn pair(&mut self, (numerator, denominator): Digits) -> Option<Pair> {
        let denominator = match denominator {
            Some(denominator) => denominator,
            None => self.constant(1)?,
        };
        Some(Pair { numerator, denominator })
    }

    fn new_pair(&mut self) -> Option<Pair> {
        Some(Pair { numerator: self.register()?, denominator: self.register()? })
    }

    fn number_op(&mut self, op: &Number, id: NumberId) -> Option<Digits> {
        if self.depth > DEEPEST {
            return self.walked_number(op, id);
        }
        match op {
            Number::Constant(ratio) if ratio.is_gone() => self.given_up().map(|register| (register, None)),
            Number::Constant(Ratio { numerator, denominator: 1 }) => Some((self.constant(*numerator)?, None)),
            Number::Constant(Ratio { numerator, denominator }) => {
                Some((self.constant(*numerator)?, Some(self.constant(*denominator)?)))
            }
            Number::Fact(ROOT, cell) => {
                let to = self.register()?;
                self.add(Step::Fact { to, cell: *cell })?;
                Some((to, None))
            }
            Number::Fraction(ROOT, cell) => {
                let to = self.new_pair()?;
                self.add(Step::Fraction { to, cell: *cell })?;
                Some((to.numerator, Some(to.denominator)))
            }
            Number::Sum(terms) => self.sum(terms),
            Number::Product(factors) => self.product(factors),
            Number::Negate(inner) => {
                let (from, denominator) = self.number(*inner)?;
                let to = self.register()?;
                self.add(Step::Negate { to, from })?;
                Some((to, denominator))
            }
            Number::Count(list) => {
                let bits = self.members(*list)?.bits;
                let to = self.register()?;
                self.add(Step::Count { to, bits })?;
                Some((to, None))
            }
            Number::SumFact(list, offset) => {
                let of = self.members(*list)?;
                let to = self.register()?;
                self.add(Step::SumFact { to, of, offset: u16::try_from(*offset).ok()? })?;
                Some((to, None))
            }
            Number::If(arms, otherwise) => self.number_if(arms, *otherwise),
            Number::Round(inner, mode, step) => self.round(*inner, *mode, *step),
            Number::Amount(inner) => {
                let (numerator, denominator) = self.number(*inner)?;
                self.add(Step::NotNegative(numerator))?;
                Some((numerator, denominator))
            }
            Number::Gone => self.given_up().map(|register| (register, None)),
            other => self.walked_number(other, id),
        }
    }

    fn walked_number(&mut self, op: &Number, id: NumberId) -> Option<Digits> {
        let to = self.new_pair()?;
        self.add(Step::WalkNumber { to, id })?;
        let whole = matches!(
            op,
            Number::Age(..)
                | Number::MonthsBetween(..)
                | Number::YearsBetween(..)
                | Number::DaysFrom(..)
                | Number::MonthsFrom(..)
                | Number::DaysIn(_)
        );
        Some((to.numerator, (!whole).then_some(to.denominator)))
    }

    fn sum(&mut self, terms: &[(bool, NumberId)]) -> Option<Digits> {
        let mut sum = (self.constant(0)?, None);
        for (position, (minus, term)) in terms.iter().enumerate() {
            let value = self.number(*term)?;
            let first = position == 0;
            sum = match (sum, value) {
                (_, value) if first && !*minus => value,
                ((left, None), (right, None)) => {
                    let to = self.register()?;
                    self.add(if *minus {
                        Step::Subtract { to, left, right }
                    } else {
                        Step::Add { to, left, right }
                    })?;
                    (to, None)
                }
                (sum, mut value) => {
                    if *minus {
                        let to = self.register()?;
                        self.add(Step::Negate { to, from: value.0 })?;
                        value.0 = to;
                    }
                    self.calculated(Operator::Plus, sum, value)?
                }
            };
        }
        Some(sum)
    }

    fn product(&mut self, factors: &[(bool, NumberId)]) -> Option<Digits> {
        let mut product = (self.constant(1)?, None);
        for (position, (over, factor)) in factors.iter().enumerate() {
            let value = self.number(*factor)?;
            let first = position == 0;
            product = match (product, value) {
                (_, value) if first && !*over => value,
                // Nothing is divided: the divisor is the denominator.
                ((numerator, None), (divisor, None)) if *over => {
                    self.add(Step::Positive(divisor))?;
                    (numerator, Some(divisor))
                }
                ((left, None), (right, None)) => {
                    let to = self.register()?;
                    self.add(Step::Multiply { to, left, right })?;
                    (to, None)
                }
                (product, value) => {
                    let operator = if *over { Operator::Over } else { Operator::Times };
                    self.calculated(operator, product, value)?
                }
            };
        }
        Some(product)
    }

    fn calculated(&mut self, operator: Operator, left: Digits, right: Digits) -> Option<Digits> {
        let (left, right, to) = (self.pair(left)?, self.pair(right)?, self.new_pair()?);
        self.add(Step::Calculate { operator, to, left, right })?;
        Some((to.numerator, Some(to.denominator)))
    }

    fn round(&mut self, inner: NumberId, mode: RoundMode, step: Ratio) -> Option<Digits> {
        let from = self.number(inner)?;
        let (from, to) = (self.pair(from)?, self.new_pair()?);
        let rounding = u16::try_from(self.line.roundings.len()).ok()?;
        self.line.roundings.push((mode, step));
        self.add(Step::Round { to, from, rounding })?;
        // So many steps of a whole number are one.
        Some((to.numerator, (step.denominator != 1).then_some(to.denominator)))
    }

    /// A choice is a fraction if any of its values may be one, so its registers are its own.
    fn number_if(&mut self, arms: &[(TruthId, NumberId)], otherwise: NumberId) -> Option<Digits> {
        let to = self.new_pair()?;
        let mut end = Label::default();
        let mut whole = true;
        for (condition, value) in arms {
            let mut next = Label::default();
            self.unless(*condition, true, &mut next)?;
            whole &= self.put_number(*value, to)?;
            self.jump(&mut end)?;
            self.enter(next)?;
        }
        whole &= self.put_number(otherwise, to)?;
        self.bind(end)?;
        Some((to.numerator, (!whole).then_some(to.denominator)))
    }

    /// Whether it is whole.
    fn put_number(&mut self, value: NumberId, to: Pair) -> Option<bool> {
        let value = self.number(value)?;
        let from = self.pair(value)?;
        self.add(Step::Move { to: to.numerator, from: from.numerator })?;
        self.add(Step::Move { to: to.denominator, from: from.denominator })?;
        Some(value.1.is_none())
    }
}
