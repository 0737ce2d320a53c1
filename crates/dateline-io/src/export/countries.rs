//! What codebooks call a country.

use std::sync::OnceLock;

/// A country in the words and numbers of others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: &'static str,
    /// ISO 3166-1 numeric.
    pub iso: Option<u16>,
    /// Number in Gleditsch and Ward's list of independent states, which UCDP uses.
    pub gw: Option<u16>,
    /// ACLED's region.
    pub region: &'static str,
    /// Its name.
    pub name: &'static str,
}

impl Country {
    /// The country of an alpha-3 code.
    pub fn of_code(code: Option<&str>) -> Option<&'static Self> {
        let code = code?;
        let all = all();
        all.binary_search_by(|country| country.code.cmp(code)).ok().map(|at| &all[at])
    }

    /// UCDP's region, which follows from the number.
    pub fn ucdp_region(&self) -> Option<&'static str> {
        match self.gw? {
            2..=199 => Some("Americas"),
            200..=399 => Some("Europe"),
            400..=626 => Some("Africa"),
            630..=699 => Some("Middle East"),
            700..=999 => Some("Asia"),
            _ => None,
        }
    }
}

fn all() -> &'static [Country] {
    static ALL: OnceLock<Vec<Country>> = OnceLock::new();
    ALL.get_or_init(|| {
        let lines = include_str!("countries.tsv").lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| {
                let mut cells = line.split('\t');
                Some(Country {
                    code: cells.next()?,
                    iso: cells.next()?.parse().ok(),
                    gw: cells.next()?.parse().ok(),
                    region: cells.next()?,
                    name: cells.next()?,
                })
            })
            .collect()
    })
}

#[test]
fn the_table_of_countries_is_whole_and_in_order() {
    let all = all();
    assert_eq!(all.len(), 250);
    assert!(all.is_sorted_by(|one, next| one.code < next.code));
    for country in all {
        assert!(country.code.len() == 3 && !country.name.is_empty() && !country.region.is_empty());
        assert!(country.gw.is_none() || country.ucdp_region().is_some(), "{country:?}");
    }
    let numbers: std::collections::BTreeSet<_> = all.iter().filter_map(|one| one.gw).collect();
    assert_eq!(numbers.len(), all.iter().filter(|one| one.gw.is_some()).count());
    assert_eq!(Country::of_code(Some("LBN")).and_then(|one| one.gw), Some(660));
    assert_eq!(Country::of_code(Some("LBN")).and_then(|one| one.iso), Some(422));
}
