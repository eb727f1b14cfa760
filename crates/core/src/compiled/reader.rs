//! Reading the bytes of a compiled file.

/// Bytes that are read.
///
/// Reading yields no error for each thing that is read: that would take a branch, and the undoing of what was
/// read before, for every field of every type, most of the code with which a page loads compiled policies.
/// Bytes that cannot be read fail the reader instead. From then on it finds nothing but zeros, with which reading
/// soon ends, and whoever began it asks whether it [went well](Reader::is_done).
pub struct Reader<'b> {
    rest: &'b [u8],
    failed: bool,
}

impl<'b> Reader<'b> {
    /// Reads from the beginning of bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, failed: false }
    }

    /// Whether all bytes are read, and were what they should be.
    pub fn is_done(&self) -> bool {
        self.rest.is_empty() && !self.failed
    }

    /// Whether some were not what they should be.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// Something that was read, or anything of its type where what was read stands for nothing.
    pub fn made<T>(&mut self, made: Option<T>, anything: T) -> T {
        made.unwrap_or_else(|| {
            self.ensure(false);
            anything
        })
    }

    /// Fails unless the condition holds.
    pub fn ensure(&mut self, condition: bool) {
        if !condition {
            self.rest = &[];
            self.failed = true;
        }
    }

    /// A byte, such as the one that says which of several things follows.
    pub fn byte(&mut self) -> u8 {
        self.bytes(1).first().copied().unwrap_or(0)
    }

    fn bytes(&mut self, length: usize) -> &'b [u8] {
        match self.rest.split_at_checked(length) {
            Some((bytes, rest)) => {
                self.rest = rest;
                bytes
            }
            None => {
                self.ensure(false);
                &[]
            }
        }
    }

    /// A number in groups of seven bits, the lowest first; all but the last have the eighth bit set.
    pub fn natural(&mut self) -> u128 {
        let mut number = 0u128;
        for shift in (0..u128::BITS).step_by(7) {
            let byte = self.byte();
            let group = u128::from(byte & 0x7f);
            number |= group << shift;
            if byte < 0x80 {
                return self.made((number >> shift == group).then_some(number), 0);
            }
        }
        self.ensure(false);
        0
    }

    /// How many things follow: no more than there are bytes.
    pub fn length(&mut self) -> usize {
        let length = usize::try_from(self.natural()).ok().filter(|length| *length <= self.rest.len());
        self.made(length, 0)
    }

    pub fn text(&mut self) -> &'b str {
        let length = self.length();
        let text = std::str::from_utf8(self.bytes(length)).ok();
        self.made(text, "")
    }
}
