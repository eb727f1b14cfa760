//! Cases read straight into cells come to the decisions of those read the long way, however they are written.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod brief;

use std::sync::LazyLock;

use brief::told_in_brief;
use huimin::{DecideOptions, Plan, Policy};
use proptest::prelude::*;
use proptest::sample::select;

/// Lists in lists, records, and results of everybody.
const NESTED: &str = r#"
policy nested { region "360100" currency CNY }
enum kind { wage "Wage", rent "Rent" }
entity income { kind: kind  amount: money at least 0 at most 5000 yuan  months: list of month_paid }
entity month_paid { month: month  paid: bool }
entity dwelling { rooms: whole at least 1 at most 9  place: text  owners: list of owner }
entity owner { share: number above 0 at most 1 }
entity person { incomes: list of income  born: date  dwelling: dwelling  age_months: months }
entity home { members: list of person  since: month  own: dwelling2  poor: bool }
entity dwelling2 { rooms: whole }

for income { define late = count(months where not paid) }
for person {
    define total = sum(incomes.amount)
    define shares = sum(dwelling.owners.share)
    define larger = count(dwelling.owners where share above 0.2)
    tier level {
        low when total below 1000.50 yuan and home.poor
        high when shares above 0.5 and larger below 2
        otherwise none
    }
    benefit help { when level is low amount (total - 1 fen) / 2 + 3 yuan round up to 0.1 yuan paid once }
}
for income { benefit lost { when late above 1 and kind is wage amount 7 yuan * late paid once } }
for home {
    define rooms = sum(members.dwelling.rooms)
    define far = count(members where dwelling.place is "山区")
    tier size {
        large when rooms above 5 or (own.rooms above 5 and far above 0)
        otherwise none
    }
    benefit all { when poor amount 1 yuan * count(members) paid once }
}
"#;

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let compilation = Policy::compile([("nested", NESTED)]);
    let policy = compilation.policy.unwrap_or_else(|| panic!("{:#?}", compilation.diagnostics));
    policy.plan("2023-06-01".parse().unwrap(), None).unwrap()
});

/// Compares what is decided; whether it was told in brief.
fn compare(case: &[u8]) -> bool {
    let mut decider = PLAN.decider();
    let mut found = String::new();
    decider.decide_json_into(case, DecideOptions::default(), &mut found);
    let traced = PLAN.decide_json(case, DecideOptions::default());
    assert_eq!(found, traced, "{}", String::from_utf8_lossy(case));
    let told = told_in_brief(&mut decider, case);
    if let Some(told) = &told {
        assert_eq!(*told, serde_json::from_str::<serde_json::Value>(&traced).unwrap());
    }
    told.is_some()
}

#[test]
fn a_plain_case_is_told_in_brief() {
    let income = r#"{"kind":"wage","amount":1200.01,"months":[{"month":"2023-05","paid":true},
        {"month":"2023-04","paid":false},{"month":"2023-03","paid":false}]}"#;
    let person = |incomes: &str, owners: &str| {
        format!(
            r#"{{"incomes":[{incomes}],"born":"1980-02-29","dwelling":{{"rooms":3,"place":"山区",
            "owners":[{owners}]}},"age_months":7}}"#
        )
    };
    let members = [
        person(
            &[income, r#"{"kind":"rent","amount":"0.5","months":[]}"#, income].join(","),
            r#"{"share":0.125}"#,
        ),
        person("", r#"{"share":0.5},{"share":"0.25"}"#),
    ];
    let members = members.join(",");
    let case = format!(r#"{{"members":[{members}],"since":"2023-01","own":{{"rooms":6}},"poor":true}}"#);
    assert!(compare(case.as_bytes()));
    // Members in another order and blanks make no difference, a name written otherwise does.
    let turned =
        format!(r#" {{ "poor" : true, "own":{{"rooms":6}},"since":"2023-01","members":[{members}]}} "#);
    assert!(!compare(turned.as_bytes()));
    assert!(compare(turned.replace("\"poor\" :", "\"poor\": ").as_bytes()));
}

/// One of some ways to write a fact, most of them plain, some wrong, and mostly given.
fn fact(name: &'static str, written: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    let blanks = select(vec!["", "", "", " ", "\n  "]);
    let written = prop::option::weighted(0.95, select(written.to_vec()));
    (written, blanks).prop_map(move |(written, blank)| match written {
        Some(written) => format!("{blank}\"{name}\":{blank}{written}{blank}"),
        None => String::new(),
    })
}

/// A record of facts in any order, mostly that of the declaration; now and then with one of them twice.
fn record(facts: Vec<BoxedStrategy<String>>) -> BoxedStrategy<String> {
    let order = any::<prop::sample::Index>();
    (facts, order, 0..30_u8)
        .prop_map(|(mut facts, order, how)| {
            let at = order.index(facts.len());
            match how {
                0 => facts.push(facts[at].clone()),
                1..6 => facts.rotate_left(at),
                _ => {}
            }
            facts.retain(|fact| !fact.is_empty());
            format!("{{{}}}", facts.join(","))
        })
        .boxed()
}

fn list(name: &'static str, element: BoxedStrategy<String>, most: usize) -> BoxedStrategy<String> {
    prop::option::weighted(0.97, prop::collection::vec(element, 0..=most))
        .prop_map(move |elements| match elements {
            Some(elements) => format!("\"{name}\":[{}]", elements.join(", ")),
            None => String::new(),
        })
        .boxed()
}

fn nested(name: &'static str, record: BoxedStrategy<String>) -> BoxedStrategy<String> {
    record.prop_map(move |record| format!("\"{name}\":{record}")).boxed()
}

fn home() -> BoxedStrategy<String> {
    let bools = ["true", "false", "true", "false", "true", "false", "null", "\"yes\""];
    let paid = record(vec![
        fact("month", &["\"2023-05\"", "\"2022-12\"", "\"2023-13\""]).boxed(),
        fact("paid", &bools).boxed(),
    ]);
    let income = record(vec![
        fact("kind", &["\"wage\"", "\"rent\"", "\"Wage\"", "\"w\\u0061ge\"", "\"none\""]).boxed(),
        fact("amount", &["0", "999.5", "1200.01", "\"350.25\"", "1e3", "4999.999", "5000.01", "-1"]).boxed(),
        list("months", paid, 3),
    ]);
    let owner =
        record(vec![fact("share", &["0.5", "1", "0.25", "\"0.125\"", "0", "0.0000001", "01"]).boxed()]);
    let dwelling = record(vec![
        fact("rooms", &["1", "3", "9", "2.0", "2.5", "10"]).boxed(),
        fact("place", &["\"山区\"", "\"海边\"", "\"\"", "\"a\\n\""]).boxed(),
        list("owners", owner, 2),
    ]);
    let person = record(vec![
        list("incomes", income, 3),
        fact("born", &["\"1980-02-29\"", "\"2023-02-29\"", "\"19800229\""]).boxed(),
        nested("dwelling", dwelling),
        fact("age_months", &["7", "0", "1.5"]).boxed(),
    ]);
    record(vec![
        list("members", person, 3),
        fact("since", &["\"2023-01\"", "\"2023-1\""]).boxed(),
        nested("own", record(vec![fact("rooms", &["6", "2"]).boxed()])),
        fact("poor", &bools).boxed(),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn cases_of_every_shape(case in home()) {
        compare(case.as_bytes());
    }

    #[test]
    fn damaged_cases(case in home(), at in any::<prop::sample::Index>(), byte in any::<u8>(), how in 0..3_u8) {
        let mut case = case.into_bytes();
        let at = at.index(case.len());
        match how {
            0 => case[at] = byte,
            1 => case.insert(at, byte),
            _ => case.truncate(at),
        }
        compare(&case);
    }
}
