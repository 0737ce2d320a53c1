//! What is new, as it comes: a stream for programs, a feed for readers of feeds.

use std::convert::Infallible;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use dateline_core::incident::Incident;
use futures_util::Stream;
use serde::Deserialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::overview::given;
use crate::render::html::escape::Escaped;
use crate::render::incident_words;
use crate::serve::answer::Asked;
use crate::serve::filters::{Parameters, encode};
use crate::serve::problem::Problem;
use crate::serve::site::{Change, Site};

/// Listeners at a time.
const LISTENERS: i64 = 1000;

/// Changes that a listener who comes back is told at most.
const MISSED: usize = 1000;

/// How often a silent stream says that it is still there.
const STILL_HERE: Duration = Duration::from_secs(15);

/// Incidents of a feed.
const FEED: usize = 50;

/// From where on.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct StreamParameters {
    /// The same as `Last-Event-ID` for whoever cannot set a header: `entry` of an overview, for instance
    last: Option<String>,
}

/// Incidents that are new or have changed (`incident`), and those whose reports have come to disagree
/// on more (`conflict`), as Server-Sent Events; `reload` where so many have changed that none is named. An event's id is an entry of the log: with it as
/// `Last-Event-ID`, whoever comes back is told what they have missed.
#[utoipa::path(get, path = "/stream", tag = "incidents",
    params(("Last-Event-ID" = Option<i64>, Header, description = "The last entry of the log that is known"), StreamParameters),
    responses((status = 200, content_type = "text/event-stream"), (status = 503, body = Problem)))]
pub async fn changes(
    asked: Asked,
    State(site): State<Arc<Site>>,
    headers: HeaderMap,
    parameters: Result<Query<StreamParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let known = given(parameters)?.last;
    if site.metrics.listeners.get() >= LISTENERS {
        return Err(Problem::busy("too many listen already"));
    }
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let last = last.or(known.as_deref()).and_then(|last| last.trim().parse::<i64>().ok());
    // whoever listens first and looks then misses nothing
    let receiver = site.changes.subscribe();
    let missed = match last {
        Some(last) => {
            asked
                .work(move |_, view| {
                    let mut changed = view.store.outlines_since(last)?.changed;
                    changed.truncate(MISSED);
                    let of = |outline: dateline_store::Outline| Change {
                        entry: outline.changed,
                        new: false,
                        conflict: outline.open_conflicts > 0,
                        id: Some(outline.id),
                    };
                    Ok(changed.into_iter().map(of).collect())
                })
                .await?
        }
        None => Vec::new(),
    };
    let stream = listen(missed, receiver, Listener::of(site));
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(STILL_HERE)).into_response())
}

/// Counts a listener for as long as it is there.
struct Listener(Arc<Site>);

impl Listener {
    fn of(site: Arc<Site>) -> Self {
        site.metrics.listeners.inc();
        Self(site)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.metrics.listeners.dec();
    }
}

fn listen(
    missed: Vec<Change>,
    receiver: Receiver<Change>,
    listener: Listener,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let told: Vec<Event> = missed.into_iter().flat_map(events).collect();
    let state = (told.into_iter(), receiver, listener);
    let told = futures_util::stream::unfold(state, async |(mut told, mut receiver, listener)| {
        loop {
            if let Some(event) = told.next() {
                return Some((Ok(event), (told, receiver, listener)));
            }
            let mut ending = listener.0.ending.clone();
            let change = tokio::select! {
                change = receiver.recv() => change,
                _ = ending.wait_for(|ending| *ending) => return None,
            };
            match change {
                Ok(change) => told = events(change).into_iter(),
                // it was too slow for what came; it knows what it was told last, and can ask
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return None,
            }
        }
    });
    // whoever packs it may ask once more after its end
    futures_util::StreamExt::fuse(told)
}

fn events(change: Change) -> Vec<Event> {
    let of = |name: &str| {
        let event = Event::default().event(name).id(change.entry.to_string());
        event.json_data(&change).ok()
    };
    let conflict = change.conflict.then(|| of("conflict")).flatten();
    of(if change.id.is_some() { "incident" } else { "reload" })
        .into_iter()
        .chain(conflict)
        .collect()
}

/// The latest 50 incidents that fit, as an Atom feed: an address with filters is a feed of its own.
#[utoipa::path(get, path = "/feed.atom", params(Parameters), tag = "incidents",
    responses((status = 200, content_type = "application/atom+xml"), (status = 400, body = Problem)))]
pub async fn feed(
    asked: Asked,
    headers: HeaderMap,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let mut filters = given(parameters)?.filters()?;
    filters.limit = FEED;
    let base = asked.site.access.origin.base(&headers);
    let query = asked.query.clone();
    asked
        .work(move |_, view| {
            let selection = view.select(&filters)?;
            let page = view.catalogue.page(&selection, &filters);
            let mut entries = String::new();
            let mut latest = None;
            for incident in view.store.rows(&page.rows)? {
                let changed = view.store.changed(&incident.id)?;
                latest = latest.max(Some(changed.clone()));
                entry(&base, &incident, &changed, &mut entries);
            }
            let query = if query.is_empty() { String::new() } else { format!("?{query}") };
            let address = Escaped(&query).to_string();
            let updated = latest.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned());
            let key = filters.key();
            let title = if key.is_empty() { "all incidents" } else { &key };
            let feed = format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
                 <feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
                 <id>{base}/feed.atom{address}</id>\n<title>Dateline: {}</title>\n\
                 <updated>{updated}</updated>\n<author><name>Dateline</name></author>\n\
                 <link rel=\"self\" href=\"{base}/feed.atom{address}\"/>\n\
                 <link rel=\"alternate\" href=\"{base}/incidents{address}\"/>\n{entries}</feed>\n",
                Escaped(title)
            );
            let atom = HeaderValue::from_static("application/atom+xml; charset=utf-8");
            Ok(([(header::CONTENT_TYPE, atom)], feed).into_response())
        })
        .await
}

fn entry(base: &str, incident: &Incident, changed: &str, out: &mut String) {
    let id = encode(&incident.id);
    let place = incident.place.as_ref().map(incident_words::place).unwrap_or_default();
    let when = incident_words::when(incident.time.as_ref());
    let open = incident.conflicts.iter().filter(|conflict| conflict.open).count();
    let disputed = if open > 0 {
        format!("; its reports disagree on {}", crate::render::several(open, "point"))
    } else {
        String::new()
    };
    let summary = format!("{when} {place}, {}{disputed}", incident_words::sources(incident));
    // writing to a string cannot fail
    let _ = write!(
        out,
        "<entry>\n<id>{base}/incidents/{id}</id>\n<title>{}</title>\n<updated>{changed}</updated>\n\
         <link href=\"{base}/incidents/{id}\"/>\n<summary>{}</summary>\n</entry>\n",
        Escaped(&incident.summary),
        Escaped(&summary)
    );
}
