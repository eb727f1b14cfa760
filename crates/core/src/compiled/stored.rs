//! How plain things stand in a compiled file.

use std::sync::Arc;

use super::reader::Reader;

/// How many bytes a list takes before any of it is read, at most.
const AT_ONCE: usize = 1 << 16;

/// What may stand in a compiled file. It takes one byte or more, and no type holds itself, so that reading ends
/// and goes no deeper than types do.
pub trait Stored {
    /// Adds it to bytes. What is equal adds equal bytes.
    fn write(&self, to: &mut Vec<u8>);
    /// Reads it, or anything of its type if the reader fails.
    fn read(from: &mut Reader<'_>) -> Self;
}

fn write_natural(mut number: u128, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    to.push(number.to_le_bytes()[0]);
}

fn write_length(length: usize, to: &mut Vec<u8>) {
    write_natural(length as u128, to);
}

macro_rules! naturals {
    ($($type:ty)*) => {$(
        impl Stored for $type {
            fn write(&self, to: &mut Vec<u8>) {
                write_natural((*self).into(), to);
            }

            fn read(from: &mut Reader<'_>) -> Self {
                let number = from.natural().try_into().ok();
                from.made(number, 0)
            }
        }
    )*};
}
naturals!(u16 u32);

impl Stored for u8 {
    fn write(&self, to: &mut Vec<u8>) {
        to.push(*self);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.byte()
    }
}

/// Numbers below zero are the odd ones, so that small numbers take few bytes whatever their sign.
impl Stored for i128 {
    fn write(&self, to: &mut Vec<u8>) {
        write_natural(((self << 1) ^ (self >> 127)).cast_unsigned(), to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let number = from.natural();
        (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
    }
}

impl Stored for i64 {
    fn write(&self, to: &mut Vec<u8>) {
        i128::from(*self).write(to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let number = i128::read(from).try_into().ok();
        from.made(number, 0)
    }
}

impl Stored for bool {
    fn write(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let byte = from.byte();
        from.ensure(byte < 2);
        byte == 1
    }
}

macro_rules! texts {
    ($($type:ty)*) => {$(
        impl Stored for $type {
            fn write(&self, to: &mut Vec<u8>) {
                write_length(self.len(), to);
                to.extend(self.as_bytes());
            }

            fn read(from: &mut Reader<'_>) -> Self {
                from.text().into()
            }
        }
    )*};
}
texts!(String Arc<str>);

impl<T: Stored> Stored for Option<T> {
    fn write(&self, to: &mut Vec<u8>) {
        self.is_some().write(to);
        if let Some(known) = self {
            known.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        bool::read(from).then(|| T::read(from))
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn write(&self, to: &mut Vec<u8>) {
        write_all(self.iter(), to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let length = from.length();
        let mut list = Self::with_capacity(length.min(AT_ONCE / size_of::<T>().max(1)));
        while list.len() < length && !from.has_failed() {
            list.push(T::read(from));
        }
        list
    }
}

/// Adds a list.
pub fn write_all<'l, T: Stored + 'l>(list: impl ExactSizeIterator<Item = &'l T>, to: &mut Vec<u8>) {
    write_length(list.len(), to);
    list.for_each(|one| one.write(to));
}

impl<T: Stored> Stored for Arc<T> {
    fn write(&self, to: &mut Vec<u8>) {
        T::write(self, to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        T::read(from).into()
    }
}

macro_rules! tuples {
    ($(($($part:ident)+))*) => {$(
        impl<$($part: Stored),+> Stored for ($($part),+) {
            #[allow(non_snake_case)]
            fn write(&self, to: &mut Vec<u8>) {
                let ($($part),+) = self;
                $($part.write(to);)+
            }

            fn read(from: &mut Reader<'_>) -> Self {
                ($($part::read(from)),+)
            }
        }
    )*};
}
tuples!((A B) (A B C));
