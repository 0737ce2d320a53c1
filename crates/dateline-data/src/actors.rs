//! The files of the actor base, as people write them.

macro_rules! actors {
    ($($file:literal)*) => {
        &[$((
            concat!("data/actors/", $file, ".toml"),
            include_str!(concat!("../../../data/actors/", $file, ".toml")),
        )),*]
    };
}

/// The actor base, a file a part, with its path; `data/actors/README.md` says what an entry holds.
pub const FILES: &[(&str, &str)] = actors! {
    "armed-groups-americas"
    "armed-groups-africa"
    "armed-groups-middle-east"
    "armed-groups-asia"
    "armed-groups-europe"
    "armed-forces"
    "services"
    "governments"
    "bodies"
    "media"
    "persons"
    "persons-africa"
    "persons-americas"
    "persons-asia"
    "persons-eurasia"
    "persons-europe"
    "persons-middle-east"
};
