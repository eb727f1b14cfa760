//! Policies of several files in folders, as a person keeps them.

use crate::support::{Folder, huimin, with_input};

const NATIONAL: &str = "policy national \"社会救助暂行办法\"
entity household { income: money per month }
parameter standard: money per month { unknown }
benefit aid { when income below standard amount standard - income paid monthly }
test \"another file's\" on 2023-06-01 { given { income: 0 yuan } expect aid is 1 yuan }
";
const CITY: &str = "policy city { region \"360100\" }
use \"../law/national.huimin\"
amend parameter standard { from 2023-01-01: 915 yuan source \"25号\" }
test \"its own\" on 2023-06-01 { given { income: 900 yuan } expect aid is 15 yuan }
";

fn layered(name: &str) -> (Folder, String) {
    let folder = Folder::new(name);
    std::fs::create_dir_all(folder.path("law")).unwrap();
    std::fs::create_dir_all(folder.path("city")).unwrap();
    folder.file("law/national.huimin", NATIONAL);
    let city = folder.file("city/a.huimin", CITY);
    (folder, city)
}

#[test]
fn every_command_takes_a_file_that_uses_others() {
    let (folder, city) = layered("layers");
    let checked = huimin(&["check", &city]);
    assert_eq!((checked.code, checked.out.trim_end()), (0, format!("{city}: ok").as_str()), "{checked:?}");
    let tested = huimin(&["test", &city]);
    assert!(tested.code == 0 && !tested.out.contains("another file's"), "{tested:?}");
    let case = br#"{"income": "900.00"}"#;
    let arguments = ["decide", &city, "--case", "-", "--on", "2023-06-01", "--explain", "--format", "json"];
    let decided = with_input(&arguments, case);
    let decided = decided.json();
    assert_eq!(decided["results"][0]["amount"]["text"], "15.00");
    let figure = &decided["explanation"][0]["children"][1]["entry"];
    assert_eq!((&figure["layer"]["name"], &figure["layer"]["region"]), (&"city".into(), &"360100".into()));
    assert_eq!(figure["instead_of"]["layer"]["label"], "社会救助暂行办法");
    let cases = folder.file("cases.jsonl", "{\"income\": \"900.00\"}\n{\"income\": \"915.00\"}\n");
    let ran = huimin(&["run", &city, "--cases", &cases, "--on", "2023-06-01", "--out", "-"]);
    assert_eq!(ran.lines().len(), 2, "{ran:?}");
    assert!(huimin(&["schema", "case", &city]).json()["properties"]["income"].is_object());
    assert_eq!(huimin(&["fmt", &city]).code, 0);
    assert_eq!(huimin(&["check", &city]).code, 0);
}

#[test]
fn what_is_wrong_with_another_file_is_shown_there() {
    let (folder, city) = layered("layers-wrong");
    folder.file("law/national.huimin", "policy national\nentity household { income: nothing }\n");
    let ran = huimin(&["check", &city]);
    assert!(ran.code == 1 && ran.out.contains("law/national.huimin:2:28"), "{ran:?}");
    std::fs::remove_file(folder.path("law/national.huimin")).unwrap();
    let ran = huimin(&["decide", &city, "--case", "-", "--on", "2023-06-01"]);
    assert!(
        ran.code == 1 && ran.err.contains("H0601") && ran.err.contains("there is no such file"),
        "{ran:?}"
    );
    std::fs::create_dir(folder.path("law/national.huimin")).unwrap();
    let ran = huimin(&["check", &city]);
    assert!(ran.code == 1 && ran.out.contains("H0601") && ran.out.contains("not a file"), "{ran:?}");
}
