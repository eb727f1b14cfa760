//! The places of instances in a list by a key.
//!
//! A list is ranked once, not once for each of its members: as long as neither who belongs to it nor the
//! key hangs on whose place is asked for, all places are found together and kept.

use std::rc::Rc;

use super::evaluate::Evaluator;
use super::fault::FaultKind;
use super::lack::Gaps;
use super::memo::Ranking;
use super::outcome::{Held, List, Membership, NoValue, Outcome};
use crate::map::Map;
use crate::number::Rational;
use crate::program::{InstanceId, Node, NodeId, NodeKind, Value};
use crate::sort;

impl Evaluator<'_> {
    /// The place of an instance in a list by a key, from 1; ties stand in list order.
    #[inline(never)]
    pub(super) fn rank(&mut self, node: &Node) -> Outcome {
        let NodeKind::Rank { list, key, whose, highest_first } = &node.kind else {
            return Err(self.foreign());
        };
        match self.list(*list) {
            Ok(list) => {
                let ranking = self.ranking(&list, *key, *highest_first);
                let whose = self.place(*whose)?;
                self.place_in(node, &list, &ranking, whose)
            }
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
    fn ranking(&mut self, list: &Rc<List>, key: NodeId, highest_first: bool) -> Rc<Ranking> {
        if let Some((_, known)) = self.lists.ranked.get(&(Rc::as_ptr(list), key)) {
            return Rc::clone(known);
        }
        let (keys, independent) = self.watched(|evaluator| evaluator.each(list, key));
        let ranking = Rc::new(self.ranked(list, keys, highest_first));
        if independent {
            self.lists.ranked.insert((Rc::as_ptr(list), key), (Rc::clone(list), Rc::clone(&ranking)));
        }
        ranking
    }

    #[inline(never)]
    fn ranked(&mut self, list: &List, keys: Vec<Outcome>, highest_first: bool) -> Ranking {
        let mut positions = Map::new();
        for (position, element) in list.elements.iter().enumerate() {
            positions.or_insert(element.instance, position);
        }
        Ranking { positions, places: self.places(list, keys, highest_first) }
    }

    #[inline(never)]
    fn place_in(&mut self, node: &Node, list: &List, ranking: &Ranking, whose: InstanceId) -> Outcome {
        let Some(position) = ranking.positions.get(&whose) else {
            if let Some(lack) = list.open_lack() {
                return Err(self.doubtful(lack).into());
            }
            return Err(self.fault(node.span, FaultKind::NotInList));
        };
        match &ranking.places {
            Ok(places) => match places.get(*position) {
                Some(place) => Ok(Held::number(Rational::integer(*place))),
                None => Err(self.foreign()),
            },
            Err(none) => Err(none.clone()),
        }
    }

    fn places(&mut self, list: &List, keys: Vec<Outcome>, highest_first: bool) -> Outcome<Vec<i128>> {
        let mut gaps = Gaps::default();
        // Whoever may belong may also turn out not to, and then has no place.
        gaps.doubt();
        if let Some(lack) = list.open_lack() {
            gaps.add(lack);
        }
        let keys = self.sure_keys(list, keys, &mut gaps)?;
        self.unless_missing(gaps)?;
        self.charge(keys.len());
        let comparable = |key: &Value| keys.first().is_none_or(|first| first.compare(key).is_some());
        if !keys.iter().all(comparable) {
            return Err(self.foreign());
        }
        let mut order: Vec<(usize, &Value)> = keys.iter().enumerate().collect();
        // The sort is stable, so that ties stay in list order.
        sort::by(&mut order, |(_, one), (_, other)| {
            let order = one.compare(other).unwrap_or(std::cmp::Ordering::Equal);
            if highest_first { order.reverse() } else { order }
        });
        let mut places = vec![0; order.len()];
        for ((at, _), place) in order.into_iter().zip(1..) {
            if let Some(found) = places.get_mut(at) {
                *found = place;
            }
        }
        Ok(places)
    }

    /// The keys of all elements; whatever is unknown of them, or of who they are, is a gap.
    fn sure_keys(&self, list: &List, keys: Vec<Outcome>, gaps: &mut Gaps) -> Outcome<Vec<Value>> {
        let mut sure = Vec::with_capacity(keys.len());
        for (element, key) in list.elements.iter().zip(keys) {
            let belongs = match &element.membership {
                Membership::Sure => true,
                Membership::Maybe(lack) => {
                    gaps.add(*lack);
                    false
                }
                Membership::Faulty(fault) => return Err(Rc::clone(fault).into()),
            };
            match key {
                Ok(Held::Value(key)) => sure.push(key),
                Ok(_) => return Err(self.foreign()),
                Err(NoValue::Unknown(unknown)) => gaps.add(unknown.lack),
                // It matters only once the element is sure to belong.
                Err(NoValue::Fault(_)) if !belongs => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(sure)
    }
}
