//! Incidents for other people's tools, one file a format.
//!
//! An [`Exporter`] takes incidents one after another and writes them to anything that takes bytes.
//! What a format cannot say is left empty, never guessed; `docs/exports.md` has every column. The
//! same incidents give the same bytes: no format holds the time at which it was written.
//!
//! ```
//! use dateline_io::export::{Exporter, Format, Options};
//!
//! let mut bytes = Vec::new();
//! let exporter = Exporter::new(Format::Geojson, Options::default(), &mut bytes);
//! // exporter.each(&Exported { incident: &incident, told: vec![(&report, &event)] })?;
//! let summary = exporter.finish()?;
//! assert_eq!(summary.written, 0);
//! assert!(bytes.starts_with(b"{\"type\":\"FeatureCollection\""));
//! # Ok::<(), dateline_io::Error>(())
//! ```

mod acled;
mod arrow;
mod claimreview;
mod countries;
mod dispute;
mod flat;
mod geojson;
mod hxl;
mod json;
mod parquet;
mod plover;
mod privacy;
mod table;
#[cfg(test)]
mod tests;
mod ucdp;
mod view;

use std::io::Write;

use dateline_core::incident::Incident;
use dateline_core::record::{Event, Report};

pub use privacy::without_persons;

use crate::Error;
use crate::error::Kind;
use view::Subject;

/// An incident to be exported, with what its members come from.
#[derive(Clone, Debug)]
pub struct Exported<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// The report and the event of each member, in the order of [`Incident::members`].
    pub told: Vec<(&'a Report, &'a Event)>,
}

/// What an export leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Leave out private persons: as participants, and their names in everything else that is
    /// written.
    pub without_persons: bool,
}

/// In which format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// The incidents as they are, a JSON object a line.
    Jsonl,
    /// The incidents as they are, as one JSON array.
    Json,
    /// A row an incident, columns named after the JSON's fields.
    Csv,
    /// A GeoJSON feature an incident.
    Geojson,
    /// Apache Parquet with the JSON's fields.
    Parquet,
    /// [`Format::Parquet`] with a column of points as GeoParquet describes it.
    Geoparquet,
    /// ACLED's columns.
    Acled,
    /// The columns of UCDP's Georeferenced Event Dataset.
    Ucdp,
    /// PLOVER's JSON fields, a record a line.
    Plover,
    /// A table with a row of HXL hashtags.
    Hxl,
    /// Disputed claims as schema.org's ClaimReview.
    Claimreview,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Jsonl,
        Self::Json,
        Self::Csv,
        Self::Geojson,
        Self::Parquet,
        Self::Geoparquet,
        Self::Acled,
        Self::Ucdp,
        Self::Plover,
        Self::Hxl,
        Self::Claimreview,
    ];

    /// The name on the command line: `geoparquet`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Geojson => "geojson",
            Self::Parquet => "parquet",
            Self::Geoparquet => "geoparquet",
            Self::Acled => "acled",
            Self::Ucdp => "ucdp",
            Self::Plover => "plover",
            Self::Hxl => "hxl",
            Self::Claimreview => "claimreview",
        }
    }

    /// The format of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What a file of this format is usually called, behind the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jsonl | Self::Plover => "jsonl",
            Self::Json => "json",
            Self::Claimreview => "jsonld",
            Self::Csv | Self::Acled | Self::Ucdp | Self::Hxl => "csv",
            Self::Geojson => "geojson",
            Self::Parquet | Self::Geoparquet => "parquet",
        }
    }

    /// True of what is no text and does not belong on a terminal.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Parquet | Self::Geoparquet)
    }

    fn shape(self) -> Box<dyn Shape> {
        match self {
            Self::Jsonl => Box::new(json::Jsonl),
            Self::Json => Box::new(json::Json::default()),
            Self::Csv => Box::new(flat::Csv),
            Self::Geojson => Box::new(geojson::Geojson::default()),
            Self::Parquet => Box::new(parquet::Parquet::new(false)),
            Self::Geoparquet => Box::new(parquet::Parquet::new(true)),
            Self::Acled => Box::new(acled::Acled),
            Self::Ucdp => Box::new(ucdp::Ucdp),
            Self::Plover => Box::new(plover::Plover),
            Self::Hxl => Box::new(hxl::Hxl),
            Self::Claimreview => Box::new(claimreview::Claimreview::default()),
        }
    }
}

/// What became of the incidents that an exporter was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Incidents that were written.
    pub written: usize,
    /// Incidents that the format has no place for: to UCDP, one without deaths.
    pub left_out: usize,
}

/// Why something could not be written; becomes an [`Error`] once the format is known.
type Failure = Kind;

/// One format.
trait Shape {
    /// What stands before the first incident.
    fn start(&mut self, out: &mut dyn Write) -> Result<(), Failure>;

    /// One incident; false where the format has no place for it.
    fn each(&mut self, subject: &Subject<'_>, out: &mut dyn Write) -> Result<bool, Failure>;

    /// What stands behind the last.
    fn finish(&mut self, out: &mut dyn Write) -> Result<(), Failure>;
}

/// Writes incidents one after another.
pub struct Exporter<'w> {
    format: Format,
    shape: Box<dyn Shape>,
    options: Options,
    out: &'w mut dyn Write,
    begun: bool,
    summary: Summary,
}

impl<'w> Exporter<'w> {
    /// An export that has not begun: what stands before the first incident is written with it, or at
    /// the end where there is none.
    pub fn new(format: Format, options: Options, out: &'w mut dyn Write) -> Self {
        let (shape, summary) = (format.shape(), Summary::default());
        Self { format, shape, options, out, begun: false, summary }
    }

    fn begin(&mut self) -> Result<(), Error> {
        if !self.begun {
            self.shape.start(self.out).map_err(|failure| error(self.format, failure))?;
            self.begun = true;
        }
        Ok(())
    }

    /// Writes one incident; false where the format has no place for it.
    ///
    /// # Errors
    ///
    /// Where `out` takes no bytes, or the incident does not come with an event for each member.
    pub fn each(&mut self, exported: &Exported<'_>) -> Result<bool, Error> {
        self.begin()?;
        let (events, members) = (exported.told.len(), exported.incident.members.len());
        if events != members {
            let id = &exported.incident.id;
            let message = format!("{id} comes with {events} events for {members} members");
            return Err(error(self.format, Kind::Export(message)));
        }
        let written = if self.options.without_persons {
            let cleaned = privacy::clean(exported)
                .map_err(|failure| error(self.format, Kind::Export(failure.to_string())))?;
            self.shape.each(&cleaned.subject(), self.out)
        } else {
            self.shape.each(&Subject::of(exported), self.out)
        };
        let written = written.map_err(|failure| error(self.format, failure))?;
        if written {
            self.summary.written += 1;
        } else {
            self.summary.left_out += 1;
        }
        Ok(written)
    }

    /// Writes what stands behind the last incident, and says how many there were.
    ///
    /// # Errors
    ///
    /// Where `out` takes no bytes.
    pub fn finish(mut self) -> Result<Summary, Error> {
        self.begin()?;
        let finished = self.shape.finish(self.out);
        let flushed = finished.and_then(|()| Ok(self.out.flush()?));
        flushed.map_err(|failure| error(self.format, failure))?;
        Ok(self.summary)
    }
}

fn error(format: Format, failure: Failure) -> Error {
    Error::new(format!("export as {}", format.name()), failure)
}

#[cfg(test)]
/// All of an export as bytes, with what became of the incidents.
fn export(
    format: Format,
    options: Options,
    incidents: &[Exported<'_>],
) -> Result<(Vec<u8>, Summary), Error> {
    let mut bytes = Vec::new();
    let mut exporter = Exporter::new(format, options, &mut bytes);
    for exported in incidents {
        exporter.each(exported)?;
    }
    let summary = exporter.finish()?;
    Ok((bytes, summary))
}
