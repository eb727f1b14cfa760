//! The commands as a person runs them, in both languages.

use std::fs;

use crate::support::{CHINESE, ENGLISH, Folder, huimin, in_locale, with_input};

const POOR: &str = r#"{"members": [{"income": 100.5}, {"income": "0"}], "property_ok": true}"#;
const POOR_ZH: &str = r#"{"成员们": [{"收入": 100.5}, {"收入": "0"}], "财产符合": "是"}"#;

#[test]
fn check_is_content_with_sound_policies() {
    let ran = huimin(&["check", ENGLISH, CHINESE]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert_eq!(ran.out.lines().count(), 2);
}

#[test]
fn check_names_every_problem_of_every_file() {
    let folder = Folder::new("check");
    let bad = folder.file("bad.hm", "entity e { x: nothing, y: also_nothing }\n");
    let junk = folder.file("junk.hm", b"policy \xff");
    let ran = huimin(&["check", &bad, &junk, ENGLISH]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.matches("H0104").count() == 2 && ran.out.contains("H0002"), "{}", ran.out);
    assert!(ran.out.contains("household.hm: ok"));
    assert!(!ran.out.contains('\u{1b}'), "colours are for terminals");
    let chinese = huimin(&["check", &bad, "--lang", "zh"]);
    assert!(chinese.out.contains("错误"), "{}", chinese.out);
}

#[test]
fn a_file_that_is_not_there_does_not_hide_the_others() {
    let ran = huimin(&["check", "nowhere.hm", ENGLISH]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("`nowhere.hm`") && ran.out.contains("household.hm: ok"), "{ran:?}");
    assert_eq!(huimin(&["check", env!("CARGO_MANIFEST_DIR")]).code, 3);
}

#[test]
fn bad_input_is_named_within_a_second() {
    let folder = Folder::new("junk");
    let deep = folder.file("deep.hm", vec![b'('; 10 << 20]);
    let start = std::time::Instant::now();
    let ran = huimin(&["check", &deep]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("H0001"), "{}", ran.out);
    let case = folder.file("case.json", vec![b'['; 10 << 20]);
    let ran = huimin(&["decide", ENGLISH, "--case", &case, "--on", "2023-06-01", "--format", "json"]);
    assert_eq!((ran.code, &ran.json()["errors"][0]["code"]), (1, &"H0508".into()));
    assert!(start.elapsed().as_secs() < if cfg!(debug_assertions) { 10 } else { 1 });
}

#[test]
fn a_table_is_not_one_case() {
    let folder = Folder::new("table");
    let table = folder.file("cases.csv", "property_ok\nyes\n");
    let ran = huimin(&["decide", ENGLISH, "--case", &table, "--on", "2023-06-01"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("run --cases"), "{}", ran.err);
}

#[test]
fn a_compiled_policy_stands_for_its_text() {
    let folder = Folder::new("compile");
    let compiled = folder.path("household.huiminc");
    let ran = huimin(&["compile", ENGLISH, "-o", &compiled]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""), "{ran:?}");
    assert_eq!(huimin(&["check", &compiled]).out, format!("{compiled}: ok\n"));
    let decide = |policy: &str| {
        with_input(
            &["decide", policy, "--case", "-", "--on", "2023-06-01", "--format", "json", "--explain"],
            POOR.as_bytes(),
        )
    };
    // Places in the explanation are called by the text's name, as it was when compiled.
    assert_eq!(decide(&compiled).out, decide(ENGLISH).out);
    let tests = |policy: &str| huimin(&["test", policy]).out.lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_eq!(tests(&compiled), tests(ENGLISH));
    assert_eq!(huimin(&["schema", "case", &compiled]).out, huimin(&["schema", "case", ENGLISH]).out);
    let ran = huimin(&["fmt", &compiled]);
    assert!(ran.code == 1 && ran.err.contains("no text to format"), "{ran:?}");
}

#[test]
fn a_damaged_compiled_policy_is_refused_in_both_languages() {
    let folder = Folder::new("damaged");
    let whole = folder.path("whole.huiminc");
    assert_eq!(huimin(&["compile", ENGLISH, "-o", &whole]).code, 0);
    let bytes = fs::read(&whole).unwrap();
    let cut = folder.file("cut.huiminc", &bytes[..bytes.len() / 2]);
    let ran = huimin(&["check", &cut]);
    assert!(ran.code == 1 && ran.out.contains("H0622") && ran.out.contains("cut off"), "{ran:?}");
    let ran = in_locale(&["check", &cut], b"", "zh_CN.UTF-8");
    assert!(ran.code == 1 && ran.out.contains("不完整"), "{ran:?}");
    let mut newer = bytes;
    newer[8] = 0xff;
    let newer = folder.file("newer.huiminc", newer);
    let ran = huimin(&["decide", &newer, "--case", "-", "--on", "2023-06-01"]);
    assert!(ran.code == 1 && ran.err.contains("H0621") && ran.err.contains("newer"), "{ran:?}");
    let ran = huimin(&["compile", ENGLISH, "-o", "nowhere/at/all"]);
    assert!(ran.code == 3 && ran.err.contains("cannot write"), "{ran:?}");
}

#[test]
fn tests_pass_and_fail_in_three_formats() {
    let folder = Folder::new("test");
    let text = fs::read_to_string(ENGLISH).unwrap();
    let failing = folder.file("failing.hm", text.replace("payment is 0 yuan", "payment is 5 yuan"));
    let broken = folder.file("broken.hm", "entity (");
    assert_eq!(huimin(&["test", ENGLISH, CHINESE]).code, 0);
    let ran = huimin(&["test", ENGLISH, &failing, &broken]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("payment is 5 yuan") && ran.out.contains("0 yuan"), "{}", ran.out);
    assert!(ran.out.ends_with("1 passed, 1 failed, 1 file with errors\n"), "{}", ran.out);
    let json = huimin(&["test", ENGLISH, &failing, "--format", "json"]).json();
    assert_eq!(
        (&json[0]["tests"][0]["passed"], &json[1]["tests"][0]["passed"]),
        (&true.into(), &false.into())
    );
    let junit = huimin(&["test", &failing, &broken, "--format", "junit"]).out;
    assert!(junit.contains(r#"failures="1""#) && junit.contains(r#"errors="1""#), "{junit}");
}

#[test]
fn decide_gives_the_amount_in_both_languages() {
    for (policy, case) in [(ENGLISH, POOR), (CHINESE, POOR_ZH)] {
        let ran = with_input(
            &["decide", policy, "--case", "-", "--on", "2023-06-01", "--format", "json", "--explain"],
            case.as_bytes(),
        );
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
        let decision = ran.json();
        // 915 × 2 − 100.50 = 1729.50, rounded up.
        assert_eq!(decision["results"][1]["amount"]["text"], "1730.00");
        assert!(decision["explanation"].is_array());
    }
    let earlier = with_input(
        &["decide", ENGLISH, "--case", "-", "--on", "2022-06-01", "--format", "json"],
        POOR.as_bytes(),
    );
    assert_eq!(earlier.json()["results"][1]["amount"]["text"], "1610.00");
}

#[test]
fn a_decision_reads_well() {
    let decide = ["decide", CHINESE, "--case", "-", "--on", "2023-06-01", "--explain"];
    let ran = in_locale(&decide, POOR_ZH.as_bytes(), "zh_CN.UTF-8");
    assert_eq!(ran.code, 0);
    for part in ["低保金", "1730元", "最低生活保障", "洪民字〔2023〕25号", "50.25元/月"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let undecided = in_locale(&decide[..6], "{\"成员们\": [{}]}".as_bytes(), "zh_CN.UTF-8");
    assert!(undecided.out.contains("该成员平均每月有多少可计算收入？"), "{}", undecided.out);
    let english = with_input(&["decide", ENGLISH, "--case", "-", "--on", "2023-06-01"], POOR.as_bytes());
    assert!(english.out.contains("1730 yuan per month"), "{}", english.out);
}

#[test]
fn what_is_wrong_with_a_case_is_said_with_its_place() {
    let case = r#"{"members": [{"income": 0.001}], "propety_ok": true}"#;
    let ran = with_input(&["decide", ENGLISH, "--case", "-", "--on", "2023-06-01"], case.as_bytes());
    assert_eq!(ran.code, 1);
    for part in ["members[0].income", "H0505", "-:1:25", "did you mean `property_ok`"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let nobody = with_input(&["decide", ENGLISH, "--case", "-", "--on", "2023-06-01"], br#"{"members": []}"#);
    assert_eq!(nobody.code, 1);
    assert!(nobody.out.contains("there is nobody to count"), "{}", nobody.out);
}

#[test]
fn a_region_or_date_that_does_not_fit_is_said() {
    let ran =
        with_input(&["decide", ENGLISH, "--case", "-", "--on", "2023-06-01", "--region", "110000"], b"{}");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("110000"), "{}", ran.err);
    assert_eq!(huimin(&["decide", ENGLISH, "--case", "-", "--on", "2023-6-1"]).code, 2);
    let before = with_input(
        &["decide", ENGLISH, "--case", "-", "--on", "2020-01-01", "--format", "json"],
        POOR.as_bytes(),
    );
    assert_eq!(before.code, 1);
    assert_eq!(before.json()["results"][0]["error"]["name"], "no_entry_for_date");
}

#[test]
fn fmt_settles_and_keeps_what_cannot_be_read() {
    let folder = Folder::new("fmt");
    let file = folder.file("a.hm", fs::read(ENGLISH).unwrap());
    let broken = folder.file("b.hm", "entity (");
    let check = huimin(&["fmt", "--check", &file]);
    assert_eq!((check.code, check.out.trim()), (1, file.as_str()));
    assert_eq!(huimin(&["fmt", &file]).code, 0);
    assert_eq!(huimin(&["fmt", "--check", &file]).code, 0);
    assert_eq!(huimin(&["test", &file]).code, 0);
    let ran = huimin(&["fmt", &broken, &file]);
    assert_eq!((ran.code, fs::read_to_string(&broken).unwrap().as_str()), (1, "entity ("));
    assert!(!ran.err.is_empty());
    let chinese = with_input(&["fmt", "-", "--lang", "zh"], &fs::read(&file).unwrap());
    assert!(chinese.out.contains("参数 standard"), "{}", chinese.out);
    assert_eq!(with_input(&["fmt", "-"], b"policy \xff").code, 1);
}

#[test]
fn schemas_are_json() {
    assert_eq!(
        huimin(&["schema", "case", CHINESE]).json()["properties"]["财产符合"]["description"],
        "家庭财产是否符合规定？"
    );
    assert!(huimin(&["schema", "decision"]).json()["properties"]["results"].is_object());
    assert_eq!(huimin(&["schema", "case"]).code, 2);
}

#[test]
fn help_speaks_the_language_of_the_locale() {
    assert!(huimin(&["--help"]).out.contains("Exit codes"));
    assert!(in_locale(&["--help"], b"", "zh_CN.UTF-8").out.contains("退出码"));
    assert!(in_locale(&["run", "--help", "--lang", "en"], b"", "zh_CN.UTF-8").out.contains("Usage"));
    let wrong = in_locale(&["chekc"], b"", "zh_CN.UTF-8");
    assert_eq!(
        (wrong.code, wrong.err.contains("是否指") && wrong.err.contains("check")),
        (2, true),
        "{}",
        wrong.err
    );
    let wrong = in_locale(&["decide", CHINESE, "--case", "-", "--on", "2023-6-1"], b"", "zh_CN.UTF-8");
    assert_eq!((wrong.code, wrong.err.contains("应写作 2023-06-01")), (2, true), "{}", wrong.err);
    let missing = in_locale(&["check", "nowhere.huimin"], b"", "zh_CN.UTF-8");
    assert_eq!((missing.code, missing.err.contains("没有这个文件")), (3, true), "{}", missing.err);
    assert_eq!(huimin(&[]).code, 2);
    assert!(huimin(&["completions", "bash"]).out.contains("huimin"));
    assert!(huimin(&["--version"]).out.starts_with("huimin "));
}
