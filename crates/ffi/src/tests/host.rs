//! What a host in C would have: variables for handles, and texts as pointers.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::slice;
use std::sync::LazyLock;

use crate::bytes::Str;
use crate::call::Error;
use crate::error::{HUIMIN_ENGLISH, huimin_error_message};
use crate::handle::{Content, Handle};
use crate::plan::{Plan, huimin_plan_new};
use crate::policy::{Compiled, Policy, huimin_policy_compile};
use crate::status::Status;
use crate::text::{Text, huimin_text_data, huimin_text_length};

/// Small enough to be compiled by an interpreter of machine code.
pub const POLICY: &str = "policy p { currency CNY }
entity person { name: text key  income: money at least 0 }
entity household {
    number: text key
    members: list of person
    poor: bool ask \"Is the household poor?\"
}
for household {
    tier help { some when poor  otherwise none }
    benefit pay {
        when help is some
        amount 915 yuan - sum(members.income)
    }
}
for person { benefit each { when income below 100 yuan  amount 1.50 yuan } }
";

pub const CASE: &str = r#"{"number": "N1", "members": [{"name": "a", "income": "100.00"}], "poor": true}"#;

/// A variable of the caller's.
pub struct Variable<T>(MaybeUninit<Option<Box<Handle<T>>>>);

impl<T: Content> Variable<T> {
    /// Not set to anything, as C leaves it.
    pub fn new() -> Self {
        Self(MaybeUninit::uninit())
    }

    pub fn place(&mut self) -> Option<&mut MaybeUninit<Option<Box<Handle<T>>>>> {
        Some(&mut self.0)
    }

    /// What a function has set it to.
    pub fn take(self) -> Option<Box<Handle<T>>> {
        // SAFETY: every function that can fail sets the places it is given first.
        unsafe { self.0.assume_init() }
    }
}

pub fn parts(text: &str) -> (*const c_char, usize) {
    (text.as_ptr().cast(), text.len())
}

pub fn read(text: Str) -> String {
    // SAFETY: lent by a handle that the caller still has.
    let bytes = unsafe { slice::from_raw_parts(text.data.cast(), text.length) };
    String::from_utf8(bytes.to_vec()).unwrap()
}

pub fn read_text(text: &Text) -> String {
    read(Str { data: huimin_text_data(Some(text)), length: huimin_text_length(Some(text)) })
}

pub fn message(error: Option<&Error>) -> String {
    read(huimin_error_message(error, 0, HUIMIN_ENGLISH))
}

pub fn compile(text: &str) -> (Status, Option<Box<Policy>>, Option<Box<Error>>) {
    let (mut policy, mut error) = (Variable::new(), Variable::new());
    let ((name, name_length), (text, length)) = (parts("p.hm"), parts(text));
    // SAFETY: both texts are whole.
    let status =
        unsafe { huimin_policy_compile(name, name_length, text, length, policy.place(), error.place()) };
    (status, policy.take(), error.take())
}

pub fn plan(policy: &Policy, on: &str, region: &str) -> (Status, Option<Box<Plan>>, Option<Box<Error>>) {
    let (mut plan, mut error) = (Variable::new(), Variable::new());
    let ((on, on_length), (region, length)) = (parts(on), parts(region));
    // SAFETY: both texts are whole.
    let status =
        unsafe { huimin_plan_new(Some(policy), on, on_length, region, length, plan.place(), error.place()) };
    (status, plan.take(), error.take())
}

/// The policy above, and a plan of it. It is compiled once: an interpreter of machine code takes its time.
pub fn ready() -> (Box<Policy>, Box<Plan>) {
    static COMPILED: LazyLock<huimin::Policy> =
        LazyLock::new(|| huimin::Policy::compile([("p.hm", POLICY)]).policy.unwrap());
    let policy = Handle::new(Compiled::from(COMPILED.clone()));
    let plan = plan(&policy, "2023-06-01", "").1.unwrap();
    (policy, plan)
}
