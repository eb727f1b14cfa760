//! What a host does for the library: it loads files and keeps a log.

use std::ffi::{c_char, c_void};
use std::fmt;

use huimin::diagnostic::{Diagnostic, SourceMap, Text};
use huimin::layers::Loader;

use crate::bytes::{given, given_text};
use crate::call::{ErrorOut, guarded, tell};
use crate::failure::Failure;
use crate::guard::{inside, outside};
use crate::handle::{self, Content, Handle};
use crate::status::Status;

/// What a host does for the library. Any function may be null, and every function is given `context`.
///
/// They are called on the thread that calls the library, before that call returns, and may call the
/// library themselves. They must return: neither an exception nor `longjmp` may leave them.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Host {
    /// The host's own; the library only passes it on.
    pub context: *mut c_void,
    /// Loads a file that a policy names: it calls `huimin_file_set` on `file` and answers true, or
    /// `huimin_file_refuse` and answers false. `file` is no handle to keep: it ends with the call.
    pub load: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            name: *const c_char,
            name_length: usize,
            file: &mut File,
        ) -> bool,
    >,
    /// Takes a line of a log, in both languages. It is called for as long as the policy, or anything made
    /// from it, is used, and by all threads that do so.
    pub log: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            level: Level,
            en: *const c_char,
            en_length: usize,
            zh: *const c_char,
            zh_length: usize,
        ),
    >,
}

/// How much a line of a log matters.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The library failed; the call answers `HUIMIN_STATUS_INTERNAL`.
    Error = 0,
    /// Something in a policy is worth a look.
    Warning = 1,
    /// A file was loaded, a policy compiled, a plan made.
    Info = 2,
}

/// A file that a host is loading.
pub type File = Handle<Loading>;

/// What stands behind a file: what the host has said of it so far.
#[derive(Debug)]
pub struct Loading(Result<Vec<u8>, Text>);

impl Content for Loading {
    const TAG: u64 = 0x6875_696d_0046_494c;
    const NAME: &'static str = "huimin_file";
}

/// Gives the bytes of a file. They are copied.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_file_set(
    file: Option<&mut File>,
    text: *const c_char,
    text_length: usize,
) -> Status {
    guarded(None, || {
        // SAFETY: the caller's promise.
        handle::get_mut(file)?.0 = Ok(unsafe { given(text, text_length) }?.to_vec());
        Ok(())
    })
}

/// Says why a file cannot be loaded; the author of the policy reads it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_file_refuse(
    file: Option<&mut File>,
    reason: *const c_char,
    reason_length: usize,
) -> Status {
    guarded(None, || {
        // SAFETY: the caller's promise.
        let reason = unsafe { given_text(reason, reason_length) }?;
        handle::get_mut(file)?.0 = Err(Text::new(reason, reason));
        Ok(())
    })
}

impl Loader for Host {
    fn load(&self, name: &str) -> Result<Vec<u8>, Text> {
        let Some(load) = self.load else {
            return Err(Text::new("the host loads no files", "宿主程序不加载文件"));
        };
        let silent = Text::new("the host does not say why it is not loaded", "宿主程序未说明不能加载的原因");
        let mut file = Handle::new(Loading(Err(silent.clone())));
        // SAFETY: as the host promised when it gave its functions.
        let loaded = outside(|| unsafe { load(self.context, name.as_ptr().cast(), name.len(), &mut file) });
        let Loading(said) = file.into_content();
        let bytes = said?;
        if !loaded {
            return Err(silent);
        }
        self.log().tell(Level::Info, || {
            let length = bytes.len();
            Text::new(format!("loaded `{name}`, {length} bytes"), format!("已加载“{name}”，{length} 字节"))
        });
        Ok(bytes)
    }
}

impl Host {
    /// Where the host's log is.
    pub fn log(&self) -> Log {
        Log(self.log.map(|_| *self))
    }
}

/// Where the lines of a log go, if anywhere.
#[derive(Clone, Copy, Default)]
pub struct Log(Option<Host>);

// SAFETY: what a host gives is called by all threads that use a policy, as its documentation says.
unsafe impl Send for Log {}
// SAFETY: as above.
unsafe impl Sync for Log {}

impl fmt::Debug for Log {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Log").field(&self.0.is_some()).finish()
    }
}

impl Log {
    /// Tells the host, if it listens.
    pub fn tell(&self, level: Level, text: impl FnOnce() -> Text) {
        if let Some(Host { context, log: Some(log), .. }) = self.0 {
            let text = text();
            // SAFETY: as the host promised when it gave its functions.
            outside(|| unsafe {
                let (en, zh) = (text.en.as_ptr().cast(), text.zh.as_ptr().cast());
                log(context, level, en, text.en.len(), zh, text.zh.len());
            });
        }
    }

    /// Tells what is worth a look in a policy.
    pub fn warn(&self, diagnostics: &[Diagnostic], sources: &SourceMap) {
        for warning in diagnostics.iter().filter(|found| !found.is_error()) {
            self.tell(Level::Warning, || {
                let data = warning.data(sources);
                let place =
                    data.place.map(|place| format!("{}:{}:{}: ", place.file, place.line, place.column));
                let place = place.unwrap_or_default();
                Text::new(
                    format!("{place}{} ({})", data.message.en, data.code),
                    format!("{place}{}（{}）", data.message.zh, data.code),
                )
            });
        }
    }

    /// Tells that the library failed.
    pub fn fail(&self, failure: &Failure) {
        self.tell(Level::Error, || failure.text());
    }
}

/// Runs the work of a function that may fail where somebody may want to know of a failure of the library itself.
pub fn guarded_for(log: Log, error: ErrorOut<'_>, work: impl FnOnce() -> Result<(), Failure>) -> Status {
    let outcome = inside(work).unwrap_or_else(|place| {
        let failure = Failure::internal(&place);
        log.fail(&failure);
        Err(failure)
    });
    tell(error, outcome)
}
