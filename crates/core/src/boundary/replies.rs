//! Replies in JSON to what needs no request.

use serde::Serialize;

use super::info;
use super::policy::Policy;
use super::wire::TestReply;

/// What a policy declares: a [`PolicyInfo`](super::wire::PolicyInfo) out.
#[must_use]
pub fn describe_json(policy: &Policy) -> String {
    reply(&info::of(policy))
}

/// Runs the tests written in a policy: a [`TestReply`] out.
#[must_use]
pub fn test_json(policy: &Policy) -> String {
    let tests = policy.test();
    let passed = tests.iter().filter(|test| test.passed).count();
    reply(&TestReply { passed, failed: tests.len() - passed, tests })
}

/// Which benefits stack: a [`Stacking`](crate::Stacking) out; see [`Policy::stacking`].
#[must_use]
pub fn stacking_json(policy: &Policy) -> String {
    reply(&policy.stacking())
}

pub(super) fn reply<R: Serialize>(reply: &R) -> String {
    // What replies hold always serialises: no map has keys other than texts.
    serde_json::to_string(reply).unwrap_or_default()
}
