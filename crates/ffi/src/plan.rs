//! Plans: a policy for one date and one region.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::sync::Arc;

use huimin::untraced::Untraced;
use huimin::{DecideOptions, diagnostic};

use crate::bytes::{given, given_name};
use crate::call::Error;
use crate::case::{Case, same_policy};
use crate::decision::Decision;
use crate::failure::Failure;
use crate::handle::{self, Content, Handle};
use crate::host::guarded_for;
use crate::host::{Level, Log};
use crate::policy::{Policy, date};
use crate::status::Status;
use crate::text::{self, Text};

/// A policy for one date and one region, ready to decide.
pub type Plan = Handle<Ready>;

/// What stands behind a plan: that of the Rust library, and its code, for runners.
#[derive(Clone, Debug)]
pub struct Ready {
    pub(crate) plan: huimin::Plan,
    pub(crate) untraced: Arc<Untraced>,
    log: Log,
}

impl Ready {
    /// The log of the policy's host.
    pub(crate) fn log(plan: Option<&Plan>) -> Log {
        handle::get(plan).map(|ready| ready.log).unwrap_or_default()
    }
}

impl Content for Ready {
    const TAG: u64 = 0x6875_696d_0050_4c41;
    const NAME: &'static str = "huimin_plan";
}

/// Decide with an explanation of how each result came about.
pub const HUIMIN_EXPLAIN: u32 = 1;

fn options(flags: u32) -> Result<DecideOptions, Failure> {
    match flags {
        0 => Ok(DecideOptions::default()),
        HUIMIN_EXPLAIN => Ok(DecideOptions { explain: true }),
        _ => Err(Failure::unknown_flags(flags)),
    }
}

/// Makes a plan for a date, such as `2023-06-01`, and a region, such as `360100`; without a region
/// (length 0) for the policy's own. Blanks around either are left out.
///
/// On success `*plan` is a new plan, to be freed with `huimin_plan_free`; on failure it is null. It keeps
/// what it needs of the policy, which may be freed at any time. Any number of threads may make plans of
/// one policy at the same time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_plan_new(
    policy: Option<&Policy>,
    on: *const c_char,
    on_length: usize,
    region: *const c_char,
    region_length: usize,
    plan: Option<&mut MaybeUninit<Option<Box<Plan>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    let log = handle::get(policy).map(|policy| policy.log).unwrap_or_default();
    guarded_for(log, error, || {
        let out = handle::clear(plan)?;
        // SAFETY: the caller's promise for both texts.
        let (on, region) = unsafe { (date(on, on_length)?, given_name(region, region_length)?) };
        let region = (!region.is_empty()).then_some(region);
        let policy = handle::get(policy)?;
        let plan = policy.plan(on, region).map_err(|error| Failure::plan(&error))?;
        let untraced = plan.untraced();
        log.tell(Level::Info, || {
            let (name, region) =
                (policy.name(), region.map(|region| format!(" {region}")).unwrap_or_default());
            diagnostic::Text::new(
                format!("plan of `{name}` for {on}{region}"),
                format!("“{name}”的方案：{on}{region}"),
            )
        });
        out.write(Some(Handle::new(Ready { plan, untraced, log })));
        Ok(())
    })
}

/// Decides a case in JSON. Wherever there is a plan there is a decision: what is wrong with the case is
/// told by `huimin_decision_errors`. `flags` is 0 or `HUIMIN_EXPLAIN`.
///
/// On success `*decision` is a new decision, to be freed with `huimin_decision_free`; on failure it is
/// null. A plan never changes: any number of threads may decide with it at the same time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_plan_decide(
    plan: Option<&Plan>,
    case: *const c_char,
    case_length: usize,
    flags: u32,
    decision: Option<&mut MaybeUninit<Option<Box<Decision>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded_for(Ready::log(plan), error, || {
        let out = handle::clear(decision)?;
        let plan = &handle::get(plan)?.plan;
        // SAFETY: the caller's promise.
        let decided = plan.read_and_decide(unsafe { given(case, case_length) }?, options(flags)?);
        out.write(Some(Handle::new(decided)));
        Ok(())
    })
}

/// Decides a case in JSON, to JSON. Wherever there is a plan there is a decision: what is wrong with the
/// case stands in its `errors`. `flags` is 0 or `HUIMIN_EXPLAIN`.
///
/// On success `*json` is a new text, to be freed with `huimin_text_free`; on failure it is null. Any number
/// of threads may decide with one plan at the same time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_plan_decide_json(
    plan: Option<&Plan>,
    case: *const c_char,
    case_length: usize,
    flags: u32,
    json: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded_for(Ready::log(plan), error, || {
        text::put(json, || {
            // SAFETY: the caller's promise.
            let case = unsafe { given(case, case_length) }?;
            Ok(handle::get(plan)?.plan.decide_json(case, options(flags)?))
        })
    })
}

/// Decides a case that was read or put together before, any number of times. It must be of the same
/// policy. Otherwise as `huimin_plan_decide`; the case is not changed, and other threads may decide it
/// meanwhile.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_plan_decide_case(
    plan: Option<&Plan>,
    case: Option<&Case>,
    flags: u32,
    decision: Option<&mut MaybeUninit<Option<Box<Decision>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded_for(Ready::log(plan), error, || {
        let out = handle::clear(decision)?;
        let plan = &handle::get(plan)?.plan;
        let facts = handle::get(case)?;
        if !same_policy(plan.policy(), facts.policy()) {
            return Err(Failure::other_policy());
        }
        let decided = match facts.case() {
            Ok(case) => plan.decide(&case, options(flags)?),
            Err(errors) => plan.rejected(errors),
        };
        out.write(Some(Handle::new(decided)));
        Ok(())
    })
}

/// Frees a plan and sets the variable to null. Null is left alone. No other thread may be using this
/// handle; decisions, runners and records made from it live on.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_plan_free(plan: Option<&mut Option<Box<Plan>>>) {
    handle::free(plan);
}
