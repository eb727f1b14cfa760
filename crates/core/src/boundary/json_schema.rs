//! JSON Schema (draft 2020-12) of what crosses the boundary: the cases of a policy, and decisions.
//!
//! The schema of cases accepts what [`read_case`](super::read_case) accepts, except that it cannot say
//! everything: that an amount is whole in the smallest coin is a pattern for amounts in quotes only, and
//! keys and the sizes of a whole case are left to the reader.

use std::borrow::Cow;

use super::pretty::{Json, Members};
use crate::decide::show::exact;
use crate::program::{Bound, Default as Assumed, Entity, EnumType, Field, Program, Type, Value};
use crate::sort;
use crate::vocabulary::Comparison;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
const WHOLE: &str = r"^-?(0|[1-9][0-9]*)$";
const DECIMAL: &str = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$";
const DATE: &str = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const MONTH: &str = r"^[0-9]{4}-(0[1-9]|1[0-2])$";
const ANSWERS: [&str; 6] = ["yes", "no", "true", "false", "是", "否"];

/// The JSON Schema of a policy's cases, as text.
#[must_use]
pub fn case_schema(program: &Program) -> String {
    let root = program.entities.get(program.root.index());
    let rest = program.entities.iter().enumerate().filter(|(id, _)| *id != program.root.index());
    let schema = Schema {
        draft: Some(DRAFT),
        title: program.label.as_deref().or(Some(&program.name)),
        definitions: rest
            .map(|(_, entity)| (Cow::from(&*entity.name), object(program, entity).json()))
            .collect(),
        ..root.map(|root| object(program, root)).unwrap_or_default()
    };
    schema.json().text()
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

/// The keywords of JSON Schema that are used here.
#[derive(Default)]
struct Schema<'p> {
    draft: Option<&'static str>,
    reference: Option<String>,
    title: Option<&'p str>,
    description: Option<&'p str>,
    types: Vec<&'static str>,
    constant: Option<&'p str>,
    choices: Vec<&'p str>,
    pattern: Option<Cow<'static, str>>,
    format: Option<&'static str>,
    minimum: Option<Json<'p>>,
    exclusive_minimum: Option<Json<'p>>,
    maximum: Option<Json<'p>>,
    exclusive_maximum: Option<Json<'p>>,
    default: Option<Json<'p>>,
    any_of: Vec<Json<'p>>,
    items: Option<Json<'p>>,
    properties: Members<'p>,
    additional_properties: Option<bool>,
    definitions: Members<'p>,
}

impl<'p> Schema<'p> {
    /// The keywords that are given, in the order in which people read them.
    fn json(self) -> Json<'p> {
        let members = [
            ("$schema", self.draft.map(text)),
            ("$ref", self.reference.map(text)),
            ("title", self.title.map(text)),
            ("description", self.description.map(text)),
            ("type", texts(self.types)),
            ("const", self.constant.map(text)),
            ("enum", texts(self.choices)),
            ("pattern", self.pattern.map(text)),
            ("format", self.format.map(text)),
            ("minimum", self.minimum),
            ("exclusiveMinimum", self.exclusive_minimum),
            ("maximum", self.maximum),
            ("exclusiveMaximum", self.exclusive_maximum),
            ("default", self.default),
            ("anyOf", some(self.any_of).map(Json::List)),
            ("items", self.items),
            ("properties", some(self.properties).map(Json::Object)),
            ("additionalProperties", self.additional_properties.map(|any| Json::Plain(any.to_string()))),
            ("$defs", some(self.definitions).map(Json::Object)),
        ];
        Json::Object(members.into_iter().filter_map(|(name, value)| Some((name.into(), value?))).collect())
    }
}

fn text<'p>(text: impl Into<Cow<'p, str>>) -> Json<'p> {
    Json::Text(text.into())
}

fn texts<'p>(texts: Vec<&'p str>) -> Option<Json<'p>> {
    some(texts).map(|texts| Json::List(texts.into_iter().map(text).collect()))
}

fn some<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}

fn object<'p>(program: &'p Program, entity: &'p Entity) -> Schema<'p> {
    let mut properties = Vec::new();
    for field in &entity.fields {
        for name in std::iter::once(&field.name).chain(&field.aliases) {
            properties.push((Cow::from(&**name), property(program, field).json()));
        }
    }
    Schema {
        title: entity.label.as_deref(),
        types: vec!["object"],
        properties,
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
        Type::Record(id) => {
            Schema { any_of: vec![reference(program, id.index()).json(), null().json()], ..Schema::default() }
        }
        Type::List(id) => Schema {
            types: vec!["array", "null"],
            items: Some(reference(program, id.index()).json()),
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

fn null<'p>() -> Schema<'p> {
    Schema { types: vec!["null"], ..Schema::default() }
}

fn answer<'p>() -> Schema<'p> {
    let plain = Schema { types: vec!["boolean", "null"], ..Schema::default() };
    let words = Schema { choices: ANSWERS.to_vec(), ..Schema::default() };
    Schema { any_of: vec![plain.json(), words.json()], ..Schema::default() }
}

/// The cases by name with their labels as titles, then every other text that means one of them.
fn choice(of: &EnumType) -> Schema<'_> {
    let mut any_of: Vec<_> = of
        .cases
        .iter()
        .map(|case| Schema { constant: Some(&case.name), title: case.label.as_deref(), ..Schema::default() })
        .map(Schema::json)
        .collect();
    let mut other: Vec<&str> = Vec::new();
    for case in &of.cases {
        other.extend(case.aliases.iter().map(String::as_str));
        other.extend(case.label.as_deref());
    }
    other.retain(|text| of.cases.iter().all(|case| case.name != *text));
    let other = sort::distinct(other);
    if !other.is_empty() {
        any_of.push(Schema { choices: other, ..Schema::default() }.json());
    }
    any_of.push(null().json());
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
    let limit = plain(limit.to_string());
    match bound.comparison {
        Comparison::AtLeast => schema.minimum = limit,
        Comparison::Above => schema.exclusive_minimum = limit,
        Comparison::AtMost => schema.maximum = limit,
        Comparison::Below => schema.exclusive_maximum = limit,
    }
}

fn assumed<'p>(program: &Program, field: &Field, default: &Assumed) -> Option<Json<'p>> {
    match default {
        Assumed::Empty => Some(Json::List(Vec::new())),
        Assumed::Value(value @ (Value::Bool(_) | Value::Number(_))) => plain(exact(program, field.ty, value)),
        Assumed::Value(value) => Some(text(exact(program, field.ty, value))),
    }
}

/// A fraction without an exact decimal is no JSON; it is left to the reader as well.
fn plain<'p>(exact: String) -> Option<Json<'p>> {
    (!exact.contains('/')).then_some(Json::Plain(exact))
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
            json!({"property_ok": "true"}),
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
