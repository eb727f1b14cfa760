//! Decisions as JSON from ready-made pieces, for results found without a trace.
//!
//! What a known result looks like is fixed when a plan is made, but for whose it is and for its amount. So
//! each is serialised once, and a case costs copying. The text is byte for byte that of the typed
//! [`Decision`](crate::Decision); tests compare the two.

use std::fmt::Write as _;

use crate::decide::decision::ResultEntry;
use crate::decide::{Decision, Known, assumption, known_entry, watch};
use crate::number::Rational;
use crate::program::way::{Fact, Step};
use crate::program::{self, Benefit, Case, EntityId, FieldId, InstanceId, Program, Rule, ValueId};
use crate::untraced::{Answer, Outcome};

/// Stand-ins in a serialised entry for what a case decides. They are private characters; a policy that
/// uses them itself has no pieces and is decided the long way.
const OF: &str = "\u{E001}";
const TEXT: &str = "\u{E002}";
const DIGITS: [&str; 2] = ["\u{E003}", "\u{E004}"];
const COINS: i64 = -8_070_605_040_302_010;

/// What is found of a case.
pub(super) struct Found<'f> {
    pub answers: &'f [Answer],
    /// What is to be said of alerts and targets.
    pub watched: &'f str,
    /// The facts for which a default was taken, in their order.
    pub assumed: &'f [Fact],
}

/// The pieces of a plan.
#[derive(Debug)]
pub(super) struct Pieces {
    head: String,
    /// What stands between alerts and targets and what was assumed.
    middle: String,
    tail: String,
    /// For each tier and benefit, by the index of its value.
    results: Vec<Option<Result>>,
    /// For each field with a default, by its entity and itself, the text before and after where it stands.
    assumed: Vec<Vec<Option<[String; 2]>>>,
    /// How many decimal places an amount has.
    places: u32,
}

#[derive(Debug)]
enum Result {
    /// For each case, the text before and after the instance.
    Tier(Vec<[String; 2]>),
    /// The same for a refused benefit, and the text around the instance, the amount, the coins and the two
    /// displays of a granted one.
    /// And for each way in which it can be excluded, the text before and after the instance.
    Benefit { refused: [String; 2], granted: Option<[String; 6]>, excluded: Vec<[String; 2]> },
}

impl Pieces {
    /// The pieces of a plan's decisions, given a decision without results.
    pub(super) fn of(plan: &program::Plan, empty: &Decision) -> Option<Self> {
        let (head, tail) = split(&serde_json::to_string(empty).ok()?, "\"results\":[]")?;
        let head = head + "\"results\":[";
        let (middle, tail) = split(&tail, "\"assumed\":[]")?;
        let middle = middle + "\"assumed\":[";
        let tail = format!("]{tail}");
        let program = plan.program();
        let results = (0..).map(ValueId).zip(&program.values).map(|(id, value)| {
            match plan.rule(id).unwrap_or(&value.rule) {
                Rule::Definition(_) => None,
                Rule::Tier(tier) => {
                    let cases = program.enums.get(tier.cases.index()).map_or(0, |cases| cases.cases.len());
                    let cases = (0..).take(cases).map(|case| around(plan, id, Known::Case(case)));
                    cases.collect::<Option<_>>().map(Result::Tier)
                }
                Rule::Benefit(benefit) => {
                    let granted = around_amount(plan, id, benefit);
                    let refused = around(plan, id, Known::Refused);
                    let ways = program.exclusions_of(id).into_iter();
                    let ways = ways.map(|(by, instead)| around(plan, id, Known::Excluded(by, instead)));
                    let excluded: Option<Vec<_>> = ways.collect();
                    refused.zip(excluded).map(|(refused, excluded)| Result::Benefit {
                        refused,
                        granted,
                        excluded,
                    })
                }
            }
        });
        let results = results.collect();
        let assumed = (0..).map(EntityId).zip(&program.entities).map(|(entity, declared)| {
            let fields = (0..).map(FieldId).take(declared.fields.len());
            fields.map(|field| around_path(program, Step { entity, field, position: None })).collect()
        });
        let assumed = assumed.collect();
        let places = u32::from(program.currency.exponent);
        Some(Self { head, middle, tail, results, assumed, places })
    }

    /// Writes the decision, given the paths of instances; false, and nothing useful written, where a piece is
    /// missing.
    pub(super) fn write(
        &self,
        program: &Program,
        found: &Found<'_>,
        path: impl Fn(InstanceId) -> String,
        out: &mut String,
    ) -> bool {
        out.push_str(&self.head);
        for (position, answer) in found.answers.iter().enumerate() {
            if position > 0 {
                out.push(',');
            }
            let found = self.results.get(answer.value.index()).and_then(Option::as_ref);
            let whose = |out: &mut String| {
                if answer.instance != InstanceId::default() {
                    out.push_str(&path(answer.instance));
                }
            };
            match (found, answer.outcome) {
                (Some(Result::Tier(cases)), Outcome::Tier(of)) => {
                    let Some([before, after]) = cases.get(of as usize) else { return false };
                    out.push_str(before);
                    whose(out);
                    out.push_str(after);
                }
                (
                    Some(Result::Benefit { refused: [before, after], .. }),
                    Outcome::Benefit { entitled: false, .. },
                ) => {
                    out.push_str(before);
                    whose(out);
                    out.push_str(after);
                }
                (Some(Result::Benefit { excluded, .. }), Outcome::Excluded(way)) => {
                    let Some([before, after]) = excluded.get(way as usize) else { return false };
                    out.push_str(before);
                    whose(out);
                    out.push_str(after);
                }
                (
                    Some(Result::Benefit {
                        granted: Some([before, to_text, to_coins, to_english, to_chinese, after]),
                        ..
                    }),
                    Outcome::Benefit { entitled: true, coins },
                ) => {
                    out.push_str(before);
                    whose(out);
                    out.push_str(to_text);
                    self.push_amount(coins, false, out);
                    out.push_str(to_coins);
                    if write!(out, "{coins}").is_err() {
                        return false;
                    }
                    out.push_str(to_english);
                    self.push_amount(coins, true, out);
                    out.push_str(to_chinese);
                    self.push_amount(coins, true, out);
                    out.push_str(after);
                }
                _ => return false,
            }
        }
        out.push(']');
        out.push_str(found.watched);
        out.push_str(&self.middle);
        for (position, fact) in found.assumed.iter().enumerate() {
            if position > 0 {
                out.push(',');
            }
            let pieces = self.assumed.get(fact.own.entity.index());
            let Some(Some([before, after])) = pieces.and_then(|fields| fields.get(fact.own.field.index()))
            else {
                return false;
            };
            out.push_str(before);
            out.push_str(&fact.path(program));
            out.push_str(after);
        }
        out.push_str(&self.tail);
        true
    }

    /// An amount in the major unit with all its places; without them where it is whole and `short`.
    fn push_amount(&self, coins: i64, short: bool, out: &mut String) {
        let one = 10_i64.saturating_pow(self.places);
        let (major, minor) = (coins.checked_div(one).unwrap_or(coins), coins.checked_rem(one).unwrap_or(0));
        let written = if self.places == 0 || short && minor == 0 {
            write!(out, "{major}")
        } else {
            write!(out, "{major}.{minor:0width$}", width = self.places as usize)
        };
        // Writing to a string cannot fail.
        debug_assert!(written.is_ok());
    }
}

/// What a decision says of alerts and targets; nothing where that cannot be written.
pub(super) fn watched(plan: &program::Plan, case: &Case) -> Option<String> {
    let mut out = String::new();
    if !is_watched(plan.program()) {
        return Some(out);
    }
    let watched = watch(plan, case);
    for (name, entries) in [
        ("alerts", (!watched.alerts.is_empty()).then(|| serde_json::to_string(&watched.alerts))),
        ("targets", (!watched.targets.is_empty()).then(|| serde_json::to_string(&watched.targets))),
    ] {
        if let Some(entries) = entries {
            out.push_str(",\"");
            out.push_str(name);
            out.push_str("\":");
            out.push_str(&entries.ok()?);
        }
    }
    Some(out)
}

/// Whether decisions tell of alerts or targets.
pub(super) fn is_watched(program: &Program) -> bool {
    !program.alerts.is_empty() || !program.targets.is_empty()
}

/// The text before and after the instance of a known result.
fn around(plan: &program::Plan, value: ValueId, known: Known) -> Option<[String; 2]> {
    let mut entry = known_entry(plan, value, known)?;
    OF.clone_into(&mut entry.of);
    let (before, after) = split(&serde_json::to_string(&entry).ok()?, OF)?;
    Some([before, after])
}

/// The text before and after where a fact stands for which the default was taken.
fn around_path(program: &Program, fact: Step) -> Option<[String; 2]> {
    let (before, after) =
        split(&serde_json::to_string(&assumption(program, fact, OF.to_owned())?).ok()?, OF)?;
    Some([before, after])
}

/// The text around the instance, the amount, the coins and both displays of a granted benefit.
fn around_amount(plan: &program::Plan, value: ValueId, benefit: &Benefit) -> Option<[String; 6]> {
    let mut entry = granted(plan, value, benefit)?;
    OF.clone_into(&mut entry.of);
    let text = serde_json::to_string(&entry).ok()?;
    let (before, rest) = split(&text, OF)?;
    let (to_text, rest) = split(&rest, TEXT)?;
    let (to_coins, rest) = split(&rest, &COINS.to_string())?;
    let [english, chinese] = DIGITS;
    let (to_english, rest) = split(&rest, english)?;
    let (to_chinese, after) = split(&rest, chinese)?;
    Some([before, to_text, to_coins, to_english, to_chinese, after])
}

/// A granted benefit with stand-ins for its amount, the coins, and the digits that are shown of it; nothing
/// where months or reasons are told besides.
pub(super) fn granted(plan: &program::Plan, value: ValueId, benefit: &Benefit) -> Option<ResultEntry> {
    if benefit.start.is_some() || benefit.stop.is_some() || benefit.reason.is_some() {
        return None;
    }
    let mut entry = known_entry(plan, value, Known::Granted(Rational::ZERO))?;
    let amount = entry.amount.as_mut()?;
    TEXT.clone_into(&mut amount.text);
    amount.coins = Some(COINS);
    for (display, digits) in [&mut amount.display.en, &mut amount.display.zh].into_iter().zip(DIGITS) {
        let at = display.find('0')?;
        display.replace_range(at..=at, digits);
    }
    Some(entry)
}

/// The text on both sides of a stand-in that occurs exactly once.
fn split(text: &str, at: &str) -> Option<(String, String)> {
    let (before, after) = text.split_once(at)?;
    (!after.contains(at)).then(|| (before.to_owned(), after.to_owned()))
}
