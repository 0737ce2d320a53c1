//! Lists of what is not an incident: conflicts, events, claims; and the search for words.

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use dateline_core::incident::Incident;
use dateline_core::record::{Claim, Event};
use dateline_store::{Dispute, EventQuery};
use serde::{Deserialize, Serialize};

use super::overview::{address, given};
use crate::serve::answer::Asked;
use crate::serve::filters::{Parameters, number_given, page_length};
use crate::serve::problem::Problem;

/// A page of what reports disagree on.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Conflicts {
    /// Conflicts that nobody has settled, of the incidents of this page.
    #[schema(value_type = Vec<Object>)]
    pub conflicts: Vec<Dispute>,
    /// Incidents that fit and have some.
    pub incidents: usize,
    /// The address of the next page; null where this is the last.
    pub next: Option<String>,
}

/// What reports disagree on and nobody has settled, incident by incident.
#[utoipa::path(get, path = "/conflicts.json", params(Parameters), tag = "incidents",
    responses((status = 200, body = Conflicts), (status = 400, body = Problem)))]
pub async fn conflicts(
    asked: Asked,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let mut filters = given(parameters)?.filters()?;
    filters.conflicting = true;
    let path = asked.twin_of("/conflicts");
    asked
        .answer("conflicts.html", move |view| {
            let selection = view.select(&filters)?;
            let page = view.catalogue.page(&selection, &filters);
            let next = page.more.map(|(first, id)| filters.next(&path, first, &id));
            let conflicts = view.store.disputes(&page.rows)?;
            Ok(Conflicts { conflicts, incidents: selection.many, next })
        })
        .await
}

/// Which events.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct EventParameters {
    /// Those of this report
    report: Option<String>,
    /// Those of this incident
    incident: Option<String>,
    /// So many at most: 50 where nothing is said, never more than 500
    limit: Option<String>,
    /// Those behind this one: as `next` of the page before has it
    after: Option<String>,
}

impl EventParameters {
    fn query(self) -> Result<EventQuery, Problem> {
        let set = |value: Option<String>| value.filter(|value| !value.is_empty());
        Ok(EventQuery {
            report: set(self.report),
            incident: set(self.incident),
            limit: Some(page_length(self.limit)?),
            after: number_given("after", self.after)?,
        })
    }
}

/// A page of what reports tell of.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Events {
    pub events: Vec<Told>,
    /// The address of the next page; null where this is the last.
    pub next: Option<String>,
}

/// An event of a report.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Told {
    /// The report's name.
    pub report: String,
    #[schema(value_type = Object)]
    pub event: Event,
    /// The incident that it is in; null where its report is not compared yet.
    pub incident: Option<String>,
}

/// A page of who is said to say what.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Claims {
    pub claims: Vec<Claimed>,
    /// The address of the next page; null where this is the last.
    pub next: Option<String>,
}

/// A claim of an event.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Claimed {
    /// The report's name.
    pub report: String,
    /// The event's id in it.
    pub event: String,
    /// The incident that it is in; null where its report is not compared yet.
    pub incident: Option<String>,
    #[schema(value_type = Object)]
    pub claim: Claim,
}

/// What reports tell of, event by event, in the order in which they came in.
#[utoipa::path(get, path = "/events.json", params(EventParameters), tag = "reports",
    responses((status = 200, body = Events), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn events(
    asked: Asked,
    parameters: Result<Query<EventParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let query = given(parameters)?.query()?;
    let path = asked.twin_of("/events");
    asked
        .answer("events.html", move |view| {
            let (events, next) = listed(view.store, query, &path)?;
            let told = |one: dateline_store::ListedEvent| Told {
                report: one.report,
                event: one.event,
                incident: one.incident,
            };
            Ok(Events { events: events.into_iter().map(told).collect(), next })
        })
        .await
}

/// Who is said to say what: every claim of the events of a page.
#[utoipa::path(get, path = "/claims.json", params(EventParameters), tag = "reports",
    responses((status = 200, body = Claims), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn claims(
    asked: Asked,
    parameters: Result<Query<EventParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let query = given(parameters)?.query()?;
    let path = asked.twin_of("/claims");
    asked
        .answer("claims.html", move |view| {
            let (events, next) = listed(view.store, query, &path)?;
            let mut claims = Vec::new();
            for one in events {
                let (report, incident) = (one.report, one.incident);
                claims.extend(one.event.claims.into_iter().map(|claim| Claimed {
                    report: report.clone(),
                    event: one.event.id.clone(),
                    incident: incident.clone(),
                    claim,
                }));
            }
            Ok(Claims { claims, next })
        })
        .await
}

fn listed(
    store: &dateline_store::Store,
    query: EventQuery,
    path: &str,
) -> Result<(Vec<dateline_store::ListedEvent>, Option<String>), Problem> {
    let limit = query.limit.unwrap_or(usize::MAX - 1);
    let mut events = store.events(&EventQuery { limit: Some(limit + 1), ..query.clone() })?;
    let more = events.len() > limit;
    events.truncate(limit);
    let after = events.last().filter(|_| more).map(|last| last.row.to_string());
    let next = after.map(|after| {
        let limit = limit.to_string();
        let parts = [
            ("report", query.report.as_deref()),
            ("incident", query.incident.as_deref()),
            ("limit", Some(limit.as_str())),
            ("after", Some(after.as_str())),
        ];
        address(path, &parts)
    });
    Ok((events, next))
}

/// What is searched for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct SearchParameters {
    /// Words that an incident's reports have, all of them
    words: Option<String>,
    /// So many at most: 50 where nothing is said, never more than 500
    limit: Option<String>,
}

/// What a search has found.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Found {
    pub words: String,
    /// The likeliest to be meant first.
    #[schema(value_type = Vec<Object>)]
    pub incidents: Vec<Incident>,
    /// There are more; `/incidents?words=…` has all of them.
    pub more: bool,
}

/// The incidents whose reports have some words, the likeliest to be meant first.
#[utoipa::path(get, path = "/search.json", params(SearchParameters), tag = "incidents",
    responses((status = 200, body = Found), (status = 400, body = Problem)))]
pub async fn search(
    asked: Asked,
    parameters: Result<Query<SearchParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let SearchParameters { words, limit } = given(parameters)?;
    let words = words.unwrap_or_default();
    let limit = page_length(limit)?;
    asked
        .answer("search.html", move |view| {
            let mut incidents = view.store.search(&words, Some(limit + 1))?;
            let more = incidents.len() > limit;
            incidents.truncate(limit);
            Ok(Found { words, incidents, more })
        })
        .await
}
