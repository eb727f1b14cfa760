//! Compiled policies as bytes that were changed: whatever they have become, nothing fails and nothing hangs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../../tests/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use huimin::diagnostic::Code;
use huimin::{DecideOptions, Policy, compiled};
use sha2::{Digest, Sha256};

/// How many changed files are tried of each policy, unless `HUIMIN_TRIES` says otherwise.
const TRIES: usize = 20;
/// How long loading and using one of them may take on a busy machine.
const LONGEST: Duration = Duration::from_secs(120);
/// Where the number of the format stands.
const FORMAT: usize = 8;
/// Where the hash of the content stands, and the content behind it.
const DIGEST: std::ops::Range<usize> = 18..50;

/// Texts of policies: the examples, and those of the corpus that compile, one in five.
fn policies() -> Vec<(String, Policy)> {
    let examples = support::root().join("../examples");
    let mut texts = Vec::new();
    for folder in std::fs::read_dir(examples).unwrap().map(|entry| entry.unwrap().path()) {
        for file in std::fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "huimin") {
                texts.push((file.display().to_string(), std::fs::read_to_string(&file).unwrap()));
            }
        }
    }
    assert!(!texts.is_empty(), "no examples");
    for file in support::files().into_iter().step_by(5) {
        if let [(_, text)] = file.policy().as_slice() {
            texts.push((file.path.display().to_string(), (*text).to_owned()));
        }
    }
    let compiled = texts.into_iter().filter_map(|(name, text)| {
        let policy = Policy::compile([("policy.huimin", &text)]).policy?;
        Some((name, policy))
    });
    compiled.collect()
}

fn with_right_hash(mut bytes: Vec<u8>) -> Vec<u8> {
    let digest = Sha256::digest(&bytes[DIGEST.end..]);
    bytes[DIGEST].copy_from_slice(&digest);
    bytes
}

#[test]
fn changed_bytes_with_the_right_hash_do_no_harm() {
    let mut dice = Dice(0x000b_17e5);
    let tries = std::env::var("HUIMIN_TRIES").map_or(TRIES, |tries| tries.parse().unwrap());
    let (mut loaded, mut refused) = (0, 0);
    for (name, policy) in policies() {
        let bytes = policy.to_bytes().unwrap();
        // Names and texts make up most of a file, and changing them changes little.
        let texts: usize = policy.program().sources.iter().map(|(_, source)| source.text.len()).sum();
        let end = bytes.len() - texts / 2;
        for _ in 0..tries {
            let mut changed = bytes.clone();
            for _ in 0..=dice.below(3) {
                let at = DIGEST.end + dice.below(end - DIGEST.end);
                changed[at] = match dice.below(3) {
                    0 => changed[at] ^ (1 << dice.below(8)),
                    1 => changed[at].wrapping_add(1),
                    _ => u8::try_from(dice.below(256)).unwrap(),
                };
            }
            let began = Instant::now();
            match Policy::from_bytes(&with_right_hash(changed)) {
                Ok(policy) => {
                    loaded += 1;
                    use_every_part(&policy);
                }
                Err(problem) => {
                    refused += 1;
                    assert_eq!(problem.code, Code::DamagedPolicy);
                }
            }
            assert!(began.elapsed() < LONGEST, "{name}: {:?}", began.elapsed());
        }
    }
    assert!(loaded > 100 && refused > 100, "{loaded} loaded, {refused} refused");
}

/// Does with a policy what hosts do with one.
fn use_every_part(policy: &Policy) {
    let case = policy.schema();
    let _ = policy.test();
    for region in [None, Some("360102")] {
        for on in ["0001-01-01", "2023-06-01", "2024-02-29", "9999-12-31"] {
            let Ok(plan) = policy.plan(on.parse().unwrap(), region) else { continue };
            let mut decider = plan.decider();
            for case in ["{}", &case, r#"{"members": [{}, {"born": "2020-01-01", "income": "100.00"}]}"#] {
                let plain = plan.decide_json(case.as_bytes(), DecideOptions::default());
                let mut quick = String::new();
                decider.decide_json_into(case.as_bytes(), DecideOptions::default(), &mut quick);
                assert_eq!(quick, plain);
                let _ = plan.decide_json(case.as_bytes(), DecideOptions { explain: true });
            }
        }
    }
}

#[test]
fn what_is_wrong_with_bytes_is_said() {
    let (_, policy) = policies().into_iter().next().unwrap();
    let bytes = policy.to_bytes().unwrap();
    let code = |bytes: &[u8]| Policy::from_bytes(bytes).unwrap_err().code;
    assert_eq!(code(b""), Code::NotCompiled);
    assert_eq!(code(b"policy a \"A\" {}"), Code::NotCompiled);
    for end in [8, 9, DIGEST.start, DIGEST.end, DIGEST.end + 1, bytes.len() - 1] {
        assert_eq!(code(&bytes[..end]), Code::DamagedPolicy, "cut at {end}");
    }
    assert_eq!(code(&[&bytes[..], b"\0"].concat()), Code::DamagedPolicy);
    let mut other = bytes.clone();
    other[bytes.len() / 2] ^= 1;
    assert_eq!(code(&other), Code::DamagedPolicy);
    for (format, helps) in [(compiled::FORMAT + 1, "newer"), (compiled::FORMAT - 1, "older")] {
        let mut other = bytes.clone();
        other[FORMAT..FORMAT + 2].copy_from_slice(&format.to_le_bytes());
        let problem = Policy::from_bytes(&other).unwrap_err();
        assert_eq!(problem.code, Code::OtherFormat);
        assert!(problem.help[0].en.contains(helps), "{problem:?}");
    }
}

#[test]
fn the_longest_chain_is_loaded_on_a_small_stack() {
    let mut text = "entity e { x: number }\ndefine a0 = x\n".to_owned();
    for step in 1..199 {
        text.push_str(&format!("define a{step} = (a{} + 1) * 1\n", step - 1));
    }
    text.push_str("tier t { high when a198 above 200  otherwise low }\n");
    let bytes = Policy::compile([("chain.huimin", text)]).policy.unwrap().to_bytes().unwrap();
    let on_small_stack = std::thread::Builder::new().stack_size(1 << 20);
    let loaded = on_small_stack.spawn(move || Policy::from_bytes(&bytes).is_ok()).unwrap();
    assert!(loaded.join().unwrap());
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}
