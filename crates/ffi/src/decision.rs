//! Decisions, part by part, for callers without a JSON parser.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use huimin::decide::decision::{self as wire, ResultEntry};

use crate::bytes::{Str, given_name};
use crate::call::{Error, guarded};
use crate::failure::Failure;
use crate::guard::quietly;
use crate::handle::{self, Content, Handle};
use crate::status::{Answer, Kind, State, Status};
use crate::text::{self, Text};

/// What a policy says about one case on one day.
pub type Decision = Handle<huimin::Decision>;

impl Content for huimin::Decision {
    const TAG: u64 = 0x6875_696d_0044_4543;
    const NAME: &'static str = "huimin_decision";
}

fn entry(decision: Option<&Decision>, index: usize) -> Option<&ResultEntry> {
    handle::get(decision).ok()?.results.get(index)
}

fn of_entry(
    decision: Option<&Decision>,
    index: usize,
    part: impl FnOnce(&ResultEntry) -> Option<&str>,
) -> Str {
    quietly(Str::EMPTY, || entry(decision, index).map(|entry| Str::maybe(part(entry))))
}

fn of_need(decision: Option<&Decision>, index: usize, part: impl FnOnce(&wire::Need) -> Option<&str>) -> Str {
    quietly(Str::EMPTY, || handle::get(decision).ok()?.needs.get(index).map(|need| Str::maybe(part(need))))
}

pub(crate) fn state(status: wire::Status) -> State {
    match status {
        wire::Status::Decided => State::Decided,
        wire::Status::Undecided => State::Undecided,
        wire::Status::Error => State::Error,
    }
}

pub(crate) fn answer(answer: Option<wire::Answer>) -> Answer {
    match answer {
        Some(wire::Answer::Yes) => Answer::Yes,
        Some(wire::Answer::No) => Answer::No,
        Some(wire::Answer::Unknown) | None => Answer::Unknown,
    }
}

/// How many results a decision has: every tier and benefit, each for everybody it applies to, in the
/// order of the policy. Of null, 0.
///
/// A decision never changes. Any number of threads may read it, and what it lends lives as long as it.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_count(decision: Option<&Decision>) -> usize {
    quietly(0, || handle::get(decision).ok().map(|decision| decision.results.len()))
}

/// Finds a result by its name and by whom it belongs to: `of` is the path of an entry of a list, such as
/// `members[0]`, and empty (length 0) for the case itself. Blanks around either are left out.
/// `HUIMIN_STATUS_BAD_ARGUMENT` where there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_decision_find(
    decision: Option<&Decision>,
    name: *const c_char,
    name_length: usize,
    of: *const c_char,
    of_length: usize,
    index: Option<&mut MaybeUninit<usize>>,
) -> Status {
    guarded(None, || {
        let index = index.ok_or_else(|| Failure::null("size_t"))?.write(0);
        let results = &handle::get(decision)?.results;
        // SAFETY: the caller's promise for both texts.
        let (name, of) = unsafe { (given_name(name, name_length)?, given_name(of, of_length)?) };
        let found = results.iter().position(|entry| entry.name == name && entry.of == of);
        *index = found.ok_or_else(Failure::no_result)?;
        Ok(())
    })
}

/// The name of a result. Beyond the last result, this and all that follow give an empty text.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_name(decision: Option<&Decision>, index: usize) -> Str {
    of_entry(decision, index, |entry| Some(&entry.name))
}

/// The label of a result, as a person reads it; empty where it has none.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_label(decision: Option<&Decision>, index: usize) -> Str {
    of_entry(decision, index, |entry| entry.label.as_deref())
}

/// Whom a result belongs to: the path of an entry of a list, such as `members[0]`; empty for the case.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_of(decision: Option<&Decision>, index: usize) -> Str {
    of_entry(decision, index, |entry| Some(&entry.of))
}

/// Whether a result is a tier or a benefit.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_kind(decision: Option<&Decision>, index: usize) -> Kind {
    quietly(Kind::None, || {
        Some(match entry(decision, index)?.kind {
            wire::ResultKind::Tier => Kind::Tier,
            wire::ResultKind::Benefit => Kind::Benefit,
        })
    })
}

/// Whether a result is known.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_state(decision: Option<&Decision>, index: usize) -> State {
    quietly(State::Absent, || entry(decision, index).map(|entry| state(entry.status)))
}

/// The case that a tier came to; empty where it is not known, and for a benefit.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_tier(decision: Option<&Decision>, index: usize) -> Str {
    of_entry(decision, index, |entry| entry.case.as_ref().map(|case| case.name.as_str()))
}

/// The label of the case that a tier came to, as a person reads it; empty where it has none.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_tier_label(decision: Option<&Decision>, index: usize) -> Str {
    of_entry(decision, index, |entry| entry.case.as_ref()?.label.as_deref())
}

/// Whether the condition of a benefit holds, which may be known before its amount is.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_entitled(decision: Option<&Decision>, index: usize) -> Answer {
    quietly(Answer::Unknown, || entry(decision, index).map(|entry| answer(entry.entitled)))
}

/// The amount of a benefit in the smallest coin (fen, cents): written to `*coins` where it is known and
/// whole, and then the answer is true. Otherwise `*coins` is 0 and the answer false.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_coins(
    decision: Option<&Decision>,
    index: usize,
    coins: Option<&mut MaybeUninit<i64>>,
) -> bool {
    let coins = coins.map(|coins| coins.write(0));
    quietly(false, || {
        *coins? = entry(decision, index)?.amount.as_ref()?.coins?;
        Some(true)
    })
}

/// The exact amount of a benefit in the major unit, such as `915.00`, or `n/d` where no decimal is exact;
/// empty where it is not known.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_amount(decision: Option<&Decision>, index: usize) -> Str {
    of_entry(decision, index, |entry| entry.amount.as_ref().map(|amount| amount.text.as_str()))
}

/// How many facts a result lacks.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_lack_count(decision: Option<&Decision>, index: usize) -> usize {
    quietly(0, || entry(decision, index).map(|entry| entry.needs.len()))
}

/// The path of a fact that a result lacks, the most decisive first.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_lack(decision: Option<&Decision>, index: usize, lack: usize) -> Str {
    of_entry(decision, index, |entry| entry.needs.get(lack).map(String::as_str))
}

/// How many facts there are to ask for, for all results together.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_need_count(decision: Option<&Decision>) -> usize {
    quietly(0, || handle::get(decision).ok().map(|decision| decision.needs.len()))
}

/// The path of a fact to ask for, the most decisive first.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_need_path(decision: Option<&Decision>, need: usize) -> Str {
    of_need(decision, need, |need| Some(&need.path))
}

/// The label of a fact to ask for; empty where it has none.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_need_label(decision: Option<&Decision>, need: usize) -> Str {
    of_need(decision, need, |need| need.label.as_deref())
}

/// The question to ask for a fact; empty where the policy has none.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_need_question(decision: Option<&Decision>, need: usize) -> Str {
    of_need(decision, need, |need| need.ask.as_deref())
}

/// What is wrong with the case as a whole: `*problems` is a new error, to be freed with
/// `huimin_error_free`, or null where nothing is wrong. That it could be told is `HUIMIN_STATUS_OK`.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_errors(
    decision: Option<&Decision>,
    problems: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(None, || {
        let out = handle::clear(problems)?;
        let errors = &handle::get(decision)?.errors;
        out.write((!errors.is_empty()).then(|| Handle::new(Failure::case(errors))));
        Ok(())
    })
}

/// Why one result ended in an error: `*problem` is a new error, to be freed with `huimin_error_free`, or
/// null where it did not.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_result_error(
    decision: Option<&Decision>,
    index: usize,
    problem: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(None, || {
        let out = handle::clear(problem)?;
        let entry = handle::get(decision)?.results.get(index).ok_or_else(Failure::no_result)?;
        out.write(entry.error.clone().map(|error| Handle::new(Failure::case(&[error]))));
        Ok(())
    })
}

/// The whole decision as JSON, to be shown or kept. Free the text with `huimin_text_free`.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_json(
    decision: Option<&Decision>,
    json: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        text::put(json, || {
            let decision = handle::get(decision)?;
            serde_json::to_string(decision).map_err(|error| Failure::request(&error))
        })
    })
}

/// Frees a decision and sets the variable to null. Null is left alone. No other thread may be using it.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_decision_free(decision: Option<&mut Option<Box<Decision>>>) {
    handle::free(decision);
}
