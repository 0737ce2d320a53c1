//! Which event of a report's new version is which of the old one.
//!
//! A person's decisions are on events. When a report comes again with other words, or is read again
//! by newer rules, they go over to the events that tell of the same acts.

use std::collections::BTreeSet;

use dateline_core::record::Event;

/// Least likeness of two events that are taken for one.
const LEAST: f64 = 1.5;

/// Pairs of places, in the old list and in the new one, one to one, the likest first come.
pub(crate) fn align(old: &[Event], new: &[Event]) -> Vec<(usize, usize)> {
    let (before, after): (Vec<_>, Vec<_>) =
        (old.iter().map(Telling::of).collect(), new.iter().map(Telling::of).collect());
    let mut pairs = Vec::new();
    for (a, one) in before.iter().enumerate() {
        for (b, two) in after.iter().enumerate() {
            let likeness = one.likeness(two);
            if likeness >= LEAST {
                pairs.push((likeness, a, b));
            }
        }
    }
    pairs.sort_by(|one, two| two.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(two.1, two.2))));
    let (mut olds, mut news) = (BTreeSet::new(), BTreeSet::new());
    let mut aligned: Vec<(usize, usize)> = Vec::new();
    for (_, a, b) in pairs {
        if !olds.contains(&a) && !news.contains(&b) {
            olds.insert(a);
            news.insert(b);
            aligned.push((a, b));
        }
    }
    aligned.sort_unstable();
    aligned
}

/// What of an event is compared.
struct Telling<'a> {
    event: &'a Event,
    words: BTreeSet<String>,
    trigger: String,
}

impl<'a> Telling<'a> {
    fn of(event: &'a Event) -> Self {
        let texts = event.evidence.iter().map(|evidence| evidence.text.as_str());
        let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        Self {
            event,
            words: words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect(),
            trigger: event.trigger.text.to_lowercase(),
        }
    }

    /// From 0 to 4: words of the evidence shared (up to 2), the same word for the act, the same type.
    fn likeness(&self, other: &Self) -> f64 {
        let shared = self.words.intersection(&other.words).count();
        let all = self.words.union(&other.words).count();
        if shared == 0 {
            return 0.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "words of a few sentences")]
        let share = 2.0 * shared as f64 / all as f64;
        share
            + f64::from(u8::from(self.trigger == other.trigger))
            + f64::from(u8::from(self.event.event_type == other.event.event_type))
    }
}
