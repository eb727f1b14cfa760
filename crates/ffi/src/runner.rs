//! Runners: case after case without a decision being put together.

use std::mem::MaybeUninit;

use huimin::DecideOptions;
use huimin::decide::Decision;
use huimin::program::{Case as Known, Derived, InstanceId, Program, Rule};
use huimin::untraced::{self, Decided, Prepared};

use crate::bytes::Str;
use crate::call::{Error, guarded};
use crate::case::{Case, same_policy};
use crate::decision::{answer, state};
use crate::failure::Failure;
use crate::guard::quietly;
use crate::handle::{self, Content, Handle};
use crate::plan::{Plan, Ready};
use crate::policy::Policy;
use crate::status::{Answer, Kind, State, Status};

/// What one thread needs to decide case after case.
pub type Runner = Handle<Running>;

/// A tier or benefit of one case, as numbers.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Which tier or benefit, in the order of the policy; see `huimin_policy_result_name`.
    pub result: u32,
    /// Whom it belongs to: 0 is the case itself, then the entries of its lists in the order given.
    pub instance: u32,
    /// Whether it is known.
    pub state: State,
    /// Whether the condition of a benefit holds; unknown for a tier.
    pub entitled: Answer,
    /// The case a tier came to, see `huimin_policy_result_case`; -1 where it is not known, and for a benefit.
    pub tier: i32,
    /// Whether `coins` is the amount of a benefit: it is known, and whole.
    pub exact: bool,
    /// The amount of a benefit in the smallest coin (fen, cents), or 0.
    pub coins: i64,
}

/// What stands behind a runner.
#[derive(Debug)]
pub struct Running {
    ready: Ready,
    runner: untraced::Runner,
    prepared: Prepared,
    /// The number of each derived value among the results.
    numbers: Vec<Option<u32>>,
}

impl Content for Running {
    const TAG: u64 = 0x6875_696d_0052_554e;
    const NAME: &'static str = "huimin_runner";
}

impl Running {
    /// A runner for a plan.
    pub fn new(ready: &Ready) -> Self {
        let mut count = 0;
        let numbers = ready.plan.policy().program().values.iter().map(|value| {
            let number = count;
            is_result(value).then(|| {
                count += 1;
                number
            })
        });
        let numbers = numbers.collect();
        let runner = ready.untraced.runner();
        Self { ready: ready.clone(), runner, prepared: Prepared::default(), numbers }
    }

    /// The plan.
    pub fn plan(&self) -> &huimin::Plan {
        &self.ready.plan
    }

    /// Tells what came out for a case of the same policy, outcome by outcome: nothing is copied on the way
    /// to the caller's array.
    pub fn decide(&mut self, case: &Known, mut tell: impl FnMut(Outcome)) {
        self.ready.untraced.prepare_into(case, &mut self.prepared);
        if let Decided::All(answers) = self.runner.decide(&self.prepared) {
            for answer in answers {
                let number = self.numbers.get(answer.value.index()).copied().flatten();
                tell(outcome(number.unwrap_or(u32::MAX), answer));
            }
        } else {
            let decision = self.ready.plan.decide(case, DecideOptions::default());
            self.trace(case, &decision, tell);
        }
    }

    /// Takes the outcomes from a decision, whose results stand in the same order.
    fn trace(&self, case: &Known, decision: &Decision, mut tell: impl FnMut(Outcome)) {
        let program = self.ready.plan.policy().program();
        let mut entries = decision.results.iter();
        for (value, number) in program.values.iter().zip(&self.numbers) {
            let Some(number) = number else { continue };
            for (instance, _) in
                (0u32..).zip(case.instances()).filter(|(_, instance)| instance.entity == value.entity)
            {
                let Some(entry) = entries.next() else { return };
                let came_to = entry
                    .case
                    .as_ref()
                    .and_then(|case| cases(program, value).iter().position(|(name, _)| *name == case.name));
                let coins = entry.amount.as_ref().and_then(|amount| amount.coins);
                tell(Outcome {
                    result: *number,
                    instance,
                    state: state(entry.status),
                    entitled: answer(entry.entitled),
                    tier: came_to.and_then(|case| i32::try_from(case).ok()).unwrap_or(-1),
                    exact: coins.is_some(),
                    coins: coins.unwrap_or(0),
                });
            }
        }
    }
}

fn outcome(result: u32, answer: &untraced::Answer) -> Outcome {
    let InstanceId(instance) = answer.instance;
    let blank = Outcome {
        result,
        instance,
        state: State::Decided,
        entitled: Answer::Unknown,
        tier: -1,
        exact: false,
        coins: 0,
    };
    match answer.outcome {
        untraced::Outcome::Tier(case) => Outcome { tier: i32::try_from(case).unwrap_or(-1), ..blank },
        untraced::Outcome::Excluded(_) => Outcome { entitled: Answer::Yes, exact: true, ..blank },
        untraced::Outcome::Benefit { entitled, coins } => {
            let entitled = if entitled { Answer::Yes } else { Answer::No };
            Outcome { entitled, exact: true, coins, ..blank }
        }
    }
}

fn is_result(value: &Derived) -> bool {
    !matches!(value.rule, Rule::Definition(_))
}

/// The tier or benefit with a number.
pub(crate) fn result(program: &Program, number: usize) -> Option<&Derived> {
    program.values.iter().filter(|value| is_result(value)).nth(number)
}

/// The names and labels of the cases of a tier; none for a benefit.
pub(crate) fn cases<'p>(program: &'p Program, value: &Derived) -> Vec<(&'p str, Option<&'p str>)> {
    let Rule::Tier(tier) = &value.rule else { return Vec::new() };
    let cases = program.enums.get(tier.cases.index()).map_or(&[][..], |found| &found.cases);
    cases.iter().map(|case| (case.name.as_str(), case.label.as_deref())).collect()
}

/// How many tiers and benefits a policy has.
///
/// Any number of threads may use a policy at the same time, and what it lends lives as long as it.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_result_count(policy: Option<&Policy>) -> usize {
    quietly(0, || {
        let values = &handle::get(policy).ok()?.program().values;
        Some(values.iter().filter(|value| is_result(value)).count())
    })
}

/// The name of a tier or benefit; empty beyond the last.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_result_name(policy: Option<&Policy>, number: usize) -> Str {
    quietly(Str::EMPTY, || Some(Str::of(&result(handle::get(policy).ok()?.program(), number)?.name)))
}

/// Whether it is a tier or a benefit.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_result_kind(policy: Option<&Policy>, number: usize) -> Kind {
    quietly(Kind::None, || {
        Some(match result(handle::get(policy).ok()?.program(), number)?.rule {
            Rule::Benefit(_) => Kind::Benefit,
            _ => Kind::Tier,
        })
    })
}

/// The name of a case of a tier, by its position; empty beyond the last, and for a benefit.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_result_case(policy: Option<&Policy>, number: usize, case: usize) -> Str {
    quietly(Str::EMPTY, || {
        let program = handle::get(policy).ok()?.program();
        cases(program, result(program, number)?).get(case).map(|(name, _)| Str::of(name))
    })
}

/// A runner for one thread.
///
/// On success `*runner` is a new runner, to be freed with `huimin_runner_free`; on failure it is null. It
/// keeps what it needs of the plan. Each thread makes its own: one runner serves one thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_runner_new(
    plan: Option<&Plan>,
    runner: Option<&mut MaybeUninit<Option<Box<Runner>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        let out = handle::clear(runner)?;
        out.write(Some(Handle::new(Running::new(handle::get(plan)?))));
        Ok(())
    })
}

/// Decides a case of the same policy into an array of the caller's, which has room for `capacity`
/// outcomes. `*count` is how many there are; `HUIMIN_STATUS_TOO_SMALL` if not all of them fit.
///
/// Once warm it allocates nothing for a case read from JSON of which everything needed is known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_runner_decide(
    runner: Option<&mut Runner>,
    case: Option<&Case>,
    outcomes: *mut Outcome,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        let count = count.ok_or_else(|| Failure::null("size_t"))?.write(0);
        let running = handle::get_mut(runner)?;
        let facts = handle::get(case)?;
        if !same_policy(running.plan().policy(), facts.policy()) {
            return Err(Failure::other_policy());
        }
        if outcomes.is_null() && capacity > 0 {
            return Err(Failure::null("huimin_outcome"));
        }
        let case = facts.case().map_err(|errors| Failure::case(&errors))?;
        running.decide(&case, |outcome| {
            if *count < capacity {
                // SAFETY: not null, and the caller promises room for `capacity` outcomes.
                unsafe { outcomes.add(*count).write(outcome) };
            }
            *count += 1;
        });
        if *count > capacity { Err(Failure::too_small()) } else { Ok(()) }
    })
}

/// Frees a runner and sets the variable to null. Null is left alone. No other thread may be using it.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_runner_free(runner: Option<&mut Option<Box<Runner>>>) {
    handle::free(runner);
}
