//! A program for the tests of this folder, put together by hand.

use crate::calendar::Date;
use crate::number::Rational;
use crate::program::{
    Bound, CaseName, Default as Assumed, Entity, EntityId, EnumId, EnumType, Field, Program, Type, Value,
};
use crate::vocabulary::{Comparison, Period};

fn at_least(limit: Value) -> Vec<Bound> {
    vec![Bound { comparison: Comparison::AtLeast, limit }]
}

fn case(name: &str, label: &str, alias: &str) -> CaseName {
    CaseName { name: name.to_owned(), label: Some(label.to_owned()), aliases: vec![alias.to_owned()] }
}

fn entity(name: &str, fields: Vec<Field>) -> Entity {
    Entity { name: name.to_owned(), label: None, fields, owner: None }
}

/// A household with members, an address, and a few facts of every type.
pub(in crate::boundary) fn household() -> Program {
    let (household, person, address) = (EntityId(0), EntityId(1), EntityId(2));
    let zero = || Value::Number(Rational::ZERO);
    let month = Type::Money(Some(Period::Month));
    let mut program = Program { name: "sample".to_owned(), root: household, ..Program::default() };
    program.enums.push(EnumType {
        name: "placement".to_owned(),
        label: None,
        ordered: false,
        cases: vec![case("institution", "机构养育", "1"), case("scattered", "散居", "2")],
        tier: None,
    });
    program.entities.push(entity(
        "household",
        vec![
            Field { key: true, ..Field::plain("number", Type::Text) },
            Field { label: Some("成员".to_owned()), ..Field::plain("members", Type::List(person)) },
            Field { aliases: vec!["财产符合".to_owned()], ..Field::plain("property_ok", Type::Bool) },
            Field::plain("address", Type::Record(address)),
        ],
    ));
    program.entities.push(entity(
        "person",
        vec![
            Field { key: true, ..Field::plain("id", Type::Text) },
            Field {
                bounds: at_least(Value::Date(Date::parse_iso("1900-01-01").unwrap())),
                ..Field::plain("birth_date", Type::Date)
            },
            Field {
                bounds: at_least(zero()),
                label: Some("月收入".to_owned()),
                ask: Some("收入?".to_owned()),
                ..Field::plain("income", month)
            },
            Field {
                default: Some(Assumed::Value(Value::Bool(false))),
                ..Field::plain("imprisoned", Type::Bool)
            },
            Field::plain("placement", Type::Case(EnumId(0))),
            Field::plain("since", Type::Month),
            Field::plain("waiting", Type::Months),
            Field { whole: true, bounds: at_least(zero()), ..Field::plain("siblings", Type::Number) },
            Field::plain("share", Type::Number),
        ],
    ));
    program.entities.push(entity(
        "address",
        vec![
            Field::plain("street", Type::Text),
            Field { default: Some(Assumed::Empty), ..Field::plain("guests", Type::List(person)) },
        ],
    ));
    program
}
