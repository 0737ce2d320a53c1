//! Everything that was ever done, by rule or by a person.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::response::Response;
use dateline_store::Entry;
use serde::{Deserialize, Serialize};

use super::overview::{address, given};
use crate::serve::answer::Asked;
use crate::serve::filters::{number_given, page_length};
use crate::serve::problem::Problem;

/// Which entries.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct LogParameters {
    /// So many at most: 50 where nothing is said, never more than 500
    limit: Option<String>,
    /// Those behind this one, which are older: as `next` of the page before has it
    after: Option<String>,
}

/// A page of the log.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Log {
    /// The last first.
    #[schema(value_type = Vec<Object>)]
    pub entries: Vec<Entry>,
    /// The address of the next page; null where this is the last.
    pub next: Option<String>,
}

/// A page of what persons have decided.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Decisions {
    /// The last first.
    #[schema(value_type = Vec<Object>)]
    pub decisions: Vec<Entry>,
    /// The address of the next page; null where this is the last.
    pub next: Option<String>,
}

impl LogParameters {
    fn read(self) -> Result<(Option<i64>, usize), Problem> {
        Ok((number_given("after", self.after)?, page_length(self.limit)?))
    }
}

/// Everything that was done, the last first.
#[utoipa::path(get, path = "/log.json", params(LogParameters), tag = "log",
    responses((status = 200, body = Log), (status = 400, body = Problem)))]
pub async fn list(
    asked: Asked,
    parameters: Result<Query<LogParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let (after, limit) = given(parameters)?.read()?;
    let path = asked.twin_of("/log");
    asked
        .answer("log.html", move |view| {
            let (entries, next) = page(view.store.log_before(after, limit + 1)?, limit, &path);
            Ok(Log { entries, next })
        })
        .await
}

/// What persons have decided, the last first; also what was taken back since.
#[utoipa::path(get, path = "/decisions.json", params(LogParameters), tag = "log",
    responses((status = 200, body = Decisions), (status = 400, body = Problem)))]
pub async fn decisions(
    asked: Asked,
    parameters: Result<Query<LogParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let (after, limit) = given(parameters)?.read()?;
    let path = asked.twin_of("/decisions");
    asked
        .answer("decisions.html", move |view| {
            let (decisions, next) = page(view.store.decisions(after, limit + 1)?, limit, &path);
            Ok(Decisions { decisions, next })
        })
        .await
}

fn page(mut entries: Vec<Entry>, limit: usize, path: &str) -> (Vec<Entry>, Option<String>) {
    let more = entries.len() > limit;
    entries.truncate(limit);
    let next = entries.last().filter(|_| more).map(|last| {
        let (limit, after) = (limit.to_string(), last.seq.to_string());
        address(path, &[("limit", Some(&limit)), ("after", Some(&after))])
    });
    (entries, next)
}

/// One entry.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OneEntry {
    #[schema(value_type = Object)]
    pub entry: Entry,
}

/// One entry of the log.
#[utoipa::path(get, path = "/log/{entry}.json", tag = "log",
    params(("entry" = i64, Path, description = "Its number")),
    responses((status = 200, body = OneEntry), (status = 404, body = Problem)))]
pub async fn one(asked: Asked, Path(entry): Path<String>) -> Result<Response, Problem> {
    let none = || Problem::not_found(format!("the log has no entry {entry}"));
    let number: i64 = entry.parse().map_err(|_| none())?;
    asked.answer("entry.html", move |view| Ok(OneEntry { entry: view.store.entry(number)? })).await
}
