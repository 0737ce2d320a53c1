//! Apache Parquet with the JSON's fields, and GeoParquet 1.1.

use std::io::Write;
use std::mem;
use std::sync::Arc;

use arrow_array::{ArrayRef, BinaryArray};
use arrow_schema::{DataType, Field, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use serde_json::{Value, json};

use super::view::Point;
use super::{Failure, Shape, Subject, arrow};

/// Incidents in a row group: enough to compress well, few enough to hold in memory.
const GROUP: usize = 4096;

/// The column of points.
const GEOMETRY: &str = "geometry";

/// A Parquet file.
pub(super) struct Parquet {
    schema: SchemaRef,
    /// Writes to memory, which is emptied after each row group: the file is written front to back.
    writer: Option<ArrowWriter<Vec<u8>>>,
    rows: Vec<Value>,
    points: Vec<Option<Point>>,
    bounds: Option<Bounds>,
    with_geometry: bool,
}

impl Parquet {
    /// An empty file, with a column of points or without.
    pub fn new(with_geometry: bool) -> Self {
        let geometry = with_geometry.then(|| Field::new(GEOMETRY, DataType::Binary, true));
        Self {
            schema: arrow::schema(geometry.into_iter().collect()),
            writer: None,
            rows: Vec::new(),
            points: Vec::new(),
            bounds: None,
            with_geometry,
        }
    }

    fn writer(&mut self) -> Result<&mut ArrowWriter<Vec<u8>>, Failure> {
        if self.writer.is_none() {
            // nothing of the day or the machine: the same incidents give the same bytes
            let properties = WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                .set_created_by("dateline".to_owned())
                .build();
            let writer =
                ArrowWriter::try_new(Vec::new(), Arc::clone(&self.schema), Some(properties));
            self.writer = Some(writer.map_err(failure)?);
        }
        self.writer.as_mut().ok_or_else(|| Failure::Export("no file to write to".to_owned()))
    }

    /// Writes the incidents so far as a row group.
    fn group(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        let rows = mem::take(&mut self.rows);
        let points = mem::take(&mut self.points);
        if rows.is_empty() {
            return Ok(());
        }
        let geometry: Option<ArrayRef> = self.with_geometry.then(|| {
            let points: BinaryArray = points.iter().map(|point| point.map(well_known)).collect();
            Arc::new(points) as ArrayRef
        });
        let batch = arrow::batch(&self.schema, &rows, geometry.into_iter().collect());
        let batch = batch.map_err(|error| Failure::Export(error.to_string()))?;
        let writer = self.writer()?;
        writer.write(&batch).map_err(failure)?;
        writer.flush().map_err(failure)?;
        writer.sync()?;
        let bytes = mem::take(writer.inner_mut());
        Ok(out.write_all(&bytes)?)
    }
}

impl Shape for Parquet {
    fn start(&mut self, _: &mut dyn Write) -> Result<(), Failure> {
        self.writer().map(|_| ())
    }

    fn each(&mut self, subject: &Subject<'_>, out: &mut dyn Write) -> Result<bool, Failure> {
        let row = serde_json::to_value(subject.incident)
            .map_err(|error| Failure::Export(error.to_string()))?;
        let point = subject.point();
        if let Some(point) = point {
            self.bounds.get_or_insert_with(|| Bounds::of(point)).add(point);
        }
        self.rows.push(row);
        self.points.push(point);
        if self.rows.len() == GROUP {
            self.group(out)?;
        }
        Ok(true)
    }

    fn finish(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        self.group(out)?;
        let geo = self.with_geometry.then(|| metadata(self.bounds));
        let writer = self.writer()?;
        if let Some(geo) = geo {
            writer.append_key_value_metadata(KeyValue::new("geo".to_owned(), geo.to_string()));
        }
        writer.finish().map_err(failure)?;
        let bytes = mem::take(writer.inner_mut());
        Ok(out.write_all(&bytes)?)
    }
}

fn failure(error: ParquetError) -> Failure {
    Failure::Export(error.to_string())
}

/// A point as well-known binary: little-endian, type 1, east before north.
fn well_known(point: Point) -> Vec<u8> {
    let mut bytes = vec![1, 1, 0, 0, 0];
    bytes.extend(point.lon.to_le_bytes());
    bytes.extend(point.lat.to_le_bytes());
    bytes
}

/// The file's metadata as GeoParquet asks for them. Without `crs` coordinates are longitude and
/// latitude on WGS 84 (OGC:CRS84).
fn metadata(bounds: Option<Bounds>) -> Value {
    let mut column = json!({ "encoding": "WKB", "geometry_types": ["Point"] });
    match bounds {
        Some(bounds) => {
            column["bbox"] = json!([bounds.west, bounds.south, bounds.east, bounds.north]);
        }
        None => column["geometry_types"] = json!([]),
    }
    json!({
        "version": "1.1.0",
        "primary_column": GEOMETRY,
        "columns": { GEOMETRY: column },
    })
}

/// The box around all points.
#[derive(Clone, Copy)]
struct Bounds {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Bounds {
    fn of(point: Point) -> Self {
        Self { west: point.lon, south: point.lat, east: point.lon, north: point.lat }
    }

    fn add(&mut self, point: Point) {
        self.west = self.west.min(point.lon);
        self.south = self.south.min(point.lat);
        self.east = self.east.max(point.lon);
        self.north = self.north.max(point.lat);
    }
}
