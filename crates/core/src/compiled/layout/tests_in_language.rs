//! Tests written in the language, and their cases.

use super::parts::{choices, records};
use crate::compiled::reader::Reader;
use crate::compiled::stored::{Stored, write_all};
use crate::program::{
    Case, EachMonth, Expectation, ExpectationKind, Instance, InstanceId, MonthExpectation, MonthFacts,
    MonthsExpected, MonthsPaid, Slot, Test, Whose,
};

records! {
    Test { label, on, region, case, overrides, expectations, each_month, span }
    Expectation { kind, span }
    EachMonth { from, to, later, paid, expected }
    MonthFacts { from, case, given }
    Whose { value, key }
    MonthsPaid { whose, from, to, coins }
    MonthExpectation { whose, kind, span }
    InstanceId { 0 }
    Instance { entity, owner, slots, pins }
}

choices! {
    ExpectationKind {
        0 Holds(node),
        1 Unknown(node, facts),
        2 Lacks(node, parameters, tables),
        3 Error(name),
        4 Alert(alert, raised),
        5 Target(target, state),
    }
    MonthsExpected {
        0 Each(from, to, value),
        1 Total(total, value),
    }
    Slot {
        0 Unknown,
        1 Known(value),
        2 Assumed(value),
        3 One(inner),
        4 Many(inner, assumed),
    }
}

impl Stored for Case {
    fn write(&self, to: &mut Vec<u8>) {
        write_all(self.instances().iter(), to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Vec::read(from).into()
    }
}
