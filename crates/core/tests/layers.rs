//! Layered policies that are cut, mixed up or very many: each gives a policy or diagnostics, in time.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // the lints are for what is shipped

#[path = "../../../tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use huimin::diagnostic::{Language, RenderOptions};
use huimin::{DecideOptions, Policy};

/// The layered policies of the corpus.
fn policies() -> Vec<BTreeMap<String, String>> {
    let layered = support::files().into_iter().filter(|file| file.path.parent().unwrap().ends_with("layers"));
    let texts = |file: &support::File| {
        file.policy().iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    };
    layered.map(|file| texts(&file)).collect()
}

fn compile(files: &BTreeMap<String, String>, main: &str) {
    let compiled = Policy::compile_with(main, files);
    for language in [Language::English, Language::Chinese] {
        let _ = compiled.render(language, RenderOptions::default());
    }
    assert!(compiled.policy.is_some() || compiled.has_errors());
    let Some(policy) = compiled.policy else { return };
    let _ = policy.test();
    for region in ["360100", "360400", "360000"] {
        if let Ok(plan) = policy.plan("2023-06-01".parse().unwrap(), Some(region)) {
            let options = DecideOptions { explain: true };
            let _ =
                plan.decide_json(br#"{"income": "1.00", "n": 3, "size": 1, "property_ok": true}"#, options);
        }
    }
}

#[test]
fn whatever_is_cut_from_a_file_something_comes_of_the_policy() {
    for files in policies() {
        for name in files.keys() {
            let text = &files[name];
            let lines: Vec<&str> = text.lines().collect();
            for left_out in 0..lines.len() {
                let kept = lines.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, line)| *line);
                let mut changed = files.clone();
                changed.insert(name.clone(), kept.collect::<Vec<_>>().join("\n"));
                files.keys().for_each(|main| compile(&changed, main));
            }
            for end in (0..text.len()).step_by(37).filter(|end| text.is_char_boundary(*end)) {
                let mut changed = files.clone();
                changed.insert(name.clone(), text[..end].to_owned());
                files.keys().for_each(|main| compile(&changed, main));
            }
        }
    }
}

#[test]
fn a_thousand_layers_amend_one_another_in_time() {
    const LAYERS: usize = 1_000;
    let national = "policy national\nentity household { n: whole at least 0 }\n\
        parameter p: number { from 2000-01-01: 1 }\ndefine d = n\n\
        table t: number { n => r\n any => 1\n }\n\
        tier c { high when n above 1 otherwise low }\nbenefit b { amount d * t * p * 1 yuan when c is high }\n";
    let layer = |at: usize| {
        format!(
            "policy p{at} {{ region \"360{:03}\" }}\nuse \"{}.hm\"\n\
             amend parameter p {{ from {}-01-01: {at} }}\namend define d = n + {at}\n\
             amend table t {{ n => r\n any => {at}\n }}\namend tier c {{ high when n above {at} }}\n\
             amend benefit b {{ amount {at} yuan }}\n",
            if at.is_multiple_of(2) { 100 } else { at % 900 },
            at - 1,
            2000 + at % 1_000,
        )
    };
    let mut files: BTreeMap<String, String> =
        (1..=LAYERS).map(|at| (format!("{at}.hm"), layer(at))).collect();
    files.insert("0.hm".to_owned(), national.to_owned());
    let begun = Instant::now();
    let compiled = Policy::compile_with(&format!("{LAYERS}.hm"), &files);
    let english = compiled.render(Language::English, RenderOptions::default());
    assert!(compiled.policy.is_some(), "{english}");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}
