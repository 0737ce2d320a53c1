//! How likely two events of two reports are one occurrence.

use super::facts::{EventFacts, Facts, Party, Range, STORY, Spot, When, Word};
use super::weights::Weights;
use crate::place::gazetteer;
use crate::record::{EventType, Level, PlacePrecision, Role, Status};

/// Days by which the dates of one occurrence may differ: reports of a night, time zones.
pub(super) const DAYS_APART: i32 = 1;

/// Kilometres by which the exact places of one occurrence may differ.
pub(super) const KM_APART: f64 = 60.0;

/// From which value on of [`Feature::SameFigure`] few acts have it: four dead, but not one.
const FEW_HAVE: f64 = 0.2;

/// Kilometres by which the places of one occurrence may differ where both reports name a town, and not
/// what is near one.
const TOWNS_APART: f64 = 25.0;

/// From which value on of [`Feature::SameStory`] two reports tell one story: a fifth of all names and
/// numbers in common.
const ONE_STORY: f64 = 0.45;

/// Kilometres over which nearness fades to a third: two towns of one raid are seldom farther apart.
const KM_SCALE: f64 = 20.0;

/// From which value on of [`Feature::NearPlace`] two places are one neighbourhood: 24 km.
const NEAR: f64 = 0.3;

/// Kilometres from which on places of two countries are two.
const ACROSS_BORDER: f64 = 5.0;

/// Days and kilometres beyond which nothing makes two events one: a report may be wrong, or be read
/// wrongly, but not by so much.
const MOST_DAYS_APART: i32 = 7;
const MOST_KM_APART: f64 = 300.0;

/// What speaks for and against two events being one; each from 0 to 1, by its name in
/// `data/incident/weights.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// Always 1.
    Bias,
    /// One PLOVER type.
    SameType,
    /// Two types that coders give to one act.
    KindredType,
    /// One ACLED sub-event type.
    SameSubtype,
    /// Two ACLED sub-event types.
    OtherSubtype,
    /// One exact day.
    SameDay,
    /// Neighbouring days.
    NextDay,
    /// Days apart, up to a week: one of the reports, or of the readings, is wrong.
    DaysApart,
    /// Stretches of days that meet, one of them not exact.
    DaysMeet,
    /// One of the dates is not told.
    DayUnknown,
    /// None of the dates is told.
    DaysUnknown,
    /// One place.
    SamePlace,
    /// Exact places near each other, less the further apart.
    NearPlace,
    /// Places too far from each other to be one, though not in other parts of the world.
    PlacesApart,
    /// One place lies in the other.
    PlaceWithin,
    /// One of the places is not told.
    PlaceUnknown,
    /// None of the places is told.
    PlacesUnknown,
    /// One actor.
    SameActor,
    /// One actor is part of the other, or both of one state's.
    KindredActor,
    /// Two actors by name, none of the other's side.
    OtherActor,
    /// One of the actors is not named.
    ActorUnknown,
    /// One recipient.
    SameRecipient,
    /// Two recipients by name.
    OtherRecipient,
    /// The actor of one is the recipient of the other.
    Crossed,
    /// Figures that are the same, by how many and how rare they are.
    SameFigure,
    /// Figures that can hold together.
    FiguresMeet,
    /// Figures that cannot, though near.
    FiguresNear,
    /// Figures that are far apart.
    FiguresFar,
    /// Words that both have, of one language.
    SameWords,
    /// Names and numbers that both reports have, of all that either has.
    SameStory,
    /// Two languages.
    TwoLanguages,
    /// One mode or instrument.
    SameMeans,
    /// Modes that one act does not have together: an arrest and a curfew.
    OtherMeans,
    /// Two statuses.
    OtherStatus,
    /// The first event of both reports.
    BothFirst,
    /// Days between the two publications, up to a week.
    PublishedApart,
    /// The two reports are copies.
    Copies,
    /// Other events of the two reports that are one each.
    Companions,
}

impl Feature {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// All, with their names.
    pub const ALL: [(Self, &'static str); 38] = [
        (Self::Bias, "bias"),
        (Self::SameType, "same-type"),
        (Self::KindredType, "kindred-type"),
        (Self::SameSubtype, "same-subtype"),
        (Self::OtherSubtype, "other-subtype"),
        (Self::SameDay, "same-day"),
        (Self::NextDay, "next-day"),
        (Self::DaysApart, "days-apart"),
        (Self::DaysMeet, "days-meet"),
        (Self::DayUnknown, "day-unknown"),
        (Self::DaysUnknown, "days-unknown"),
        (Self::SamePlace, "same-place"),
        (Self::NearPlace, "near-place"),
        (Self::PlacesApart, "places-apart"),
        (Self::PlaceWithin, "place-within"),
        (Self::PlaceUnknown, "place-unknown"),
        (Self::PlacesUnknown, "places-unknown"),
        (Self::SameActor, "same-actor"),
        (Self::KindredActor, "kindred-actor"),
        (Self::OtherActor, "other-actor"),
        (Self::ActorUnknown, "actor-unknown"),
        (Self::SameRecipient, "same-recipient"),
        (Self::OtherRecipient, "other-recipient"),
        (Self::Crossed, "crossed"),
        (Self::SameFigure, "same-figure"),
        (Self::FiguresMeet, "figures-meet"),
        (Self::FiguresNear, "figures-near"),
        (Self::FiguresFar, "figures-far"),
        (Self::SameWords, "same-words"),
        (Self::SameStory, "same-story"),
        (Self::TwoLanguages, "two-languages"),
        (Self::SameMeans, "same-means"),
        (Self::OtherMeans, "other-means"),
        (Self::OtherStatus, "other-status"),
        (Self::BothFirst, "both-first"),
        (Self::PublishedApart, "published-apart"),
        (Self::Copies, "copies"),
        (Self::Companions, "companions"),
    ];
}

/// The features of a pair, by [`Feature`].
pub type Features = [f64; Feature::COUNT];

/// A reason to take two events for one, or not to.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// What speaks for and against.
    pub features: Features,
    /// What speaks for, in words.
    pub because: Vec<String>,
    /// True where the day of one is not known at all, and too little else is the same: they are one only
    /// where the two reports have other events in common.
    pub weak: bool,
}

/// What speaks for and against two events of two reports being one; none where that cannot be: other
/// kinds of acts, days or places apart, a total against a single act.
///
/// [`Feature::Companions`] is left at 0: one pair does not know of the others.
#[must_use]
pub fn features(a: (&Facts, usize), b: (&Facts, usize)) -> Option<Pair> {
    let (one, two) = (&a.0.events[a.1], &b.0.events[b.1]);
    if (one.level == Level::Aggregate) != (two.level == Level::Aggregate) {
        return None;
    }
    let mut pair = Pair { features: [0.0; Feature::COUNT], because: Vec::new(), weak: false };
    pair.set(Feature::Bias, 1.0);
    let copies = a.0.report.sketch.is_copy(&b.0.report.sketch);
    pair.kinds(one, two)?;
    pair.days(one.when, two.when)?;
    let told_alike = pair.story(&a.0.report.story, &b.0.report.story);
    pair.places(one.spot.as_ref(), two.spot.as_ref(), told_alike)?;
    if copies {
        pair.set(Feature::Copies, 1.0);
        pair.because.push("copies of one text".to_owned());
    }
    pair.parties(one, two);
    pair.figures(&one.figures, &two.figures);
    pair.wording(a, b);
    if one.rank == 0 && two.rank == 0 {
        pair.set(Feature::BothFirst, 1.0);
    }
    let published = a.0.report.published.zip(b.0.report.published);
    if let Some((one, two)) = published {
        pair.set(Feature::PublishedApart, f64::from(one.gap(two).min(7)) / 7.0);
    }
    let undated = one.when.days().is_none() || two.when.days().is_none();
    pair.weak = undated && !pair.is_anchored_without_a_day();
    pair.is_anchored().then_some(pair)
}

/// Groups of event types that coders give to one act.
fn kindred(one: EventType, two: EventType) -> bool {
    use EventType::{
        Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest,
        Reject, Request, Retreat, Sanction, Support, Threaten,
    };
    const KINDRED: [&[EventType]; 9] = [
        &[Assault, Coerce],
        &[Assault, Mobilize],
        &[Agree, Consult, Cooperate, Support],
        &[Concede, Agree, Retreat],
        &[Accuse, Reject, Threaten],
        &[Request, Threaten, Consult],
        &[Protest, Coerce, Assault],
        &[Sanction, Coerce, Reject],
        &[Aid, Cooperate, Support],
    ];
    KINDRED.iter().any(|group| group.contains(&one) && group.contains(&two))
}

impl Pair {
    fn set(&mut self, feature: Feature, value: f64) {
        self.features[feature as usize] = value;
    }

    fn kinds(&mut self, one: &EventFacts, two: &EventFacts) -> Option<()> {
        if one.event_type == two.event_type {
            self.set(Feature::SameType, 1.0);
        } else if kindred(one.event_type, two.event_type) {
            self.set(Feature::KindredType, 1.0);
        } else {
            return None;
        }
        match (one.acled, two.acled) {
            (Some(one), Some(two)) if one == two => self.set(Feature::SameSubtype, 1.0),
            (Some(_), Some(_)) => self.set(Feature::OtherSubtype, 1.0),
            _ => {}
        }
        let open = |status| matches!(status, Status::Occurred | Status::Ongoing);
        if one.status != two.status && !(open(one.status) && open(two.status)) {
            self.set(Feature::OtherStatus, 1.0);
        }
        self.means(one, two);
        Some(())
    }

    fn means(&mut self, one: &EventFacts, two: &EventFacts) {
        let force =
            |event: &EventFacts| matches!(event.event_type, EventType::Assault | EventType::Coerce);
        if !force(one) || !force(two) {
            return;
        }
        let instruments = |event: &EventFacts| -> Vec<Word> {
            event.in_role(Role::Instrument).flat_map(|party| party.name.iter().copied()).collect()
        };
        let share = |one: &[Word], two: &[Word]| one.iter().any(|word| two.contains(word));
        if share(&one.modes, &two.modes) || share(&instruments(one), &instruments(two)) {
            self.set(Feature::SameMeans, 1.0);
            self.because.push("same means".to_owned());
        } else if !one.modes.is_empty() && !two.modes.is_empty() {
            self.set(Feature::OtherMeans, 1.0);
        }
    }

    fn days(&mut self, one: When, two: When) -> Option<()> {
        match (one, two) {
            (When::Told(first), When::Told(second)) => {
                let exact = first.len() == 1 && second.len() == 1;
                match first.gap(second) {
                    0 if exact => {
                        self.set(Feature::SameDay, 1.0);
                        self.because.push("same day".to_owned());
                    }
                    0 => {
                        self.set(
                            Feature::DaysMeet,
                            1.0 / f64::from(first.len().max(second.len()).min(31)).sqrt(),
                        );
                        self.because.push("days that meet".to_owned());
                    }
                    1..=DAYS_APART => {
                        self.set(Feature::NextDay, 1.0);
                        self.because.push("the next day".to_owned());
                    }
                    2..=MOST_DAYS_APART => self.set(Feature::DaysApart, 1.0),
                    _ => return None,
                }
            }
            (When::Yearless(..), When::Yearless(..)) => {
                if one != two {
                    return None;
                }
                self.set(Feature::SameDay, 1.0);
                self.because.push("same day of an unknown year".to_owned());
            }
            (When::Recent(first), When::Recent(second)) => {
                (first.gap(second) <= MOST_DAYS_APART).then_some(())?;
                self.set(Feature::DaysUnknown, 1.0);
            }
            (When::Unknown, When::Unknown) => self.set(Feature::DaysUnknown, 1.0),
            _ => {
                if let Some((first, second)) = one.days().zip(two.days()) {
                    (first.gap(second) <= MOST_DAYS_APART).then_some(())?;
                }
                self.set(Feature::DayUnknown, 1.0);
            }
        }
        Some(())
    }

    /// `told_alike`: the reports have so many names in common that a place in another part of the world is
    /// rather one that was taken for its namesake.
    fn places(&mut self, one: Option<&Spot>, two: Option<&Spot>, told_alike: bool) -> Option<()> {
        let (one, two) = match (one, two) {
            (Some(one), Some(two)) => (one, two),
            (None, None) => {
                self.set(Feature::PlacesUnknown, 1.0);
                return Some(());
            }
            _ => {
                self.set(Feature::PlaceUnknown, 1.0);
                return Some(());
            }
        };
        let same = one.geonames.is_some() && one.geonames == two.geonames || one.name == two.name;
        let wide = |spot: &Spot| {
            matches!(spot.precision, PlacePrecision::Country | PlacePrecision::Region)
        };
        if same {
            // the same country says less than the same town
            self.set(if wide(one) { Feature::PlaceWithin } else { Feature::SamePlace }, 1.0);
            self.because.push("same place".to_owned());
            return Some(());
        }
        let countries = one.country.zip(two.country).is_none_or(|(one, two)| one == two);
        if one.is_exact() && two.is_exact() {
            let km = distance(one.point?, two.point?);
            if km > MOST_KM_APART && !told_alike {
                return None;
            }
            let border = !countries && km > ACROSS_BORDER;
            let vague = [one, two].iter().any(|spot| spot.precision == PlacePrecision::Area);
            let most = if vague { KM_APART } else { TOWNS_APART };
            if border || km > most + one.radius_km.min(50.0) + two.radius_km.min(50.0) {
                self.set(Feature::PlacesApart, 1.0);
            } else {
                self.set(Feature::NearPlace, (-km / KM_SCALE).exp());
                self.because.push(format!("{km:.0} km"));
            }
            return Some(());
        }
        if wide(one) || wide(two) {
            let country = one.precision == PlacePrecision::Country
                || two.precision == PlacePrecision::Country;
            countries.then_some(())?;
            if country {
                // nothing more is said of where in it
            } else if wide(one) && wide(two) {
                // two regions: neither lies in the other
                self.set(Feature::PlacesApart, 1.0);
                return Some(());
            } else if let Some((first, second)) = one.point.zip(two.point) {
                let km = distance(first, second);
                if km > MOST_KM_APART + one.radius_km.max(two.radius_km) {
                    return None;
                }
            }
            self.set(Feature::PlaceWithin, 0.5);
            return Some(());
        }
        self.set(Feature::PlaceUnknown, 1.0);
        countries.then_some(())
    }

    fn parties(&mut self, one: &EventFacts, two: &EventFacts) {
        let best = |first: Role, second: Role| {
            let pairs = one.in_role(first).flat_map(|a| two.in_role(second).map(move |b| (a, b)));
            pairs.filter_map(|(a, b)| a.meets(b)).max()
        };
        let named = |event: &EventFacts, role| event.in_role(role).any(Party::is_named);
        match best(Role::Actor, Role::Actor) {
            Some(Meeting::Same) => {
                self.set(Feature::SameActor, 1.0);
                self.because.push("same actor".to_owned());
            }
            Some(Meeting::Kindred) => {
                self.set(Feature::KindredActor, 1.0);
                self.because.push("one actor part of the other".to_owned());
            }
            _ if named(one, Role::Actor) && named(two, Role::Actor) => {
                self.set(Feature::OtherActor, 1.0);
            }
            _ => self.set(Feature::ActorUnknown, 1.0),
        }
        match best(Role::Recipient, Role::Recipient).max(best(Role::Victim, Role::Victim)) {
            Some(Meeting::Same) => {
                self.set(Feature::SameRecipient, 1.0);
                self.because.push("same recipient".to_owned());
            }
            Some(Meeting::Kindred) => self.set(Feature::SameRecipient, 0.5),
            _ if named(one, Role::Recipient) && named(two, Role::Recipient) => {
                self.set(Feature::OtherRecipient, 1.0);
            }
            _ => {}
        }
        let crossed = best(Role::Actor, Role::Recipient).max(best(Role::Recipient, Role::Actor));
        let straight = self.features[Feature::SameActor as usize]
            + self.features[Feature::SameRecipient as usize];
        if crossed == Some(Meeting::Same) && straight == 0.0 {
            self.set(Feature::Crossed, 1.0);
        }
    }

    fn figures(&mut self, one: &[Range], two: &[Range]) {
        let (mut same, mut meet, mut near, mut far) = (0.0, 0.0, 0.0, 0.0);
        let mut seen = Vec::new();
        for first in one {
            if seen.contains(&first.of) {
                continue;
            }
            seen.push(first.of);
            let of = first.of;
            let mine: Vec<&Range> = one.iter().filter(|range| range.of == of).collect();
            let theirs: Vec<&Range> = two.iter().filter(|range| range.of == of).collect();
            let best = mine
                .iter()
                .flat_map(|a| theirs.iter().map(move |b| (a, b)))
                .map(|(a, b)| (Closeness::of(a, b), a))
                .max_by_key(|(closeness, _)| *closeness);
            match best {
                Some((Closeness::Same, range)) => {
                    // one dead is told of many acts, 43 of few
                    same += (f64::from(u32::try_from(range.low).unwrap_or(u32::MAX)) + 1.0)
                        .ln()
                        .min(4.0)
                        / 4.0;
                    self.because.push(format!("{}: {}", of.name(), range.text()));
                }
                Some((Closeness::Meet, range)) => {
                    meet += 1.0;
                    if let Some(other) =
                        theirs.iter().find(|other| Closeness::of(range, other) == Closeness::Meet)
                    {
                        let mut texts =
                            [range, *other].map(|range| (range.low, range.high, range.text()));
                        texts.sort();
                        let [(.., lower), (.., upper)] = &texts;
                        self.because.push(format!("{}: {lower} can be {upper}", of.name()));
                    }
                }
                Some((Closeness::Near, _)) => near += 1.0,
                Some((Closeness::Far, _)) => far += 1.0,
                None => {}
            }
        }
        let most = |value: f64| value.min(2.0) / 2.0;
        self.set(Feature::SameFigure, most(same));
        self.set(Feature::FiguresMeet, most(meet));
        self.set(Feature::FiguresNear, most(near));
        self.set(Feature::FiguresFar, most(far));
    }

    /// What the two reports have in common; true where that is much.
    fn story(&mut self, one: &[Word], two: &[Word]) -> bool {
        let story = shared_story(one, two).sqrt();
        self.set(Feature::SameStory, story);
        story >= ONE_STORY
    }

    fn wording(&mut self, a: (&Facts, usize), b: (&Facts, usize)) {
        if self.features[Feature::SameStory as usize] >= ONE_STORY {
            self.because.push("names and numbers in common".to_owned());
        }
        if a.0.report.language != b.0.report.language {
            return self.set(Feature::TwoLanguages, 1.0);
        }
        let (one, two) = (&a.0.events[a.1].words, &b.0.events[b.1].words);
        let fewer = one.len().min(two.len());
        if fewer > 0 {
            let shared = one.iter().filter(|word| two.binary_search(word).is_ok()).count();
            #[expect(clippy::cast_precision_loss, reason = "at most 48")]
            let share = shared as f64 / (fewer as f64 + 2.0);
            self.set(Feature::SameWords, share);
            if share > 0.4 {
                self.because.push("same wording".to_owned());
            }
        }
    }

    /// True where something that few events have in common is the same: a day with a place, a party, a
    /// figure, the wording. Two demands of the same week are not one for want of a difference.
    fn is_anchored(&self) -> bool {
        let has = |feature: Feature| self.features[feature as usize] > 0.0;
        let at_least = |feature: Feature, least: f64| self.features[feature as usize] >= least;
        // a fortnight at most, and a walk of some hours; a country or region has too much in it
        let day =
            has(Feature::SameDay) || has(Feature::NextDay) || at_least(Feature::DaysMeet, 0.27);
        let place = has(Feature::SamePlace) || at_least(Feature::NearPlace, NEAR);
        (day && place)
            || has(Feature::SameActor)
            || has(Feature::SameRecipient)
            || has(Feature::KindredActor)
            || at_least(Feature::SameFigure, FEW_HAVE)
            || has(Feature::Copies)
            || at_least(Feature::SameWords, 0.25)
            || at_least(Feature::SameStory, ONE_STORY)
    }

    /// True where so much is the same that no day is needed: any week has a raid of the same army.
    fn is_anchored_without_a_day(&self) -> bool {
        let has = |feature: Feature| self.features[feature as usize] > 0.0;
        let place = has(Feature::SamePlace) || has(Feature::NearPlace) || has(Feature::PlaceWithin);
        let party = has(Feature::SameActor) || has(Feature::SameRecipient);
        let value = |feature: Feature| self.features[feature as usize];
        let telling = value(Feature::SameWords) >= 0.25
            || value(Feature::SameFigure) >= 0.3
            || value(Feature::SameStory) >= ONE_STORY;
        has(Feature::Copies) || (telling && (place || party))
    }

    /// True where it can be one occurrence beside the companions that it has.
    #[must_use]
    pub fn is_tenable(&self) -> bool {
        !self.weak || self.features[Feature::Companions as usize] > 0.2
    }

    /// The logit of the pair by some weights.
    #[must_use]
    pub fn logit(&self, weights: &Weights) -> f64 {
        self.features.iter().zip(weights.all()).map(|(value, weight)| value * weight).sum()
    }
}

/// The share of names and numbers that two reports have in common, of all that either has, estimated from
/// the smallest of both.
fn shared_story(one: &[Word], two: &[Word]) -> f64 {
    let mut all: Vec<Word> = one.iter().chain(two).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(STORY);
    let has = |words: &[Word], word: &Word| words.binary_search(word).is_ok();
    let shared = all.iter().filter(|word| has(one, word) && has(two, word)).count();
    #[expect(clippy::cast_precision_loss, reason = "at most 64")]
    let share = shared as f64 / (all.len() as f64 + 4.0);
    share
}

/// How two parties meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meeting {
    /// One is part of the other, or both are arms of one state.
    Kindred,
    /// They are one.
    Same,
}

impl Party {
    /// True where it is named, or is a state's.
    pub(super) fn is_named(&self) -> bool {
        self.id.is_some() || !self.name.is_empty()
    }

    /// Whether two parties are one, or of one whole; none where they are neither or not named.
    pub(super) fn meets(&self, other: &Self) -> Option<Meeting> {
        if let Some((one, two)) = self.id.zip(other.id) {
            if one == two {
                return Some(Meeting::Same);
            }
            let part = self.wholes.contains(&two) || other.wholes.contains(&one);
            let whole = self.wholes.iter().any(|whole| other.wholes.contains(whole));
            if part || whole {
                return Some(Meeting::Kindred);
            }
        } else {
            // a surname or an unlisted name, longest words first
            let shared = self.name.iter().filter(|word| other.name.contains(word)).count();
            let fewer = self.name.len().min(other.name.len());
            if fewer > 0 && (shared * 2 > fewer) {
                return Some(Meeting::Same);
            }
        }
        let state = |party: &Self| {
            use crate::record::Kind::{ArmedForces, Government};
            matches!(party.kind, ArmedForces | Government)
        };
        let country = self.country.is_some() && self.country == other.country;
        (country && state(self) && state(other)).then_some(Meeting::Kindred)
    }
}

/// How two figures of one thing stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    Far,
    Near,
    Meet,
    Same,
}

impl Closeness {
    fn of(one: &Range, two: &Range) -> Self {
        if one == two {
            return Self::Same;
        }
        if one.meets(two) {
            return Self::Meet;
        }
        let (lower, upper) = if one.low < two.low { (one, two) } else { (two, one) };
        let top = lower.high.unwrap_or(u64::MAX).max(lower.low);
        if upper.low <= top.saturating_mul(2).saturating_add(2) { Self::Near } else { Self::Far }
    }
}

impl Range {
    /// True where both can hold.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.low <= other.high.unwrap_or(u64::MAX) && other.low <= self.high.unwrap_or(u64::MAX)
    }

    /// The range in the contract's writing: `11`, `24..99`, `12..`.
    #[must_use]
    pub fn text(&self) -> String {
        match self.high {
            Some(high) if high == self.low => high.to_string(),
            Some(high) => format!("{}..{high}", self.low),
            None => format!("{}..", self.low),
        }
    }
}

/// Kilometres between two points, each degrees north and east.
///
/// ```
/// use dateline_core::incident::pair::distance;
///
/// let (beirut, haifa) = ([33.89, 35.50], [32.82, 34.99]);
/// assert!((120.0..135.0).contains(&distance(beirut, haifa)));
/// ```
#[must_use]
pub fn distance(one: [f64; 2], two: [f64; 2]) -> f64 {
    gazetteer::kilometres(one.into(), two.into())
}
