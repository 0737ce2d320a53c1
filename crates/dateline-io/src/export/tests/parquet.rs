//! Parquet, read by the `parquet` crate's reader into Arrow, and its points against GeoParquet's
//! rules.

use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch, StructArray};
use arrow_schema::DataType;
use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{Format, Options, PRIVATE, bytes, exported, text};

fn read(bytes: Vec<u8>) -> Vec<RecordBatch> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(bytes)).expect("Parquet");
    let batches = builder.build().expect("a reader");
    batches.map(|batch| batch.expect("a batch")).collect()
}

/// What stands in a cell, as JSON.
fn value(array: &dyn Array, at: usize) -> Value {
    if array.is_null(at) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(at).into(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(at).into(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(at).into(),
        DataType::Binary => array.as_binary::<i32>().value(at).to_vec().into(),
        DataType::Boolean => array.as_boolean().value(at).into(),
        DataType::Struct(_) => object(array.as_struct(), at),
        DataType::List(_) => {
            let list = array.as_list::<i32>().value(at);
            (0..list.len()).map(|at| value(&list, at)).collect()
        }
        other => panic!("{other} is no type of JSON"),
    }
}

fn object(of: &StructArray, at: usize) -> Value {
    let fields = of.fields().iter().zip(of.columns());
    fields
        .map(|(field, column)| (field.name().clone(), value(column, at)))
        .collect::<Map<_, _>>()
        .into()
}

/// Without what the JSON may leave out: null, false and what is empty.
fn bare(value: Value) -> Value {
    let is_there = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    match value {
        Value::Object(object) => object
            .into_iter()
            .map(|(name, value)| (name, bare(value)))
            .filter(|(_, value)| is_there(value))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.into_iter().map(bare).collect(),
        Value::Number(number) => json!(number.as_f64()),
        other => other,
    }
}

/// The rows as JSON objects.
pub(super) fn rows(bytes: Vec<u8>) -> Vec<Value> {
    let mut rows = Vec::new();
    for batch in read(bytes) {
        let whole = StructArray::from(batch);
        rows.extend((0..whole.len()).map(|at| object(&whole, at)));
    }
    rows
}

#[test]
fn parquet_has_the_fields_of_the_json() {
    let lines = text(Format::Jsonl);
    let written = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let read = rows(bytes(Format::Parquet));
    assert_eq!(read.len(), 6);
    for (read, written) in read.into_iter().zip(written) {
        assert_eq!(bare(read), bare(written));
    }
}

#[test]
fn parquet_has_no_private_names_without_persons() {
    for format in [Format::Parquet, Format::Geoparquet] {
        let (bytes, _) = exported(format, Options { without_persons: true });
        let all = Value::from(rows(bytes)).to_string();
        for name in PRIVATE {
            assert!(!all.contains(name), "{name}");
        }
    }
}

#[test]
fn a_file_of_many_row_groups_is_whole() {
    let made = super::incidents();
    let exported: Vec<_> = made.iter().map(super::Made::exported).cycle().take(9000).collect();
    let (bytes, summary) =
        super::export(Format::Parquet, Options::default(), &exported).expect("written");
    assert_eq!(summary.written, 9000);
    let reader = SerializedFileReader::new(Bytes::from(bytes.clone())).expect("Parquet");
    assert_eq!(reader.metadata().num_row_groups(), 3);
    assert_eq!(reader.metadata().file_metadata().created_by(), Some("dateline"));
    assert_eq!(read(bytes).iter().map(RecordBatch::num_rows).sum::<usize>(), 9000);
}

fn geo(bytes: &[u8]) -> Value {
    let reader = SerializedFileReader::new(Bytes::from(bytes.to_vec())).expect("Parquet");
    let metadata = reader.metadata().file_metadata().key_value_metadata().expect("metadata");
    let geo = metadata.iter().find(|pair| pair.key == "geo").expect("a key of that name");
    serde_json::from_str(geo.value.as_deref().expect("a value")).expect("JSON")
}

#[test]
fn geoparquet() {
    let bytes = bytes(Format::Geoparquet);
    let geo = geo(&bytes);
    assert_eq!(
        geo,
        json!({
            "version": "1.1.0",
            "primary_column": "geometry",
            "columns": { "geometry": {
                "encoding": "WKB", "geometry_types": ["Point"], "bbox": [35.25, 15.5, 47.5, 33.25],
            } },
        })
    );
    let batches = read(bytes);
    let column = batches[0].column_by_name("geometry").expect("a column of points");
    let points = column.as_binary::<i32>();
    let places = batches[0].column_by_name("place").expect("places").as_struct();
    let known = |name, at| !places.column_by_name(name).expect("a field").is_null(at);
    let mut found = Vec::new();
    for at in 0..points.len() {
        if points.is_null(at) {
            continue;
        }
        let precise =
            known("where_prec", at) || known("geo_precision", at) || known("radius_km", at);
        assert!(precise, "a point without its precision");
        let (head, point) = points.value(at).split_at(5);
        assert_eq!(head, [1, 1, 0, 0, 0], "a point, little-endian");
        let number = |bytes: &[u8]| f64::from_le_bytes(bytes.try_into().expect("eight bytes"));
        found.push((number(&point[..8]), number(&point[8..])));
    }
    assert_eq!(found, [(35.5, 33.25), (35.25, 33.0), (47.5, 15.5)]);
}

#[test]
fn a_geoparquet_without_points_has_no_box() {
    let (bytes, _) = super::export(Format::Geoparquet, Options::default(), &[]).expect("written");
    let column = &geo(&bytes)["columns"]["geometry"];
    assert_eq!(column["geometry_types"], json!([]));
    assert!(column.get("bbox").is_none());
}
