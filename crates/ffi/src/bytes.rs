//! Text that crosses the boundary as a pointer and a length.

use std::ffi::c_char;
use std::ptr;

use crate::failure::Failure;

/// Text that belongs to something else and lives as long as it. It is UTF-8, `length` bytes long, and
/// **not** ended by a zero byte. `data` is never null, so that it may be printed when `length` is 0.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Str {
    /// The first byte.
    pub data: *const c_char,
    /// How many bytes there are.
    pub length: usize,
}

impl Str {
    /// What is said where there is nothing.
    pub const EMPTY: Self = Self { data: c"".as_ptr(), length: 0 };

    /// Lends a text.
    pub fn of(text: &str) -> Self {
        if text.is_empty() { Self::EMPTY } else { Self { data: text.as_ptr().cast(), length: text.len() } }
    }

    /// Lends a text that there may not be.
    pub fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::EMPTY, Self::of)
    }
}

/// The bytes a caller gives. A null pointer is no bytes if the length says so too, and an error if not.
///
/// # Safety
/// From `data` on, `length` bytes can be read, and nobody writes to them as long as the result is used.
pub unsafe fn given<'a>(data: *const c_char, length: usize) -> Result<&'a [u8], Failure> {
    if length == 0 {
        return Ok(&[]);
    }
    // No object is larger than this; a negative length made unsigned is.
    if data.is_null() || isize::try_from(length).is_err() {
        return Err(Failure::bad_text());
    }
    // SAFETY: not null, short enough, and readable as the caller promises.
    Ok(unsafe { std::slice::from_raw_parts(data.cast(), length) })
}

/// The text a caller gives.
///
/// # Safety
/// As [`given`].
pub unsafe fn given_text<'a>(data: *const c_char, length: usize) -> Result<&'a str, Failure> {
    // SAFETY: the caller's promise.
    let bytes = unsafe { given(data, length) }?;
    std::str::from_utf8(bytes).map_err(|_| Failure::not_utf8())
}

/// A name from a field of fixed width: without the blanks around it.
///
/// # Safety
/// As [`given`].
pub unsafe fn given_name<'a>(data: *const c_char, length: usize) -> Result<&'a str, Failure> {
    // SAFETY: the caller's promise.
    unsafe { given_text(data, length) }.map(str::trim)
}

/// Writes a text into a caller's place and fills the rest with blanks; says whether all of it fits. A
/// character is never cut in half.
///
/// # Safety
/// From `place` on, `length` bytes can be written, and nobody else uses them meanwhile.
pub unsafe fn pad(text: &str, place: *mut c_char, length: usize) -> Result<(), Failure> {
    if length == 0 {
        return if text.is_empty() { Ok(()) } else { Err(Failure::too_small()) };
    }
    if place.is_null() || isize::try_from(length).is_err() {
        return Err(Failure::bad_text());
    }
    let most = text.len().min(length);
    let fits = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let place: *mut u8 = place.cast();
    // SAFETY: `fits` is at most `length` and at most the text's length; the text is borrowed from a handle
    // or is the function's own, so it does not overlap a place that only the caller uses.
    unsafe {
        ptr::copy_nonoverlapping(text.as_ptr(), place, fits);
        ptr::write_bytes(place.add(fits), b' ', length - fits);
    }
    if fits == text.len() { Ok(()) } else { Err(Failure::too_small()) }
}
