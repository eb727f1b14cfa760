//! The two policies of the language's design brief.

use super::support::{compile, decided, decided_in, outcome, result};
use crate::decide::decision::{Answer, Kind, Status};

const NANCHANG: &str = r#"
policy nanchang_2023 "南昌市困难群众救助补助" {
    region   "360100"
    currency CNY
    source   "2023年民政工作要点"
}

enum placement { institution "机构养育", scattered "散居", de_facto "事实无人抚养" }

entity person "家庭成员" {
    birth_date: date              "出生日期"
    income:     money per month   "月收入"   ask "该成员平均每月有多少可计算收入?"
    imprisoned: bool              "正在服刑"  default no
    placement:  placement         "安置方式"
}
entity household "家庭" {
    members:     list of person   "共同生活的家庭成员"
    property_ok: bool             "财产符合规定"  ask "家庭财产是否符合当地规定?"
}

parameter dibao_standard "城乡低保标准": money per month {
    from 2022-01-01 to 2022-12-31: 855 yuan
    from 2023-01-01: 915 yuan                     source "洪民字〔2023〕25号"
}
parameter orphan_standard by placement: money per month {
    from 2023-01-01: institution 2000 yuan, scattered 1500 yuan, de_facto 1500 yuan
}
parameter margin_multiple "低保边缘倍数": number { from 2022-01-01: 1.5 }

for household {
    define counted = members where not imprisoned
    define size "计入人数": whole at least 0 = count(counted)
    require size above 0 else "没有计入的共同生活成员"
    define per_head "家庭人均月收入" = sum(counted.income) / size

    tier assistance "救助类型" {
        dibao  "最低生活保障"  when per_head below dibao_standard and property_ok
        margin "低保边缘"      when per_head below margin_multiple * dibao_standard and property_ok
        otherwise none "不符合"
    }

    benefit dibao_payment "低保金" {
        when    assistance is dibao
        amount  dibao_standard * size - sum(counted.income)
        round   up to 1 yuan
        paid    monthly
        source  "社会救助暂行办法第十二条"
    }
}
for person {
    benefit orphan_payment "孤儿保障金" {
        when   placement in [institution, scattered]
        amount orphan_standard(placement)
        paid   monthly
    }
}
"#;

#[test]
fn the_line_is_exact() {
    let program = compile(NANCHANG);
    let of = |income: &str| {
        let json =
            format!(r#"{{"members": [{{"income": {income}}}, {{"income": 915}}], "property_ok": true}}"#);
        let decision = decided(&program, "2023-06-01", &json);
        (outcome(&decision, "assistance"), outcome(&decision, "dibao_payment"))
    };
    assert_eq!(of("915"), ("margin".into(), "0.00".into()));
    assert_eq!(of("914.99"), ("dibao".into(), "1.00".into()));
    assert_eq!(of("1830"), ("none".into(), "0.00".into()));
    assert_eq!(of("1829.99"), ("margin".into(), "0.00".into()));
}

#[test]
fn a_missing_fact_is_asked_for() {
    let program = compile(NANCHANG);
    let decision = decided(&program, "2023-06-01", r#"{"members": [{"income": 100}]}"#);
    assert_eq!(outcome(&decision, "assistance"), "undecided property_ok => dibao none");
    assert_eq!(outcome(&decision, "dibao_payment"), "undecided property_ok");
    assert_eq!(result(&decision, "dibao_payment").entitled, Some(Answer::Unknown));
    let paths: Vec<&str> = decision.needs.iter().map(|need| need.path.as_str()).collect();
    assert_eq!(paths, ["property_ok", "members[0].placement"]);
    let need = &decision.needs[0];
    assert_eq!(need.ty.kind, Kind::Bool);
    assert_eq!(need.asked_by, ["assistance", "dibao_payment"]);
    assert_eq!(need.ask.as_deref(), Some("家庭财产是否符合当地规定?"));
    assert_eq!(decision.needs[1].ty.cases.len(), 3);
    let assumed: Vec<_> =
        decision.assumed.iter().map(|of| (of.path.as_str(), of.value.zh.as_str())).collect();
    assert_eq!(assumed, [("members[0].imprisoned", "否")]);
}

#[test]
fn an_answer_that_cannot_matter_is_not_needed() {
    let program = compile(NANCHANG);
    let decision = decided(&program, "2023-06-01", r#"{"members": [{"income": 5000}]}"#);
    assert_eq!(outcome(&decision, "assistance"), "none");
    assert_eq!(outcome(&decision, "dibao_payment"), "0.00");
    let refused = decided(&program, "2023-06-01", r#"{"members": [{}], "property_ok": false}"#);
    assert_eq!(outcome(&refused, "assistance"), "none");
}

#[test]
fn numbers_leave_at_most_the_possible_cases() {
    let program = compile(NANCHANG);
    let decision = decided(&program, "2023-06-01", r#"{"members": [{}], "property_ok": true}"#);
    assert_eq!(outcome(&decision, "assistance"), "undecided members[0].income <= dibao margin none");
    let unlisted = decided(&program, "2023-06-01", "{}");
    assert_eq!(outcome(&unlisted, "assistance"), "undecided property_ok members <= dibao margin none");
}

#[test]
fn a_requirement_fails_the_whole_case() {
    let program = compile(NANCHANG);
    let decision = decided(&program, "2023-06-01", r#"{"members": [], "property_ok": true}"#);
    assert_eq!(decision.errors.len(), 1);
    assert_eq!(decision.errors[0].name, "requirement_failed");
    assert_eq!(decision.errors[0].message.zh, "没有计入的共同生活成员");
    assert_eq!(decision.errors[0].place.as_ref().unwrap().line, 33);
    assert!(decision.results.iter().all(|entry| entry.status == Status::Error));
}

#[test]
fn the_date_chooses_the_figure() {
    let program = compile(NANCHANG);
    let json = r#"{"members": [{"income": 860, "placement": "scattered"}], "property_ok": true}"#;
    assert_eq!(outcome(&decided(&program, "2022-06-01", json), "assistance"), "margin");
    assert_eq!(outcome(&decided(&program, "2023-06-01", json), "assistance"), "dibao");
    let early = decided(&program, "2021-06-01", json);
    assert_eq!(outcome(&early, "assistance"), "error no_entry_for_date");
    let error = result(&early, "assistance").error.as_ref().unwrap();
    assert_eq!(error.message.zh, "“城乡低保标准”在2021年6月1日尚无数据，最早一条自2022年1月1日起");
    assert_eq!(
        error.message.en,
        "`dibao_standard` has no entry yet on 2021-06-01; the first one begins on 2022-01-01"
    );
    let keyed = result(&decided(&program, "2022-06-01", json), "members[0].orphan_payment").error.clone();
    assert!(keyed.unwrap().message.zh.starts_with("“orphan_standard（散居）”"));
}

#[test]
fn regions_inside_the_policys_are_decided_for() {
    let program = compile(NANCHANG);
    let json = r#"{"members": [{"income": 0}], "property_ok": true}"#;
    let decision = decided_in(&program, "2023-06-01", Some("360102"), json);
    assert_eq!(decision.region.as_deref(), Some("360102"));
    assert_eq!(outcome(&decision, "dibao_payment"), "915.00");
}

#[test]
fn keyed_figures_that_agree_need_no_key() {
    let policy = NANCHANG
        .replace("when   placement in [institution, scattered]", "when   placement is not institution");
    let program = compile(&policy);
    let amount = |placement: &str| {
        let json =
            format!(r#"{{"members": [{{"income": 0, "placement": {placement}}}], "property_ok": true}}"#);
        outcome(&decided(&program, "2023-06-01", &json), "members[0].orphan_payment")
    };
    assert_eq!(amount(r#""de_facto""#), "1500.00");
    assert_eq!(amount(r#""institution""#), "0.00");
    assert_eq!(amount("null"), "undecided members[0].placement");
}

#[test]
fn decisions_come_back_from_json() {
    let program = compile(NANCHANG);
    for json in ["{}", r#"{"members": [{"income": 1}], "property_ok": true}"#, r#"{"members": []}"#] {
        let decision = decided(&program, "2023-06-01", json);
        let text = serde_json::to_string(&decision).unwrap();
        assert_eq!(serde_json::from_str::<crate::decide::Decision>(&text).unwrap(), decision);
    }
}
