//! `huimin run`: many cases, some of them wrong.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{ENGLISH, Folder, Ran, huimin, with_input};

fn run(cases: &str, out: &str) -> Ran {
    huimin(&["run", ENGLISH, "--cases", cases, "--on", "2023-06-01", "--out", out])
}

#[test]
fn lines_are_decided_in_order_whatever_is_wrong_with_some() {
    let folder = Folder::new("lines");
    let cases = folder.file(
        "cases.jsonl",
        concat!(
            r#"{"number": "H1", "members": [{"income": 100}], "property_ok": true}"#,
            "\n",
            "\n",
            r#"{"number": "H2", "members": [{"income": 100}], "property_ok": "perhaps"}"#,
            "\r\n",
            "{\"number\": \"H3\", [\n",
            "\u{0}\u{1}\n",
            r#"{"number": "H5", "members": []}"#,
            "\n",
            r#"{"number": "H6", "members": [{}]}"#,
            "\n",
            r#"{"number": "H7", "members": [{"income": 915}], "property_ok": true}"#,
        ),
    );
    let ran = run(&cases, "-");
    assert_eq!(ran.code, 1);
    let lines = ran.lines();
    let place =
        |line: &serde_json::Value| (line["line"].as_u64().unwrap(), line["key"].as_str().map(str::to_owned));
    let key = |key: &str| Some(key.to_owned());
    assert_eq!(
        lines.iter().map(place).collect::<Vec<_>>(),
        [
            (1, key("H1")),
            (3, key("H2")),
            (4, key("H3")),
            (5, None),
            (6, key("H5")),
            (7, key("H6")),
            (8, key("H7"))
        ]
    );
    assert_eq!(lines[0]["decision"]["results"][1]["amount"]["text"], "815.00");
    assert_eq!(lines[1]["decision"]["errors"][0]["place"]["line"], 3);
    assert_eq!(lines[4]["decision"]["errors"][0]["name"], "nobody");
    assert_eq!(lines[6]["decision"]["results"][1]["entitled"], "no");
    for part in ["7 cases decided, 4 of them with errors", "subsistence 1, none 1, undecided 1", "total 815"]
    {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
}

#[test]
fn a_table_gives_the_same_decisions_as_lines() {
    let folder = Folder::new("table");
    let table = folder.file(
        "cases.csv",
        "\u{feff}number,members[0].income,members[1].income,property_ok\r\n\
         H1,100.50,,yes\r\n\
         H2,\"100\",0,是\r\n\
         H3,0.001,,no\r\n\
         H4,1\r\n\
         H5,,1,no\r\n",
    );
    let lines = folder.file(
        "cases.jsonl",
        r#"{"number": "H1", "members": [{"income": 100.5}], "property_ok": true}
           {"number": "H2", "members": [{"income": 100}, {"income": 0}], "property_ok": true}"#,
    );
    let (table, lines) = (run(&table, "-"), run(&lines, "-"));
    assert_eq!((table.code, lines.code), (1, 0), "{table:?} {lines:?}");
    let (rows, lines) = (table.lines(), lines.lines());
    assert_eq!(rows[0]["decision"], lines[0]["decision"]);
    assert_eq!(rows[1]["decision"], lines[1]["decision"]);
    let errors: Vec<_> = rows.iter().map(|row| row["decision"]["errors"][0]["code"].as_str()).collect();
    assert_eq!(errors, [None, None, Some("H0505"), Some("H0501"), Some("H0504")]);
    assert_eq!(rows[4]["key"], "H5");
    let lines: Vec<_> = rows.iter().map(|row| row["line"].as_u64()).collect();
    assert_eq!(lines, [2, 3, 4, 5, 6].map(Some));
}

#[test]
fn a_header_must_be_understood() {
    let folder = Folder::new("header");
    let table = folder.file("cases.csv", "number,members[0].incme\nH1,1\n");
    let ran = run(&table, &folder.path("out.jsonl"));
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("did you mean `income`"), "{}", ran.err);
    let table = folder.file("several.csv", "number,members[0].incme,number,home\nH1,1,H1,\n");
    let ran = run(&table, &folder.path("out.jsonl"));
    for problem in ["`income`", "a second column for `number`", "`home`"] {
        assert!(ran.err.contains(problem), "{}", ran.err);
    }
    let table = folder.file("semicolons.csv", "number;members[0].income\nH1;1\n");
    let ran = run(&table, &folder.path("out.jsonl"));
    assert!(ran.err.contains("CSV with commas"), "{}", ran.err);
    let table = folder.file("unnamed.csv", "number,,members[0].income,\nH1,,1,\n");
    let ran = run(&table, &folder.path("out.jsonl"));
    assert!(ran.err.contains("no heading in column 2, 4"), "{}", ran.err);
    let gbk = folder.file("gbk.csv", b"number\n\xbb\xa7\n");
    let ran = run(&gbk, "-");
    assert!(ran.out.contains("CSV UTF-8"), "{ran:?}");
}

#[test]
fn cases_of_one_key_are_told() {
    let folder = Folder::new("keys");
    let mut cases = String::from("number\n");
    for number in 0..300 {
        cases.push_str(&format!("H{}\n", number % 288));
    }
    let ran = run(&folder.file("cases.csv", &cases), "-");
    assert_eq!((ran.code, ran.lines().len()), (0, 300), "{ran:?}");
    assert!(ran.err.contains("`H0`: lines 2 and 290\n  `H1`: lines 3 and 291\n"), "{}", ran.err);
    assert!(ran.err.ends_with("`H9`: lines 11 and 299\n  and 2 more\n"), "{}", ran.err);
}

#[test]
fn what_was_decided_is_in_the_file() {
    let folder = Folder::new("out");
    let cases = folder.file("cases.jsonl", "{}\n".repeat(100));
    let out = folder.path("out.jsonl");
    assert_eq!(run(&cases, &out).code, 0);
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 100);
    assert_eq!(run(&cases, &cases).code, 2, "the input is not overwritten");
    assert_eq!(fs::read_to_string(&cases).unwrap().lines().count(), 100);
    assert_eq!(run(&folder.path("nowhere.jsonl"), &out).code, 3);
    assert_eq!(run(&cases, &folder.path("nowhere/out.jsonl")).code, 3);
    assert_eq!(run(&folder.file("cases.txt", ""), &out).code, 2);
}

#[test]
fn a_line_beyond_all_limits_is_one_error() {
    let mut cases = vec![b'['; 9 << 20];
    cases.extend_from_slice(b"\n{}\n");
    let ran = with_input(&["run", ENGLISH, "--cases", "-", "--on", "2023-06-01", "--out", "-"], &cases);
    let lines = ran.lines();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["decision"]["errors"][0]["code"], "H0508");
    assert_eq!(lines[1]["line"], 2);
}

#[test]
fn any_number_of_threads_writes_the_same() {
    let folder = Folder::new("threads");
    let mut cases = String::new();
    for number in 0..1000 {
        let income = number * 2;
        cases.push_str(&match number % 11 {
            3 => format!("{{\"number\": \"H{number}\", \"members\": [{{}}]}}\n"),
            5 => "{\"number\": [\n".to_owned(),
            7 => format!("{{\"number\": \"H{number}\", \"members\": []}}\n"),
            _ => format!(
                "{{\"number\": \"H{number}\", \"members\": [{{\"income\": {income}, \"imprisoned\": false}}], \
                 \"property_ok\": true}}\n"
            ),
        });
    }
    let cases = folder.file("cases.jsonl", cases);
    let with = |threads: &str| {
        let arguments = ["run", ENGLISH, "--cases", &cases, "--on", "2023-06-01", "--out", "-", "--threads"];
        huimin(&[&arguments[..], &[threads]].concat())
    };
    let (one, four) = (with("1"), with("4"));
    assert_eq!((one.code, &one.out, &one.err), (four.code, &four.out, &four.err));
    let lines: Vec<_> = one.lines().iter().map(|line| line["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, (1..=1000).collect::<Vec<_>>());
    assert!(one.err.contains("1000 cases decided"), "{}", one.err);
}

/// What the library says of a case is what a run writes of it, whichever way it was decided.
#[test]
fn a_run_says_what_a_decision_says() {
    let folder = Folder::new("same");
    let cases = [
        r#"{"number": "H1", "members": [{"income": 100, "imprisoned": false}], "property_ok": true}"#,
        r#"{"number": "H2", "members": [{"income": 100}], "property_ok": true}"#,
        r#"{"number": "H3", "members": [{}]}"#,
        r#"{"number": "H4", "members": []}"#,
    ];
    let ran = run(&folder.file("cases.jsonl", cases.join("\n")), "-");
    for (case, line) in cases.iter().zip(ran.lines()) {
        let arguments = ["decide", ENGLISH, "--case", "-", "--on", "2023-06-01", "--format", "json"];
        assert_eq!(line["decision"], with_input(&arguments, case.as_bytes()).json(), "{case}");
    }
    assert!(ran.err.contains("subsistence 2, undecided 1"), "{}", ran.err);
    assert!(ran.err.contains("granted 2, undecided 1, errors 1, total 1630"), "{}", ran.err);
}

#[test]
fn what_was_decided_stays_when_the_run_is_killed() {
    let folder = Folder::new("killed");
    let out = folder.path("out.jsonl");
    let mut child = Command::new(env!("CARGO_BIN_EXE_huimin"))
        .args(["run", ENGLISH, "--cases", "-", "--on", "2023-06-01", "--out", &out])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let written = || fs::read_to_string(&out).unwrap_or_default();
    for number in 1..=3 {
        writeln!(input, r#"{{"number": "H{number}", "members": []}}"#).unwrap();
        input.flush().unwrap();
        // Each decision is there before the next case is known.
        let begun = Instant::now();
        while written().lines().count() < number {
            assert!(begun.elapsed() < Duration::from_secs(60), "{}", written());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let keys: Vec<_> = written()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["key"].clone())
        .collect();
    assert_eq!(keys, ["H1", "H2", "H3"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let folder = Folder::new("full");
    let cases = folder.file("cases.jsonl", "{}\n".repeat(1000));
    let ran = run(&cases, "/dev/full");
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("cannot write `/dev/full`"), "{}", ran.err);
}
