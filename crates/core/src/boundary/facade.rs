//! The JSON façade: what bindings wrap. A request is JSON, a reply is JSON; [`wire`](super::wire) says what
//! stands in them. A request that cannot be understood is answered with a
//! [`BadRequest`]: `{"error": {"en": …, "zh": …}}`.

use serde::Deserialize;
use serde_json::error::Category;

#[cfg(feature = "compiler")]
use super::authoring::{compile_request, format_request};
use super::policy::{Policy, Verification};
use super::replies::reply;
use super::schedule::ScheduleReply;
use super::timelines::{self, ScheduleRequest};
use super::wire::{
    BadRequest, DecideReply, DecideRequest, OutdatedReply, OutdatedRequest, Verdict, VerifyReply,
    VerifyRequest,
};
use crate::decide::Options;
use crate::diagnostic::Text;

/// Compiles the files of a policy: a [`CompileRequest`](super::wire::CompileRequest) in, a
/// [`CompileReply`](super::wire::CompileReply) out, and the policy if there is one.
#[cfg(feature = "compiler")]
#[must_use]
pub fn compile_json(request: &[u8]) -> (Option<Policy>, String) {
    match understood(request) {
        Ok(request) => compile_request(request),
        Err(bad) => (None, reply(&bad)),
    }
}

/// Decides a case: a [`DecideRequest`] in, a [`DecideReply`] out. To decide many cases for one date and
/// region, make a [`Plan`](crate::Plan) and use [`decide_json`](crate::Plan::decide_json) there.
#[must_use]
pub fn decide_json(policy: &Policy, request: &[u8]) -> String {
    let request: DecideRequest<'_> = match understood(request) {
        Ok(request) => request,
        Err(bad) => return reply(&bad),
    };
    let plan = match policy.plan(request.on, request.region.as_deref()) {
        Ok(plan) => plan,
        Err(error) => return reply(&DecideReply { decision: None, errors: vec![*error] }),
    };
    let options = Options { explain: request.explain };
    let decision = plan.read_and_decide(request.case.get().as_bytes(), options);
    reply(&DecideReply { decision: Some(decision), errors: Vec::new() })
}

/// Verifies a decision that was kept: a [`VerifyRequest`] in, a [`VerifyReply`] out; see [`Policy::verify`].
#[must_use]
pub fn verify_json(policy: &Policy, request: &[u8]) -> String {
    let request: VerifyRequest<'_> = match understood(request) {
        Ok(request) => request,
        Err(bad) => return reply(&bad),
    };
    let (verdict, decision, errors) = match policy.verify(&request.decision, request.case.get().as_bytes()) {
        Ok(Verification::Same(again)) => (Verdict::Same, Some(again), Vec::new()),
        Ok(Verification::Different(again)) => (Verdict::Different, Some(again), Vec::new()),
        Ok(Verification::OtherPolicy) => (Verdict::OtherPolicy, None, Vec::new()),
        Err(error) => (Verdict::Different, None, vec![*error]),
    };
    reply(&VerifyReply { verdict, decision, errors })
}

/// Decides a case for every month of a span and, given what was paid, finds what is owed: a
/// [`ScheduleRequest`] in, a [`ScheduleReply`] out.
#[must_use]
pub fn schedule_json(policy: &Policy, request: &[u8]) -> String {
    match understood::<ScheduleRequest<'_>>(request) {
        Ok(request) => reply(&ScheduleReply::from(timelines::answer(policy, &request))),
        Err(bad) => reply(&bad),
    }
}

/// Warns of figures that have ended or have not been renewed: an [`OutdatedRequest`] in, an
/// [`OutdatedReply`] out.
#[must_use]
pub fn outdated_json(policy: &Policy, request: &[u8]) -> String {
    let request: OutdatedRequest = match understood(request) {
        Ok(request) => request,
        Err(bad) => return reply(&bad),
    };
    let found = policy.outdated(request.on, request.renewed_within);
    let sources = &policy.program().sources;
    reply(&OutdatedReply { diagnostics: found.iter().map(|one| one.data(sources)).collect() })
}

/// Formats a text: a [`FormatRequest`](super::wire::FormatRequest) in, a
/// [`FormatReply`](super::wire::FormatReply) out.
#[cfg(feature = "compiler")]
#[must_use]
pub fn format_json(request: &[u8]) -> String {
    match understood(request) {
        Ok(request) => format_request(request),
        Err(bad) => reply(&bad),
    }
}

fn understood<'r, R: Deserialize<'r>>(request: &'r [u8]) -> Result<R, BadRequest> {
    serde_json::from_slice(request).map_err(|error| {
        let zh = match error.classify() {
            Category::Data => "请求的内容与约定不符",
            Category::Eof => "请求的 JSON 没有写完",
            Category::Syntax | Category::Io => "请求不是 JSON",
        };
        let (line, column) = (error.line(), error.column());
        BadRequest {
            error: Text::new(
                format!("the request cannot be understood: {error}"),
                format!("{zh}（第{line}行第{column}列；{error}）"),
            ),
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::replies::*;
    use super::*;

    const POLICY: &str = include_str!("../../tests/household.hm");

    const WATCHING: &str = r#"policy watching
entity elder { alone: bool  last_visit: date }
entity town { elders: list of elder  nursing: whole at least 0  beds: whole above 0 }
for elder {
    alert overdue "Visit overdue" {
        when alone and last_visit below as_of - 1 months
        severity orange
        advise "Arrange a visit"
        to "the township"
        reason "last visit {last_visit}"
        source "plan 13"
    }
}
alert bare { when nursing above beds }
target nursing_share "Nursing beds" {
    value nursing / beds
    must at least 60%
    hope at least 65%
    by 2023-12-31
    source "plan 14"
}
target sure { value nursing  must above 0 }
"#;

    fn value(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    fn compiled(text: &str) -> (Option<Policy>, Value) {
        let request = json!({ "sources": [{ "name": "policy.hm", "text": text }] }).to_string();
        let (policy, reply) = compile_json(request.as_bytes());
        (policy, value(&reply))
    }

    #[test]
    fn a_policy_is_compiled_and_described() {
        let (policy, reply) = compiled(POLICY);
        assert_eq!((&reply["ok"], &reply["diagnostics"]), (&json!(true), &json!([])));
        let info = &reply["policy"];
        assert_eq!(info["root"], "household");
        assert_eq!(info["entities"][0]["fields"][1]["label"], "Monthly income");
        assert_eq!(info["entities"][0]["fields"][1]["type"]["kind"], "money");
        assert_eq!(info["entities"][0]["fields"][2]["default"]["exact"], "false");
        assert_eq!(info["parameters"][0]["figures"][1]["value"]["exact"], "915.00");
        assert_eq!(info["parameters"][0]["figures"][1]["citations"], json!(["Notice 25 of 2023"]));
        assert_eq!(info["results"][1]["kind"], "benefit");
        assert_eq!(value(&describe_json(&policy.unwrap())), *info);
    }

    #[test]
    fn what_is_watched_is_described() {
        let (_, reply) = compiled(WATCHING);
        let info = &reply["policy"];
        let overdue = json!({
            "name": "overdue", "label": "Visit overdue", "entity": "elder", "severity": "orange",
            "advice": "Arrange a visit", "to": "the township", "citations": ["plan 13"],
        });
        assert_eq!(info["alerts"], json!([overdue, { "name": "bare", "entity": "town", "citations": [] }]));
        let beds = json!({
            "name": "nursing_share", "label": "Nursing beds", "entity": "town", "must": "at least 60%",
            "hope": "at least 65%", "due": "2023-12-31", "citations": ["plan 14"],
        });
        let sure = json!({ "name": "sure", "entity": "town", "must": "above 0", "citations": [] });
        assert_eq!(info["targets"], json!([beds, sure]));
    }

    #[test]
    fn files_that_are_named_and_not_given_are_listed() {
        let missing = |request: Value| {
            let (policy, reply) = compile_json(request.to_string().as_bytes());
            assert!(policy.is_none());
            value(&reply)["missing"].clone()
        };
        let text = "use \"../law.huimin\"\nparameter rate: number annex \"rates.csv\"\n\
            parameter other: number annex \"./rates.csv\"\nparameter third: number annex \"/x.csv\"";
        let sources = json!([{ "name": "city/a.huimin", "text": text }]);
        let both = json!(["city/rates.csv", "law.huimin"]);
        assert_eq!(missing(json!({ "sources": sources, "main": "city/a.huimin" })), both);
        assert_eq!(missing(json!({ "sources": sources })), both);
        assert_eq!(missing(json!({ "sources": [], "main": "a.huimin" })), json!(["a.huimin"]));
        let many: String = (0..300).map(|at| format!("use \"{at}.huimin\"\n")).collect();
        let sources = json!([{ "name": "a.huimin", "text": many }]);
        assert_eq!(missing(json!({ "sources": sources })).as_array().unwrap().len(), 200);
        assert_eq!(compiled(POLICY).1["missing"], json!([]));
    }

    #[test]
    fn what_is_wrong_with_a_policy_has_a_place() {
        let (policy, reply) = compiled("entity e { x: nothing }");
        assert!(policy.is_none());
        assert_eq!(reply["ok"], false);
        assert_eq!(reply["diagnostics"][0]["place"]["column"], 15);
    }

    #[test]
    fn a_case_is_decided() {
        let policy = compiled(POLICY).0.unwrap();
        let request = json!({
            "on": "2023-06-01",
            "case": { "members": [{ "income": "100.50" }], "property_ok": true },
        });
        let reply = value(&decide_json(&policy, request.to_string().as_bytes()));
        assert_eq!(reply["decision"]["results"][1]["amount"]["text"], "815.00");
        let outside = json!({ "on": "2023-06-01", "region": "110000", "case": {} });
        let reply = value(&decide_json(&policy, outside.to_string().as_bytes()));
        assert_eq!(reply["errors"][0]["name"], "region_outside");
    }

    #[test]
    fn a_policy_is_tested_and_formatted() {
        let policy = compiled(POLICY).0.unwrap();
        let reply = value(&test_json(&policy));
        assert_eq!((&reply["passed"], &reply["failed"]), (&json!(1), &json!(0)));
        let request = json!({ "text": "entity e{x:bool}", "language": "zh" }).to_string();
        let reply = value(&format_json(request.as_bytes()));
        assert_eq!((&reply["changed"], &reply["diagnostics"]), (&json!(true), &json!([])));
        assert!(reply["text"].as_str().unwrap().starts_with("对象 e"));
        let reply = value(&format_json(br#"{"text": "entity (", "name": "a.hm"}"#));
        assert_eq!(reply["diagnostics"][0]["place"]["file"], "a.hm");
        assert!(reply["text"].is_null());
    }

    #[test]
    fn figures_that_are_not_up_to_date_are_named() {
        let policy = compiled(POLICY).0.unwrap();
        let reply = value(&outdated_json(&policy, br#"{"on": "2024-06-01"}"#));
        assert_eq!(reply["diagnostics"], json!([]));
        let request = json!({ "on": "2024-06-01", "renewed_within": 12 }).to_string();
        let reply = value(&outdated_json(&policy, request.as_bytes()));
        assert_eq!(reply["diagnostics"][0]["code"], "H0808");
        assert_eq!(reply["diagnostics"][0]["place"]["file"], "policy.hm");
    }

    #[cfg(feature = "schema")]
    #[test]
    fn replies_satisfy_their_schemas() {
        let schemas = super::super::schemas();
        let check = |name: &str, reply: &str| {
            let validator = jsonschema::draft202012::new(schemas[name].as_value()).unwrap();
            let errors: Vec<_> =
                validator.iter_errors(&value(reply)).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{name}: {errors:?} in {reply}");
        };
        let policy = compiled(POLICY).0.unwrap();
        let request = |text: &str| json!({ "sources": [{ "name": "policy.hm", "text": text }] }).to_string();
        for text in [POLICY, WATCHING, "use \"other.hm\"", "entity e { x: nothing }", "entity ("] {
            check("CompileRequest", &request(text));
            check("CompileReply", &compile_json(request(text).as_bytes()).1);
            let format = json!({ "text": text, "language": "zh" }).to_string();
            check("FormatRequest", &format);
            check("FormatReply", &format_json(format.as_bytes()));
        }
        for request in [
            json!({ "on": "2023-06-01", "case": { "members": [{}] }, "explain": true }),
            json!({ "on": "2023-06-01", "case": 7, "region": "110000" }),
        ] {
            check("DecideRequest", &request.to_string());
            check("DecideReply", &decide_json(&policy, request.to_string().as_bytes()));
        }
        for request in [
            json!({
                "from": "2023-01", "to": "2023-03", "explain": true, "today": "2023-02-01",
                "case": { "members": [{ "id": "A", "income": 100 }], "property_ok": true },
                "changes": [{ "from": "2023-02", "facts": { "members[0].income": 200 } }],
                "ledger": [{ "benefit": "payment", "month": "2023-01", "amount": "800.00" }],
            }),
            json!({ "from": "2023-03", "to": "2023-01", "case": {} }),
        ] {
            check("ScheduleRequest", &request.to_string());
            check("ScheduleReply", &schedule_json(&policy, request.to_string().as_bytes()));
        }
        let request = json!({ "on": "2024-06-01", "renewed_within": 12 }).to_string();
        check("OutdatedRequest", &request);
        check("OutdatedReply", &outdated_json(&policy, request.as_bytes()));
        check("PolicyInfo", &describe_json(&policy));
        check("Stacking", &stacking_json(&policy));
        check("TestReply", &test_json(&policy));
        check("BadRequest", &compile_json(b"").1);
    }

    #[test]
    fn a_kept_decision_is_verified() {
        let policy = compiled(POLICY).0.unwrap();
        let case = json!({ "members": [{}] });
        let plan = policy.plan("2023-06-01".parse().unwrap(), None).unwrap();
        let decision = value(&plan.decide_json(case.to_string().as_bytes(), Options { explain: true }));
        let verdict = |policy: &Policy, decision: &serde_json::Value, case: &serde_json::Value| {
            let request = json!({ "decision": decision, "case": case }).to_string();
            value(&verify_json(policy, request.as_bytes()))["verdict"].clone()
        };
        assert_eq!(verdict(&policy, &decision, &case), "same");
        assert_eq!(verdict(&policy, &decision, &json!({ "members": [] })), "different");
        let other = compiled(&format!("{POLICY} # changed")).0.unwrap();
        assert_eq!(verdict(&other, &decision, &case), "other-policy");
    }

    #[test]
    fn a_request_that_is_none_is_answered() {
        let policy = compiled(POLICY).0.unwrap();
        for request in ["", "{}", "[]", r#"{"on": "2023-6-1", "case": {}}"#, r#"{"x": 1}"#] {
            assert!(value(&decide_json(&policy, request.as_bytes()))["error"]["zh"].is_string());
            assert!(value(&verify_json(&policy, request.as_bytes()))["error"]["zh"].is_string());
            assert!(value(&compile_json(request.as_bytes()).1)["error"]["en"].is_string());
        }
    }

    #[test]
    fn what_is_wrong_with_a_request_is_said_in_both_languages() {
        let policy = compiled(POLICY).0.unwrap();
        for (request, zh) in [
            ("[]", "请求的内容与约定不符（第1行第2列；"),
            ("{\"on\": ", "请求的 JSON 没有写完（第1行第7列；"),
            ("{\"on\" 1}", "请求不是 JSON（第1行第7列；"),
        ] {
            let reply = value(&decide_json(&policy, request.as_bytes()));
            let found = reply["error"]["zh"].as_str().unwrap();
            assert!(found.starts_with(zh), "{found}");
            assert!(reply["error"]["en"].as_str().unwrap().starts_with("the request cannot be understood: "));
        }
    }
}
