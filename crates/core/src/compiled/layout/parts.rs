//! How what consists of others is put together. Where these stand, `Reader` and `Stored` are in scope.

/// Structs, by their fields in the order in which they stand in a file. None can be forgotten; those that
/// do not stand there say so.
macro_rules! records {
    ($($type:ident { $($field:tt),+ $(,)? $(; without $($left:ident),+)? })+) => {$(
        impl Stored for $type {
            fn write(&self, to: &mut Vec<u8>) {
                $(Stored::write(&self.$field, to);)+
            }

            fn read(from: &mut Reader<'_>) -> Self {
                Self {
                    $($field: Stored::read(from),)+
                    $($($left: std::default::Default::default(),)+)?
                }
            }
        }
    )+};
}
pub(super) use records;

/// Enums, by their variants with the byte that stands for each. None can be forgotten; those that are never
/// in a file say so.
macro_rules! choices {
    ($($type:ident {
        0 $first:ident $(($($one:ident),+))?,
        $($tag:literal $variant:ident $(($($part:ident),+))? $({ $($field:ident),+ })?,)*
        $(never $never:pat,)?
    })+) => {$(
        impl Stored for $type {
            fn write(&self, to: &mut Vec<u8>) {
                match self {
                    Self::$first $(($($one),+))? => {
                        to.push(0);
                        $($(Stored::write($one, to);)+)?
                    }
                    $(Self::$variant $(($($part),+))? $({ $($field),+ })? => {
                        to.push($tag);
                        $($(Stored::write($part, to);)+)?
                        $($(Stored::write($field, to);)+)?
                    })*
                    // No variant has this number, so that it could not be read again.
                    $($never => to.push(u8::MAX),)?
                }
            }

            fn read(from: &mut Reader<'_>) -> Self {
                let tag = from.byte();
                match tag {
                    $($tag => Self::$variant
                        $(($({
                            let $part = Stored::read(from);
                            $part
                        }),+))?
                        $({ $($field: Stored::read(from)),+ })?,)*
                    _ => {
                        from.ensure(tag == 0);
                        Self::$first $(($({
                            let $one = Stored::read(from);
                            $one
                        }),+))?
                    }
                }
            }
        }
    )+};
}
pub(super) use choices;
