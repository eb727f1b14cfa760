//! Policies.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ops::Deref;

use huimin::diagnostic::{self, SourceMap};
use huimin::{Compilation, boundary};

use crate::bytes::{Str, given, given_name, given_text};
use crate::call::{Error, guarded};
use crate::failure::Failure;
use crate::guard::quietly;
use crate::handle::{self, Content, Handle};
use crate::host::guarded_for;
use crate::host::{Host, Level, Log};
use crate::status::Status;
use crate::text::{self, Text};

/// A compiled policy.
pub type Policy = Handle<Compiled>;

/// What stands behind a policy: that of the Rust library, and the log of its host.
#[derive(Clone, Debug)]
pub struct Compiled {
    policy: huimin::Policy,
    pub(crate) log: Log,
}

impl From<huimin::Policy> for Compiled {
    /// A policy of a host that keeps no log.
    fn from(policy: huimin::Policy) -> Self {
        Self { policy, log: Log::default() }
    }
}

impl Deref for Compiled {
    type Target = huimin::Policy;

    fn deref(&self) -> &huimin::Policy {
        &self.policy
    }
}

impl Content for Compiled {
    const TAG: u64 = 0x6875_696d_0050_4f4c;
    const NAME: &'static str = "huimin_policy";
}

/// A file of a policy.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// What messages call it, in UTF-8.
    pub name: *const c_char,
    /// The length of the name in bytes.
    pub name_length: usize,
    /// Its text, in UTF-8.
    pub text: *const c_char,
    /// The length of the text in bytes.
    pub text_length: usize,
}

/// Compiles a policy of one file, which messages call `name`.
///
/// On success `*policy` is a new policy, to be freed with `huimin_policy_free`; on failure it is null.
/// Nothing the caller gave is kept. Any number of threads may compile at the same time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_policy_compile(
    name: *const c_char,
    name_length: usize,
    text: *const c_char,
    text_length: usize,
    policy: Option<&mut MaybeUninit<Option<Box<Policy>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        // SAFETY: the caller's promise for both texts.
        compile(policy, || Ok(vec![unsafe { (given_text(name, name_length)?, given(text, text_length)?) }]))
    })
}

/// Compiles the policy of a file that may use others (`use "…"`) and annexes; the host loads them all, the
/// file `main` first. Paths in a file are put onto the folder of that file before the host is asked.
///
/// On success `*policy` is a new policy, to be freed with `huimin_policy_free`; on failure, such as that of
/// a file to be loaded, it is null. What the host gives is copied, and `host` itself may end with the call;
/// `context` and `log` are used as long as anything made from the policy is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_policy_compile_host(
    host: Option<&Host>,
    main: *const c_char,
    main_length: usize,
    policy: Option<&mut MaybeUninit<Option<Box<Policy>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    let log = host.map(Host::log).unwrap_or_default();
    guarded_for(log, error, || {
        let out = handle::clear(policy)?;
        let host = host.ok_or_else(|| Failure::null("huimin_host"))?;
        // SAFETY: the caller's promise.
        let main = unsafe { given_text(main, main_length) }?;
        put(out, log, &huimin::Policy::compile_with(main, host))
    })
}

/// Loads a compiled policy, as `huimin_policy_save` and `huimin compile` write it: one file, without the texts
/// it was compiled from. It decides and explains as the texts do, and has their hash.
///
/// On success `*policy` is a new policy, to be freed with `huimin_policy_free`; on failure it is null. Bytes
/// that are damaged, no compiled policy, or written by another version of the format are
/// `HUIMIN_STATUS_BAD_POLICY`. Nothing the caller gave is kept.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_policy_load(
    bytes: *const c_char,
    length: usize,
    policy: Option<&mut MaybeUninit<Option<Box<Policy>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        let out = handle::clear(policy)?;
        // SAFETY: the caller's promise.
        let loaded = huimin::Policy::from_bytes(unsafe { given(bytes, length) }?);
        let policy = loaded.map_err(|problem| Failure::policy(&[*problem], &SourceMap::default()))?;
        out.write(Some(Handle::new(Compiled::from(policy))));
        Ok(())
    })
}

/// The compiled policy as bytes, for `huimin_policy_load`. They are no text: zero bytes stand among them, so
/// take their number from `huimin_text_length`. Free them with `huimin_text_free`.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_save(
    policy: Option<&Policy>,
    bytes: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        text::put(bytes, || {
            let saved = handle::get(policy)?.to_bytes();
            saved.map_err(|problem| Failure::policy(&[*problem], &SourceMap::default()))
        })
    })
}

/// Compiles a policy of several files, `count` of them from `sources` on. Otherwise as
/// `huimin_policy_compile`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_policy_compile_files(
    sources: *const Source,
    count: usize,
    policy: Option<&mut MaybeUninit<Option<Box<Policy>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        compile(policy, || {
            let impossible =
                count.checked_mul(size_of::<Source>()).is_none_or(|size| isize::try_from(size).is_err());
            if sources.is_null() || impossible {
                return Err(Failure::null("huimin_source"));
            }
            // SAFETY: not null, not impossibly many, and readable as the caller promises.
            let sources = unsafe { std::slice::from_raw_parts(sources, count) };
            let files = sources.iter().map(|source| {
                // SAFETY: the caller's promise for both texts.
                unsafe {
                    let name = given_text(source.name, source.name_length)?;
                    Ok((name, given(source.text, source.text_length)?))
                }
            });
            files.collect()
        })
    })
}

fn compile<'a>(
    out: handle::Out<'_, Compiled>,
    files: impl FnOnce() -> Result<Vec<(&'a str, &'a [u8])>, Failure>,
) -> Result<(), Failure> {
    let out = handle::clear(out)?;
    put(out, Log::default(), &huimin::Policy::compile(files()?))
}

fn put(
    out: &mut MaybeUninit<Option<Box<Policy>>>,
    log: Log,
    compilation: &Compilation,
) -> Result<(), Failure> {
    log.warn(&compilation.diagnostics, &compilation.sources);
    let failure = || Failure::policy(&compilation.diagnostics, &compilation.sources);
    let policy = compilation.policy.clone().ok_or_else(failure)?;
    log.tell(Level::Info, || {
        let (name, hash) = (policy.name(), policy.hash());
        diagnostic::Text::new(format!("compiled `{name}` {hash}"), format!("已编译“{name}” {hash}"))
    });
    out.write(Some(Handle::new(Compiled { policy, log })));
    Ok(())
}

/// Compiles a policy, with what is only worth a look as well: a request in JSON in,
/// `{"sources": [{"name": …, "text": …}]}`, and a reply in JSON out, with `ok`, `policy`, `diagnostics` and
/// `missing`: the names of files and annexes that the policy names and the request does not hold; or with
/// `error`, an object with `en` and `zh`, where the request cannot be understood.
///
/// `*policy` is a new policy, or null where the reply says why; `policy` itself may be null where only the
/// reply is wanted. `*reply` is to be freed with `huimin_text_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_policy_compile_json(
    request: *const c_char,
    request_length: usize,
    policy: Option<&mut MaybeUninit<Option<Box<Policy>>>>,
    reply: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        let place = policy.map(|place| place.write(None));
        text::put(reply, || {
            // SAFETY: the caller's promise.
            let (compiled, reply) = boundary::compile_json(unsafe { given(request, request_length) }?);
            if let Some(place) = place {
                *place = compiled.map(|policy| Handle::new(Compiled::from(policy)));
            }
            Ok(reply)
        })
    })
}

/// The name of a policy. It lives as long as the policy.
///
/// A policy never changes: any number of threads may use it at the same time, in any function that does
/// not free it. Of null, all of these functions give an empty text.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_name(policy: Option<&Policy>) -> Str {
    quietly(Str::EMPTY, || handle::get(policy).ok().map(|policy| Str::of(policy.name())))
}

/// The label of a policy, as a person reads it; empty where it has none. It lives as long as the policy.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_label(policy: Option<&Policy>) -> Str {
    quietly(Str::EMPTY, || handle::get(policy).ok().map(|policy| Str::maybe(policy.label())))
}

/// The SHA-256 of the policy's text in hexadecimal, which every decision names. It lives as long as the
/// policy.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_hash(policy: Option<&Policy>) -> Str {
    quietly(Str::EMPTY, || handle::get(policy).ok().map(|policy| Str::of(policy.hash())))
}

/// The key by which a case in JSON names itself, as far as it can be made out even if the case cannot be
/// read; empty where there is none. Free the text with `huimin_text_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_policy_key(
    policy: Option<&Policy>,
    case: *const c_char,
    case_length: usize,
    key: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        text::put(key, || {
            // SAFETY: the caller's promise.
            let case = unsafe { given(case, case_length) }?;
            Ok(handle::get(policy)?.key_in(case).unwrap_or_default())
        })
    })
}

/// Formats the text of a policy: a request in JSON in, `{"text": …, "language": "zh"}`, and a reply in JSON
/// out, with `text`, `changed` and `diagnostics`, or with `error`, an object with `en` and `zh`, where the request
/// cannot be understood. Free the reply with `huimin_text_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_format_json(
    request: *const c_char,
    request_length: usize,
    reply: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        // SAFETY: the caller's promise.
        text::put(reply, || Ok(boundary::format_json(unsafe { given(request, request_length) }?)))
    })
}

/// Frees a policy and sets the variable to null. Null is left alone. No other thread may be using this
/// handle; plans and cases made from it live on.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_policy_free(policy: Option<&mut Option<Box<Policy>>>) {
    handle::free(policy);
}

/// The date a caller gives, as `2023-06-01`; blanks around it are left out.
///
/// # Safety
/// As [`given`].
pub(crate) unsafe fn date(text: *const c_char, length: usize) -> Result<huimin::calendar::Date, Failure> {
    // SAFETY: the caller's promise.
    let text = unsafe { given_name(text, length) }?;
    text.parse().map_err(|_| Failure::not_a_date(text))
}
