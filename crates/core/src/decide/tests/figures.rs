//! Tables, parameters at other dates, dates and rounding.

use super::support::{compile, decided, decided_in, outcome, outcome_of, result};

const FACTS: &str = r#"
entity household { n: number  kind: sort  born: date  since: month  ok: bool }
enum sort { a_, b_, c_ }
"#;

fn amount(rest: &str, expression: &str, json: &str) -> String {
    let policy =
        format!("{FACTS}\n{rest}\nbenefit t {{ amount ({expression}) * 1 yuan  round down to 0.01 yuan }}");
    outcome_of(&policy, json, "t")
}

const BANDS: &str = "table band(x: number): number {
    x            => rate
    below 10     => 1
    10..<20      => 2
    at least 20  => x / 10
}";

#[test]
fn rows_are_found_by_their_cells() {
    assert_eq!(amount(BANDS, "band(n)", r#"{"n": 9.99}"#), "1.00");
    assert_eq!(amount(BANDS, "band(n)", r#"{"n": 10}"#), "2.00");
    assert_eq!(amount(BANDS, "band(n)", r#"{"n": 55}"#), "5.50");
    assert_eq!(amount(BANDS, "band(n)", "{}"), "undecided n");
}

#[test]
fn rows_that_agree_need_no_argument() {
    let table = "table same(k: sort, x: number): number hit first {
        k        | x        => rate
        a_       | any      => 1
        b_, c_   | below 0  => 2
        any      | any      => 1
    }";
    assert_eq!(amount(table, "same(kind, n)", r#"{"n": 5}"#), "1.00");
    assert_eq!(amount(table, "same(kind, n)", r#"{"n": -5}"#), "undecided kind");
    assert_eq!(amount(table, "same(kind, n)", r#"{"kind": "a_"}"#), "1.00");
    assert_eq!(amount(table, "same(kind, n)", r#"{"kind": "b_"}"#), "undecided n");
}

#[test]
fn scores_add_up() {
    let table = "table score(k: sort, x: number): number hit sum {
        k   | x           => points
        a_  | any         => 5
        any | at least 10 => 3
        any | at least 20 => 4
    }";
    assert_eq!(amount(table, "score(kind, n)", r#"{"kind": "a_", "n": 25}"#), "12.00");
    assert_eq!(amount(table, "score(kind, n)", r#"{"kind": "b_", "n": 1}"#), "0.00");
    assert_eq!(amount(table, "score(kind, n)", r#"{"kind": "b_"}"#), "undecided n");
    assert_eq!(amount(table, "score(kind, n)", r#"{"n": 1}"#), "undecided kind");
}

#[test]
fn the_best_row_counts() {
    let table = |hit: &str| {
        format!(
            "table best(k: sort, x: number): number hit {hit} {{
                k   | x           => points
                any | any         => 1
                a_  | any         => 5
                any | at least 10 => 3
            }}"
        )
    };
    assert_eq!(amount(&table("highest"), "best(kind, n)", r#"{"kind": "b_", "n": 25}"#), "3.00");
    assert_eq!(amount(&table("lowest"), "best(kind, n)", r#"{"kind": "a_", "n": 25}"#), "1.00");
    assert_eq!(amount(&table("highest"), "best(kind, n)", r#"{"kind": "b_"}"#), "undecided n");
    // 3 is not more than 5.
    assert_eq!(amount(&table("highest"), "best(kind, n)", r#"{"kind": "a_"}"#), "5.00");
}

#[test]
fn a_missing_figure_of_a_table_is_named() {
    let table = "table t1(k: sort): number {
        k      => rate
        a_     => unknown
        b_, c_ => 2
    }";
    let policy = format!("{FACTS} {table} benefit t {{ amount t1(kind) * 1 yuan }}");
    let policy = policy.replace("amount t1(kind) * 1 yuan", "amount t1(kind) * 1 yuan  round down to 1 yuan");
    assert_eq!(outcome_of(&policy, r#"{"kind": "a_"}"#, "t"), "undecided lacks t1");
    assert_eq!(outcome_of(&policy, "{}", "t"), "undecided kind lacks t1");
    let program = compile(&policy);
    let decision = decided(&program, "2023-06-01", r#"{"kind": "a_"}"#);
    assert_eq!(result(&decision, "t").lacks[0].name, "t1");
}

#[test]
fn rows_and_entries_of_the_nearest_region_count() {
    let policy = format!(
        "policy p {{ region \"360000\" }} {FACTS}
         parameter p1: number {{
            from 2022-01-01: 1
            in \"360100\" from 2022-01-01 to 2022-12-31: 2
         }}
         table r1(k: sort): number {{
            region   | k   => rate
            \"360000\" | any => 10
            \"360100\" | any => 20
         }}
         benefit p_ {{ amount p1 * 1 yuan  round down to 1 yuan }}
         benefit r_ {{ amount r1(kind) * 1 yuan  round down to 1 yuan }}"
    );
    let program = compile(&policy);
    let of = |day: &str, region: &str| {
        let decision = decided_in(&program, day, Some(region), r#"{"kind": "a_"}"#);
        (outcome(&decision, "p_"), outcome(&decision, "r_"))
    };
    assert_eq!(of("2022-06-01", "360200"), ("1.00".into(), "10.00".into()));
    assert_eq!(of("2022-06-01", "360102"), ("2.00".into(), "20.00".into()));
    // A city's expired entry is no reason to use the province's.
    assert_eq!(of("2023-06-01", "360102").0, "error entry_expired");
}

#[test]
fn figures_can_be_read_at_another_date() {
    let rest = "parameter wage: number { from 2022-01-01: 10  from 2023-01-01: 20 }";
    assert_eq!(amount(rest, "wage", "{}"), "20.00");
    assert_eq!(amount(rest, "wage on 2022-03-01", "{}"), "10.00");
    assert_eq!(amount(rest, "wage on since", r#"{"since": "2022-12"}"#), "10.00");
    assert_eq!(amount(rest, "wage on since", r#"{"since": "2021-12"}"#), "error no_entry_for_date");
    assert_eq!(amount(rest, "wage on since", "{}"), "undecided since");
}

#[test]
fn definitions_may_change_with_the_date() {
    let rest = "define rate: number { from 2022-01-01: n  from 2023-01-01: n * 2 }";
    let policy = format!("{FACTS} {rest} benefit t {{ amount rate * 1 yuan  round down to 1 yuan }}");
    let program = compile(&policy);
    let of = |day: &str| outcome(&decided(&program, day, r#"{"n": 3}"#), "t");
    assert_eq!((of("2022-06-01"), of("2023-06-01")), ("3.00".into(), "6.00".into()));
    assert_eq!(of("2021-06-01"), "error no_entry_for_date");
}

#[test]
fn dates_are_counted_exactly() {
    let of = |expression: &str, json: &str| amount("", expression, json);
    assert_eq!(of("age(born)", r#"{"born": "2005-06-01"}"#), "18.00");
    assert_eq!(of("age(born)", r#"{"born": "2005-06-02"}"#), "17.00");
    assert_eq!(of("age(born, 2020-06-02)", r#"{"born": "2005-06-02"}"#), "15.00");
    assert_eq!(of("if month_of(born) is 2023-02 then 1 else 2", r#"{"born": "2023-02-28"}"#), "1.00");
    assert_eq!(of("if born + 1 months is 2023-02-28 then 1 else 2", r#"{"born": "2023-01-31"}"#), "1.00");
    assert_eq!(
        of("if born + 9000 years is born then 1 else 2", r#"{"born": "2023-01-31"}"#),
        "error date_out_of_range"
    );
    assert_eq!(of("days_in(since) / 1 days", r#"{"since": "2024-02"}"#), "29.00");
    assert_eq!(of("days_between(born, as_of) / 1 days", r#"{"born": "2023-05-01"}"#), "31.00");
    assert_eq!(of("if since - 2023-01 at least 6 months then 1 else 0", r#"{"since": "2023-06"}"#), "0.00");
}

#[test]
fn rounding_acts_where_it_is_written() {
    let of = |expression: &str| amount("", expression, r#"{"n": 2.345}"#);
    assert_eq!(of("round(n, up to 1)"), "3.00");
    assert_eq!(of("round(n, half up to 0.1)"), "2.30");
    assert_eq!(of("round(n, half even to 0.01)"), "2.34");
    assert_eq!(of("clamp(n, 3, 4)"), "3.00");
    assert_eq!(of("min(n, 1) + max(n, 5)"), "6.00");
}

#[test]
fn numbers_that_do_not_fit_are_a_named_error() {
    let huge = "1".to_owned() + &"0".repeat(30);
    let json = format!(r#"{{"n": {huge}}}"#);
    assert_eq!(amount("", "n * n", &json), "error overflow");
}

#[test]
fn endless_amounts_leave_as_fractions() {
    let policy = format!(
        "{FACTS} define third = n / 3\n benefit t {{ when ok  amount n * 1 yuan  round down to 0.01 yuan  reason \"a third is {{third}}\" }}"
    );
    let decision = decided(&compile(&policy), "2023-06-01", r#"{"n": 1, "ok": true}"#);
    let reason = result(&decision, "t").reason.clone().unwrap();
    assert_eq!(reason.en, "a third is 1/3 ≈ 0.3333…");
}

#[test]
fn benefits_start_and_stop() {
    let policy = format!(
        "{FACTS} benefit t {{ when ok  amount 5 yuan per month  paid monthly
            start month_after(born)  stop since }}"
    );
    let program = compile(&policy);
    let decision = decided(&program, "2023-06-01", r#"{"ok": true, "born": "2023-01-31"}"#);
    let entry = result(&decision, "t");
    assert_eq!(entry.start.unwrap().to_string(), "2023-02");
    // The day on which support will end is nobody's to know yet; when it began is.
    assert_eq!((entry.stop, entry.needs.as_slice()), (None, &[][..]));
    assert_eq!(entry.amount.as_ref().unwrap().display.zh, "5元/月");
    let begun = decided(&program, "2023-06-01", r#"{"ok": true, "since": "2024-01"}"#);
    let entry = result(&begun, "t");
    assert_eq!((entry.start, entry.needs.as_slice()), (None, &["born".to_owned()][..]));
    let refused = decided(&program, "2023-06-01", r#"{"ok": false}"#);
    assert!(result(&refused, "t").needs.is_empty());
}

#[test]
fn declared_ranges_hold() {
    let policy =
        format!("{FACTS} define half: whole at least 0 = n / 2\n benefit t {{ amount half * 1 yuan }}");
    assert_eq!(outcome_of(&policy, r#"{"n": 4}"#, "t"), "2.00");
    let wrong = |json: &str| {
        let decision = decided(&compile(&policy), "2023-06-01", json);
        result(&decision, "t").error.clone().unwrap().message
    };
    assert_eq!(wrong(r#"{"n": 3}"#).en, "`half` is 1.5 and must be whole");
    assert_eq!(wrong(r#"{"n": -4}"#).zh, "“half”为-2，应不低于0");
}
