//! Rules, and what is watched.

use super::parts::{choices, records};
use crate::compiled::reader::Reader;
use crate::compiled::stored::Stored;
use crate::program::{
    Alert, Arm, Benefit, Body, Derived, Exclusive, Function, Keep, ReasonPart, Requirement, Rival, Rule,
    Target, Tier, Variant,
};

records! {
    Derived {
        name, label, entity, ty, bounds, whole, rule, kept, variants, citations, span, name_span,
    }
    Variant { region, rule, amends, citations, span }
    Body { validity, node, rank, citations }
    Tier { cases, arms, otherwise, otherwise_citations }
    Arm { case, when, citations, span }
    Benefit { when, amount, round, paid, start, stop, reason }
    Function { name, label, entity, arguments, ty, bodies, citations, span }
    Exclusive { name, label, entity, cases, benefits, keep, citations, span }
    Rival { value, stands, kept }
    Requirement { name, entity, condition, message, citations, span }
    Alert { name, label, entity, when, severity, advice, addressee, reason, citations, span }
    Target { name, label, entity, value, aim, binding, hope, due, citations, span }
}

choices! {
    Rule {
        0 Definition(bodies),
        1 Tier(tier),
        2 Benefit(benefit),
    }
    Keep {
        0 Highest,
        1 First,
        2 Chosen(choice),
    }
    ReasonPart {
        0 Text(text),
        1 Value(value),
    }
}
