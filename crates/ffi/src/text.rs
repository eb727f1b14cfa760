//! Text made for the caller, such as the JSON of a decision.

use std::ffi::c_char;

use crate::bytes::Str;
use crate::failure::Failure;
use crate::guard::quietly;
use crate::handle::{self, Content, Handle};

/// A text owned by the caller.
pub type Text = Handle<Vec<u8>>;

impl Content for Vec<u8> {
    const TAG: u64 = 0x6875_696d_0054_4558;
    const NAME: &'static str = "huimin_text";
}

/// Hands a text over. A zero byte stands after its end.
pub fn put<T: Into<Vec<u8>>>(
    out: handle::Out<'_, Vec<u8>>,
    make: impl FnOnce() -> Result<T, Failure>,
) -> Result<(), Failure> {
    let out = handle::clear(out)?;
    let mut text = make()?.into();
    text.push(0);
    out.write(Some(Handle::new(text)));
    Ok(())
}

/// The first byte of a text. It is UTF-8, and a zero byte stands after its end, so that it may be used as
/// a C string. It lives until the text is freed. Of null, an empty string.
///
/// Any number of threads may read a text at the same time.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_text_data(text: Option<&Text>) -> *const c_char {
    quietly(Str::EMPTY.data, || handle::get(text).ok().map(|text| text.as_ptr().cast()))
}

/// How many bytes a text has, without the zero byte after it. Of null, 0.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_text_length(text: Option<&Text>) -> usize {
    quietly(0, || handle::get(text).ok().map(|text| text.len().saturating_sub(1)))
}

/// Frees a text and sets the variable to null. Null is left alone. No other thread may be using it.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_text_free(text: Option<&mut Option<Box<Text>>>) {
    handle::free(text);
}
