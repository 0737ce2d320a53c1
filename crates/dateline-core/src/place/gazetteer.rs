//! The compiled gazetteer, used where it lies: opening it costs nothing.

use std::sync::OnceLock;

use dateline_data::gazetteer as table;

/// Bytes of the built-in tables together.
#[must_use]
pub const fn size() -> usize {
    table::NAMES.len() + table::RECORDS.len() + table::LISTS.len() + table::TEXT.len()
}

/// What kind of thing a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Kind {
    /// A state.
    Country,
    /// A first-level division: province, department, governorate.
    Division,
    /// A second-level division.
    District,
    /// A town or village.
    Settlement,
    /// A part of a town.
    Quarter,
    /// A camp of refugees or displaced people.
    Camp,
    /// A border crossing or checkpoint.
    Crossing,
    /// A building, base, airport, dam, square.
    Site,
    /// A landscape or historic region.
    Region,
    /// A sea, gulf, strait, lake.
    Sea,
    /// A river.
    River,
    /// An island or group of islands.
    Island,
    /// A desert.
    Desert,
    /// A range, mountain or pass.
    Mountains,
}

const KINDS: [Kind; 14] = [
    Kind::Country,
    Kind::Division,
    Kind::District,
    Kind::Settlement,
    Kind::Quarter,
    Kind::Camp,
    Kind::Crossing,
    Kind::Site,
    Kind::Region,
    Kind::Sea,
    Kind::River,
    Kind::Island,
    Kind::Desert,
    Kind::Mountains,
];

impl Kind {
    /// True of everything that can be shown as one spot on a map: towns, camps, crossings, sites.
    #[must_use]
    pub const fn is_spot(self) -> bool {
        matches!(self, Self::Settlement | Self::Quarter | Self::Camp | Self::Crossing | Self::Site)
    }
}

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u32);

impl Place {
    fn record(self) -> &'static [u8] {
        let start = self.0 as usize * table::RECORD;
        table::RECORDS.get(start..start + table::RECORD).unwrap_or(&[0; table::RECORD])
    }

    fn number(self, at: usize) -> u32 {
        let record = self.record();
        u32::from_le_bytes([record[at], record[at + 1], record[at + 2], 0])
    }

    fn signed(self, at: usize) -> i32 {
        // Three bytes, the sign in the highest.
        (self.number(at) << 8).cast_signed() >> 8
    }

    /// Degrees north and east, where known.
    #[must_use]
    pub fn point(self) -> Option<(f64, f64)> {
        let latitude = self.signed(0);
        (latitude != table::NO_POINT)
            .then(|| (f64::from(latitude) / 1e4, f64::from(self.signed(3)) / 1e4))
    }

    /// GeoNames id.
    #[must_use]
    pub fn geonames(self) -> Option<u32> {
        Some(self.number(6)).filter(|&id| id != 0)
    }

    /// The country that it is or lies in; none for seas.
    #[must_use]
    pub fn country(self) -> Option<Country> {
        Some(self.record()[9]).filter(|&at| at != 255).map(Country)
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        KINDS.get(usize::from(self.record()[10])).copied().unwrap_or(Kind::Settlement)
    }

    /// How well known it is: the natural logarithm of its population.
    #[must_use]
    pub fn prominence(self) -> f64 {
        f64::from(self.record()[11]) / 12.0
    }

    /// Kilometres of a circle as large as its land, where known: of countries and divisions.
    #[must_use]
    pub fn radius(self) -> Option<f64> {
        Some(self.record()[18])
            .filter(|&code| code != 0)
            .map(|code| (f64::from(code) / 30.0).exp() - 1.0)
    }

    /// The first-level division that it lies in.
    #[must_use]
    pub fn division(self) -> Option<Self> {
        let record = self.record();
        Some(u32::from(u16::from_le_bytes([record[12], record[13]])))
            .filter(|&at| at != 0)
            .map(Self)
    }

    /// The name of the first-level division that it is or lies in.
    ///
    /// ```
    /// use dateline_core::place::gazetteer::Names;
    /// let called_ansongo = Names::get().find("Ansongo").unwrap().iter().map(|bearer| bearer.place);
    /// let ansongo = called_ansongo.filter(|place| place.kind().is_spot()).next().unwrap();
    /// assert_eq!(ansongo.admin1(), Some("Gao"));
    /// ```
    #[must_use]
    pub fn admin1(self) -> Option<&'static str> {
        let division = if self.kind() == Kind::Division { Some(self) } else { self.division() };
        division.map(Self::name).filter(|name| !name.is_empty())
    }

    /// The gazetteer's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        let start = self.number(14) as usize;
        table::TEXT.get(start..start + usize::from(self.record()[17])).unwrap_or_default()
    }

    /// True where `self` is `other` or lies in it, as far as the gazetteer knows.
    #[must_use]
    pub fn lies_in(self, other: Self) -> bool {
        self == other
            || self.division() == Some(other)
            || (other.kind() == Kind::Country && self.country() == other.country())
            || (matches!(other.kind(), Kind::Region | Kind::Island | Kind::District)
                && self.country() == other.country()
                && distance(self, other).is_some_and(|km| km < 150.0))
    }
}

/// A country, by its place in the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(u8);

impl Country {
    /// The country of an ISO 3166-1 alpha-3 code.
    #[must_use]
    pub fn from_alpha3(code: &str) -> Option<Self> {
        Self::all().find(|country| country.alpha3() == code)
    }

    /// All countries.
    ///
    /// ```
    /// use dateline_core::place::gazetteer::Country;
    /// assert!(Country::all().any(|country| country.place().name() == "Mali"));
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).map(Self).take_while(|country| country.place().kind() == Kind::Country)
    }

    /// The country that a name means: any of its names in the gazetteer, in any case. None where two
    /// countries are called so.
    ///
    /// ```
    /// use dateline_core::place::gazetteer::Country;
    /// assert_eq!(Country::named("mali").map(Country::alpha3), Some("MLI"));
    /// assert_eq!(Country::named("Gao"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let bearers = Names::get().find(name)?;
        let places = bearers.iter().map(|bearer| bearer.place);
        let mut countries = places.filter(|place| place.kind() == Kind::Country);
        let first = countries.next()?;
        if countries.any(|other| other != first) { None } else { first.country() }
    }

    /// Its record.
    #[must_use]
    pub fn place(self) -> Place {
        Place(u32::from(self.0))
    }

    /// ISO 3166-1 alpha-3.
    #[must_use]
    pub fn alpha3(self) -> &'static str {
        let place = self.place();
        let end = place.number(14) as usize + usize::from(place.record()[17]);
        table::TEXT.get(end..end + 3).unwrap_or_default()
    }

    /// Its seat of government.
    #[must_use]
    pub fn capital(self) -> Option<Place> {
        let start = usize::from(self.0) * 3;
        let bytes = table::CAPITALS.get(start..start + 3)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0])).filter(|&at| at != 0).map(Place)
    }
}

/// Great-circle distance of two places in kilometres; none where a point is not known.
#[must_use]
pub fn distance(a: Place, b: Place) -> Option<f64> {
    Some(kilometres(a.point()?, b.point()?))
}

/// Great-circle distance in kilometres of two points, degrees north and east.
#[must_use]
pub fn kilometres((a_lat, a_lon): (f64, f64), (b_lat, b_lon): (f64, f64)) -> f64 {
    let (latitude, longitude) = ((b_lat - a_lat).to_radians(), (b_lon - a_lon).to_radians());
    let h = (latitude / 2.0).sin().powi(2)
        + a_lat.to_radians().cos() * b_lat.to_radians().cos() * (longitude / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

/// A place that bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The place.
    pub place: Place,
    /// True where the name is not the gazetteer's first one for it.
    pub alternate: bool,
}

impl Bearer {
    fn new(value: u32) -> Self {
        Self { place: Place(value & !table::ALTERNATE), alternate: value & table::ALTERNATE != 0 }
    }
}

/// All places that bear one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearers(u64);

impl Bearers {
    /// The places, best known first.
    pub fn iter(self) -> impl Iterator<Item = Bearer> {
        let list = (self.0 & table::LIST != 0).then(|| {
            let start = usize::try_from(self.0 & (table::LIST - 1)).unwrap_or(usize::MAX);
            let count = table::LISTS.get(start).map_or(0, |&count| usize::from(count));
            table::LISTS.get(start + 1..start + 1 + 3 * count).unwrap_or_default()
        });
        let single = list.is_none().then(|| Bearer::new(u32::try_from(self.0).unwrap_or(0)));
        let listed = list.unwrap_or_default().as_chunks::<3>().0.iter();
        single
            .into_iter()
            .chain(listed.map(|b| Bearer::new(u32::from_le_bytes([b[0], b[1], b[2], 0]))))
    }
}

/// The map of names.
pub struct Names(fst::raw::Fst<&'static [u8]>);

/// A name on its way through the map, a few letters at a time.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    at: fst::raw::CompiledAddr,
    sum: fst::raw::Output,
}

impl Names {
    /// The built-in map.
    ///
    /// # Panics
    ///
    /// Where the built-in map is broken, which a test rules out.
    #[must_use]
    pub fn get() -> &'static Self {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(|| Self(fst::raw::Fst::new(table::NAMES).expect("the build wrote a map")))
    }

    /// A walk that has read nothing.
    #[must_use]
    pub fn start(&self) -> Walk {
        Walk { at: self.0.root().addr(), sum: fst::raw::Output::zero() }
    }

    /// Reads some folded letters; none where no name goes on so.
    #[must_use]
    pub fn read(&self, mut walk: Walk, letters: &str) -> Option<Walk> {
        for &byte in letters.as_bytes() {
            let node = self.0.node(walk.at);
            let step = node.transition(node.find_input(byte)?);
            walk = Walk { at: step.addr, sum: walk.sum.cat(step.out) };
        }
        Some(walk)
    }

    /// The places whose whole name has been read.
    #[must_use]
    pub fn bearers(&self, walk: Walk) -> Option<Bearers> {
        let node = self.0.node(walk.at);
        node.is_final().then(|| Bearers(walk.sum.cat(node.final_output()).value()))
    }

    /// True where a folded word is a name or the first word of one.
    #[must_use]
    pub fn begins(&self, word: &str) -> bool {
        self.read(self.start(), word)
            .is_some_and(|walk| self.bearers(walk).is_some() || self.read(walk, " ").is_some())
    }

    /// The best known region or division of a name.
    #[must_use]
    pub fn region(&self, name: &str) -> Option<Place> {
        let wide = |place: &Place| {
            matches!(place.kind(), Kind::Region | Kind::Division | Kind::Island | Kind::Country)
        };
        self.find(name)?.iter().map(|bearer| bearer.place).find(wide)
    }

    /// The places of a name.
    ///
    /// ```
    /// use dateline_core::place::gazetteer::Names;
    /// let gao = Names::get().find("Gao").unwrap().iter().next().unwrap().place;
    /// assert_eq!((gao.name(), gao.country().unwrap().alpha3()), ("Gao", "MLI"));
    /// ```
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Bearers> {
        self.bearers(self.read(self.start(), &dateline_data::fold::fold(name))?)
    }
}
