//! What holds of every schedule.

use std::collections::HashMap;

use proptest::prelude::*;

use super::outcome::{Schedule, Standing, Total};
use super::{Ledger, LedgerEntry, Options, Span};
use crate::boundary::Policy;
use crate::calendar::Month;
use crate::decide::decision::{Amount, Answer};
use crate::diagnostic::Code;

const POLICY: &str = r#"policy sample
entity person { id: text key  disabled: bool  since: date }
entity household { number: text key  members: list of person  income: money per month }
parameter standard: money per month {
    from 2022-01-01 to 2022-12-31: 855 yuan
    from 2023-01-01: 915 yuan
}
benefit support {
    when   income below standard
    amount standard - income
    paid   monthly
}
benefit heating { when income below standard  amount 600 yuan per year  paid yearly }
for person {
    benefit care { when disabled  amount 80.50 yuan per month  paid monthly  start month_after(since) }
}
"#;

fn policy() -> Policy {
    Policy::compile([("policy.huimin", POLICY)]).policy.unwrap()
}

/// The months from October 2022 on.
fn month(position: u8) -> Month {
    let first: Month = "2022-10".parse().unwrap();
    Month::from_index(first.index() + i32::from(position)).unwrap()
}

fn coins(amount: Option<&Amount>) -> i64 {
    amount.and_then(|amount| amount.coins).unwrap_or(0)
}

fn entry(number: usize, case: Option<&str>, month: Month, benefit: &str, coins: i64) -> LedgerEntry {
    LedgerEntry {
        number,
        case: case.map(str::to_owned),
        from: month,
        to: month,
        benefit: benefit.to_owned(),
        of: None,
        key: (benefit == "care").then(|| "A".to_owned()),
        coins,
    }
}

/// What the months of a total's benefit and instance come to.
fn of_months(schedule: &Schedule, total: &Total) -> [i64; 4] {
    let mut sums = [0; 4];
    let months = schedule.months.iter().filter(|month| !month.ahead);
    for payment in months.flat_map(|month| &month.payments) {
        if (&payment.name, &payment.key) == (&total.name, &total.key) && payment.due.is_some() {
            let parts = [&payment.due, &payment.paid, &payment.back_pay, &payment.overpaid];
            sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += coins(part.as_ref()));
        }
    }
    sums
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn what_is_due_and_not_paid_is_owed_or_overpaid(
        income in prop::option::of(0i64..1200),
        later in prop::option::of(0i64..1200),
        change in 0u8..8,
        disabled: Option<bool>,
        paid in prop::collection::hash_map((0u8..8, prop::sample::select(&["support", "heating", "care"][..])), 0i64..120_000, 0..12),
        today in 0u8..8,
    ) {
        let policy = policy();
        let case = serde_json::json!({
            "number": "H1", "income": income,
            "members": [{ "id": "A", "disabled": disabled, "since": "2022-11-20" }],
        });
        let changes = serde_json::json!([{ "from": month(change), "facts": { "income": later } }]);
        let timeline = policy.read_timeline(case.to_string().as_bytes(), changes.to_string().as_bytes()).unwrap();
        let paid = paid.into_iter().filter(|((position, _), _)| *position <= today).enumerate();
        let ledger = Ledger {
            entries: paid
                .map(|(number, ((position, benefit), coins))| entry(number, Some("H1"), month(position), benefit, coins))
                .collect(),
        };
        let plan = policy.span_plan(Span::new(month(0), month(7)).unwrap(), None).unwrap();
        let options = Options { explain: false, today: Some(month(today).first_day()) };
        let schedule = plan.schedule(&timeline, Some(&ledger), options).unwrap();
        for total in &schedule.totals {
            let [due, paid, back_pay, overpaid] = [Some(&total.due), total.paid.as_ref(), total.back_pay.as_ref(), total.overpaid.as_ref()].map(coins);
            prop_assert_eq!(due - paid, back_pay - overpaid, "{:?}", total);
            prop_assert_eq!([due, paid, back_pay, overpaid], of_months(&schedule, total), "{:?}", total);
        }
        for payment in schedule.months.iter().flat_map(|month| &month.payments) {
            prop_assert!(payment.back_pay.is_none() || payment.overpaid.is_none(), "{:?}", payment);
            prop_assert!(payment.due.is_some() || payment.back_pay.is_none(), "{:?}", payment);
        }
        // All that was paid stands somewhere: in the totals, or in months that are not decided.
        let shown: i64 = schedule.months.iter().flat_map(|month| &month.payments).map(|payment| coins(payment.paid.as_ref())).sum();
        prop_assert_eq!(shown, ledger.entries.iter().map(|entry| entry.coins).sum::<i64>());
    }

    #[test]
    fn one_month_is_the_decision_of_its_first_day(
        income in prop::option::of(0i64..1200),
        disabled: Option<bool>,
        position in 0u8..8,
    ) {
        let policy = policy();
        let case = serde_json::json!({
            "number": "H1", "income": income,
            "members": [{ "id": "A", "disabled": disabled, "since": "2022-11-20" }],
        }).to_string();
        let timeline = policy.read_timeline(case.as_bytes(), b"").unwrap();
        let month = month(position);
        let plan = policy.span_plan(Span::new(month, month).unwrap(), None).unwrap();
        let schedule = plan.schedule(&timeline, None, Options { explain: true, today: None }).unwrap();
        let day = policy.plan(month.first_day(), None).unwrap();
        let decision = day.decide(&policy.read_case(case.as_bytes()).unwrap(), crate::decide::Options { explain: true });
        let [only] = schedule.months.as_slice() else { panic!("{schedule:?}") };
        prop_assert_eq!(&only.decision, &decision);
        let results: HashMap<_, _> =
            decision.results.iter().map(|result| ((&result.name, &result.of), result)).collect();
        for payment in &only.payments {
            let result = results[&(&payment.name, &payment.of)];
            let granted = result.entitled == Some(Answer::Yes);
            // Outside its months nothing is due, whatever is missing to decide it.
            let outside = matches!(payment.standing, Standing::NotBegun | Standing::Ended);
            let open = result.entitled.is_none() || result.amount.is_none();
            prop_assert_eq!(payment.due.is_none(), open && !outside, "{:?}", payment);
            if payment.standing == Standing::Due {
                prop_assert!(granted);
                prop_assert_eq!(coins(payment.due.as_ref()), coins(result.amount.as_ref()));
            }
        }
    }
}

#[test]
fn a_ledger_falls_apart_by_case_and_keeps_its_numbers() {
    let entries = [Some("H2"), Some("H1"), None, Some("H2")];
    let numbered = entries.iter().enumerate();
    let ledger = Ledger {
        entries: numbered.map(|(number, case)| entry(number, *case, month(0), "support", 1)).collect(),
    };
    let by_case = ledger.by_case();
    let numbers = |key: Option<&str>| -> Vec<usize> {
        by_case[&key.map(str::to_owned)].entries.iter().map(|entry| entry.number).collect()
    };
    assert_eq!([numbers(None), numbers(Some("H1")), numbers(Some("H2"))], [vec![2], vec![1], vec![0, 3]]);
    assert_eq!(by_case.len(), 3);
}

#[test]
fn what_was_paid_to_another_case_is_an_error() {
    let policy = policy();
    let timeline = policy.read_timeline(br#"{"number": "H1"}"#, b"").unwrap();
    let plan = policy.span_plan(Span::new(month(0), month(3)).unwrap(), None).unwrap();
    let of = |case| Ledger { entries: vec![entry(7, case, month(0), "support", 1)] };
    for (case, fits) in [(None, true), (Some("H1"), true), (Some("H2"), false)] {
        let scheduled = plan.schedule(&timeline, Some(&of(case)), Options::default());
        assert_eq!(scheduled.is_ok(), fits, "{case:?}");
        for error in scheduled.err().into_iter().flatten() {
            assert_eq!(
                (error.code.as_str(), error.path.as_str()),
                (Code::UnknownInstance.number(), "ledger[7]")
            );
        }
    }
}
