//! What a host does with decisions in brief.

use huimin::boundary::Decider;
use serde_json::Value;

/// The decision that is told in brief, put together with what the plan's decisions have in common.
pub fn told_in_brief(decider: &mut Decider, case: &[u8]) -> Option<Value> {
    let mut numbers = Vec::new();
    if !decider.brief_into(case, &mut numbers) {
        assert!(numbers.is_empty());
        return None;
    }
    let forms: Value = serde_json::from_str(&decider.forms_json().unwrap()).unwrap();
    let places = forms["places"].as_u64().unwrap() as usize;
    let mut numbers = numbers.into_iter();
    let entries = forms["entries"].as_array().unwrap();
    let (mut results, mut assumed) = (Vec::new(), Vec::new());
    while let Some(form) = numbers.next() {
        let form = form as usize;
        let steps = (0..numbers.next().unwrap()).map(|_| {
            let field = forms["fields"][numbers.next().unwrap() as usize].as_str().unwrap();
            let position = numbers.next().unwrap();
            if position < 0 { field.to_owned() } else { format!("{field}[{position}]") }
        });
        let of = steps.collect::<Vec<_>>().join(".");
        let Some(mut entry) = entries.get(form).cloned() else {
            let mut assumption = forms["assumptions"][form - entries.len()].clone();
            let own = assumption["path"].as_str().unwrap();
            assumption["path"] = if of.is_empty() { own.into() } else { format!("{of}.{own}").into() };
            assumed.push(assumption);
            continue;
        };
        entry["of"] = of.into();
        if entry["amount"]["text"] == "\u{E002}" {
            let (low, high) = (numbers.next().unwrap(), numbers.next().unwrap());
            let coins = i64::from(high) << 32 | i64::from(low as u32);
            let digits = format!("{coins:0width$}", width = places + 1);
            let (major, minor) = digits.split_at(digits.len() - places);
            let text = if places == 0 { digits.clone() } else { format!("{major}.{minor}") };
            let shown = if minor.bytes().all(|digit| digit == b'0') { major } else { &text };
            let amount = &mut entry["amount"];
            (amount["text"], amount["coins"]) = (text.clone().into(), coins.into());
            for (language, stand_in) in [("en", '\u{E003}'), ("zh", '\u{E004}')] {
                let display = amount["display"][language].as_str().unwrap();
                amount["display"][language] = display.replace(stand_in, shown).into();
            }
        }
        results.push(entry);
    }
    let mut decision = forms["decision"].clone();
    decision["results"] = results.into();
    decision["assumed"] = assumed.into();
    Some(decision)
}
