//! Which benefits stack, as a person sees it.

use crate::support::{Folder, huimin, in_locale};

const POLICY: &str = "政策 样例
对象 人员 “人员” { 老年：是否  残疾：是否  收入：金额 每月 }
认定 类型 { 低保 当 收入 低于 900元/月  低保边缘 当 收入 低于 1300元/月  否则 无 }
待遇 低保金 “最低生活保障金” { 当 类型 为 低保 金额 900元/月 依据 “甲文” }
待遇 边缘补助 { 当 类型 为 低保边缘 金额 100元/月 依据 “乙文” }
待遇 高龄津贴 { 当 老年 金额 50元/月 }
待遇 残疾补贴 { 当 残疾 金额 80元/月 }
待遇 取暖费 { 当 低保金.享受 金额 30元/月 }
择一 生活补贴 { 待遇 高龄津贴、残疾补贴 保留 最高 依据 “丙文” }
";

#[test]
fn the_table_is_in_both_languages_and_columns_are_aligned() {
    let folder = Folder::new("stack");
    let file = folder.file("policy.hm", POLICY);
    let chinese = in_locale(&["stack", &file], b"", "zh_CN.UTF-8");
    assert_eq!((chinese.code, chinese.err.as_str()), (0, ""), "{chinese:?}");
    let expected = "样例

人员
                   1 2 3 4 5
  1 最低生活保障金   - + + <
  2 边缘补助       -   + + -
  3 高龄津贴       + +   x +
  4 残疾补贴       + + x   +
  5 取暖费         > - + +
  1 - 2：“最低生活保障金”要求“类型”为低保，“边缘补助”要求为低保边缘
    依据：甲文
    依据：乙文
  5 > 1：“取暖费”以“最低生活保障金”为前提
  2 - 5：“边缘补助”要求“类型”为低保边缘，“取暖费”要求为低保
    依据：乙文
  3 x 4：“生活补贴”：就高享受，金额最高的一项
    依据：丙文
";
    assert!(chinese.out.starts_with(expected), "{}", chinese.out);
    let english = huimin(&["stack", &file]);
    assert!(english.out.contains("`生活补贴`: the highest amount is granted"), "{}", english.out);
    assert!(english.out.contains("\nSigns\n  + they stack"), "{}", english.out);
}

#[test]
fn programs_get_json() {
    let folder = Folder::new("stack-json");
    let file = folder.file("policy.hm", POLICY);
    let json = huimin(&["stack", &file, "--format", "json"]).json();
    let entity = &json["entities"][0];
    assert_eq!(entity["benefits"][0]["label"], "最低生活保障金");
    let relations: Vec<_> =
        entity["pairs"].as_array().unwrap().iter().map(|pair| &pair["relation"]).collect();
    assert_eq!(relations, ["never", "needs", "never", "exclusive"]);
    assert_eq!(entity["pairs"][3]["exclusive"]["keep"], "highest");
}

#[test]
fn a_policy_with_errors_has_no_table() {
    let folder = Folder::new("stack-errors");
    let ran = huimin(&["stack", &folder.file("bad.hm", "entity e { x: nothing }")]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("H0104"), "{ran:?}");
}
