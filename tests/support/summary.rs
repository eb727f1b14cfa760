//! A decision in a few lines, from its JSON, so that every runner can make it.
//!
//! ```text
//! assistance: margin
//! dibao_payment: 305.00 per month
//! members[0].allowance: undecided (full, half; needs members[0].level; lacks care_standard)
//! members[1].allowance: error H0515 division_by_zero
//! needs: members[0].level
//! assumed: members[0].imprisoned = no
//! ```

use serde_json::Value;

/// The lines of a decision.
pub fn of_decision(decision: &Value) -> String {
    let mut lines: Vec<String> = list(&decision["results"]).iter().map(of_result).collect();
    for error in list(&decision["errors"]) {
        lines.push(format!("error: {}", of_error(error)));
    }
    let needs: Vec<&str> = list(&decision["needs"]).iter().map(|need| text(&need["path"])).collect();
    if !needs.is_empty() {
        lines.push(format!("needs: {}", needs.join(", ")));
    }
    for assumed in list(&decision["assumed"]) {
        lines.push(format!("assumed: {} = {}", text(&assumed["path"]), text(&assumed["value"]["en"])));
    }
    lines.join("\n")
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
    for end in ["start", "stop"] {
        if let Some(month) = result[end].as_str() {
            line.push_str(&format!(", {end} {month}"));
        }
    }
    if let Some(reason) = result["reason"]["en"].as_str() {
        line.push_str(&format!(" [{reason}]"));
    }
    line
}

fn decided(result: &Value) -> String {
    if let Some(case) = result["case"]["name"].as_str() {
        return case.to_owned();
    }
    let amount = &result["amount"];
    let mut shown = text(&amount["text"]).to_owned();
    if let Some(period) = amount["period"].as_str() {
        shown.push_str(&format!(" per {period}"));
    }
    if let Some(paid) = amount["paid"].as_str() {
        shown.push_str(&format!(", paid {paid}"));
    }
    match result["entitled"].as_str() {
        Some("no") => format!("{shown} (refused)"),
        _ => shown,
    }
}

fn undecided(result: &Value) -> String {
    let mut reasons = Vec::new();
    let possible = &result["possible"];
    let cases: Vec<&str> = list(&possible["cases"]).iter().map(|case| text(&case["name"])).collect();
    if !cases.is_empty() {
        let most = if possible["exact"] == true { "" } else { "at most " };
        reasons.push(format!("{most}{}", cases.join(", ")));
    }
    let needs: Vec<&str> = list(&result["needs"]).iter().map(text).collect();
    if !needs.is_empty() {
        reasons.push(format!("needs {}", needs.join(", ")));
    }
    let lacks: Vec<&str> = list(&result["lacks"]).iter().map(|missing| text(&missing["name"])).collect();
    if !lacks.is_empty() {
        reasons.push(format!("lacks {}", lacks.join(", ")));
    }
    format!("undecided ({})", reasons.join("; "))
}

fn of_error(error: &Value) -> String {
    let (code, name, path) = (text(&error["code"]), text(&error["name"]), text(&error["path"]));
    let mut shown = format!("{code} {name}");
    if !path.is_empty() {
        shown.push_str(&format!(" at {path}"));
    }
    let (en, zh) = (text(&error["message"]["en"]), text(&error["message"]["zh"]));
    shown.push_str(&format!(": {en} / {zh}"));
    shown
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}
