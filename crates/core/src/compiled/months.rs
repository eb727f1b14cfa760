//! What tests say of months: values of results that there are, and cases like those of any test.

use super::sound::{Sound, Unsound, case, ensure, value};
use crate::program::{EachMonth, MonthsExpected, Program, Rule, Type, Whose};
use crate::vocabulary::Total;

/// What a test says of its months.
pub fn each_month(program: &Program, months: &EachMonth) -> Sound {
    months.later.iter().try_for_each(|later| case(program, &later.case))?;
    for paid in &months.paid {
        ensure(whose(program, &paid.whose)? == Type::Money(None) && paid.coins >= 0)?;
    }
    for expected in &months.expected {
        let ty = whose(program, &expected.whose)?;
        match &expected.kind {
            MonthsExpected::Each(_, _, wanted) => {
                wanted.iter().try_for_each(|wanted| value(program, ty, wanted))?;
            }
            MonthsExpected::Total(Total::BackPay | Total::Overpaid, wanted) => {
                ensure(ty == Type::Money(None))?;
                value(program, ty, wanted)?;
            }
        }
    }
    Ok(())
}

/// What a tier or benefit comes to in a month.
fn whose(program: &Program, whose: &Whose) -> Sound<Type> {
    let derived = program.values.get(whose.value.index()).ok_or(Unsound)?;
    match derived.rule {
        Rule::Tier(_) => Ok(derived.ty),
        Rule::Benefit(_) => Ok(Type::Money(None)),
        Rule::Definition(_) => Err(Unsound),
    }
}
