//! Dates and months.
