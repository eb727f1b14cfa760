//! Annexes as large as a country's, and bytes that are none.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fmt::Write as _;

use huimin::diagnostic::{Code, Language, RenderOptions};
use huimin::{DecideOptions, Policy};

const POLICY: &str = r#"
parameter standard: money per month annex "standards.csv"
entity household { income: money per month }
tier assistance { dibao when income below standard  otherwise none }
"#;

#[test]
fn every_region_and_year_has_its_figure() {
    let mut annex = "region,from,value\n".to_owned();
    for region in 0..3_000 {
        for year in 2005..2025 {
            writeln!(annex, "{},{year}-01-01,{}", 360_001 + region, 1000 * (year - 2000) + region % 900)
                .unwrap();
        }
    }
    let compilation = Policy::compile([("policy.huimin", POLICY), ("standards.csv", &annex)]);
    assert_eq!(compilation.render(Language::English, RenderOptions::default()), "");
    let policy = compilation.policy.unwrap();
    assert_eq!(policy.program().parameters[0].entries.len(), 60_000);
    for (region, year, line) in [("360001", 2005, 5_000), ("361234", 2023, 23_333), ("363000", 2024, 24_299)]
    {
        let plan = policy.plan(format!("{year}-06-01").parse().unwrap(), Some(region)).unwrap();
        for (income, tier) in [(line - 1, "dibao"), (line, "none")] {
            let case = format!(r#"{{ "income": {income} }}"#);
            let decision = plan.decide_json(case.as_bytes(), DecideOptions::default());
            assert!(decision.contains(&format!(r#""case":{{"name":"{tier}"}}"#)), "{decision}");
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let codes = |annex: &[u8]| -> Vec<Code> {
        let compilation = Policy::compile([("policy.huimin", POLICY.as_bytes()), ("standards.csv", annex)]);
        assert!(compilation.policy.is_none());
        compilation.diagnostics.iter().map(|found| found.code).collect()
    };
    // 地区,数值 in GBK.
    assert_eq!(codes(b"\xb5\xd8\xc7\xf8,\xca\xfd\xd6\xb5\n360100,900\n"), [Code::NotUtf8]);
    assert_eq!(codes(b""), [Code::BadAnnex]);
    assert_eq!(codes(b"\xef\xbb\xbf\r\n\r\n"), [Code::BadAnnex]);
    assert_eq!(codes(b"value\n\"900\n"), [Code::BadAnnex]);
}
