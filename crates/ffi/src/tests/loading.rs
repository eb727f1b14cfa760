//! Hosts that load files: well, badly, and not at all.

use std::collections::HashMap;
use std::ffi::{c_char, c_void};
use std::ptr;
use std::sync::Mutex;

use super::host::{CASE, POLICY, Variable, message, parts, plan, read, read_text, ready};
use crate::bytes::given_text;
use crate::call::Error;
use crate::error::{HUIMIN_ENGLISH, huimin_error_file, huimin_error_line, huimin_error_message};
use crate::host::{File, Host, Level, huimin_file_refuse, huimin_file_set};
use crate::plan::huimin_plan_decide_json;
use crate::policy::*;
use crate::status::Status;
use crate::text::{huimin_text_data, huimin_text_length};

/// What a host of the tests knows, and what it was told.
#[derive(Default)]
struct Files {
    texts: HashMap<&'static str, &'static [u8]>,
    log: Mutex<Vec<(Level, String, String)>>,
}

unsafe extern "C" fn load(files: *mut c_void, name: *const c_char, length: usize, file: &mut File) -> bool {
    // SAFETY: the library passes on what it was given, and a whole name.
    let (files, name) = unsafe { (&*files.cast::<Files>(), given_text(name, length).unwrap()) };
    match files.texts.get(name) {
        Some(&text) => {
            // SAFETY: the text is whole.
            unsafe { huimin_file_set(Some(file), text.as_ptr().cast(), text.len()) == Status::Ok }
        }
        None => {
            let (reason, length) = parts("the shelf is empty");
            // SAFETY: the text is whole.
            unsafe { huimin_file_refuse(Some(file), reason, length) };
            false
        }
    }
}

unsafe extern "C" fn log(
    files: *mut c_void,
    level: Level,
    en: *const c_char,
    en_length: usize,
    zh: *const c_char,
    zh_length: usize,
) {
    // SAFETY: the library passes on what it was given, and whole texts.
    let (files, en, zh) = unsafe {
        (&*files.cast::<Files>(), given_text(en, en_length).unwrap(), given_text(zh, zh_length).unwrap())
    };
    files.log.lock().unwrap().push((level, en.to_owned(), zh.to_owned()));
}

fn host(files: &Files) -> Host {
    Host { context: ptr::from_ref(files).cast_mut().cast(), load: Some(load), log: Some(log) }
}

fn compile(host: Option<&Host>, main: &str) -> (Status, Option<Box<Policy>>, Option<Box<Error>>) {
    let (mut policy, mut error) = (Variable::new(), Variable::new());
    let (main, length) = parts(main);
    // SAFETY: the text is whole.
    let status = unsafe { huimin_policy_compile_host(host, main, length, policy.place(), error.place()) };
    (status, policy.take(), error.take())
}

#[test]
fn files_are_loaded_and_told_of() {
    let files = Files {
        texts: HashMap::from([
            ("town/main.hm", &b"policy town { region \"360100\" }\nuse \"../base.hm\"\n"[..]),
            ("base.hm", POLICY.as_bytes()),
        ]),
        ..Files::default()
    };
    let host = host(&files);
    let (status, policy, error) = compile(Some(&host), "town/main.hm");
    assert_eq!(status, Status::Ok, "{}", message(error.as_deref()));
    assert_eq!(read(huimin_policy_name(policy.as_deref())), "town");
    assert_eq!(plan(&policy.unwrap(), "2023-06-01", "").0, Status::Ok);
    let log = files.log.lock().unwrap();
    let lines: Vec<_> = log.iter().map(|(level, en, _)| (*level, en.as_str())).collect();
    assert_eq!(lines[0], (Level::Info, "loaded `town/main.hm`, 49 bytes"));
    assert!(lines[1].1.starts_with("loaded `base.hm`"), "{lines:?}");
    assert!(lines.iter().any(|line| line.1.starts_with("compiled `town` ")), "{lines:?}");
    assert_eq!(lines.last(), Some(&(Level::Info, "plan of `town` for 2023-06-01")));
    assert!(log.iter().all(|(_, _, zh)| zh.contains(|letter: char| !letter.is_ascii())), "{log:?}");
}

#[test]
fn a_host_that_fails_is_a_problem_of_the_policy() {
    let files = Files {
        texts: HashMap::from([
            ("main.hm", &b"policy town\nuse \"missing.hm\"\n"[..]),
            ("junk.hm", &b"\xff\xfe\0\x01{{{{"[..]),
        ]),
        ..Files::default()
    };
    let whole = host(&files);
    let (status, policy, error) = compile(Some(&whole), "main.hm");
    assert_eq!((status, policy.is_none()), (Status::BadPolicy, true));
    let error = error.as_deref();
    let told = read(huimin_error_message(error, 0, HUIMIN_ENGLISH));
    assert!(told.contains("missing.hm") && told.contains("the shelf is empty"), "{told}");
    assert_eq!((read(huimin_error_file(error, 0)).as_str(), huimin_error_line(error, 0)), ("main.hm", 2));

    assert_eq!(compile(Some(&whole), "junk.hm").0, Status::BadPolicy);
    assert_eq!(compile(Some(&whole), "nowhere.hm").0, Status::BadPolicy);
    assert_eq!(compile(Some(&Host { load: None, ..whole }), "main.hm").0, Status::BadPolicy);
    assert_eq!(compile(None, "main.hm").0, Status::BadArgument);
    // Later calls work.
    assert_eq!(plan(&ready().0, "2023-06-01", "").0, Status::Ok);
}

unsafe extern "C" fn contradict(set: *mut c_void, _: *const c_char, _: usize, file: &mut File) -> bool {
    let says_nothing = set.is_null();
    if !says_nothing {
        let (text, length) = parts(POLICY);
        // SAFETY: the text is whole.
        unsafe { huimin_file_set(Some(file), text, length) };
        let bad = b"\xff";
        // SAFETY: as above.
        let status = unsafe { huimin_file_refuse(Some(file), bad.as_ptr().cast(), 1) };
        assert_eq!(status, Status::BadArgument);
    }
    says_nothing
}

#[test]
fn a_host_that_contradicts_itself_loads_nothing() {
    let silent = Host { context: ptr::null_mut(), load: Some(contradict), log: None };
    let (status, _, error) = compile(Some(&silent), "main.hm");
    assert_eq!(status, Status::BadPolicy);
    assert!(message(error.as_deref()).contains("does not say why"), "{}", message(error.as_deref()));
    let refusing = Host { context: ptr::dangling_mut::<u8>().cast(), ..silent };
    assert_eq!(compile(Some(&refusing), "main.hm").0, Status::BadPolicy);
}

#[test]
fn a_compiled_policy_is_saved_and_loaded() {
    let (policy, made) = ready();
    let mut saved = Variable::new();
    assert_eq!(huimin_policy_save(Some(&policy), saved.place(), None), Status::Ok);
    let saved = saved.take().unwrap();
    let (bytes, length) = (huimin_text_data(Some(&saved)), huimin_text_length(Some(&saved)));
    let load = |length: usize| {
        let (mut policy, mut error) = (Variable::new(), Variable::new());
        // SAFETY: no more than the bytes there are.
        let status = unsafe { huimin_policy_load(bytes, length, policy.place(), error.place()) };
        (status, policy.take(), error.take())
    };
    let (status, loaded, error) = load(length);
    assert_eq!(status, Status::Ok, "{}", message(error.as_deref()));
    let loaded = loaded.unwrap();
    assert_eq!(read(huimin_policy_hash(Some(&loaded))), read(huimin_policy_hash(Some(&policy))));
    let again = plan(&loaded, "2023-06-01", "").1.unwrap();
    let decide = |plan| {
        let ((case, length), mut text) = (parts(CASE), Variable::new());
        // SAFETY: the text is whole.
        unsafe { huimin_plan_decide_json(Some(plan), case, length, 1, text.place(), None) };
        read_text(&text.take().unwrap())
    };
    assert_eq!(decide(&again), decide(&made));
    for cut in [0, 1, length / 2, length - 1] {
        let (status, policy, error) = load(cut);
        assert_eq!((status, policy.is_none()), (Status::BadPolicy, true));
        assert!(!message(error.as_deref()).is_empty());
    }
}
