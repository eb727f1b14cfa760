//! Values as people read them, in both languages, and as programs read them.

use super::decision::{CaseRef, Missing};
use super::outcome::{Held, List, NoValue, Outcome};
use crate::calendar::{Date, Month};
use crate::diagnostic::Text;
use crate::number::{Decimal, Rational, RoundMode};
use crate::program::{
    Case, Currency, EnumId, EnumType, NodeId, Parameter, Program, Range, ReasonPart, Type, Value,
};
use crate::vocabulary::{Comparison, Period};

/// To how many places an endless decimal is shown.
const PLACES: u32 = 4;

/// The most members of a list that are named.
const MOST_MEMBERS: usize = 6;

/// The most digits a decimal is written with before a fraction reads better.
const MOST_DIGITS: usize = 38;

/// A value as a person reads it.
pub(crate) fn value(program: &Program, ty: Type, value: &Value) -> Text {
    match value {
        Value::Bool(true) => Text::new("yes", "是"),
        Value::Bool(false) => Text::new("no", "否"),
        Value::Number(number) => quantity(program, ty, *number),
        Value::Date(date) => day(*date),
        Value::Month(of) => month(*of),
        Value::Text(text) => Text::new(format!("\"{text}\""), format!("“{text}”")),
        Value::Case(case) => case_title(program, ty, *case),
    }
}

/// Whatever an expression came to, in a few words.
pub(crate) fn outcome(program: &Program, case: &Case, ty: Type, outcome: &Outcome) -> Text {
    match outcome {
        Ok(Held::Value(of)) => value(program, ty, of),
        Ok(Held::Instance(instance)) => same(case.path(program, *instance, None)),
        Ok(Held::List(list)) => members(program, case, list),
        Err(NoValue::Unknown(_)) => Text::new("unknown", "未知"),
        Err(NoValue::Fault(_)) => Text::new("error", "错误"),
    }
}

/// A value in a reason, which is told in one sentence: a text stands there without quotes.
pub(crate) fn said(program: &Program, ty: Type, of: &Value) -> Text {
    match of {
        Value::Text(text) => same(text.to_string()),
        _ => value(program, ty, of),
    }
}

/// The same of whatever an expression came to.
pub(crate) fn said_of(program: &Program, case: &Case, ty: Type, found: &Outcome) -> Text {
    match found {
        Ok(Held::Value(of)) => said(program, ty, of),
        _ => outcome(program, case, ty, found),
    }
}

/// A reason, given how to show the values in it.
pub(crate) fn reason(parts: &[ReasonPart], shown: &mut dyn FnMut(NodeId) -> Text) -> Text {
    let mut reason = Text::default();
    for part in parts {
        let text = match part {
            ReasonPart::Text(text) => same(text.clone()),
            ReasonPart::Value(node) => shown(*node),
        };
        reason.en.push_str(&text.en);
        reason.zh.push_str(&text.zh);
    }
    reason
}

/// The same with what is sure of an unknown number.
pub(crate) fn as_far_as_known(program: &Program, case: &Case, ty: Type, found: &Outcome) -> Text {
    let mut text = outcome(program, case, ty, found);
    let Err(NoValue::Unknown(unknown)) = found else { return text };
    let (mut en, mut zh) = (", ", "，");
    for (how, limit) in unknown.range().map(Range::bounds).unwrap_or_default() {
        let (how, limit) = (comparison(how), value(program, ty, &Value::Number(limit)));
        [en, &how.en, " ", &limit.en].iter().for_each(|piece| text.en.push_str(piece));
        [zh, &how.zh, &limit.zh].iter().for_each(|piece| text.zh.push_str(piece));
        (en, zh) = (" and ", "且");
    }
    text
}

/// The members of a list: their paths where they are few, their number otherwise.
fn members(program: &Program, case: &Case, list: &List) -> Text {
    if !list.is_settled() {
        return Text::new("unknown", "未知");
    }
    let count = list.elements.len();
    if count == 0 {
        return Text::new("nobody", "无");
    }
    if count > MOST_MEMBERS {
        return Text::new(format!("{count} of them"), format!("{count}个"));
    }
    let paths: Vec<_> =
        list.elements.iter().map(|element| case.path(program, element.instance, None)).collect();
    Text::new(paths.join(", "), paths.join("、"))
}

/// A value as a case file writes it: money as a decimal of the major unit, a case by its name.
pub(crate) fn exact(program: &Program, ty: Type, value: &Value) -> String {
    match (value, ty) {
        (Value::Bool(value), _) => value.to_string(),
        (Value::Number(number), Type::Money(_)) => money_decimal(&program.currency, *number),
        (Value::Number(number), _) => number.to_string(),
        (Value::Date(date), _) => date.to_string(),
        (Value::Month(month), _) => month.to_string(),
        (Value::Text(text), _) => text.to_string(),
        (Value::Case(case), _) => case_name(program, ty, *case),
    }
}

/// The keys of one series of a parameter's figures, by the names of their cases.
pub(crate) fn keys(program: &Program, parameter: &Parameter, cases: &[u32]) -> Vec<String> {
    let named = |(id, case): (&EnumId, &u32)| exact(program, Type::Case(*id), &Value::Case(*case));
    parameter.keys.iter().zip(cases).map(named).collect()
}

/// An amount of the smallest coin, with its unit and period.
pub(crate) fn money(currency: &Currency, coins: Rational, period: Option<Period>) -> Text {
    let number = match currency.to_major(coins) {
        Ok(major) if major.is_integer() => major.to_string(),
        Ok(major) => decimal(major, usize::from(currency.exponent)),
        Err(_) => format!("({coins})/{}", currency.coins()),
    };
    let (en, zh) = match period {
        None => ("", ""),
        Some(Period::Day) => (" per day", "/日"),
        Some(Period::Month) => (" per month", "/月"),
        Some(Period::Year) => (" per year", "/年"),
    };
    if currency.code == "CNY" {
        return Text::new(format!("{number} yuan{en}"), format!("{number}元{zh}"));
    }
    let code = &currency.code;
    Text::new(format!("{number} {code}{en}"), format!("{number} {code}{zh}"))
}

/// An amount of the smallest coin as a decimal of the major unit with all its places, `n/d` where no
/// decimal is exact.
pub(crate) fn money_decimal(currency: &Currency, coins: Rational) -> String {
    let Ok(major) = currency.to_major(coins) else {
        return format!("({coins})/{}", currency.coins());
    };
    exact_decimal(major).map_or_else(
        || format!("{}/{}", major.numerator(), major.denominator()),
        |decimal| with_places(decimal.text, usize::from(currency.exponent)),
    )
}

/// A plain number; an endless decimal as `n/d ≈ 0.3333…`.
pub(crate) fn number(number: Rational) -> String {
    if number.is_integer() { number.to_string() } else { decimal(number, 0) }
}

/// A day.
pub(crate) fn day(date: Date) -> Text {
    Text::new(date.to_string(), format!("{}年{}月{}日", date.year(), date.month_number(), date.day()))
}

/// A month.
pub(crate) fn month(month: Month) -> Text {
    Text::new(month.to_string(), format!("{}年{}月", month.year(), month.number()))
}

/// The same text in both languages, such as a label of the policy.
pub(crate) fn same(text: impl Into<String>) -> Text {
    let text = text.into();
    Text { en: text.clone(), zh: text }
}

/// What to call something in each language: its label, unless that is Chinese and the name is not, in
/// which case English readers are given the name.
pub(crate) fn title(name: &str, label: Option<&str>) -> Text {
    let label = label.unwrap_or(name);
    let en = if is_chinese(label) && !is_chinese(name) { name } else { label };
    Text::new(en, label)
}

/// What to call a case of an enum or tier.
pub(crate) fn case_title(program: &Program, ty: Type, case: u32) -> Text {
    let found = case_of(program, ty, case);
    found.map(|found| title(&found.name, found.label.as_deref())).unwrap_or_default()
}

/// The title of a parameter for the cases of its keys.
pub(crate) fn title_for_cases(title: Text, cases: Vec<Text>) -> Text {
    if cases.is_empty() {
        return title;
    }
    let (en, zh): (Vec<_>, Vec<_>) = cases.into_iter().map(|text| (text.en, text.zh)).unzip();
    Text::new(format!("{} ({})", title.en, en.join(", ")), format!("{}（{}）", title.zh, zh.join("、")))
}

/// What to call a missing figure.
pub(crate) fn missing(missing: &Missing) -> Text {
    let cases = missing.cases.iter().map(|case| title(&case.name, case.label.as_deref()));
    title_for_cases(title(&missing.name, missing.label.as_deref()), cases.collect())
}

/// A case of an enum or tier, for a decision.
pub(crate) fn case_ref(program: &Program, ty: Type, case: u32) -> Option<CaseRef> {
    let found = case_of(program, ty, case)?;
    Some(CaseRef { name: found.name.clone(), label: found.label.clone() })
}

/// How a comparison reads.
pub(crate) fn comparison(comparison: Comparison) -> Text {
    match comparison {
        Comparison::Below => Text::new("below", "低于"),
        Comparison::AtMost => Text::new("at most", "不超过"),
        Comparison::Above => Text::new("above", "超过"),
        Comparison::AtLeast => Text::new("at least", "不低于"),
    }
}

/// Whether a text holds letters of the CJK blocks.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|letter| letter >= '\u{2e80}')
}

/// The enum of a type.
pub(crate) fn enum_of(program: &Program, ty: Type) -> Option<&EnumType> {
    match ty {
        Type::Case(EnumId(id)) => program.enums.get(id as usize),
        _ => None,
    }
}

fn case_name(program: &Program, ty: Type, case: u32) -> String {
    case_of(program, ty, case).map(|found| found.name.clone()).unwrap_or_default()
}

fn case_of(program: &Program, ty: Type, case: u32) -> Option<&crate::program::CaseName> {
    enum_of(program, ty)?.cases.get(case as usize)
}

fn quantity(program: &Program, ty: Type, number_of: Rational) -> Text {
    let plain = || number(number_of);
    match ty {
        Type::Money(period) => money(&program.currency, number_of, period),
        Type::Months => counted(&plain(), number_of, "month", "个月"),
        Type::Days => counted(&plain(), number_of, "day", "天"),
        _ => same(plain()),
    }
}

fn counted(shown: &str, number: Rational, en: &str, zh: &str) -> Text {
    let plural = if number == Rational::ONE { "" } else { "s" };
    Text::new(format!("{shown} {en}{plural}"), format!("{shown}{zh}"))
}

/// A decimal with at least so many places, or a fraction with the first places of its endless decimal.
fn decimal(number: Rational, places: usize) -> String {
    if let Some(decimal) = exact_decimal(number) {
        return with_places(decimal.text, places);
    }
    let fraction = format!("{}/{}", number.numerator(), number.denominator());
    let step = Rational::new(1, 10_i128.pow(PLACES));
    let cut = step.and_then(|step| number.round(RoundMode::Down, step));
    match cut.map(|cut| cut.to_decimal(0)) {
        // Digits are cut and not rounded, so that what stands before the dots is true.
        Ok(cut) => format!("{fraction} ≈ {}…", with_places(cut.text, PLACES as usize)),
        Err(_) => fraction,
    }
}

/// The decimal of a number, where it ends within a readable length.
fn exact_decimal(number: Rational) -> Option<Decimal> {
    let decimal = number.to_decimal(0);
    (decimal.exact && decimal.text.len() <= MOST_DIGITS).then_some(decimal)
}

/// A decimal filled up with zeros to a number of places.
fn with_places(mut text: String, places: usize) -> String {
    let present = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if present == 0 && places > 0 {
        text.push('.');
    }
    text.extend(std::iter::repeat_n('0', places.saturating_sub(present)));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(numerator: i128, denominator: i128) -> Rational {
        Rational::new(numerator, denominator).unwrap()
    }

    fn shown(coins: Rational, period: Option<Period>) -> (String, String, String) {
        let currency = Currency::default();
        let text = money(&currency, coins, period);
        (text.en, text.zh, money_decimal(&currency, coins))
    }

    fn texts(en: &str, zh: &str, exact: &str) -> (String, String, String) {
        (en.to_owned(), zh.to_owned(), exact.to_owned())
    }

    #[test]
    fn money_has_its_unit_and_period() {
        assert_eq!(shown(ratio(91500, 1), None), texts("915 yuan", "915元", "915.00"));
        assert_eq!(
            shown(ratio(91550, 1), Some(Period::Month)),
            texts("915.50 yuan per month", "915.50元/月", "915.50")
        );
        assert_eq!(shown(ratio(-1, 2), None), texts("-0.005 yuan", "-0.005元", "-0.005"));
        assert_eq!(
            shown(ratio(200, 3), Some(Period::Year)),
            texts("2/3 ≈ 0.6666… yuan per year", "2/3 ≈ 0.6666…元/年", "2/3")
        );
        let dollars = money(&Currency::from_code("USD").unwrap(), ratio(10000, 1), Some(Period::Day));
        assert_eq!((dollars.en.as_str(), dollars.zh.as_str()), ("100 USD per day", "100 USD/日"));
        let yen = Currency::from_code("JPY").unwrap();
        assert_eq!(money_decimal(&yen, ratio(100, 1)), "100");
    }

    #[test]
    fn endless_decimals_are_cut_and_marked() {
        assert_eq!(number(ratio(-1, 3)), "-1/3 ≈ -0.3333…");
        assert_eq!(number(ratio(70_001, 210_000)), "70001/210000 ≈ 0.3333…");
        assert_eq!(number(ratio(1, 30_000)), "1/30000 ≈ 0.0000…");
        assert_eq!(number(ratio(3, 2)), "1.5");
        assert_eq!(number(ratio(1, i128::MAX)), format!("1/{} ≈ 0.0000…", i128::MAX));
        assert!(number(ratio(1, 1 << 126)).starts_with("1/"));
        assert!(number(ratio(i128::MAX, 3)).contains('/'));
    }

    #[test]
    fn english_readers_are_spared_chinese_labels_where_there_is_a_name() {
        let titles = |name, label| {
            let Text { en, zh } = title(name, label);
            format!("{en} | {zh}")
        };
        assert_eq!(titles("size", Some("计入人数")), "size | 计入人数");
        assert_eq!(titles("size", Some("household size")), "household size | household size");
        assert_eq!(titles("人数", Some("计入人数")), "计入人数 | 计入人数");
        assert_eq!(titles("size", None), "size | size");
    }

    #[test]
    fn other_values_read_naturally() {
        let program = Program::default();
        let both = |ty, of: Value| {
            let text = value(&program, ty, &of);
            format!("{} | {}", text.en, text.zh)
        };
        let count = |number: i128| Value::Number(Rational::integer(number));
        assert_eq!(both(Type::Months, count(1)), "1 month | 1个月");
        assert_eq!(both(Type::Days, count(30)), "30 days | 30天");
        assert_eq!(both(Type::Bool, Value::Bool(false)), "no | 否");
        let date = Date::parse_iso("2023-06-01").unwrap();
        assert_eq!(both(Type::Date, Value::Date(date)), "2023-06-01 | 2023年6月1日");
        assert_eq!(both(Type::Month, Value::Month(date.month())), "2023-06 | 2023年6月");
        assert_eq!(both(Type::Text, Value::Text("a".into())), "\"a\" | “a”");
        assert_eq!(both(Type::Case(EnumId(9)), Value::Case(3)), " | ");
    }
}
