//! JSON values as Arrow columns.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, ListArray, RecordBatch, StringArray,
    StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use serde_json::Value;

/// The incident's fields, named as in the JSON.
pub(super) fn fields() -> Vec<Field> {
    let span = || list("span", DataType::Int64);
    let rule = || text("rule");
    let members = || list("members", DataType::Int64);
    let said = object(&[number("member"), text("text"), span()]);
    let figure = object(&[
        number("member"),
        number("low"),
        number("best"),
        number("high"),
        flag("reported_none"),
        text("text"),
        span(),
        text("by"),
    ]);
    let value = object(&[number("member"), text("value"), text("by"), text("text"), span()]);
    vec![
        text("schema"),
        text("id"),
        text("level"),
        list("members", object(&[text("report"), text("event")])),
        text("type"),
        list("modes", DataType::Utf8),
        text("acled"),
        text("cameo"),
        text("status"),
        text("summary"),
        part(
            "time",
            object(&[text("edtf"), text("earliest"), text("latest"), number("date_prec"), rule()]),
        ),
        part(
            "place",
            object(&[
                text("name"),
                number("geonames"),
                real("lat"),
                real("lon"),
                text("country"),
                text("admin1"),
                number("where_prec"),
                number("geo_precision"),
                real("radius_km"),
                rule(),
            ]),
        ),
        list(
            "participants",
            object(&[
                text("role"),
                text("name"),
                text("id"),
                text("kind"),
                text("country"),
                flag("private"),
                list("said", said),
            ]),
        ),
        list("responsibility", object(&[text("actor"), text("status"), text("by"), members()])),
        list(
            "motives",
            object(&[number("member"), text("kind"), text("text"), span(), text("by")]),
        ),
        list(
            "counts",
            object(&[
                text("of"),
                number("low"),
                number("best"),
                number("high"),
                flag("reported_none"),
                rule(),
                list("said", figure),
            ]),
        ),
        number("sources"),
        number("independent_sources"),
        text("grade"),
        list("agreements", object(&[text("slot"), text("kind"), members()])),
        list("conflicts", object(&[text("slot"), text("kind"), list("said", value), flag("open")])),
        list("why", object(&[members(), list("because", DataType::Utf8), real("score")])),
        list("related", object(&[text("incident"), text("relation")])),
    ]
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::Int64, true)
}

fn real(name: &str) -> Field {
    Field::new(name, DataType::Float64, true)
}

fn flag(name: &str) -> Field {
    Field::new(name, DataType::Boolean, true)
}

fn part(name: &str, of: DataType) -> Field {
    Field::new(name, of, true)
}

fn list(name: &str, of: DataType) -> Field {
    // the name that the Parquet format gives to what a list holds
    Field::new(name, DataType::List(Arc::new(Field::new("element", of, true))), true)
}

fn object(fields: &[Field]) -> DataType {
    DataType::Struct(Fields::from(fields.to_vec()))
}

/// The rows as columns; with them any others that the schema has behind the incident's.
pub(super) fn batch(
    schema: &SchemaRef,
    rows: &[Value],
    others: Vec<ArrayRef>,
) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<Option<&Value>> = rows.iter().map(Some).collect();
    let own = schema.fields().len() - others.len();
    let mut columns = Vec::with_capacity(schema.fields().len());
    for field in &schema.fields()[..own] {
        columns.push(column(field.data_type(), &members(&rows, field.name()))?);
    }
    columns.extend(others);
    RecordBatch::try_new(Arc::clone(schema), columns)
}

/// A schema of the incident's fields and others behind them.
pub(super) fn schema(others: Vec<Field>) -> SchemaRef {
    let mut fields = fields();
    fields.extend(others);
    Arc::new(Schema::new(fields))
}

/// One field of each object; none where it is null or absent.
fn members<'v>(values: &[Option<&'v Value>], name: &str) -> Vec<Option<&'v Value>> {
    values.iter().map(|value| value.and_then(|v| v.get(name)).filter(|v| !v.is_null())).collect()
}

fn column(of: &DataType, values: &[Option<&Value>]) -> Result<ArrayRef, ArrowError> {
    Ok(match of {
        DataType::Utf8 => {
            let texts = values.iter().map(|value| value.and_then(Value::as_str));
            Arc::new(texts.collect::<StringArray>())
        }
        DataType::Int64 => {
            let numbers = values.iter().map(|value| value.and_then(Value::as_i64));
            Arc::new(numbers.collect::<Int64Array>())
        }
        DataType::Float64 => {
            let numbers = values.iter().map(|value| value.and_then(Value::as_f64));
            Arc::new(numbers.collect::<Float64Array>())
        }
        // the JSON leaves out what is false
        DataType::Boolean => {
            let flags = values.iter().map(|value| value.and_then(Value::as_bool).or(Some(false)));
            Arc::new(flags.collect::<BooleanArray>())
        }
        DataType::Struct(fields) => {
            let columns = fields
                .iter()
                .map(|field| column(field.data_type(), &members(values, field.name())))
                .collect::<Result<Vec<_>, _>>()?;
            let there: NullBuffer = values.iter().map(Option::is_some).collect();
            Arc::new(StructArray::try_new(fields.clone(), columns, Some(there))?)
        }
        // and what is empty
        DataType::List(element) => {
            let lists = values.iter().map(|value| value.and_then(Value::as_array));
            let lengths = lists.clone().map(|list| list.map_or(0, Vec::len));
            let elements: Vec<Option<&Value>> =
                lists.flatten().flatten().map(|v| Some(v).filter(|v| !v.is_null())).collect();
            let offsets = OffsetBuffer::<i32>::from_lengths(lengths);
            let elements = column(element.data_type(), &elements)?;
            Arc::new(ListArray::try_new(Arc::clone(element), offsets, elements, None)?)
        }
        other => return Err(ArrowError::NotYetImplemented(format!("{other} out of JSON"))),
    })
}
