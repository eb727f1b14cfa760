//! Cases read from JSON and put together fact by fact.

use proptest::prelude::*;

use super::limits::{CASE_BYTES, INSTANCES, PROBLEMS};
use super::sample::household;
use super::{CaseBuilder, CasePath, CaseSchema, key_in, key_of, read_case};
use crate::decide::decision::CaseError;
use crate::number::Rational;
use crate::program::{Case, FieldId, InstanceId, Program, Slot, Value};

fn read(json: &str) -> Result<Case, Vec<CaseError>> {
    let program = household();
    read_case(&program, &CaseSchema::new(&program), json.as_bytes())
}

pub(in crate::boundary) fn accepted(json: &str) -> bool {
    read(json).is_ok()
}

fn build(facts: &[(&str, &str)]) -> Result<Case, Vec<CaseError>> {
    let program = household();
    let schema = CaseSchema::new(&program);
    let mut builder = CaseBuilder::new(&program, &schema);
    for (path, value) in facts {
        builder.set_path(path, value);
    }
    builder.finish()
}

/// The problems as `H0502 members[0].income 1:7`.
fn problems(result: Result<Case, Vec<CaseError>>) -> Vec<String> {
    let shown = |error: CaseError| {
        let place = error.place.map(|place| format!(" {}:{}", place.line, place.column)).unwrap_or_default();
        format!("{} {}{place}", error.code, error.path)
    };
    result.err().unwrap_or_default().into_iter().map(shown).collect()
}

fn number(text: &str) -> Slot {
    Slot::Known(Value::Number(Rational::parse_decimal(text).unwrap()))
}

#[test]
fn a_whole_household() {
    let case = read(
        r#"{"number": "H1", "members": [
            {"id": "a", "birth_date": "1980-05-01", "income": 915.50, "placement": "散居"},
            {"income": "0", "imprisoned": "是", "since": "2023-06", "waiting": 3, "siblings": 2, "share": 0.5}
        ], "财产符合": true, "address": {"street": "中山\u8def", "guests": []}}"#,
    )
    .unwrap();
    let slot = |id, field| case.slot(InstanceId(id), FieldId(field)).clone();
    assert_eq!(slot(0, 1), Slot::Many(vec![InstanceId(1), InstanceId(2)], false));
    assert_eq!(slot(0, 2), Slot::Known(Value::Bool(true)));
    assert_eq!(slot(1, 2), number("91550"));
    assert_eq!(slot(1, 3), Slot::Assumed(Value::Bool(false)));
    assert_eq!(slot(1, 4), Slot::Known(Value::Case(1)));
    assert_eq!(slot(2, 0), Slot::Unknown);
    assert_eq!(slot(2, 3), Slot::Known(Value::Bool(true)));
    assert_eq!([slot(2, 6), slot(2, 7), slot(2, 8)], [number("3"), number("2"), number("0.5")]);
    assert_eq!(slot(0, 3), Slot::One(InstanceId(3)));
    assert_eq!(slot(3, 0), Slot::Known(Value::Text("中山路".into())));
    assert_eq!(slot(3, 1), Slot::Many(Vec::new(), false));
}

#[test]
fn absent_null_and_empty_differ() {
    for json in ["{}", r#"{"members": null}"#] {
        assert_eq!(*read(json).unwrap().slot(InstanceId(0), FieldId(1)), Slot::Unknown);
    }
    let nobody = read(r#"{"members": [], "address": {}}"#).unwrap();
    assert_eq!(*nobody.slot(InstanceId(0), FieldId(1)), Slot::Many(Vec::new(), false));
    assert_eq!(*nobody.slot(InstanceId(1), FieldId(1)), Slot::Many(Vec::new(), true));
}

#[test]
fn every_problem_has_its_code_path_and_place() {
    let json = r#"{"nubmer": {"x": [1, {}]}, "members": [
  {"income": 0.001, "birth_date": "1850-01-01", "siblings": 1.5, "siblings": -1},
  7,
  {"id": "a", "placement": "scatered", "imprisoned": 1, "since": "2023-13"},
  {"id": "a", "income": "12元", "waiting": [1], "share": 1e400}
], "property_ok": {"yes": true}, "address": "中山路"}"#;
    assert_eq!(
        problems(read(json)),
        [
            "H0503 nubmer 1:2",
            "H0505 members[0].income 2:14",
            "H0506 members[0].birth_date 2:35",
            "H0502 members[0].siblings 2:61",
            "H0507 members[0].siblings 2:66",
            "H0506 members[0].siblings 2:78",
            "H0502 members[1] 3:3",
            "H0502 members[2].placement 4:28",
            "H0502 members[2].imprisoned 4:54",
            "H0502 members[2].since 4:66",
            "H0502 members[3].income 5:25",
            "H0502 members[3].waiting 5:43",
            "H0514 members[3].share 5:57",
            "H0509 members[3].id 5:3",
            "H0502 property_ok 6:19",
            "H0502 address 6:45",
        ]
    );
}

#[test]
fn messages_help_in_both_languages() {
    let message = |json: &str| {
        let error = read(json).unwrap_err().remove(0);
        (error.message.en, error.message.zh)
    };
    let both = |en: &str, zh: &str| (en.to_owned(), zh.to_owned());
    assert_eq!(
        message(r#"{"members": [{"月收入": 1}]}"#),
        both(
            "`月收入` is not a fact of `person`; did you mean `income`?",
            "“person”没有“月收入”这一项；是否指“income”？"
        )
    );
    assert_eq!(
        message(r#"{"members": [{"income": -1}]}"#),
        both("`-1` is out of range: it must be at least 0 yuan per month", "“-1”超出范围：应不低于 0元/月")
    );
    assert_eq!(
        message(r#"{"members": [{"income": 0.001}]}"#),
        both(
            "`0.001` is not a whole number of the smallest coin, 0.01 CNY",
            "“0.001”不是最小货币单位（0.01 CNY）的整数倍"
        )
    );
    assert_eq!(
        message(r#"{"members": [{"placement": "institutoin"}]}"#),
        both(
            "expected one of `institution`, `scattered`, found the text `institutoin`; did you mean `institution`?",
            "应为“institution”（机构养育）、“scattered”（散居）之一，而不是文本“institutoin”；是否指“institution”？"
        )
    );
}

#[test]
fn bad_json_is_named_with_its_place() {
    assert_eq!(problems(read("")), ["H0501  1:1"]);
    assert_eq!(problems(read("[]")), ["H0502  1:1"]);
    assert_eq!(problems(read("null")), ["H0502  1:1"]);
    assert_eq!(problems(read("{\n\"members\": [{}, }")), ["H0501  2:17"]);
    assert_eq!(problems(read("{} {}")), ["H0501  1:4"]);
    let program = household();
    let bytes = |bytes: &[u8]| problems(read_case(&program, &CaseSchema::new(&program), bytes));
    assert_eq!(bytes(b"{\"number\": \"\xff\"}"), ["H0501  1:13"]);
    assert_eq!(bytes(&vec![b' '; CASE_BYTES + 1]), ["H0508 "]);
    assert_eq!(bytes(&vec![b'['; CASE_BYTES]).len(), 2);
}

#[test]
fn a_case_has_limits() {
    let many = format!(r#"{{"members": [{}]}}"#, vec!["{}"; INSTANCES].join(","));
    assert_eq!(problems(read(&many)), [format!("H0508 members 1:{}", 14 + 3 * (INSTANCES - 1))]);
    let most = format!(r#"{{"members": [{}]}}"#, vec!["{}"; INSTANCES - 1].join(","));
    assert!(read(&most).is_ok());
    let wrong = format!(r#"{{"members": [{}]}}"#, vec!["1"; INSTANCES].join(","));
    assert_eq!(problems(read(&wrong)).len(), PROBLEMS);
}

#[test]
fn facts_by_path_make_the_same_case() {
    let built = build(&[
        ("number", " H1 "),
        ("members[0].income", "915.50"),
        ("members[0].imprisoned", "TRUE"),
        ("members[1].income", "0"),
        ("members[2].income", ""),
        ("财产符合", "是"),
        ("address.street", "中山路"),
        ("address.guests", "[]"),
    ]);
    let read = read(
        r#"{"number": "H1", "members": [{"income": 915.5, "imprisoned": true}, {"income": 0}],
            "property_ok": true, "address": {"street": "中山路", "guests": []}}"#,
    );
    assert_eq!(built, read);
}

#[test]
fn paths_that_lead_nowhere_are_problems() {
    let wrong = build(&[
        ("membrs[0].income", "1"),
        ("members.income", "1"),
        ("members[0]", "1"),
        ("members[x].income", "1"),
        ("members[10000].income", "1"),
        ("members[0].income.x", "1"),
        ("address", "1"),
        ("number[0]", "1"),
        ("", "1"),
        ("members", "3"),
        ("property_ok", "maybe"),
    ]);
    let codes: Vec<_> = wrong.unwrap_err().into_iter().map(|error| error.code).collect();
    assert_eq!(
        codes,
        ["H0503", "H0502", "H0502", "H0503", "H0503", "H0502", "H0502", "H0502", "H0503", "H0502", "H0502"]
    );
    let gap = build(&[("members[1].income", "1"), ("members[1].income", "2")]);
    assert_eq!(problems(gap), ["H0507 members[1].income", "H0504 members[0]"]);
    let same = build(&[("members[0].id", "a"), ("members[1].id", "a")]);
    assert_eq!(problems(same), ["H0509 members[1].id"]);
}

#[test]
fn a_path_is_read_once_for_many_cases() {
    let program = household();
    let schema = CaseSchema::new(&program);
    let path = CasePath::read(&program, &schema, "members[0].income").unwrap();
    for value in ["1", "2"] {
        let mut builder = CaseBuilder::new(&program, &schema);
        builder.set(&path, value);
        assert!(builder.finish().is_ok());
    }
}

#[test]
fn a_case_is_known_by_its_key_even_if_it_is_wrong() {
    let program = household();
    let schema = CaseSchema::new(&program);
    let key_of = |json: &str| key_of(&program, &schema, &read(json).unwrap());
    assert_eq!(key_of(r#"{"number": "H1"}"#), Some("H1".to_owned()));
    assert_eq!(key_of("{}"), None);
    let key_in = |json: &str| key_in(&program, &schema, json.as_bytes());
    assert_eq!(key_in(r#"{"x": [{}], "number": "H1", "members": [,"#), Some("H1".to_owned()));
    assert_eq!(key_in(r#"{"number": 7}"#), Some("7".to_owned()));
    assert_eq!(key_in(r#"{"number": []}"#), None);
    assert_eq!(key_in("[]"), None);
}

/// Text that is often nearly a case.
fn nearly_a_case() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"members\":",
        "\"income\":",
        "\"id\":",
        "\"placement\":",
        "\"address\":",
        "\"guests\":",
        "\"x\":",
        "null",
        "true",
        "-1",
        "0.5",
        "\"a\"",
        "[{",
        "}]",
        "},{",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn consistent(program: &Program, case: &Case) -> bool {
    case.instances().iter().skip(1).all(|instance| instance.owner.is_some())
        && case.instances().iter().all(|instance| {
            program
                .entities
                .get(instance.entity.index())
                .is_some_and(|entity| entity.fields.len() == instance.slots.len())
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]
    #[test]
    fn any_text_is_a_case_or_a_problem(text in nearly_a_case()) {
        let program = household();
        match read_case(&program, &CaseSchema::new(&program), text.as_bytes()) {
            Ok(case) => prop_assert!(consistent(&program, &case)),
            Err(problems) => prop_assert!(!problems.is_empty() && problems.len() <= PROBLEMS + 1),
        }
    }

    #[test]
    fn any_path_is_read_or_named(path in "[a-z\\[\\]0-9.]{0,20}") {
        let program = household();
        let _ = CasePath::read(&program, &CaseSchema::new(&program), &path);
    }
}
