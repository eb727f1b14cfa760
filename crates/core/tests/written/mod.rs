//! Cases as hosts write them.

use huimin::number::Rational;
use huimin::program::{Case, Field, InstanceId, Program, Slot, Type, Value};

/// A case as a host writes it; nothing where it has a number that is no decimal.
pub fn json(program: &Program, case: &Case) -> Option<String> {
    instance_json(program, case, InstanceId(0))
}

fn instance_json(program: &Program, case: &Case, id: InstanceId) -> Option<String> {
    let instance = case.get(id).unwrap();
    let mut members = Vec::new();
    for (slot, field) in instance.slots.iter().zip(&program.entities[instance.entity.index()].fields) {
        let value = match slot {
            Slot::Unknown | Slot::Assumed(_) | Slot::Many(_, true) => continue,
            Slot::Known(value) => scalar_json(program, field, value)?,
            Slot::One(record) => instance_json(program, case, *record)?,
            Slot::Many(elements, false) => {
                let elements = elements.iter().map(|element| instance_json(program, case, *element));
                format!("[{}]", elements.collect::<Option<Vec<_>>>()?.join(","))
            }
        };
        members.push(format!("\"{}\":{value}", field.name));
    }
    Some(format!("{{{}}}", members.join(",")))
}

fn scalar_json(program: &Program, field: &Field, value: &Value) -> Option<String> {
    Some(match value {
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => {
            let one = match field.ty {
                Type::Money(_) => Rational::integer(10_i128.pow(program.currency.exponent.into())),
                _ => Rational::ONE,
            };
            let written = number.checked_div(one).unwrap().to_string();
            (!written.contains('/')).then_some(written)?
        }
        Value::Date(date) => format!("\"{date}\""),
        Value::Month(month) => format!("\"{month}\""),
        Value::Case(case) => {
            let Type::Case(id) = field.ty else { return None };
            format!("\"{}\"", program.enums[id.index()].cases[*case as usize].name)
        }
        Value::Text(text) => format!("\"{text}\""),
    })
}
