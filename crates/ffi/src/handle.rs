//! Handles: what a host holds and cannot look into.

use std::hint::black_box;
use std::mem::MaybeUninit;

use crate::failure::Failure;
use crate::guard::quietly;

/// A handle. Every kind is laid out alike and begins with its tag, so that one kind passed for another
/// is noticed before anything else of it is read.
#[repr(C)]
#[derive(Debug)]
pub struct Handle<T> {
    tag: u64,
    content: Box<T>,
}

/// What stands behind a handle.
pub trait Content: Sized {
    /// What the handle begins with. Unlikely in memory that holds anything else.
    const TAG: u64;
    /// What messages call it.
    const NAME: &'static str;
}

/// Where a function puts a new handle. The caller need not have set it to anything.
pub type Out<'a, T> = Option<&'a mut MaybeUninit<Option<Box<Handle<T>>>>>;

impl<T: Content> Handle<T> {
    /// A new handle, owned by the caller from now on.
    pub fn new(content: T) -> Box<Self> {
        Box::new(Self { tag: T::TAG, content: Box::new(content) })
    }

    fn is_sound(&self) -> bool {
        self.tag == T::TAG
    }

    /// Ends a handle of the library's own.
    pub fn into_content(self) -> T {
        *self.content
    }
}

/// What stands behind a handle.
pub fn get<T: Content>(handle: Option<&Handle<T>>) -> Result<&T, Failure> {
    match handle {
        Some(handle) if handle.is_sound() => Ok(&handle.content),
        Some(_) => Err(Failure::wrong_handle(T::NAME)),
        None => Err(Failure::null(T::NAME)),
    }
}

/// What stands behind a handle, to change it.
pub fn get_mut<T: Content>(handle: Option<&mut Handle<T>>) -> Result<&mut T, Failure> {
    match handle {
        Some(handle) if handle.is_sound() => Ok(&mut handle.content),
        Some(_) => Err(Failure::wrong_handle(T::NAME)),
        None => Err(Failure::null(T::NAME)),
    }
}

/// Sets a place for a handle to null: whatever happens, it holds nothing that could be taken for one.
pub fn clear<'a, T: Content>(
    out: Out<'a, T>,
) -> Result<&'a mut MaybeUninit<Option<Box<Handle<T>>>>, Failure> {
    let out = out.ok_or_else(|| Failure::null(T::NAME))?;
    out.write(None);
    Ok(out)
}

/// Frees a handle and sets the caller's variable to null. Null is left alone, and so is what is no
/// handle of this kind.
pub fn free<T: Content>(slot: Option<&mut Option<Box<Handle<T>>>>) {
    quietly((), || {
        let slot = slot.filter(|slot| slot.as_ref().is_some_and(|handle| handle.is_sound()))?;
        let mut handle = slot.take()?;
        // A copy of the pointer that is used later finds no tag, unless the memory has been used again.
        handle.tag = 0;
        drop(black_box(handle));
        Some(())
    });
}
