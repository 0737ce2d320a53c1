//! Incidents, and one of them.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use dateline_core::incident::Incident;
use dateline_core::record::{CodePoints, Event, Report, Stance};
use dateline_store::{Entry, Note, Shown};
use serde::{Deserialize, Serialize};

use super::overview::given;
use crate::render::words;
use crate::serve::answer::{Asked, Form, TWIN, View};
use crate::serve::filters::{Filters, Parameters, encode};
use crate::serve::problem::Problem;

/// A page of the incidents that fit.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Incidents {
    /// Incidents of the store.
    pub total: usize,
    /// Those that fit.
    pub matching: usize,
    /// The filters as they were given.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub filters: Filters,
    /// Those of this page, as docs/incidents.md has them.
    #[schema(value_type = Vec<Object>)]
    pub incidents: Vec<Incident>,
    /// The address of the next page; null where this is the last.
    pub next: Option<String>,
}

/// The incidents that fit, the latest first unless asked otherwise.
#[utoipa::path(get, path = "/incidents.json", params(Parameters), tag = "incidents",
    responses((status = 200, body = Incidents), (status = 400, body = Problem)))]
pub async fn list(
    asked: Asked,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let filters = given(parameters)?.filters()?;
    let path = asked.twin_of("/incidents");
    asked
        .answer("incidents.html", move |view| {
            let selection = view.select(&filters)?;
            let (incidents, next) = view.page(&selection, &filters, &path)?;
            let (total, matching) = (view.catalogue.len(), selection.many);
            Ok(Incidents { total, matching, filters, incidents, next })
        })
        .await
}

impl Asked {
    /// An address of the same form as the one that was asked for.
    pub fn twin_of(&self, path: &str) -> String {
        let end = if self.form == Form::Json { TWIN } else { "" };
        format!("{path}{end}")
    }
}

/// An incident with all that it was made of.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Whole {
    /// As docs/incidents.md has it.
    #[schema(value_type = Object)]
    pub incident: Incident,
    /// The report and the event of each member, in the incident's order.
    pub members: Vec<Member>,
    /// What each report says of it, by its date.
    pub timeline: Vec<Moment>,
    /// What persons have written down.
    #[schema(value_type = Vec<Object>)]
    pub notes: Vec<Note>,
    /// What persons have decided about it.
    #[schema(value_type = Vec<Object>)]
    pub decisions: Vec<Entry>,
    /// The score of the weakest of the links that hold its members together; null where it has one.
    pub weakest: Option<f64>,
}

/// One report's event, as a member.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Member {
    /// The report without its text.
    #[schema(value_type = Object)]
    pub report: Report,
    #[schema(value_type = Object)]
    pub event: Event,
    /// The number of an earlier member whose text it shares.
    pub copy_of: Option<usize>,
    /// The sentences of the report that tell of the event.
    pub sentences: Vec<Sentence>,
}

/// A sentence of a report.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Sentence {
    /// In code points of the report's text.
    #[schema(value_type = Vec<usize>)]
    pub span: CodePoints,
    pub text: String,
}

/// What a report says, and when it was published.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Moment {
    /// Null where it is not known; these come last.
    pub published: Option<String>,
    /// Number of the member.
    pub member: usize,
    pub claims: Vec<Said>,
}

/// A value that a report gives.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Said {
    /// What it is about: `time`, `place`, `killed`, …
    pub slot: String,
    /// In short.
    pub value: String,
    /// Who is said to say it; null where the report itself does.
    pub by: Option<String>,
    /// How it is said; null where nobody is named.
    #[schema(value_type = Option<String>)]
    pub stance: Option<Stance>,
    /// In the report's words.
    pub text: String,
    #[schema(value_type = Vec<usize>)]
    pub span: CodePoints,
}

/// Who may see private persons.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Done {
    /// The entry of the log by which a page says what was just done
    done: Option<String>,
}

/// One incident: what its reports together say, who says what, where they disagree, and why they are
/// taken for one.
#[utoipa::path(get, path = "/incidents/{id}.json", tag = "incidents",
    params(("id" = String, Path, description = "Its id, or one that it has taken in")),
    responses((status = 200, body = Whole), (status = 404, body = Problem), (status = 410, body = Problem)))]
pub async fn one(
    asked: Asked,
    Path(id): Path<String>,
    done: Result<Query<Done>, QueryRejection>,
) -> Result<Response, Problem> {
    let done = given(done)?.done.and_then(|done| done.parse::<i64>().ok());
    asked
        .work(move |asked, view| {
            if asked.form == Form::Json {
                let question = format!("incident {id}");
                let bytes = view.site.remember(view.catalogue.generation, question, || {
                    let found = match whole(view, &id)? {
                        Found::Here(whole) => serde_json::to_vec(&whole),
                        Found::Moved(into) => serde_json::to_vec(&into),
                    };
                    found.map_err(|_| Problem::internal())
                })?;
                return match serde_json::from_slice::<&str>(&bytes) {
                    Ok(into) => Ok(moved(asked, into)),
                    Err(_) => asked.send_bytes(StatusCode::OK, bytes),
                };
            }
            match whole(view, &id)? {
                Found::Moved(into) => Ok(moved(asked, &into)),
                Found::Here(whole) => {
                    let done = done.map(|done| view.store.entry(done)).transpose()?;
                    asked.send(StatusCode::OK, "incident.html", &WithDone { whole: *whole, done })
                }
            }
        })
        .await
}

/// What an id leads to.
enum Found {
    Here(Box<Whole>),
    /// To the incident that has taken it in.
    Moved(String),
}

/// A permalink leads to what has taken the incident in.
fn moved(asked: &Asked, into: &str) -> Response {
    let path = asked.twin_of(&format!("/incidents/{}", encode(into)));
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, path)]).into_response()
}

fn whole(view: &View<'_>, id: &str) -> Result<Found, Problem> {
    let (incident, shown) = view.store.whole_without_words(id)?;
    if incident.id != id {
        return Ok(Found::Moved(incident.id));
    }
    let copies = match shown.len() {
        1 => vec![None],
        _ => view.store.copies(id)?,
    };
    let members = shown.iter().zip(copies).map(|(shown, copy_of)| member(shown, copy_of));
    Ok(Found::Here(Box::new(Whole {
        members: members.collect(),
        timeline: timeline(&shown),
        notes: view.store.notes(id)?,
        decisions: view.store.decisions_on(id)?,
        weakest: dateline_store::weakest(&incident),
        incident,
    })))
}

/// What a page says besides: what was just done.
#[derive(Serialize)]
struct WithDone {
    #[serde(flatten)]
    whole: Whole,
    done: Option<Entry>,
}

fn member(shown: &Shown, copy_of: Option<usize>) -> Member {
    let sentences = shown.event.evidence.iter();
    let sentences = sentences.map(|one| Sentence { span: one.span, text: one.text.clone() });
    let (report, event) = (shown.report.clone(), shown.event.clone());
    Member { report, event, copy_of, sentences: sentences.collect() }
}

/// What each report says, by its date.
fn timeline(shown: &[Shown]) -> Vec<Moment> {
    let moments = shown.iter().enumerate().map(|(member, shown)| Moment {
        published: shown.report.published.clone(),
        member,
        claims: said(&shown.event),
    });
    let mut moments: Vec<Moment> = moments.collect();
    moments.sort_by(|a, b| {
        let key = |one: &Moment| (one.published.is_none(), one.published.clone(), one.member);
        key(a).cmp(&key(b))
    });
    moments
}

/// The values of an event, each with the words that it was read from.
fn said(event: &Event) -> Vec<Said> {
    let mut said = Vec::new();
    let stance = |by: &Option<String>| {
        let by = by.as_deref()?;
        let named = |claim: &&dateline_core::record::Claim| {
            claim
                .source
                .as_ref()
                .is_some_and(|source| source.name.as_deref() == Some(by) || source.text == by)
        };
        event.claims.iter().find(named).map(|claim| claim.stance)
    };
    let mut add = |slot: String, value: String, by: &Option<String>, text: &str, span| {
        let by_whom = by.clone();
        let text = text.to_owned();
        said.push(Said { slot, value, by: by_whom, stance: stance(by), text, span });
    };
    if let Some(time) = &event.time {
        let value = time.edtf.clone().unwrap_or_else(|| time.text.clone());
        add("time".to_owned(), value, &None, &time.text, time.span);
    }
    if let Some(place) = &event.place {
        add("place".to_owned(), place.name.clone(), &None, &place.text, place.span);
    }
    for one in &event.participants {
        add(words::role(one.role).to_owned(), words::name(one), &None, &one.text, one.span);
    }
    for count in &event.counts {
        let (slot, value) = (count.of.name().to_owned(), words::number(count));
        add(slot, value, &count.by, &count.text, count.span);
    }
    for motive in &event.motives {
        add(
            "motive".to_owned(),
            motive.kind.name().to_owned(),
            &motive.by,
            &motive.text,
            motive.span,
        );
    }
    for one in &event.responsibility {
        let trigger = &event.trigger;
        let value = words::responsibility(one);
        add("responsibility".to_owned(), value, &one.by, &one.text, trigger.span);
    }
    said
}
