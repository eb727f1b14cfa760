//! What the C boundary costs: the same calls in Rust and through the functions of the C library; and how long
//! it takes from nothing to the first decision.
//!
//!     cargo run --release -p huimin-ffi --example overhead

#![allow(unsafe_code)] // it calls the C library

use std::error::Error;
use std::ffi::c_char;
use std::hint::black_box;
use std::mem::MaybeUninit;
use std::ptr;
use std::time::Instant;

use huimin::untraced::Prepared;
use huimin::{DecideOptions, Policy};
use huimin_ffi::case::{Case, huimin_case_read};
use huimin_ffi::error::Error as Failed;
use huimin_ffi::plan::{Plan, huimin_plan_decide_json, huimin_plan_new};
use huimin_ffi::policy::{Source, huimin_policy_compile_files};
use huimin_ffi::runner::{Outcome, Runner, huimin_runner_decide, huimin_runner_new};
use huimin_ffi::status::Status;
use huimin_ffi::text::{Text, huimin_text_free};

/// The policy and the layers below it.
const FILES: [(&str, &str); 7] = [
    (
        "nanchang-2023/nanchang-2023.huimin",
        include_str!("../../../examples/nanchang-2023/nanchang-2023.huimin"),
    ),
    ("jiangxi/jiangxi.huimin", include_str!("../../../examples/jiangxi/jiangxi.huimin")),
    ("national/disability.huimin", include_str!("../../../examples/national/disability.huimin")),
    ("national/dibao.huimin", include_str!("../../../examples/national/dibao.huimin")),
    ("national/tekun.huimin", include_str!("../../../examples/national/tekun.huimin")),
    ("national/children.huimin", include_str!("../../../examples/national/children.huimin")),
    ("national/household.huimin", include_str!("../../../examples/national/household.huimin")),
];
const CASES: &str = include_str!("../../../examples/nanchang-2023/cases.jsonl");
const ON: &str = "2023-06-01";
const ROUNDS: u32 = 30;
const CALLS: u32 = 400;

type Place<'a, T> = Option<&'a mut MaybeUninit<Option<Box<T>>>>;
type Count<'a> = Option<&'a mut MaybeUninit<usize>>;
type Decide = unsafe extern "C" fn(
    Option<&mut Runner>,
    Option<&Case>,
    *mut Outcome,
    usize,
    Count<'_>,
    Place<'_, Failed>,
) -> Status;
type DecideJson = unsafe extern "C" fn(
    Option<&Plan>,
    *const c_char,
    usize,
    u32,
    Place<'_, Text>,
    Place<'_, Failed>,
) -> Status;
type Free = extern "C" fn(Option<&mut Option<Box<Text>>>);

/// Times two ways to do the same in turn, so that both meet the same weather: the best round of each, in
/// tenths of a nanosecond a call.
fn race(mut one: impl FnMut(), mut other: impl FnMut()) -> (u128, u128) {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        (0..CALLS).for_each(|_| work());
        start.elapsed().as_nanos() * 10 / u128::from(CALLS)
    };
    let mut best = (u128::MAX, u128::MAX);
    for _ in 0..ROUNDS {
        best = (best.0.min(time(&mut one)), best.1.min(time(&mut other)));
    }
    best
}

fn tell(what: &str, (rust, c): (u128, u128)) {
    let show = |tenths: u128| format!("{}.{}", tenths / 10, tenths % 10);
    println!("{what:24} Rust {:>9} ns   C {:>9} ns", show(rust), show(c));
}

fn main() -> Result<(), Box<dyn Error>> {
    let case = CASES.lines().next().ok_or("no case")?;
    let (data, length) = (case.as_ptr().cast(), case.len());

    let start = Instant::now();
    let policy = Policy::compile(FILES).policy.ok_or("no policy")?;
    let compiled = start.elapsed();
    let plan = policy.plan(ON.parse()?, None)?;
    let untraced = plan.untraced();
    drop(black_box(plan.decide_json(case.as_bytes(), DecideOptions::default())));
    let first = start.elapsed();
    println!(
        "start from text          {} µs, of which compiling {} µs",
        first.as_micros(),
        compiled.as_micros()
    );
    let bytes = policy.to_bytes()?;
    let start = Instant::now();
    let loaded = Policy::from_bytes(&bytes)?.plan(ON.parse()?, None)?;
    drop(black_box(loaded.decide_json(case.as_bytes(), DecideOptions::default())));
    println!("start from compiled file {} µs, {} bytes", start.elapsed().as_micros(), bytes.len());
    let known = policy.read_case(case.as_bytes()).map_err(|_| "no case")?;
    let (mut runner, mut prepared) = (untraced.runner(), Prepared::default());

    let (mut c_policy, mut c_plan) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    let (mut c_case, mut c_runner) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    // SAFETY: all texts are whole, and each function sets the places it is given.
    let (c_plan, c_case, mut c_runner) = unsafe {
        let sources = FILES.map(|(name, text)| Source {
            name: name.as_ptr().cast(),
            name_length: name.len(),
            text: text.as_ptr().cast(),
            text_length: text.len(),
        });
        huimin_policy_compile_files(sources.as_ptr(), sources.len(), Some(&mut c_policy), None);
        let c_policy = c_policy.assume_init();
        let (on, on_length) = (ON.as_ptr().cast(), ON.len());
        let place = Some(&mut c_plan);
        huimin_plan_new(c_policy.as_deref(), on, on_length, ptr::null(), 0, place, None);
        let c_plan = c_plan.assume_init();
        huimin_case_read(c_policy.as_deref(), data, length, Some(&mut c_case), None);
        huimin_runner_new(c_plan.as_deref(), Some(&mut c_runner), None);
        (c_plan, c_case.assume_init(), c_runner.assume_init())
    };
    // A call through a pointer, as a program linked with the library makes it.
    let decide: Decide = black_box(huimin_runner_decide);
    let decide_json: DecideJson = black_box(huimin_plan_decide_json);
    let free: Free = black_box(huimin_text_free);

    let mut outcomes = [const { MaybeUninit::<Outcome>::uninit() }; 64];
    let place: *mut Outcome = outcomes.as_mut_ptr().cast();
    let typed = race(
        || {
            untraced.prepare_into(black_box(&known), &mut prepared);
            black_box(runner.decide(&prepared));
        },
        || {
            let mut count = MaybeUninit::uninit();
            // SAFETY: there is room for 64 outcomes.
            unsafe { decide(c_runner.as_deref_mut(), c_case.as_deref(), place, 64, Some(&mut count), None) };
            black_box(count);
        },
    );
    tell("a case held, typed", typed);
    let json = race(
        || drop(black_box(plan.decide_json(black_box(case.as_bytes()), DecideOptions::default()))),
        || {
            let mut text = MaybeUninit::uninit();
            // SAFETY: the text is whole, and the function sets the place it is given.
            let mut text = unsafe {
                decide_json(c_plan.as_deref(), data, length, 0, Some(&mut text), None);
                text.assume_init()
            };
            free(Some(&mut text));
        },
    );
    tell("JSON in, JSON out", json);
    Ok(())
}
