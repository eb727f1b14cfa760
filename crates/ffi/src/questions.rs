//! What a policy is asked as a whole: questions and answers in JSON.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use huimin::boundary;

use crate::bytes::given;
use crate::call::{Error, guarded};
use crate::failure::Failure;
use crate::handle;
use crate::policy::Policy;
use crate::status::Status;
use crate::text::{self, Text};

/// Puts the reply to a request to a policy.
///
/// # Safety
/// As [`given`].
unsafe fn ask(
    policy: Option<&Policy>,
    (request, length): (*const c_char, usize),
    reply: handle::Out<'_, Vec<u8>>,
    answer: fn(&huimin::Policy, &[u8]) -> String,
) -> Result<(), Failure> {
    text::put(reply, || {
        // SAFETY: the caller's promise.
        let request = unsafe { given(request, length) }?;
        Ok(answer(handle::get(policy)?, request))
    })
}

/// What the policy declares, as JSON: entities with their facts and questions, figures with their
/// citations, tiers and benefits, alerts and targets. Free the text with `huimin_text_free`.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_describe(
    policy: Option<&Policy>,
    json: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || text::put(json, || Ok(boundary::describe_json(handle::get(policy)?))))
}

/// The JSON Schema of the policy's cases. Free the text with `huimin_text_free`.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_schema(
    policy: Option<&Policy>,
    json: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || text::put(json, || Ok(handle::get(policy)?.schema())))
}

/// Runs the tests written in the policy: JSON with `passed`, `failed` and `tests`. Free the text with
/// `huimin_text_free`.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_test(
    policy: Option<&Policy>,
    json: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || text::put(json, || Ok(boundary::test_json(handle::get(policy)?))))
}

/// Which benefits a person or household can receive together, as JSON: the benefits of each entity, and of
/// each pair of them how they stand to each other. Free the text with `huimin_text_free`.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_stacking(
    policy: Option<&Policy>,
    json: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || text::put(json, || Ok(boundary::stacking_json(handle::get(policy)?))))
}

/// Which figures have ended or have not been renewed: a request in JSON in, such as
/// `{"on": "2023-06-01", "renewed_within": 24}` with a number of months, and a reply in JSON out, with
/// `diagnostics`, or with `error`, an object with `en` and `zh`, where the request cannot be understood. Free
/// the reply with `huimin_text_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_policy_outdated(
    policy: Option<&Policy>,
    request: *const c_char,
    request_length: usize,
    reply: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    // SAFETY: the caller's promise.
    guarded(error, || unsafe { ask(policy, (request, request_length), reply, boundary::outdated_json) })
}

/// Decides a case for every month of a span and, given what was paid, finds what is owed: a request in JSON
/// in, and a reply in JSON out, with `schedule`; with `errors` where the case or its ledger gives none; or with
/// `error`, an object with `en` and `zh`, where the request cannot be understood. What is wrong stands in the
/// reply; the status is then still `HUIMIN_STATUS_OK`.
///
/// A request has `from` and `to` (months such as `2023-01`), `case` (the facts at the beginning) and, where
/// wanted, `region`, `changes` (facts that hold from later months on), `ledger` (what was paid), `today` and
/// `explain`. Any number of threads may ask one policy at the same time. Free the reply with
/// `huimin_text_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_policy_schedule(
    policy: Option<&Policy>,
    request: *const c_char,
    request_length: usize,
    reply: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    // SAFETY: the caller's promise.
    guarded(error, || unsafe { ask(policy, (request, request_length), reply, boundary::schedule_json) })
}
