//! Results that an executor found without a trace, as a decision tells them.

use super::Deciding;
use crate::decide::decision::{Answer, ResultEntry, ResultKind, Status};
use crate::decide::evaluate::Evaluator;
use crate::decide::show;
use crate::diagnostic::Text;
use crate::number::Rational;
use crate::program::{Case, ExclusiveId, InstanceId, Plan, ReasonPart, Rule, Value, ValueId};

/// A result found by an executor that keeps no trace.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Known {
    /// The case of a tier.
    Case(u32),
    /// A benefit to which nobody is entitled.
    Refused,
    /// A benefit and its amount in smallest coins.
    Granted(Rational),
    /// A benefit that an exclusive excludes in favour of another, by its position.
    Excluded(ExclusiveId, u32),
}

/// The entry of a known result, of the root. Months and reasons are not in it.
pub(crate) fn known_entry(plan: &Plan, value: ValueId, known: Known) -> Option<ResultEntry> {
    let case = Case::default();
    let deciding =
        Deciding { plan, program: plan.program(), case: &case, evaluator: Evaluator::new(plan, &case) };
    let derived = plan.program().values.get(value.index())?;
    let root = InstanceId::default();
    let (kind, entitled, amount) = match (plan.rule(value)?, known) {
        (Rule::Tier(_), Known::Case(_)) => (ResultKind::Tier, None, None),
        (Rule::Benefit(benefit), Known::Refused) => {
            (ResultKind::Benefit, Some(Answer::No), Some(deciding.amount(derived, benefit, Rational::ZERO)))
        }
        (Rule::Benefit(benefit), Known::Granted(coins)) => {
            (ResultKind::Benefit, Some(Answer::Yes), Some(deciding.amount(derived, benefit, coins)))
        }
        (Rule::Benefit(benefit), Known::Excluded(..)) => {
            (ResultKind::Benefit, Some(Answer::Yes), Some(deciding.amount(derived, benefit, Rational::ZERO)))
        }
        _ => return None,
    };
    let excluded = match known {
        Known::Excluded(exclusive, instead) => deciding.excluded(exclusive, Some(instead)),
        _ => None,
    };
    let case = match known {
        Known::Case(case) => show::case_ref(plan.program(), derived.ty, case),
        _ => None,
    };
    Some(ResultEntry {
        status: Status::Decided,
        case,
        entitled,
        excluded,
        amount,
        ..deciding.blank(root, kind, derived)
    })
}

/// The reason for a known result, given the values in it.
pub(crate) fn reason(plan: &Plan, parts: &[ReasonPart], values: &[Value]) -> Text {
    let mut values = values.iter();
    show::reason(parts, &mut |node| {
        let shown = |value| show::said(plan.program(), plan.node(node).ty, value);
        values.next().map(shown).unwrap_or_default()
    })
}
