//! Reading the answers of engines whose policies return plain objects.

use serde_json::Value;

use crate::households::Money;
use crate::reference::{Decision, NoCountedMembers, Outcome, Tier};

/// Reads `{"tier": …, "payment": …}` or `{"error": …}`, the payment in the unit the policy computes in.
pub fn read(answer: &Value, money: Money) -> Result<Outcome, String> {
    let unreadable = || format!("{answer}");
    if let Some(error) = answer.get("error") {
        return if error == "no counted members" { Ok(Err(NoCountedMembers)) } else { Err(unreadable()) };
    }
    let tier = match answer.get("tier").and_then(Value::as_str) {
        Some("dibao") => Tier::Dibao,
        Some("margin") => Tier::Margin,
        Some("none") => Tier::None,
        _ => return Err(unreadable()),
    };
    let payment = answer.get("payment").and_then(Value::as_f64).ok_or_else(unreadable)?;
    let scale = match money {
        Money::Yuan => 100.0,
        Money::Fen => 1.0,
    };
    // Payments are whole yuan, which a double holds exactly; one that is not whole is not an answer.
    let fen = payment * scale;
    if fen.fract() != 0.0 {
        return Err(unreadable());
    }
    Ok(Ok(Decision { tier, payment: fen as i64 }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn outcomes_are_read_and_anything_else_is_reported() {
        let decided = |tier, payment| Ok(Ok(Decision { tier, payment }));
        let read_yuan = |answer| read(&answer, Money::Yuan);
        assert_eq!(read_yuan(json!({"tier": "dibao", "payment": 12})), decided(Tier::Dibao, 1200));
        assert_eq!(read_yuan(json!({"tier": "none", "payment": 0.0})), decided(Tier::None, 0));
        assert_eq!(read_yuan(json!({"error": "no counted members"})), Ok(Err(NoCountedMembers)));
        assert_eq!(
            read(&json!({"tier": "margin", "payment": 1200}), Money::Fen),
            decided(Tier::Margin, 1200)
        );
        for wrong in [json!(null), json!({"tier": "rich", "payment": 0}), json!({"tier": "none"})] {
            assert!(read_yuan(wrong.clone()).is_err(), "{wrong}");
        }
        assert!(read_yuan(json!({"tier": "dibao", "payment": 0.001})).is_err());
    }
}
