//! JSON Schema (draft 2020-12) of what crosses the boundary: the cases of a policy, and decisions.
//!
//! The schema of cases accepts what [`read_case`](super::read_case) accepts, except that it cannot say
//! everything: that an amount is whole in the smallest coin is a pattern for amounts in quotes only, and
//! keys and the sizes of a whole case are left to the reader.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::decide::show::exact;
use crate::program::{Bound, Default as Assumed, Entity, EnumType, Field, Program, Type, Value};
use crate::sort;
use crate::vocabulary::Comparison;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
const WHOLE: &str = r"^-?(0|[1-9][0-9]*)$";
const DECIMAL: &str = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$";
const DATE: &str = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const MONTH: &str = r"^[0-9]{4}-(0[1-9]|1[0-2])$";
const ANSWERS: [&str; 4] = ["yes", "no", "是", "否"];

/// The JSON Schema of a policy's cases, as text.
#[must_use]
pub fn case_schema(program: &Program) -> String {
    let root = program.entities.get(program.root.index());
    let rest = program.entities.iter().enumerate().filter(|(id, _)| *id != program.root.index());
    let schema = Schema {
        draft: Some(DRAFT),
        title: program.label.as_deref().or(Some(&program.name)),
        definitions: Members(
            rest.map(|(_, entity)| (Cow::from(&*entity.name), object(program, entity))).collect(),
        ),
        ..root.map(|root| object(program, root)).unwrap_or_default()
    };
    serde_json::to_string_pretty(&schema).unwrap_or_default()
}

/// The JSON Schema of decisions, as text; it is the same for every policy.
#[cfg(feature = "schema")]
#[must_use]
pub fn decision_schema() -> String {
    serde_json::to_string_pretty(&written::<crate::decide::Decision>()).unwrap_or_default()
}

/// The schema of what is written in JSON.
#[cfg(feature = "schema")]
pub(super) fn written<T: schemars::JsonSchema>() -> schemars::Schema {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>()
}

/// The schema of what is read from JSON.
#[cfg(feature = "schema")]
pub(super) fn read<T: schemars::JsonSchema>() -> schemars::Schema {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_deserialize();
    settings.into_generator().into_root_schema_for::<T>()
}

/// The keywords of JSON Schema that are used here, in the order in which people read them.
#[derive(Default, serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'p> {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    draft: Option<&'static str>,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'p str>,
    #[serde(rename = "type", skip_serializing_if = "Vec::is_empty")]
    types: Vec<&'static str>,
    #[serde(rename = "const", skip_serializing_if = "Option::is_none")]
    constant: Option<&'p str>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    choices: Vec<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive_minimum: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive_maximum: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    any_of: Vec<Schema<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Box<Schema<'p>>>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    properties: Members<'p>,
    #[serde(skip_serializing_if = "Option::is_none")]
    additional_properties: Option<bool>,
    #[serde(rename = "$defs", skip_serializing_if = "Members::is_empty")]
    definitions: Members<'p>,
}

/// Members of an object in the order of the policy.
#[derive(Default)]
struct Members<'p>(Vec<(Cow<'p, str>, Schema<'p>)>);

impl Members<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, schema) in &self.0 {
            map.serialize_entry(name, schema)?;
        }
        map.end()
    }
}

fn object<'p>(program: &'p Program, entity: &'p Entity) -> Schema<'p> {
    let mut properties = Vec::new();
    for field in &entity.fields {
        for name in std::iter::once(&field.name).chain(&field.aliases) {
            properties.push((Cow::from(&**name), property(program, field)));
        }
    }
    Schema {
        title: entity.label.as_deref(),
        types: vec!["object"],
        properties: Members(properties),
        additional_properties: Some(false),
        ..Schema::default()
    }
}

/// A fact may always be `null`, which is the same as leaving it out.
fn property<'p>(program: &'p Program, field: &'p Field) -> Schema<'p> {
    let number = |pattern| Schema {
        types: vec!["number", "string", "null"],
        pattern: Some(pattern),
        ..Schema::default()
    };
    let whole = || Schema {
        types: vec!["integer", "string", "null"],
        pattern: Some(WHOLE.into()),
        ..Schema::default()
    };
    let string = |pattern: Option<&'static str>, format| Schema {
        types: vec!["string", "null"],
        pattern: pattern.map(Cow::from),
        format,
        ..Schema::default()
    };
    let mut schema = match field.ty {
        Type::Bool => answer(),
        Type::Number if field.whole => whole(),
        Type::Number => number(DECIMAL.into()),
        Type::Money(_) => number(amount(program.currency.exponent)),
        Type::Months | Type::Days => whole(),
        Type::Date => string(Some(DATE), Some("date")),
        Type::Month => string(Some(MONTH), None),
        Type::Text => string(None, None),
        Type::Case(id) => program.enums.get(id.index()).map(choice).unwrap_or_default(),
        Type::Record(id) => Schema {
            any_of: vec![reference(program, id.index()), Schema { types: vec!["null"], ..Schema::default() }],
            ..Schema::default()
        },
        Type::List(id) => Schema {
            types: vec!["array", "null"],
            items: Some(Box::new(reference(program, id.index()))),
            ..Schema::default()
        },
    };
    for bound in &field.bounds {
        limit(program, field, bound, &mut schema);
    }
    schema.title = field.label.as_deref();
    schema.description = field.ask.as_deref();
    schema.default = field.default.as_ref().and_then(|default| assumed(program, field, default));
    schema
}

/// The amounts in quotes that are whole in the smallest coin.
fn amount(exponent: u8) -> Cow<'static, str> {
    match exponent {
        0 => WHOLE.into(),
        places => format!(r"^-?(0|[1-9][0-9]*)(\.[0-9]{{1,{places}}}0*)?$").into(),
    }
}

fn answer<'p>() -> Schema<'p> {
    let plain = Schema { types: vec!["boolean", "null"], ..Schema::default() };
    let words = Schema { choices: ANSWERS.to_vec(), ..Schema::default() };
    Schema { any_of: vec![plain, words], ..Schema::default() }
}

/// The cases by name with their labels as titles, then every other text that means one of them.
fn choice(of: &EnumType) -> Schema<'_> {
    let mut any_of: Vec<_> = of
        .cases
        .iter()
        .map(|case| Schema { constant: Some(&case.name), title: case.label.as_deref(), ..Schema::default() })
        .collect();
    let mut other: Vec<_> = of
        .cases
        .iter()
        .flat_map(|case| case.aliases.iter().map(String::as_str).chain(case.label.as_deref()))
        .filter(|text| of.cases.iter().all(|case| case.name != **text))
        .collect();
    sort::by(&mut other, Ord::cmp);
    other.dedup();
    if !other.is_empty() {
        any_of.push(Schema { choices: other, ..Schema::default() });
    }
    any_of.push(Schema { types: vec!["null"], ..Schema::default() });
    Schema { any_of, ..Schema::default() }
}

fn reference<'p>(program: &Program, entity: usize) -> Schema<'p> {
    let name = program.entities.get(entity).map_or("", |entity| &entity.name);
    // A reference is a URI, in which other characters than these stand as their bytes.
    let mut uri = String::from("#/$defs/");
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Schema { reference: Some(uri), ..Schema::default() }
}

/// Bounds of numbers bind numbers only: what stands in quotes is left to the reader.
fn limit(program: &Program, field: &Field, bound: &Bound, schema: &mut Schema<'_>) {
    let Value::Number(limit) = bound.limit else { return };
    let limit = match field.ty {
        Type::Money(_) => program.currency.to_major(limit).unwrap_or(limit),
        _ => limit,
    };
    // A fraction without an exact decimal is no JSON; it is left to the reader as well.
    let limit = RawValue::from_string(limit.to_string()).ok();
    match bound.comparison {
        Comparison::AtLeast => schema.minimum = limit,
        Comparison::Above => schema.exclusive_minimum = limit,
        Comparison::AtMost => schema.maximum = limit,
        Comparison::Below => schema.exclusive_maximum = limit,
    }
}

fn assumed(program: &Program, field: &Field, default: &Assumed) -> Option<Box<RawValue>> {
    let json = match default {
        Assumed::Empty => "[]".to_owned(),
        Assumed::Value(value @ (Value::Bool(_) | Value::Number(_))) => exact(program, field.ty, value),
        Assumed::Value(value) => serde_json::to_string(&exact(program, field.ty, value)).ok()?,
    };
    RawValue::from_string(json).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::cases::sample::household;
    use super::super::cases::tests::accepted;
    use super::*;

    #[test]
    fn the_schema_takes_what_the_reader_takes() {
        let schema: Value = serde_json::from_str(&case_schema(&household())).unwrap();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        for case in [
            json!({}),
            json!({"members": null, "property_ok": "是"}),
            json!({"财产符合": null}),
            json!({"members": [{"income": 915.5, "placement": "散居", "since": "2023-06", "siblings": 2}]}),
            json!({"members": [{"income": "915.50", "placement": "2", "birth_date": "1980-05-01"}]}),
            json!({"address": {"street": "中山路", "guests": []}}),
            json!({"nubmer": "1"}),
            json!({"members": {}}),
            json!({"members": [{"income": -1}]}),
            json!({"members": [{"income": "0.001"}]}),
            json!({"members": [{"placement": "nowhere"}]}),
            json!({"members": [{"since": "2023-13"}]}),
            json!({"members": [{"siblings": 1.5}]}),
            json!({"property_ok": 1}),
            json!({"address": "中山路"}),
            json!([]),
        ] {
            assert_eq!(validator.is_valid(&case), accepted(&case.to_string()), "{case}");
        }
    }

    #[test]
    fn the_schema_speaks_the_words_of_the_policy() {
        let schema: Value = serde_json::from_str(&case_schema(&household())).unwrap();
        let income = &schema["$defs"]["person"]["properties"]["income"];
        assert_eq!(income["title"], "月收入");
        assert_eq!(income["description"], "收入?");
        assert_eq!(income["minimum"], 0);
        assert_eq!(schema["$defs"]["person"]["properties"]["imprisoned"]["default"], false);
    }

    #[test]
    fn references_are_uris() {
        let mut program = household();
        program.entities[1].name = "家庭成员".to_owned();
        let schema: Value = serde_json::from_str(&case_schema(&program)).unwrap();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        assert!(validator.is_valid(&json!({"members": [{"income": 1}]})));
        assert!(!validator.is_valid(&json!({"members": [{"incme": 1}]})));
    }
}
