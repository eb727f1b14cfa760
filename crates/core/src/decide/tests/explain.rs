//! Explanations and their text.

use super::support::{compile, decided};
use crate::decide::decision::{Clause, Decision, Explanation, ExplanationKind};
use crate::decide::render_text;
use crate::diagnostic::Language;

const POLICY: &str = r#"
policy help "困难群众救助" { region "360100" }
enum sort { orphan "孤儿", other "其他" }
entity person "成员" {
    income:  money per month  "月收入"
    jailed:  bool  "服刑"  default no
    born:    date  "出生日期"
}
entity household "家庭" {
    members: list of person  "家庭成员"
    ok:      bool  "财产符合"  source "财产办法第三条"
    kind:    sort  "类别"
}
parameter standard "低保标准": money per month source "标准文件" {
    from 2022-01-01 to 2022-12-31: 855 yuan
    from 2023-01-01: 915 yuan  source "25号文"
}
parameter extra "补助标准" by sort: money per month { from 2023-01-01: orphan 100 yuan, other unknown }
table share(size: whole): number {
    size       => rate
    1          => 1        source "表注一"
    at least 2 => 1 - size / 100
    below 1    => 0
}
define counted "计入成员" = members where not jailed
define size "人数": whole at least 0 = count(counted)
require size above 0 else nobody "没有计入的成员"
define per_head "人均" = sum(counted.income) / size
define elder(limit: number): bool = any(members, age(born) at least limit)
tier class "类型" {
    poor "低保" when per_head below standard and ok  source "办法第九条"
    otherwise none "不符合"
}
benefit payment "低保金" {
    when class is poor
    amount standard * size * share(size) - sum(counted.income)
    round up to 1 yuan
    paid monthly
    reason "人均{per_head}"
    source "办法第十二条"
}
benefit supplement "补助" { when ok and elder(60)  amount extra(kind)  paid monthly }
"#;

const GRANTED: &str = r#"{"ok": true, "kind": "orphan", "members": [
    {"income": "914.99", "born": "1950-01-01"}, {"income": 100, "jailed": true, "born": "1990-01-01"}
]}"#;

fn lines(decision: &Decision, language: Language) -> Vec<String> {
    render_text(decision, language).lines().map(str::to_owned).collect()
}

fn of<'e>(decision: &'e Decision, name: &str) -> &'e Explanation {
    decision.explanation.as_ref().unwrap().iter().find(|part| part.name == name).unwrap()
}

#[test]
fn a_grant_is_told_with_its_figures_and_sources() {
    let decision = decided(&compile(POLICY), "2023-06-01", GRANTED);
    let text = render_text(&decision, Language::Chinese);
    let expected = "\
困难群众救助
基准日2023年6月1日，地区 360100

结果
  类型：低保
  低保金：1元/月
    理由：人均914.99元/月
  补助：100元/月

按默认值认定（未另行填报）
  members[0].jailed——服刑：否

依据与过程
  类型 = 低保
    低保：当 per_head below standard and ok → 是〔依据：办法第九条〕
      即 914.99元/月 低于 915元/月 且 财产符合（是）
    人均 = 914.99元/月
      sum(counted.income) / size → 914.99元/月
        即 914.99元/月 ÷ 1
      计入成员 = members[0]
        members where not jailed → members[0]
        服刑（members[0]） = 否（默认）
        服刑（members[1]） = 是
      月收入（members[0]） = 914.99元/月
      人数 = 1
        count(counted) → 1
        计入成员 = members[0]（另见该项）
    低保标准 = 915元/月，自2023年1月1日起〔依据：标准文件；25号文〕
    财产符合 = 是〔依据：财产办法第三条〕
  低保金 = 1元/月〔依据：办法第十二条〕
    当 class is poor → 是
      即 类型（低保） 为 低保
    金额 standard * size * share(size) - sum(counted.income) → 0.01元/月
      即 915元/月 × 1 × 1 - 914.99元/月
    取整 进到1元 → 1元/月
    类型 = 低保（另见该项）
";
    assert!(text.starts_with(expected), "{text}");
}

#[test]
fn what_several_results_rest_on_is_told_once() {
    let policy = "
entity household { income: money per month }
define counted = income * 2
define half(x: money per month) = x / 2
tier first { low when counted below 100 yuan per month and half(income) is 5 yuan per month  otherwise other }
tier second { low when counted below 200 yuan per month and half(counted) is 10 yuan per month  otherwise other }
";
    let text = render_text(&decided(&compile(policy), "2023-06-01", r#"{"income": 10}"#), Language::English);
    assert_eq!(text.matches("counted = 20 yuan per month\n").count(), 1, "{text}");
    assert_eq!(text.matches("counted = 20 yuan per month (see there)\n").count(), 1, "{text}");
    // A formula with other figures is another thing to tell.
    assert_eq!(text.matches("half = 5 yuan per month\n").count(), 1, "{text}");
    assert_eq!(text.matches("half = 10 yuan per month\n").count(), 1, "{text}");
}

#[test]
fn a_refusal_is_told_as_fully() {
    let refused = GRANTED.replace("914.99", "1000");
    let decision = decided(&compile(POLICY), "2023-06-01", &refused);
    let chinese = lines(&decision, Language::Chinese);
    for line in [
        "  类型：不符合",
        "  低保金：不符合条件，不发放",
        "    低保：当 per_head below standard and ok → 否〔依据：办法第九条〕",
        "      即 1000元/月 低于 915元/月 且 财产符合（是）",
        "    否则为不符合",
        "    人均 = 1000元/月",
    ] {
        assert!(chinese.iter().any(|found| found == line), "{line}\n{chinese:#?}");
    }
    let english = lines(&decision, Language::English);
    for line in [
        "  class: none",
        "  payment: not granted",
        "    poor when per_head below standard and ok → no [办法第九条]",
        "      that is 1000 yuan per month below 915 yuan per month and ok (yes)",
        "    otherwise none",
    ] {
        assert!(english.iter().any(|found| found == line), "{line}\n{english:#?}");
    }
    let amounts = of(&decision, "payment").steps.iter().filter(|step| step.clause == Clause::Amount);
    assert_eq!(amounts.count(), 0);
}

#[test]
fn what_is_open_says_what_it_needs() {
    let decision =
        decided(&compile(POLICY), "2023-06-01", r#"{"kind": "other", "members": [{"income": 1}]}"#);
    let chinese = lines(&decision, Language::Chinese);
    for line in [
        "  类型：未定",
        "    可能为：低保、不符合",
        "    需要：ok",
        "    政策未给出“补助标准（其他）”的数额",
        "  ok——财产符合",
        "      即 1元/月 低于 915元/月 且 财产符合（未知）",
    ] {
        assert!(chinese.iter().any(|found| found == line), "{line}\n{chinese:#?}");
    }
}

#[test]
fn calls_and_tables_are_opened() {
    let decision = decided(&compile(POLICY), "2023-06-01", GRANTED);
    let supplement = of(&decision, "supplement");
    let elder = supplement.children.iter().find(|part| part.name == "elder").unwrap();
    assert_eq!(elder.steps[0].figures.zh, "任一（是）");
    assert_eq!(elder.children[0].name, "born");
    let extra = supplement.children.iter().find(|part| part.kind == ExplanationKind::Parameter).unwrap();
    assert_eq!((extra.name.as_str(), extra.label.as_deref()), ("extra(orphan)", Some("补助标准（孤儿）")));
    let payment = of(&decision, "payment");
    let share = payment.children.iter().find(|part| part.kind == ExplanationKind::Table).unwrap();
    assert_eq!(share.steps[0].formula, "1          => 1        source \"表注一\"");
    assert_eq!(share.steps[0].citations, ["表注一"]);
    assert_eq!(share.entry.as_ref().unwrap().place.as_ref().unwrap().line, 21);
    assert_eq!(payment.value.as_ref().unwrap().exact, "1.00");
}

#[test]
fn a_failed_requirement_is_all_there_is_to_tell() {
    let decision = decided(&compile(POLICY), "2023-06-01", r#"{"members": []}"#);
    assert_eq!(decision.explanation, Some(Vec::new()));
    let text = render_text(&decision, Language::Chinese);
    assert!(text.ends_with("错误\n  没有计入的成员 [H0517 nobody]\n    位于 policy.huimin:27:1\n"), "{text}");
}

#[test]
fn deep_explanations_are_unfolded_and_large_ones_cut() {
    let mut policy =
        "entity item { x: number }\nentity household { n: number  list: list of item }\ndefine v0 = n\n"
            .to_owned();
    for at in 1..=60 {
        policy.push_str(&format!("define v{at} = v{} + 1\n", at - 1));
    }
    policy.push_str("tier t { yes_ when v60 above 0 and sum(list.x) above 0  otherwise no_ }");
    let items: Vec<&str> = vec![r#"{"x": 1}"#; 100];
    let json = format!(r#"{{"n": 1, "list": [{}]}}"#, items.join(","));
    let decision = decided(&compile(&policy), "2023-06-01", &json);
    let top = of(&decision, "t");
    assert!(top.cut);
    fn names(part: &Explanation, all: &mut Vec<String>) {
        if !part.repeated {
            all.push(part.name.clone());
        }
        part.children.iter().for_each(|child| names(child, all));
    }
    fn depth(part: &Explanation) -> usize {
        1 + part.children.iter().map(depth).max().unwrap_or(0)
    }
    let mut all = Vec::new();
    names(top, &mut all);
    assert!((0..=60).all(|at| all.contains(&format!("v{at}"))), "{all:?}");
    assert!(depth(top) < 30);
    let text = serde_json::to_string(&decision).unwrap();
    assert_eq!(serde_json::from_str::<Decision>(&text).unwrap(), decision);
}
