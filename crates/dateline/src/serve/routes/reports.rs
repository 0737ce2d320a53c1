//! Reports: lists of them, and one as it was read.

use std::collections::BTreeMap;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use dateline_core::language::LanguagePack;
use dateline_core::record::Record;
use dateline_store::{Listed, ReportQuery, Version};
use serde::{Deserialize, Serialize};

use super::overview::{address, given};
use crate::render::html::marked::{self, Paragraph};
use crate::serve::answer::{Asked, Form};
use crate::serve::filters::{number_given, page_length};
use crate::serve::problem::Problem;

/// Which reports.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct ReportParameters {
    /// In this language: an ISO 639-1 code
    language: Option<String>,
    /// From this publisher
    publisher: Option<String>,
    /// So many at most: 50 where nothing is said, never more than 500
    limit: Option<String>,
    /// Those behind this one: as `next` of the page before has it
    after: Option<String>,
}

/// A page of reports.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Reports {
    /// The last added first.
    #[schema(value_type = Vec<Object>)]
    pub reports: Vec<Listed>,
    /// The address of the next page; null where this is the last.
    pub next: Option<String>,
}

/// The reports, the last added first.
#[utoipa::path(get, path = "/reports.json", params(ReportParameters), tag = "reports",
    responses((status = 200, body = Reports), (status = 400, body = Problem)))]
pub async fn list(
    asked: Asked,
    parameters: Result<Query<ReportParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let ReportParameters { language, publisher, limit, after } = given(parameters)?;
    let set = |value: Option<String>| value.filter(|value| !value.is_empty());
    let (language, publisher) = (set(language), set(publisher));
    let limit = page_length(limit)?;
    let after = number_given("after", after)?;
    let query = ReportQuery { language, publisher, after, limit: Some(limit + 1) };
    let path = asked.twin_of("/reports");
    asked
        .answer("reports.html", move |view| {
            let mut reports = view.store.reports(&query)?;
            let more = reports.len() > limit;
            reports.truncate(limit);
            let next = reports.last().filter(|_| more).map(|last| {
                let (limit, after) = (limit.to_string(), last.row.to_string());
                address(
                    &path,
                    &[
                        ("language", query.language.as_deref()),
                        ("publisher", query.publisher.as_deref()),
                        ("limit", Some(&limit)),
                        ("after", Some(&after)),
                    ],
                )
            });
            Ok(Reports { reports, next })
        })
        .await
}

/// What of a report is looked at.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct OneParameters {
    /// A number of `versions`; the one that holds where nothing is said
    version: Option<String>,
    /// On the page: a stretch of the text to be marked, in code points: 120-135
    mark: Option<String>,
}

/// A report as it was read.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OneReport {
    /// As `dateline read` has it.
    #[schema(value_type = Object)]
    pub record: Record,
    /// The incident that each event is in.
    pub incidents: BTreeMap<String, String>,
    /// Its versions, the oldest first.
    #[schema(value_type = Vec<Object>)]
    pub versions: Vec<Version>,
}

/// What its page shows besides.
#[derive(Serialize)]
struct Laid {
    #[serde(flatten)]
    report: OneReport,
    /// The text cut into pieces, each with what it is.
    paragraphs: Vec<Paragraph>,
    /// `ltr`, `rtl` or `auto`.
    direction: &'static str,
    /// Of the text's own words; empty where it is not known.
    lang: String,
    /// The stretch that is to be seen.
    mark: Option<[usize; 2]>,
}

/// A report: its text, what was read out of it, and which incidents that is told of.
#[utoipa::path(get, path = "/reports/{name}.json", tag = "reports",
    params(("name" = String, Path, description = "The name by which it is cited"), OneParameters),
    responses((status = 200, body = OneReport), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn one(
    asked: Asked,
    Path(name): Path<String>,
    parameters: Result<Query<OneParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let OneParameters { version, mark } = given(parameters)?;
    let version = number_given("version", version)?;
    let mark = mark.filter(|mark| !mark.is_empty()).map(|mark| {
        let ends = mark
            .split_once('-')
            .and_then(|(from, to)| Some([from.parse().ok()?, to.parse().ok()?]));
        ends.ok_or_else(|| Problem::bad_filter("mark", &mark, "not a stretch (write 120-135)"))
    });
    let mark: Option<[usize; 2]> = mark.transpose()?;
    asked
        .work(move |asked, view| {
            let versions = view.store.versions(&name)?;
            let record = view.store.record(&name, version).map_err(|error| {
                if error.is_not_found() {
                    return Problem::not_found(format!("“{name}” has no such version"));
                }
                error.into()
            })?;
            let holds = version.is_none_or(|version| {
                versions.iter().any(|one| one.version == version && one.superseded_by.is_none())
            });
            let incidents = if holds { view.store.incidents_of(&name)? } else { BTreeMap::new() };
            let report = OneReport { record, incidents, versions };
            if asked.form == Form::Json {
                return asked.send(StatusCode::OK, "", &report);
            }
            let laid = Laid {
                paragraphs: marked::paragraphs(&report.record, mark),
                direction: direction(&report.record.report.language),
                lang: language(&report.record.report.language),
                report,
                mark,
            };
            asked.send(StatusCode::OK, "report.html", &laid)
        })
        .await
}

/// The direction that a language is written in.
fn direction(code: &str) -> &'static str {
    match LanguagePack::get(code).map(|pack| pack.language.direction.as_str()) {
        Some("rtl") => "rtl",
        Some(_) => "ltr",
        None => "auto",
    }
}

/// A language's code, if it is one.
fn language(code: &str) -> String {
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if plain { code.to_owned() } else { String::new() }
}
