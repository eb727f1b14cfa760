//! `huimin schedule`: a ledger as a table, for one case and for many.

use std::fs;

use crate::support::{Folder, Ran, huimin};

const POLICY: &str = r#"policy sample "Sample"
entity household "Household" {
    number: text key
    income: money per month
}
parameter standard: money per month {
    from 2022-01-01 to 2022-12-31: 855 yuan
    from 2023-01-01: 915 yuan
}
benefit allowance "Allowance" {
    when   income below standard
    amount standard - income
    round  up to 1 yuan
    paid   monthly
}
"#;

/// A policy and the files beside it.
struct Office {
    folder: Folder,
    policy: String,
}

impl Office {
    fn new(name: &str) -> Self {
        let folder = Folder::new(name);
        let policy = folder.file("policy.huimin", POLICY);
        Self { folder, policy }
    }

    /// Schedules the first four months of 2023, as of their last day.
    fn schedule(&self, more: &[&str]) -> Ran {
        let span = ["--from", "2023-01", "--to", "2023-04", "--today", "2023-04-30"];
        huimin(&[&["schedule", &self.policy][..], &span, more].concat())
    }
}

fn texts(schedule: &serde_json::Value) -> Vec<&str> {
    let total = &schedule["totals"][0];
    ["due", "paid", "back_pay", "overpaid"].map(|what| total[what]["text"].as_str().unwrap_or("")).to_vec()
}

#[test]
fn a_table_says_what_was_paid_to_one_case() {
    let office = Office::new("schedule_one");
    let case = office.folder.file("case.json", r#"{"number": "H1", "income": 300}"#);
    let table = "\u{feff}待遇,自,至,月份,金额\r\nAllowance,2023-01,2023-02,,555\r\nallowance,,,2023-03,\"620.00\"\r\n";
    let ledger = office.folder.file("ledger.csv", table);
    let ran = office.schedule(&["--case", &case, "--ledger", &ledger, "--format", "json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(texts(&ran.json()), ["2460.00", "1730.00", "735.00", "5.00"]);

    let wrong = "benefit,month,amount,case\r\nallowance,2023-01,1,H1\r\n\r\nallowance,2023-05,1,\r\nallowance,2023-01,1,\r\n";
    let ledger = office.folder.file("wrong.csv", wrong);
    let ran = office.schedule(&["--case", &case, "--ledger", &ledger]);
    assert_eq!(ran.code, 1);
    for part in
        ["wrong.csv:4: ledger[1]: 2023-05 is in the future", "wrong.csv:5: ledger[2]: `ledger[0]` already"]
    {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    let other = office.folder.file("other.csv", "benefit,month,amount,case\nallowance,2023-01,1,H2\n");
    let ran = office.schedule(&["--case", &case, "--ledger", &other]);
    assert!(ran.err.contains("other.csv:2: ledger[0]: no case has the key `H2`"), "{ran:?}");
    let column = office.folder.file("column.csv", "benefit,month,sum\n");
    let ran = office.schedule(&["--case", &case, "--ledger", &column]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("there is no column `sum`"), "{}", ran.err);
}

#[test]
fn a_cell_that_cannot_be_read_is_told_with_its_line() {
    let office = Office::new("schedule_cells");
    let case = office.folder.file("case.json", r#"{"number": "H1", "income": 300}"#);
    let table = "待遇,自,至,月份,金额\nallowance,,,2023年1月,555\n,,,,\nallowance,2023-02,2023.3,,555\nallowance,,,2023-04,\n";
    let ledger = office.folder.file("ledger.csv", table);
    let ran = office.schedule(&["--case", &case, "--ledger", &ledger, "--lang", "zh"]);
    assert_eq!(ran.code, 1);
    let told: Vec<&str> =
        ran.err.lines().filter_map(|line| line.split_once("ledger.csv:")).map(|(_, told)| told).collect();
    let expected = [
        "2: ledger[0]: 应为月份，如 2023-06，而不是“2023年1月”",
        "4: ledger[1]: 应为月份，如 2023-06，而不是“2023.3”",
        "5: ledger[2]: “金额”没有填写",
    ];
    assert_eq!(told, expected, "{}", ran.err);

    let blank = office.folder.file("blank.csv", "benefit,month,amount\n,,\nallowance,2023-01,555\n,,\n");
    let ran = office.schedule(&["--case", &case, "--ledger", &blank]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn many_cases_are_scheduled_in_order_whatever_is_wrong_with_some() {
    let office = Office::new("schedule_many");
    let cases = office.folder.file(
        "cases.jsonl",
        concat!(
            r#"{"number": "H1", "income": 300}"#,
            "\n\n",
            r#"{"case": {"number": "H2", "income": 300}, "changes": [{"from": "2023-03", "facts": {"income": 400}}]}"#,
            "\n",
            r#"{"case": {"number": "H3", "incme": 300}}"#,
            "\n",
            r#"{"case": {"number": "H4", "income": 300}, "change": []}"#,
            "\n",
            r#"{"case": {"number": "H5", "income": 300}, "changes": [{"from": "2023-03", "facts": {"incme": 400}}]}"#,
            "\n{\n",
            r#"{"number": "H6"}"#,
            "\n",
            r#"{"number": "H1", "income": 300}"#,
            "\n",
            r#"{"number": "H7", "income": 300}"#,
            "\n",
            r#"{"income": 300}"#,
        ),
    );
    let table = "个案,待遇,自,至,金额\n\
                 H1,allowance,2023-01,2023-03,555\n\
                 H2,allowance,2023-01,2023-04,615\n\
                 H7,allowance,2023-01,2023-02,1\n\
                 H9,allowance,2023-01,2023-01,1\n\
                 H7,allowance,2023-02,2023-02,1\n";
    let ledger = office.folder.file("ledger.csv", table);
    let arguments = ["--cases", &cases, "--ledger", &ledger];
    let ran = office.schedule(&arguments);
    assert_eq!(ran.code, 1);
    let lines = ran.lines();
    let place = |line: &serde_json::Value| (line["line"].as_u64(), line["key"].as_str().map(str::to_owned));
    let expected = [
        (1, "H1"),
        (3, "H2"),
        (4, "H3"),
        (5, ""),
        (6, "H5"),
        (7, ""),
        (8, "H6"),
        (9, "H1"),
        (10, "H7"),
        (11, ""),
    ];
    let expected =
        expected.map(|(line, key)| (Some(line), Some(key.to_owned()).filter(|key| !key.is_empty())));
    assert_eq!(lines.iter().map(place).collect::<Vec<_>>(), expected);
    assert_eq!(texts(&lines[0]["schedule"]), ["2460.00", "1665.00", "795.00", "0.00"]);
    assert_eq!(texts(&lines[1]["schedule"]), ["2260.00", "2460.00", "0.00", "200.00"]);
    let code = |line: &serde_json::Value| line["errors"][0]["code"].as_str().map(str::to_owned);
    let codes = ["", "", "H0503", "H0501", "H0503", "H0501", "", "H0534", "H0534", "H0532"];
    let codes = codes.map(|code| Some(code.to_owned()).filter(|code| !code.is_empty()));
    assert_eq!(lines.iter().map(code).collect::<Vec<_>>(), codes);
    assert_eq!(lines[2]["errors"][0]["place"]["line"], 4);
    assert_eq!(lines[2]["errors"][0]["place"]["column"], 27, "{}", lines[2]);
    assert_eq!(lines[6]["schedule"]["totals"][0]["open"], 4);
    assert_eq!(lines[8]["errors"][0]["path"], "ledger[4]");
    assert_eq!(lines[8]["errors"][0]["place"]["line"], 6);
    for part in [
        "10 cases scheduled, 7 of them with errors",
        "Allowance: due 4720, paid 4125, back-pay 795, overpaid 200 CNY, 4 months not decided",
        "ledger.csv:5: ledger[3]: no case has the key `H9`",
    ] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    let one = office.schedule(&[&arguments[..], &["--threads", "1"]].concat());
    assert_eq!((one.code, one.out, one.err), (ran.code, ran.out, ran.err));
}

#[test]
fn a_line_says_what_the_schedule_of_its_case_says() {
    let office = Office::new("schedule_same");
    let case = office.folder.file("case.json", r#"{"number": "H1", "income": 300}"#);
    let changes = office.folder.file("changes.json", r#"[{"from": "2023-03", "facts": {"income": 400}}]"#);
    let one = office.schedule(&["--case", &case, "--changes", &changes, "--format", "json", "--explain"]);
    let line = r#"{"changes": [{"from": "2023-03", "facts": {"income": 400}}], "case": {"number": "H1", "income": 300}}"#;
    let lines = office.folder.file("cases.jsonl", line);
    let many = office.schedule(&["--cases", &lines, "--explain"]);
    assert_eq!((one.code, many.code), (0, 0), "{one:?} {many:?}");
    assert_eq!(many.lines()[0]["schedule"], one.json());
    let rows = office.folder.file("cases.csv", "number,income\nH1,300\n");
    let (rows, one) =
        (office.schedule(&["--cases", &rows]), office.schedule(&["--case", &case, "--format", "json"]));
    assert_eq!(rows.lines()[0]["schedule"], one.json());
}

#[test]
fn what_was_scheduled_is_in_the_file() {
    let office = Office::new("schedule_out");
    let cases = office.folder.file("cases.jsonl", "{}\n".repeat(300));
    let ledger =
        office.folder.file("ledger.json", r#"[{"benefit": "allowance", "month": "2023-01", "amount": 1}]"#);
    let out = office.folder.path("out.jsonl");
    let ran = office.schedule(&["--cases", &cases, "--out", &out]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 300);
    assert_eq!(
        office.schedule(&["--cases", &cases, "--out", &cases]).code,
        2,
        "the input is not overwritten"
    );
    let ran = office.schedule(&["--cases", &cases, "--ledger", &ledger]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("ledger[0]: say in `case`"), "{}", ran.err);
    assert_eq!(office.schedule(&[]).code, 2);
    assert_eq!(office.schedule(&["--cases", &cases, "--case", &cases]).code, 2);
    assert_eq!(office.schedule(&["--case", &cases, "--out", &out]).code, 2);
}

#[test]
fn a_table_of_many_cases_needs_keys() {
    let office = Office::new("schedule_no_key");
    let policy = office.folder.file("no_key.huimin", POLICY.replace("text key", "text"));
    let cases = office.folder.file("cases.jsonl", "{}\n");
    let ledger = office.folder.file("ledger.csv", "case,benefit,month,amount\nH1,allowance,2023-01,1\n");
    let span = ["--from", "2023-01", "--to", "2023-04", "--today", "2023-04-30"];
    let ran = huimin(&[&["schedule", &policy, "--cases", &cases, "--ledger", &ledger][..], &span].concat());
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("no key that tells cases apart"), "{}", ran.err);
}
