//! What callers do wrong, and what becomes of it.

use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::ptr;

use super::host::{CASE, POLICY, Variable, compile, message, parts, plan, read, read_text, ready};
use crate::bytes::pad;
use crate::call::guarded;
use crate::decision::*;
use crate::error::*;
use crate::guard::quietly;
use crate::plan::{huimin_plan_decide_json, huimin_plan_free};
use crate::policy::*;
use crate::status::{Kind, State, Status};
use crate::text::*;
use crate::version::*;

#[test]
fn null_is_answered() {
    let (case, length) = parts(CASE);
    let (mut text, mut error) = (Variable::new(), Variable::new());
    // SAFETY: the text is whole.
    let status = unsafe { huimin_plan_decide_json(None, case, length, 0, text.place(), error.place()) };
    assert_eq!((status, text.take().is_none()), (Status::BadArgument, true));
    assert_eq!(message(error.take().as_deref()), "a `huimin_plan` is missing: the pointer is null");
    let (_, plan) = ready();
    // SAFETY: the text is whole.
    let status = unsafe { huimin_plan_decide_json(Some(&plan), case, length, 0, None, None) };
    assert_eq!(status, Status::BadArgument);
    assert_eq!(huimin_decision_count(None), 0);
    assert_eq!(huimin_decision_state(None, 0), State::Absent);
    assert_eq!(huimin_decision_kind(None, 7), Kind::None);
    assert_eq!(read(huimin_decision_name(None, 7)), "");
    assert_eq!(huimin_error_status(None), Status::Ok);
    assert_eq!(huimin_text_length(None), 0);
    huimin_plan_free(None);
    huimin_plan_free(Some(&mut None));
}

#[test]
fn flags_that_are_not_known_are_refused() {
    let (_, plan) = ready();
    let (case, length) = parts(CASE);
    let (mut text, mut error) = (Variable::new(), Variable::new());
    // SAFETY: the text is whole.
    let status =
        unsafe { huimin_plan_decide_json(Some(&plan), case, length, 2, text.place(), error.place()) };
    assert_eq!((status, text.take().is_none()), (Status::BadArgument, true));
    let expected = "2 is not a known flag: write 0 or `HUIMIN_EXPLAIN`";
    assert_eq!(message(error.take().as_deref()), expected);
}

#[test]
fn another_kind_of_handle_is_noticed() {
    let (policy, _) = ready();
    // SAFETY: handles are laid out alike; this is what a host in C does by a cast.
    let mistaken = unsafe { &*ptr::from_ref(&*policy).cast() };
    let (case, length) = parts(CASE);
    let mut error = Variable::new();
    // SAFETY: the text is whole.
    let status = unsafe {
        huimin_plan_decide_json(Some(mistaken), case, length, 0, Variable::new().place(), error.place())
    };
    assert_eq!(status, Status::BadArgument);
    let expected = "what was given for a `huimin_plan` is another handle, or has been freed";
    assert_eq!(message(error.take().as_deref()), expected);
    let mut variable = Some(policy);
    // SAFETY: as above.
    huimin_plan_free(Some(unsafe { &mut *ptr::from_mut(&mut variable).cast() }));
    assert!(variable.is_some(), "it is left alone");
}

#[test]
fn freeing_twice_is_nothing() {
    let (policy, _) = ready();
    let mut variable = Some(policy);
    huimin_policy_free(Some(&mut variable));
    assert!(variable.is_none());
    huimin_policy_free(Some(&mut variable));
}

#[test]
fn text_that_is_none_is_answered() {
    let (policy, _) = ready();
    assert_eq!(plan(&policy, "", "").0, Status::BadArgument);
    assert_eq!(plan(&policy, "2023-02-29", "").0, Status::BadArgument);
    assert_eq!(plan(&policy, " 2023-02-28 ", "   ").0, Status::Ok);
    let bad = b"2023-06-\xff1";
    let mut text = Variable::new();
    // SAFETY: the bytes are there, or the pointer is null.
    unsafe {
        let status = crate::plan::huimin_plan_new(
            Some(&policy),
            bad.as_ptr().cast(),
            bad.len(),
            ptr::null(),
            0,
            Variable::new().place(),
            None,
        );
        assert_eq!(status, Status::BadArgument);
        let missing = huimin_policy_key(Some(&policy), ptr::null(), 5, text.place(), None);
        assert_eq!((missing, text.take().is_none()), (Status::BadArgument, true));
        let negative =
            huimin_policy_key(Some(&policy), CASE.as_ptr().cast(), usize::MAX, Variable::new().place(), None);
        assert_eq!(negative, Status::BadArgument);
        let mut text = Variable::new();
        let nothing = huimin_policy_key(Some(&policy), ptr::null(), 0, text.place(), None);
        assert_eq!((nothing, read_text(&text.take().unwrap()).as_str()), (Status::Ok, ""));
    }
}

#[test]
fn all_that_is_wrong_with_a_policy_is_told() {
    let (status, policy, error) = compile("entity e { x: nothing }\nentity f { y: nobody }");
    assert_eq!((status, policy.is_none()), (Status::BadPolicy, true));
    let error = error.as_deref();
    assert_eq!(huimin_error_status(error), Status::BadPolicy);
    assert!(huimin_error_count(error) >= 2);
    assert_eq!(read(huimin_error_file(error, 0)), "p.hm");
    assert_eq!((huimin_error_line(error, 0), huimin_error_column(error, 0)), (1, 15));
    assert_eq!(read(huimin_error_name(error, 0)), "unknown-type");
    assert!(!read(huimin_error_code(error, 0)).is_empty());
    assert_ne!(
        read(huimin_error_message(error, 0, HUIMIN_ENGLISH)),
        read(huimin_error_message(error, 0, HUIMIN_CHINESE))
    );
    assert_eq!(read(huimin_error_message(error, 99, HUIMIN_CHINESE)), "");
    let mut place = [b'x'; 5];
    // SAFETY: the array has that much room.
    let status = unsafe { huimin_error_copy(error, 0, HUIMIN_CHINESE, place.as_mut_ptr().cast(), 5) };
    assert_eq!(status, Status::TooSmall);
    assert!(std::str::from_utf8(&place).is_ok(), "no character is cut in half");
    let mut json = Variable::new();
    assert_eq!(huimin_error_json(error, json.place()), Status::Ok);
    assert!(super::host::read_text(&json.take().unwrap()).starts_with("[{\"code\":\"H"));
}

#[test]
fn bytes_that_are_no_policy_are_told() {
    let (mut policy, mut error) = (Variable::new(), Variable::new());
    let bytes = b"policy \xff { }";
    let source = Source {
        name: c"bad".as_ptr(),
        name_length: 3,
        text: bytes.as_ptr().cast(),
        text_length: bytes.len(),
    };
    // SAFETY: both texts are whole.
    let status = unsafe { huimin_policy_compile_files(&source, 1, policy.place(), error.place()) };
    assert_eq!((status, policy.take().is_none()), (Status::BadPolicy, true));
    assert_eq!(read(huimin_error_file(error.take().as_deref(), 0)), "bad");
    // SAFETY: never followed.
    let status = unsafe { huimin_policy_compile_files(&source, usize::MAX, Variable::new().place(), None) };
    assert_eq!(status, Status::BadArgument);
}

#[test]
fn a_panic_stays_inside() {
    let mut error = Variable::new();
    let status = guarded(error.place(), || panic!("a mistake of number {}", 7));
    assert_eq!(status, Status::Internal);
    let told = message(error.take().as_deref());
    assert!(told.contains("misuse.rs") && told.contains("a mistake of number 7"), "{told}");
    assert_eq!(quietly(5, || panic!("another")), 5);
    assert_eq!(compile(POLICY).0, Status::Ok);
}

#[test]
fn a_place_is_filled_with_blanks() {
    let mut place = [b'x'; 4];
    // SAFETY: the array has that much room.
    unsafe {
        assert!(pad("户", place.as_mut_ptr().cast(), 4).is_ok());
        assert_eq!(&place, "户 ".as_bytes());
        assert!(pad("户户", place.as_mut_ptr().cast(), 4).is_err());
        assert_eq!(&place, "户 ".as_bytes());
        assert!(pad("", ptr::null_mut(), 0).is_ok());
        assert!(pad("", ptr::null_mut(), 4).is_err());
    }
}

#[test]
fn versions_are_told() {
    assert_eq!(huimin_abi_version(), HUIMIN_ABI_VERSION);
    // SAFETY: ended by a zero byte.
    let version = unsafe { CStr::from_ptr(huimin_version()) };
    assert_eq!(version.to_str().unwrap(), env!("CARGO_PKG_VERSION"));
}

#[test]
fn requests_go_through() {
    let (mut policy, mut reply, mut formatted) = (Variable::new(), Variable::new(), Variable::new());
    let request = serde_json::json!({ "sources": [{ "name": "p.hm", "text": POLICY }] }).to_string();
    let (request, length) = parts(&request);
    // SAFETY: the texts are whole.
    unsafe {
        let status = huimin_policy_compile_json(request, length, policy.place(), reply.place(), None);
        assert_eq!(status, Status::Ok);
        let (request, length) = parts(r#"{"text": "entity e{x:bool}", "language": "zh"}"#);
        assert_eq!(huimin_format_json(request, length, formatted.place(), None), Status::Ok);
    }
    assert!(policy.take().is_some());
    assert!(super::host::read_text(&reply.take().unwrap()).starts_with("{\"ok\":true"));
    assert!(super::host::read_text(&formatted.take().unwrap()).contains("对象 e"));
    let mut nothing = MaybeUninit::uninit();
    // SAFETY: no text.
    let status = unsafe { huimin_format_json(ptr::null(), 0, Some(&mut nothing), None) };
    assert_eq!(status, Status::Ok);
    // SAFETY: it was set.
    let reply = unsafe { nothing.assume_init() };
    assert!(super::host::read_text(&reply.unwrap()).starts_with("{\"error\":"));
}
