//! Why an expression has no value: something is missing, or an error arose.

use std::rc::Rc;

use super::evaluate::Evaluator;
use super::fault::{Fault, FaultKind};
use super::lack::{Gaps, LackId};
use super::outcome::{NoValue, Outcome};
use crate::diagnostic::Span;
use crate::number::NumberError;

impl Evaluator<'_> {
    /// The value, or unknown where something is missing.
    pub(crate) fn unless_missing(&mut self, gaps: Gaps) -> Outcome<()> {
        match self.join(gaps) {
            Some(lack) => Err(lack.into()),
            None => Ok(()),
        }
    }

    /// All of the gaps as one; nothing where there are none.
    pub(crate) fn join(&mut self, gaps: Gaps) -> Option<LackId> {
        let lack = self.lacks.join(gaps)?;
        self.charge(self.lacks.parts(lack));
        Some(lack)
    }

    /// Two lacks as one.
    pub(crate) fn join_two(&mut self, first: LackId, second: LackId) -> LackId {
        let mut gaps = Gaps::default();
        gaps.add(first);
        gaps.add(second);
        self.join(gaps).unwrap_or(first)
    }

    /// A lack of something that may also lead to an error.
    pub(crate) fn doubtful(&mut self, lack: LackId) -> LackId {
        let mut gaps = Gaps::default();
        gaps.add(lack);
        gaps.doubt();
        self.join(gaps).unwrap_or(lack)
    }

    /// Why there is no value, where what is missing may also lead to an error.
    #[inline(never)]
    pub(crate) fn doubted(&mut self, missing: NoValue) -> NoValue {
        match missing {
            NoValue::Unknown(unknown) => self.doubtful(unknown.lack).into(),
            fault => fault,
        }
    }

    /// A fault of an expression.
    #[inline(never)]
    pub(crate) fn fault(&self, span: Span, kind: FaultKind) -> NoValue {
        let instance = self.innermost();
        NoValue::Fault(Rc::new(Fault { kind, span: Some(span), instance, rule: self.rule() }))
    }

    /// A fault of no expression in particular.
    #[inline(never)]
    pub(crate) fn fault_anywhere(&self, kind: FaultKind) -> NoValue {
        let instance = self.innermost();
        NoValue::Fault(Rc::new(Fault { kind, span: None, instance, rule: self.rule() }))
    }

    /// The case or the program does not fit.
    #[inline(never)]
    pub(crate) fn foreign(&self) -> NoValue {
        self.fault_anywhere(FaultKind::Foreign)
    }

    /// The case or the program does not fit.
    #[inline(never)]
    pub(crate) fn foreign_fault(&self) -> Rc<Fault> {
        let instance = self.innermost();
        Rc::new(Fault { kind: FaultKind::Foreign, span: None, instance, rule: self.rule() })
    }

    /// Arithmetic that failed.
    pub(crate) fn arithmetic(&self, span: Span, error: NumberError) -> NoValue {
        self.fault(
            span,
            match error {
                NumberError::Overflow => FaultKind::Overflow,
                NumberError::DivisionByZero => FaultKind::DivisionByZero(span),
                NumberError::Syntax | NumberError::Step => FaultKind::Foreign,
            },
        )
    }
}
