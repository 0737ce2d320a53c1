//! The incidents that fit, in the formats of other programs, written as they are read.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dateline_core::record::{Event, Report};
use dateline_io::export::{Exported, Exporter, Format, Options};
use dateline_store::Store;
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Permit, Receiver, Sender, channel};
use tokio::time::timeout;

use super::overview::given;
use crate::serve::answer::Asked;
use crate::serve::filters::Parameters;
use crate::serve::problem::Problem;
use crate::serve::site::Site;

/// Pieces that wait for a client that reads slowly.
const WAITING: usize = 4;

/// Whoever takes no piece for so long has gone.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whoever takes no piece for so long gives way where others wait for their exports.
const PATIENCE_WITH_OTHERS: Duration = Duration::from_secs(5);

/// Bytes of a piece.
const PIECE: usize = 64 << 10;

/// What there is to export to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Formats {
    pub formats: Vec<OneFormat>,
}

/// A format.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct OneFormat {
    pub name: &'static str,
    /// Media type.
    pub media: &'static str,
}

/// The formats that incidents are exported to; docs/exports.md has every column of each.
#[utoipa::path(get, path = "/exports.json", tag = "exports", responses((status = 200, body = Formats)))]
pub async fn formats(asked: Asked) -> Result<Response, Problem> {
    let formats = Format::ALL.map(|format| OneFormat { name: format.name(), media: media(format) });
    asked.send(StatusCode::OK, "exports.html", &Formats { formats: formats.to_vec() })
}

/// How they are exported.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct ExportParameters {
    /// `true`: private persons are left out
    without_persons: Option<String>,
}

impl ExportParameters {
    fn without_persons(self) -> Result<bool, Problem> {
        match self.without_persons.as_deref() {
            None | Some("" | "false" | "0") => Ok(false),
            Some("true" | "1" | "on") => Ok(true),
            Some(other) => {
                Err(Problem::bad_filter("without_persons", other, "neither true nor false"))
            }
        }
    }
}

/// The incidents that fit in another program's format, the earliest first.
#[utoipa::path(get, path = "/exports/{format}", tag = "exports",
    params(("format" = String, Path, description = "Its name: jsonl, csv, geojson, parquet, acled, ucdp, …"),
        Parameters, ExportParameters),
    responses((status = 200, description = "The file"), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn export(
    asked: Asked,
    Path(format): Path<String>,
    parameters: Result<Query<Parameters>, QueryRejection>,
    options: Result<Query<ExportParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let none = || Problem::not_found(format!("there is no format “{format}”; /exports has them"));
    let format = Format::of_name(&format).ok_or_else(none)?;
    let filters = given(parameters)?.filters()?;
    let without_persons = given(options)?.without_persons()?;
    let site = asked.site.clone();
    let rows = asked.work(move |_, view| Ok(view.catalogue.rows(&view.select(&filters)?))).await?;
    let name = format!("incidents.{}", format.extension());
    streamed(site, media(format), &name, move |store, out| {
        let options = Options { without_persons };
        let mut exporter = Exporter::new(format, options, out);
        let gone = store.each_whole_of(&rows, |incident, shown| {
            let told: Vec<(&Report, &Event)> =
                shown.iter().map(|shown| (&shown.report, &shown.event)).collect();
            match exporter.each(&Exported { incident: &incident, told }) {
                Ok(_) => ControlFlow::Continue(()),
                Err(error) => ControlFlow::Break(error),
            }
        })?;
        match gone {
            ControlFlow::Continue(()) => exporter.finish().map(|_| ()).map_err(told),
            ControlFlow::Break(error) => Err(told(error)),
        }
    })
}

/// What persons have corrected, as something to learn from: a JSON object a line, each with the report's
/// text, the event as it was read, and what it says instead.
#[utoipa::path(get, path = "/corrections.jsonl", tag = "exports", params(ExportParameters),
    responses((status = 200, description = "The file"), (status = 400, body = Problem)))]
pub async fn corrections(
    asked: Asked,
    options: Result<Query<ExportParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let without_persons = given(options)?.without_persons()?;
    streamed(asked.site, "application/x-ndjson", "corrections.jsonl", move |store, out| {
        let gone = store.each_lesson(|lesson| {
            let line = crate::store::correct::line(&lesson, without_persons);
            match line.and_then(|line| Ok(out.write_all(line.as_bytes())?)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => ControlFlow::Break(error),
            }
        })?;
        match gone {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(_) => Err(Problem::internal()),
        }
    })
}

/// A file that is sent as it is written.
fn streamed(
    site: Arc<Site>,
    media: &'static str,
    name: &str,
    write: impl FnOnce(&Store, &mut dyn Write) -> Result<(), Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let (sender, receiver) = channel(WAITING);
    tokio::spawn(async move {
        let turn = tokio::select! {
            turn = site.readers.long.next() => turn,
            () = sender.closed() => None,
        };
        let Some(turn) = turn else { return };
        let lent = site.clone();
        let written = tokio::task::spawn_blocking(move || {
            let mut pieces = Pieces { site: lent, sender, piece: Vec::with_capacity(PIECE) };
            let site = pieces.site.clone();
            let written = site.readers.with(|store| write(store, &mut pieces));
            pieces.end(written);
        });
        // a panic has dropped the sender: the client sees that the file is cut off
        let _ = written.await;
        drop(turn);
    });
    let name = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (header::CONTENT_DISPOSITION, name.map_err(|_| Problem::internal())?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    Ok((headers, Body::from_stream(stream(receiver))).into_response())
}

/// Why an export broke off: the client has gone, or the store failed.
fn told(error: dateline_io::Error) -> Problem {
    if !error.is_broken_pipe() {
        tracing::error!(%error, "an export broke off");
    }
    Problem::internal()
}

/// The media type of a format.
const fn media(format: Format) -> &'static str {
    match format {
        Format::Jsonl => "application/x-ndjson",
        Format::Json => "application/json",
        Format::Claimreview => "application/ld+json",
        Format::Geojson => "application/geo+json",
        Format::Parquet | Format::Geoparquet => "application/vnd.apache.parquet",
        Format::Plover => "application/x-ndjson",
        _ => "text/csv; charset=utf-8",
    }
}

type Piece = Result<Bytes, io::Error>;

fn stream(receiver: Receiver<Piece>) -> impl futures_util::Stream<Item = Piece> {
    let pieces = futures_util::stream::unfold(receiver, async |mut receiver| {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    // whoever packs it asks once more after its end
    futures_util::StreamExt::fuse(pieces)
}

/// What is written, on its way to the client.
struct Pieces {
    site: Arc<Site>,
    sender: Sender<Piece>,
    piece: Vec<u8>,
}

impl Pieces {
    fn send(&mut self) -> io::Result<()> {
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.pass(Ok(piece.into()))
    }

    /// Hands something on as soon as the client has taken what came before it.
    fn pass(&self, piece: Piece) -> io::Result<()> {
        let room = Handle::current().block_on(self.room()).ok_or(io::ErrorKind::BrokenPipe)?;
        room.send(piece);
        Ok(())
    }

    /// Room for one more piece; none where the client has gone or has been waited for long enough.
    async fn room(&self) -> Option<Permit<'_, Piece>> {
        let begun = Instant::now();
        loop {
            match timeout(PATIENCE_WITH_OTHERS, self.sender.reserve()).await {
                Ok(room) => return room.ok(),
                Err(_) if self.site.readers.long.awaited() || begun.elapsed() >= PATIENCE => {
                    return None;
                }
                Err(_) => {}
            }
        }
    }

    /// Sends what is left; or breaks the file off, so that no client takes a part for the whole.
    fn end(mut self, written: Result<(), Problem>) {
        let sent = match written {
            Ok(()) => self.send().is_ok(),
            Err(_) => self.pass(Err(io::Error::other("broken off"))).is_ok(),
        };
        if !sent {
            tracing::debug!("the client of an export has gone");
        }
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
