//! Decisions as JSON from ready-made pieces, for results found without a trace.
//!
//! What a known result looks like is fixed when a plan is made, but for whose it is and for its amount. So
//! each is serialised once, and a case costs copying. The text is byte for byte that of the typed
//! [`Decision`](crate::Decision); tests compare the two.

use std::fmt::Write as _;

use crate::decide::decision::ResultEntry;
use crate::decide::{Decision, Known, assumption, known_entry, reason, watch};
use crate::number::Rational;
use crate::program::way::{self, Fact, Step};
use crate::program::{self, Case, EntityId, FieldId, InstanceId, Program, Rule, ValueId};
use crate::untraced::{Answer, Outcome, Stated};

/// Stand-ins in a serialised entry for what a case decides. They are private characters; a policy that
/// uses them itself has no pieces and is decided the long way.
const OF: &str = "\u{E001}";
const TEXT: &str = "\u{E002}";
const DIGITS: [&str; 2] = ["\u{E003}", "\u{E004}"];
const COINS: i64 = -8_070_605_040_302_010;
/// What follows the particulars of a benefit.
const AFTER_PARTICULARS: &str = ",\"needs\":[]";

/// What is found of a case.
pub(super) struct Found<'f> {
    pub answers: &'f [Answer],
    /// The particulars of each.
    pub stated: &'f [Option<Stated>],
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
    assumed: Vec<Vec<Option<Around>>>,
    /// How many decimal places an amount has.
    places: u32,
}

/// The text before and after what a case decides.
type Around = [String; 2];

/// The text around the instance, where nothing else is put in.
#[derive(Debug)]
enum Result {
    /// Of each case.
    Tier(Vec<Around>),
    /// Of a refused benefit, and of each way in which it can be excluded.
    Benefit { refused: Around, granted: Option<Box<Granted>>, excluded: Vec<Around> },
}

/// The text around the instance, the amount, the coins, the two displays and the particulars of a granted benefit.
type Granted = [String; 7];

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
                Rule::Benefit(_) => {
                    let granted = around_amount(plan, id).map(Box::new);
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

    /// Writes the decision, given the ways to instances; nothing, and nothing useful written, where a piece is
    /// missing.
    pub(super) fn write(
        &self,
        plan: &program::Plan,
        told: &Found<'_>,
        way_to: impl Fn(InstanceId) -> Option<Vec<Step>>,
        out: &mut String,
    ) -> Option<()> {
        out.push_str(&self.head);
        for (position, answer) in told.answers.iter().enumerate() {
            if position > 0 {
                out.push(',');
            }
            let mut of = String::new();
            if answer.instance != InstanceId::default() {
                of = way::path(plan.program(), &way_to(answer.instance)?);
            }
            let stated = told.stated.get(position).and_then(Option::as_ref);
            self.write_result(plan, answer, stated, &of, out)?;
        }
        out.push(']');
        out.push_str(told.watched);
        out.push_str(&self.middle);
        for (position, fact) in told.assumed.iter().enumerate() {
            if position > 0 {
                out.push(',');
            }
            let fields = self.assumed.get(fact.own.entity.index())?;
            let [before, after] = fields.get(fact.own.field.index())?.as_ref()?;
            out.push_str(before);
            out.push_str(&fact.path(plan.program()));
            out.push_str(after);
        }
        out.push_str(&self.tail);
        Some(())
    }

    fn write_result(
        &self,
        plan: &program::Plan,
        answer: &Answer,
        stated: Option<&Stated>,
        of: &str,
        out: &mut String,
    ) -> Option<()> {
        let pieces = self.results.get(answer.value.index())?.as_ref()?;
        let [before, after] = match (pieces, answer.outcome) {
            (Result::Tier(cases), Outcome::Tier(case)) => cases.get(case as usize)?,
            (Result::Benefit { refused, .. }, Outcome::Benefit { entitled: false, .. }) => refused,
            (Result::Benefit { excluded, .. }, Outcome::Excluded(way)) => excluded.get(way as usize)?,
            (Result::Benefit { granted, .. }, Outcome::Benefit { entitled: true, coins }) => {
                let [before, to_text, to_coins, to_english, to_chinese, to_particulars, after] =
                    &**granted.as_ref()?;
                out.push_str(before);
                out.push_str(of);
                out.push_str(to_text);
                self.push_amount(coins, false, out);
                out.push_str(to_coins);
                write!(out, "{coins}").ok()?;
                out.push_str(to_english);
                self.push_amount(coins, true, out);
                out.push_str(to_chinese);
                self.push_amount(coins, true, out);
                out.push_str(to_particulars);
                if let Some(stated) = stated {
                    push_particulars(plan, answer.value, stated, out)?;
                }
                out.push_str(after);
                return Some(());
            }
            _ => return None,
        };
        out.push_str(before);
        out.push_str(of);
        out.push_str(after);
        Some(())
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

/// Writes from when until when a benefit is granted, and why.
fn push_particulars(plan: &program::Plan, value: ValueId, stated: &Stated, out: &mut String) -> Option<()> {
    for (name, month) in [("start", stated.start), ("stop", stated.stop)] {
        if let Some(month) = month {
            push_member(name, &month, out)?;
        }
    }
    let Rule::Benefit(benefit) = plan.rule(value)? else { return None };
    let Some(parts) = &benefit.reason else { return Some(()) };
    push_member("reason", &reason(plan, parts, &stated.reason), out)
}

fn push_member(name: &str, value: &impl serde::Serialize, out: &mut String) -> Option<()> {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":");
    out.push_str(&serde_json::to_string(value).ok()?);
    Some(())
}

/// What a decision says of alerts and targets; nothing where that cannot be written.
pub(super) fn watched(plan: &program::Plan, case: &Case) -> Option<String> {
    let mut out = String::new();
    if !is_watched(plan.program()) {
        return Some(out);
    }
    let watched = watch(plan, case);
    if !watched.alerts.is_empty() {
        push_member("alerts", &watched.alerts, &mut out)?;
    }
    if !watched.targets.is_empty() {
        push_member("targets", &watched.targets, &mut out)?;
    }
    Some(out)
}

/// Whether decisions tell of alerts or targets.
pub(super) fn is_watched(program: &Program) -> bool {
    !program.alerts.is_empty() || !program.targets.is_empty()
}

/// The text before and after the instance of a known result.
fn around(plan: &program::Plan, value: ValueId, known: Known) -> Option<Around> {
    let mut entry = known_entry(plan, value, known)?;
    OF.clone_into(&mut entry.of);
    let (before, after) = split(&serde_json::to_string(&entry).ok()?, OF)?;
    Some([before, after])
}

/// The text before and after where a fact stands for which the default was taken.
fn around_path(program: &Program, fact: Step) -> Option<Around> {
    let (before, after) =
        split(&serde_json::to_string(&assumption(program, fact, OF.to_owned())?).ok()?, OF)?;
    Some([before, after])
}

/// The text around the instance, the amount, the coins, both displays and the particulars of a granted benefit.
fn around_amount(plan: &program::Plan, value: ValueId) -> Option<Granted> {
    let mut entry = granted(plan, value)?;
    OF.clone_into(&mut entry.of);
    let text = serde_json::to_string(&entry).ok()?;
    let (before, rest) = split(&text, OF)?;
    let (to_text, rest) = split(&rest, TEXT)?;
    let (to_coins, rest) = split(&rest, &COINS.to_string())?;
    let [english, chinese] = DIGITS;
    let (to_english, rest) = split(&rest, english)?;
    let (to_chinese, rest) = split(&rest, chinese)?;
    let (to_particulars, after) = split(&rest, AFTER_PARTICULARS)?;
    let after = AFTER_PARTICULARS.to_owned() + &after;
    Some([before, to_text, to_coins, to_english, to_chinese, to_particulars, after])
}

/// A granted benefit without its particulars, with stand-ins for its amount, the coins, and the digits that are
/// shown of it.
pub(super) fn granted(plan: &program::Plan, value: ValueId) -> Option<ResultEntry> {
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
