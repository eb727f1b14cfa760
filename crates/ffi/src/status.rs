//! What functions answer.

/// What became of a call. Everything but `HUIMIN_STATUS_OK` comes with an error, where the caller gives
/// a place for it. Later versions may add values.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It did what it says.
    Ok = 0,
    /// An argument is not what the function takes: a null pointer, a handle of another kind, text that is
    /// not UTF-8, a position beyond the end.
    BadArgument = 1,
    /// The policy cannot be compiled. The error has all that is wrong with it.
    BadPolicy = 2,
    /// The case cannot be read. The error has all that is wrong with it.
    BadCase = 3,
    /// There is no plan for this date and region.
    BadPlan = 4,
    /// A stored decision in JSON cannot be understood. What is wrong with a request stands in its reply.
    BadRequest = 5,
    /// A place given by the caller is too small. What fits has been written.
    TooSmall = 6,
    /// The library failed, and says where. That is a mistake in it: please report it. The handles remain
    /// as they were, and later calls work.
    Internal = 99,
}

/// Whether a result is known.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is known.
    Decided = 0,
    /// Facts or figures are missing.
    Undecided = 1,
    /// There is no value; an error says why.
    Error = 2,
    /// There is no such result.
    Absent = 3,
}

/// The kinds of results.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A tier: one case of several.
    Tier = 0,
    /// A benefit: an amount of money.
    Benefit = 1,
    /// There is no such result.
    None = 2,
}

/// Yes, no, or not known.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// No.
    No = 0,
    /// Yes.
    Yes = 1,
    /// Not known.
    Unknown = 2,
}
