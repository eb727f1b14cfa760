//! A decision in a few lines, from its JSON, so that every runner can make it.
//!
//! ```text
//! assistance: margin
//! dibao_payment: 305.00 CNY per month, paid monthly, from 2023-04
//! care_payment: refused, 0.00 CNY per month
//! members[0].level: undecided: full or half; needs members[0].failed
//! members[1].level: undecided: at most full, half; lacks care_standard
//! members[0].allowance: undecided, entitled: needs members[0].level
//! members[1].allowance: error H0510 division_by_zero: … / …
//! needs: members[0].failed (members[0].level, members[0].allowance)
//! assumed: members[0].imprisoned = no
//! ```
//!
//! Where a policy gives only a refusal's amount, `refused` stands before it. Texts that differ between the
//! languages are shown in English and, after ` / `, in Chinese.

use serde_json::Value;

/// The lines of a decision.
pub fn of_decision(decision: &Value) -> String {
    let mut lines: Vec<String> = list(&decision["results"]).iter().map(of_result).collect();
    lines.extend(list(&decision["alerts"]).iter().flat_map(of_alert));
    lines.extend(list(&decision["targets"]).iter().flat_map(of_target));
    for error in list(&decision["errors"]) {
        lines.push(format!("error: {}", of_error(error)));
    }
    for need in list(&decision["needs"]) {
        let by: Vec<&str> = list(&need["asked_by"]).iter().map(text).collect();
        lines.push(
            format!("needs: {} ({})", text(&need["path"]), by.join(", ")).replace(" ()", " (no result)"),
        );
    }
    for assumed in list(&decision["assumed"]) {
        lines.push(format!("assumed: {} = {}", text(&assumed["path"]), text(&assumed["value"]["en"])));
    }
    lines.join("\n")
}

/// `alert visit_overdue: yes, 1 of 3, unknown 1; orange; 安排入户; 乡镇`, and a line for each instance listed.
fn of_alert(alert: &Value) -> Vec<String> {
    let counts = &alert["counts"];
    let mut head = format!(
        "alert {}: {}, {} of {}, unknown {}",
        text(&alert["name"]),
        text(&alert["raised"]),
        counts["raised"],
        counts["all"],
        counts["unknown"]
    );
    for part in ["severity", "advice", "to"] {
        if let Some(told) = alert[part].as_str() {
            head.push_str(&format!("; {told}"));
        }
    }
    let instances = list(&alert["instances"]).iter().map(|instance| of_watched(instance, "raised"));
    std::iter::once(head).chain(instances).collect()
}

/// `target beds: met, 1 of 1, unknown 0; hoped for no`, and a line for each instance listed.
fn of_target(target: &Value) -> Vec<String> {
    let counts = &target["counts"];
    let mut head = format!(
        "target {}: {}, {} of {}, unknown {}",
        text(&target["name"]),
        text(&target["state"]),
        counts["met"],
        counts["all"],
        counts["unknown"]
    );
    if let Some(hoped) = target["hoped_for"].as_str() {
        head.push_str(&format!("; hoped for {hoped}"));
    }
    let instances = list(&target["instances"]).iter().map(|instance| of_watched(instance, "state"));
    std::iter::once(head).chain(instances).collect()
}

fn of_watched(instance: &Value, state: &str) -> String {
    let of = match text(&instance["of"]) {
        "" => "the case".to_owned(),
        of => of.to_owned(),
    };
    let key = instance["key"].as_str().map(|key| format!(" {key}")).unwrap_or_default();
    let mut line = format!("  {of}{key}: {}", text(&instance[state]));
    if instance["value"].is_object() {
        line.push_str(&format!(", {}", both(&instance["value"]["text"])));
    }
    if let Some(hoped) = instance["hoped_for"].as_str() {
        line.push_str(&format!(", hoped for {hoped}"));
    }
    if instance["reason"].is_object() {
        line.push_str(&format!(" [{}]", both(&instance["reason"])));
    }
    let needs: Vec<&str> = list(&instance["needs"]).iter().map(text).collect();
    if !needs.is_empty() {
        line.push_str(&format!("; needs {}", needs.join(", ")));
    }
    let lacks: Vec<String> = list(&instance["lacks"]).iter().map(of_missing).collect();
    if !lacks.is_empty() {
        line.push_str(&format!("; lacks {}", lacks.join(", ")));
    }
    if instance["error"].is_object() {
        line.push_str(&format!("; error {}", of_error(&instance["error"])));
    }
    line
}

/// `standard`, `rate(home, rural)`
fn of_missing(missing: &Value) -> String {
    let cases: Vec<&str> = list(&missing["cases"]).iter().map(|case| text(&case["name"])).collect();
    let name = text(&missing["name"]);
    if cases.is_empty() { name.to_owned() } else { format!("{name}({})", cases.join(", ")) }
}

/// The lines of a case that could not be read.
pub fn of_problems(problems: &[Value]) -> String {
    problems.iter().map(|problem| format!("error: {}", of_error(problem))).collect::<Vec<_>>().join("\n")
}

fn of_result(result: &Value) -> String {
    let name = match text(&result["of"]) {
        "" => text(&result["name"]).to_owned(),
        path => format!("{path}.{}", text(&result["name"])),
    };
    let outcome = match text(&result["status"]) {
        "decided" => decided(result),
        "undecided" => undecided(result),
        _ => format!("error {}", of_error(&result["error"])),
    };
    let mut line = format!("{name}: {outcome}");
    for (end, word) in [("start", "from"), ("stop", "before")] {
        if let Some(month) = result[end].as_str() {
            line.push_str(&format!(", {word} {month}"));
        }
    }
    if result["reason"].is_object() {
        line.push_str(&format!(" [{}]", both(&result["reason"])));
    }
    line
}

fn decided(result: &Value) -> String {
    if let Some(case) = result["case"]["name"].as_str() {
        return case.to_owned();
    }
    let amount = &result["amount"];
    let mut shown = format!("{} {}", text(&amount["text"]), text(&amount["currency"]));
    if let Some(period) = amount["period"].as_str() {
        shown.push_str(&format!(" per {period}"));
    }
    if let Some(paid) = amount["paid"].as_str() {
        shown.push_str(&format!(", paid {paid}"));
    }
    if result["excluded"].is_object() {
        let by = text(&result["excluded"]["exclusive"]);
        let instead = result["excluded"]["instead"]["name"].as_str().unwrap_or("another");
        return format!("excluded by {by} for {instead}, {shown}");
    }
    match result["entitled"].as_str() {
        Some("no") => format!("refused, {shown}"),
        Some("unknown") => format!("{shown}, entitled or not"),
        _ => shown,
    }
}

fn undecided(result: &Value) -> String {
    let mut reasons = Vec::new();
    let possible = &result["possible"];
    let cases: Vec<&str> = list(&possible["cases"]).iter().map(|case| text(&case["name"])).collect();
    if !cases.is_empty() {
        reasons.push(match possible["exact"].as_bool() {
            Some(true) => cases.join(" or "),
            _ => format!("at most {}", cases.join(", ")),
        });
    }
    let needs: Vec<&str> = list(&result["needs"]).iter().map(text).collect();
    if !needs.is_empty() {
        reasons.push(format!("needs {}", needs.join(", ")));
    }
    let lacks: Vec<String> = list(&result["lacks"]).iter().map(of_missing).collect();
    if !lacks.is_empty() {
        reasons.push(format!("lacks {}", lacks.join(", ")));
    }
    let entitled = if result["entitled"] == "yes" { ", entitled" } else { "" };
    format!("undecided{entitled}: {}", reasons.join("; "))
}

/// The lines of the tests of a policy.
pub fn of_tests(tests: &Value) -> String {
    let mut lines = Vec::new();
    for test in list(tests) {
        let word = if test["passed"] == true { "ok" } else { "failed" };
        lines.push(format!("{word}: {}", text(&test["label"])));
        for failure in list(&test["failures"]) {
            let (line, expected) = (&failure["place"]["line"], text(&failure["expected"]));
            let expected = if expected.is_empty() { String::new() } else { format!("`{expected}`: ") };
            lines.push(format!("  line {line}: {expected}{}", both(&failure["message"])));
        }
    }
    lines.join("\n")
}

fn of_error(error: &Value) -> String {
    let (code, name, path) = (text(&error["code"]), text(&error["name"]), text(&error["path"]));
    let mut shown = format!("{code} {name}");
    if !path.is_empty() {
        shown.push_str(&format!(" at {path}"));
    }
    if error["place"]["file"] == "case" {
        shown.push_str(&format!(" (line {}, column {})", error["place"]["line"], error["place"]["column"]));
    }
    format!("{shown}: {}", both(&error["message"]))
}

/// A text in both languages.
fn both(message: &Value) -> String {
    match (text(&message["en"]), text(&message["zh"])) {
        (en, zh) if en == zh => en.to_owned(),
        (en, zh) => format!("{en} / {zh}"),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}
