//! Deciding, and reading decisions.

use std::mem::MaybeUninit;

use super::host::{CASE, Variable, parts, read, read_text, ready};
use crate::case::{huimin_case_new, huimin_case_read, huimin_case_set};
use crate::decision::*;
use crate::error::{huimin_error_count, huimin_error_line, huimin_error_path};
use crate::plan::{Plan, huimin_plan_decide, huimin_plan_decide_case, huimin_plan_decide_json};
use crate::policy::*;
use crate::questions::*;
use crate::status::{Answer, Kind, State, Status};
use crate::verify::{Verdict, huimin_policy_verify};

fn decide(plan: &Plan, case: &str) -> Box<Decision> {
    let (case, length) = parts(case);
    let mut decision = Variable::new();
    // SAFETY: the text is whole.
    let status = unsafe { huimin_plan_decide(Some(plan), case, length, 0, decision.place(), None) };
    assert_eq!(status, Status::Ok);
    decision.take().unwrap()
}

fn coins(decision: &Decision, index: usize) -> Option<i64> {
    let mut coins = MaybeUninit::uninit();
    let exact = huimin_decision_coins(Some(decision), index, Some(&mut coins));
    // SAFETY: it is always set.
    exact.then(|| unsafe { coins.assume_init() })
}

#[test]
fn a_decision_is_read_part_by_part() {
    let (_, plan) = ready();
    let decision = decide(&plan, CASE);
    let of = Some(&*decision);
    assert_eq!(huimin_decision_count(of), 3);
    assert_eq!(read(huimin_decision_name(of, 0)), "help");
    assert_eq!(huimin_decision_kind(of, 0), Kind::Tier);
    assert_eq!(huimin_decision_state(of, 0), State::Decided);
    assert_eq!(read(huimin_decision_tier(of, 0)), "some");
    assert_eq!(coins(&decision, 0), None);
    assert_eq!(huimin_decision_kind(of, 1), Kind::Benefit);
    assert_eq!(coins(&decision, 1), Some(81_500));
    assert_eq!(read(huimin_decision_amount(of, 1)), "815.00");
    assert_eq!(huimin_decision_entitled(of, 2), Answer::No);
    assert_eq!(read(huimin_decision_of(of, 2)), "members[0]");
    let ((name, length), (whom, whom_length)) = (parts("each  "), parts("members[0]"));
    let mut index = MaybeUninit::uninit();
    // SAFETY: both texts are whole.
    let status = unsafe { huimin_decision_find(of, name, length, whom, whom_length, Some(&mut index)) };
    // SAFETY: it is always set.
    assert_eq!((status, unsafe { index.assume_init() }), (Status::Ok, 2));
    let mut problems = Variable::new();
    assert_eq!(huimin_decision_errors(of, problems.place()), Status::Ok);
    assert!(problems.take().is_none());
}

#[test]
fn what_is_missing_can_be_asked_for() {
    let (_, plan) = ready();
    let decision = decide(&plan, r#"{"members": []}"#);
    let of = Some(&*decision);
    assert_eq!(huimin_decision_state(of, 0), State::Undecided);
    assert_eq!(huimin_decision_entitled(of, 1), Answer::Unknown);
    assert_eq!(huimin_decision_need_count(of), 1);
    assert_eq!(read(huimin_decision_need_path(of, 0)), "poor");
    assert_eq!(read(huimin_decision_need_question(of, 0)), "Is the household poor?");
    assert_eq!(huimin_decision_lack_count(of, 1), 1);
    assert_eq!(read(huimin_decision_lack(of, 1, 0)), "poor");
}

#[test]
fn a_case_with_something_wrong_is_a_decision_that_says_so() {
    let (_, plan) = ready();
    let decision = decide(&plan, "{\n\"poor\": 3, \"members\": [{\"income\": \"-1\"}]}");
    let mut problems = Variable::new();
    assert_eq!(huimin_decision_errors(Some(&decision), problems.place()), Status::Ok);
    let problems = problems.take();
    assert_eq!(huimin_error_count(problems.as_deref()), 2);
    assert_eq!(read(huimin_error_path(problems.as_deref(), 1)), "members[0].income");
    assert_eq!(huimin_error_line(problems.as_deref(), 0), 2);
}

#[test]
fn a_case_is_put_together_fact_by_fact() {
    let (policy, plan) = ready();
    let mut case = Variable::new();
    assert_eq!(huimin_case_new(Some(&policy), case.place(), None), Status::Ok);
    let mut case = case.take();
    for (path, value) in
        [("members[0].name", "a"), ("members[0].income", " 99.99 "), ("poor", "yes"), ("number", "   ")]
    {
        let ((path, length), (value, value_length)) = (parts(path), parts(value));
        // SAFETY: both texts are whole.
        let status = unsafe { huimin_case_set(case.as_deref_mut(), path, length, value, value_length, None) };
        assert_eq!(status, Status::Ok);
    }
    let mut decision = Variable::new();
    let status = huimin_plan_decide_case(Some(&plan), case.as_deref(), 0, decision.place(), None);
    assert_eq!(status, Status::Ok);
    let decision = decision.take().unwrap();
    assert_eq!((coins(&decision, 1), coins(&decision, 2)), (Some(81_501), Some(150)));
}

#[test]
fn handles_outlive_what_they_were_made_from() {
    let (policy, plan) = ready();
    let (json, length) = parts(CASE);
    let mut case = Variable::new();
    // SAFETY: the text is whole.
    let status = unsafe { huimin_case_read(Some(&policy), json, length, case.place(), None) };
    assert_eq!(status, Status::Ok);
    let case = case.take();
    huimin_policy_free(Some(&mut Some(policy)));
    let mut decision = Variable::new();
    huimin_plan_decide_case(Some(&plan), case.as_deref(), 0, decision.place(), None);
    crate::plan::huimin_plan_free(Some(&mut Some(plan)));
    assert_eq!(coins(&decision.take().unwrap(), 1), Some(81_500));
}

#[test]
fn a_decision_kept_is_verified() {
    let (policy, plan) = ready();
    let mut stored = Variable::new();
    let (case, length) = parts(CASE);
    // SAFETY: the text is whole.
    unsafe { huimin_plan_decide_json(Some(&plan), case, length, 1, stored.place(), None) };
    let stored = read_text(&stored.take().unwrap());
    let verify = |stored: &str, case: &str| {
        let ((stored, stored_length), (case, length)) = (parts(stored), parts(case));
        let mut verdict = MaybeUninit::new(Verdict::OtherPolicy);
        // SAFETY: both texts are whole.
        let status = unsafe {
            let verdict = Some(&mut verdict);
            huimin_policy_verify(Some(&policy), stored, stored_length, case, length, verdict, None, None)
        };
        // SAFETY: it was set at first.
        (status, unsafe { verdict.assume_init() })
    };
    assert_eq!(verify(&stored, CASE), (Status::Ok, Verdict::Same));
    assert_eq!(verify(&stored.replace("0.1.0", "0.0.9"), CASE), (Status::Ok, Verdict::Same));
    assert_eq!(verify(&stored.replace("815", "816"), CASE), (Status::Ok, Verdict::Different));
    assert_eq!(verify(&stored, &CASE.replace("true", "false")), (Status::Ok, Verdict::Different));
    let other = stored.replace("\"hash\":\"", "\"hash\":\"0");
    assert_eq!(verify(&other, CASE), (Status::Ok, Verdict::OtherPolicy));
    assert_eq!(verify("{}", CASE).0, Status::BadRequest);
}

#[test]
fn a_policy_says_what_it_is() {
    let (policy, _) = ready();
    let of = Some(&*policy);
    assert_eq!(read(huimin_policy_name(of)), "p");
    assert_eq!(read(huimin_policy_label(of)), "");
    assert_eq!(huimin_policy_hash(of).length, 64);
    let (mut info, mut schema, mut tests, mut key) =
        (Variable::new(), Variable::new(), Variable::new(), Variable::new());
    assert_eq!(huimin_policy_describe(of, info.place(), None), Status::Ok);
    assert_eq!(huimin_policy_schema(of, schema.place(), None), Status::Ok);
    assert_eq!(huimin_policy_test(of, tests.place(), None), Status::Ok);
    assert!(read_text(&info.take().unwrap()).contains("\"root\":\"household\""));
    assert!(read_text(&schema.take().unwrap()).contains("\"members\""));
    assert_eq!(read_text(&tests.take().unwrap()), r#"{"passed":0,"failed":0,"tests":[]}"#);
    let mut stacking = Variable::new();
    assert_eq!(huimin_policy_stacking(of, stacking.place(), None), Status::Ok);
    assert!(read_text(&stacking.take().unwrap()).contains("\"pay\""));
    let (case, length) = parts(CASE);
    // SAFETY: the text is whole.
    unsafe { huimin_policy_key(of, case, length, key.place(), None) };
    assert_eq!(read_text(&key.take().unwrap()), "N1");
}

#[test]
fn months_and_figures_are_asked_for() {
    let (policy, _) = ready();
    let of = Some(&*policy);
    let (mut schedule, mut outdated, mut refused) = (Variable::new(), Variable::new(), Variable::new());
    let request = format!(r#"{{"from": "2023-01", "to": "2023-02", "case": {CASE}}}"#);
    let (request, length) = parts(&request);
    let (figures, figures_length) = parts(r#"{"on": "2023-06-01"}"#);
    // SAFETY: the texts are whole.
    unsafe {
        assert_eq!(huimin_policy_schedule(of, request, length, schedule.place(), None), Status::Ok);
        assert_eq!(huimin_policy_outdated(of, figures, figures_length, outdated.place(), None), Status::Ok);
        assert_eq!(huimin_policy_schedule(of, figures, figures_length, refused.place(), None), Status::Ok);
        assert_eq!(huimin_policy_schedule(None, request, length, None, None), Status::BadArgument);
    }
    assert!(read_text(&schedule.take().unwrap()).contains("\"month\":\"2023-02\""));
    assert_eq!(read_text(&outdated.take().unwrap()), r#"{"diagnostics":[]}"#);
    assert!(read_text(&refused.take().unwrap()).starts_with("{\"error\":"));
}
