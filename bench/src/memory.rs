//! Resident memory of this process, from `/proc/self`. Elsewhere than on Linux it is unknown.

/// A stretch of the run whose peak is wanted.
pub struct Phase {
    resident_before: Option<u64>,
}

/// Bytes.
#[derive(Debug, Clone, Copy)]
pub struct Peak {
    pub resident: u64,
    /// How far the peak was above what was resident when the phase began. Memory that an earlier phase freed
    /// and the allocator kept is used again without growing, so this is a floor.
    pub growth: u64,
}

impl Phase {
    pub fn begin() -> Self {
        // 5 resets the high-water mark to what is resident now. Where that is refused the mark stays that of
        // the whole run, and a phase only shows by how much it raised it.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        Self { resident_before: status("VmHWM:") }
    }

    pub fn end(self) -> Option<Peak> {
        let resident = status("VmHWM:")?;
        Some(Peak { resident, growth: resident.saturating_sub(self.resident_before?) })
    }
}

/// A field of `/proc/self/status`, which gives kibibytes.
fn status(field: &str) -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix(field))?;
    let kib: u64 = value.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn a_phase_sees_what_it_touched() {
        let phase = Phase::begin();
        let block = vec![1_u8; 64 << 20];
        assert_eq!(std::hint::black_box(&block).len(), 64 << 20);
        drop(block);
        let peak = phase.end().unwrap();
        assert!(peak.growth > 60 << 20, "{peak:?}");
    }
}
