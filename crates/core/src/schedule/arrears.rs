//! What is still owed, or was paid too much: by month and in total.

use super::instances::{Identity, Known};
use super::ledger::Paid;
use super::outcome::{Change, Payment, Standing, Total};
use crate::decide::decision::{Amount, CaseError};
use crate::decide::show;
use crate::diagnostic::{Code, Text};
use crate::map::Map;
use crate::number::Rational;
use crate::program::{Program, ValueId};

/// What falls due of a benefit in a month.
pub(super) struct Row {
    pub(super) whose: (ValueId, Identity),
    /// The position of its result in the month's decision.
    pub(super) result: Option<usize>,
    pub(super) standing: Standing,
    /// In smallest coins, where it is decided.
    pub(super) due: Option<i64>,
    pub(super) because: Vec<Change>,
}

/// A payment and the coins it is made of.
pub(super) struct Counted {
    pub(super) outcome: Payment,
    whose: (ValueId, Identity),
    due: Option<i64>,
    paid: Option<i64>,
}

/// What was paid for a month.
pub(super) fn paid_for(paid: &Paid, whose: &(ValueId, Identity), position: usize) -> i64 {
    paid.get(whose).and_then(|by_month| by_month.get(&position)).copied().unwrap_or(0)
}

/// A row beside what was paid, where there is a ledger.
pub(super) fn payment(
    program: &Program,
    row: Row,
    whose: Option<&Known>,
    paid: Option<i64>,
) -> Result<Counted, Box<CaseError>> {
    let derived = program.values.get(row.whose.0.index());
    let (name, label) = derived.map(|of| (of.name.clone(), of.label.clone())).unwrap_or_default();
    let more =
        row.due.zip(paid).map(|(due, paid)| due.checked_sub(paid).ok_or_else(too_large)).transpose()?;
    let above_zero =
        |coins: Option<i64>| coins.filter(|coins| *coins > 0).map(|coins| amount(program, coins));
    let outcome = Payment {
        name,
        label,
        of: whose.map(|known| known.path.clone()).unwrap_or_default(),
        key: whose.and_then(|known| known.key.clone()),
        standing: row.standing,
        due: row.due.map(|coins| amount(program, coins)),
        paid: paid.map(|coins| amount(program, coins)),
        back_pay: above_zero(more),
        overpaid: above_zero(more.and_then(i64::checked_neg)),
        because: row.because,
    };
    Ok(Counted { outcome, whose: row.whose, due: row.due, paid })
}

fn amount(program: &Program, coins: i64) -> Amount {
    let exact = Rational::from(coins);
    Amount {
        text: show::money_decimal(&program.currency, exact),
        coins: Some(coins),
        currency: program.currency.code.clone(),
        period: None,
        paid: None,
        display: show::money(&program.currency, exact, None),
    }
}

fn too_large() -> Box<CaseError> {
    let message = Text::new("the sum of the payments is too large", "各月金额合计过大");
    Box::new(CaseError::new(Code::Overflow, message, String::new()))
}

/// The totals so far.
pub(super) struct Totals<'p> {
    program: &'p Program,
    with_ledger: bool,
    sums: Vec<Sum>,
    places: Map<(ValueId, Identity), usize>,
}

#[derive(Default)]
struct Sum {
    name: String,
    label: Option<String>,
    of: String,
    key: Option<String>,
    due: i64,
    paid: i64,
    back_pay: i64,
    overpaid: i64,
    open: u32,
}

impl<'p> Totals<'p> {
    pub(super) fn new(program: &'p Program, with_ledger: bool) -> Self {
        Self { program, with_ledger, sums: Vec::new(), places: Map::new() }
    }

    /// Adds what a month comes to.
    pub(super) fn add(&mut self, payment: &Counted) -> Result<(), Box<CaseError>> {
        let place = *self.places.or_insert(payment.whose.clone(), self.sums.len());
        if place == self.sums.len() {
            self.sums.push(Sum::default());
        }
        let Some(sum) = self.sums.get_mut(place) else { return Ok(()) };
        let outcome = &payment.outcome;
        sum.name.clone_from(&outcome.name);
        sum.label.clone_from(&outcome.label);
        if outcome.standing != Standing::Absent {
            sum.of.clone_from(&outcome.of);
            sum.key.clone_from(&outcome.key);
        }
        let Some(due) = payment.due else {
            sum.open = sum.open.saturating_add(1);
            return Ok(());
        };
        let paid = payment.paid.unwrap_or(0);
        let more = due.checked_sub(paid).ok_or_else(too_large)?;
        add(&mut sum.due, due)?;
        add(&mut sum.paid, paid)?;
        add(&mut sum.back_pay, more.max(0))?;
        add(&mut sum.overpaid, more.checked_neg().ok_or_else(too_large)?.max(0))
    }

    /// The totals, in the order in which benefits were first met.
    pub(super) fn finish(self) -> Vec<Total> {
        let of_ledger = |coins: i64| self.with_ledger.then(|| amount(self.program, coins));
        let total = |sum: &Sum| Total {
            name: sum.name.clone(),
            label: sum.label.clone(),
            of: sum.of.clone(),
            key: sum.key.clone(),
            due: amount(self.program, sum.due),
            paid: of_ledger(sum.paid),
            back_pay: of_ledger(sum.back_pay),
            overpaid: of_ledger(sum.overpaid),
            open: sum.open,
        };
        self.sums.iter().map(total).collect()
    }
}

fn add(sum: &mut i64, coins: i64) -> Result<(), Box<CaseError>> {
    *sum = sum.checked_add(coins).ok_or_else(too_large)?;
    Ok(())
}
