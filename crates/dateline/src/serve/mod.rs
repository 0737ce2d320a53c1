//! `dateline serve`: the store as pages for people and as an API for programs.
//!
//! The way of a request: [`connection`] takes it in, [`access::gate`] looks at who asks, [`routes`]
//! works out what there is to tell, [`answer`] sends it as JSON or as a page. What all requests share
//! is the [`site`]; what counts and maps are made of is the [`catalogue`].

mod access;
mod answer;
mod catalogue;
mod connection;
mod filters;
mod functions;
mod openapi;
mod problem;
mod readers;
mod review;
mod routes;
mod site;
mod telemetry;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use axum::extract::{MatchedPath, Request};
use axum::response::{IntoResponse, Response};
use dateline_store::Store;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;
use tower::ServiceExt;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use self::access::limit::Limits;
use self::access::origin::Origin;
use self::access::session::Sessions;
use self::access::{Access, gate};
use self::catalogue::Catalogue;
use self::problem::Problem;
use self::readers::Readers;
use self::site::{Parts, Site};
use crate::reader::Equipment;
use crate::store::told;
use crate::{Outcome, cli, terminal};

/// An answer takes this time at most, but for streams and exports once they have begun.
const ANSWER: Duration = Duration::from_secs(60);

/// How often is looked whether another program has written to the store.
const LOOK: Duration = Duration::from_secs(1);

/// How often limits forget who has not asked for long.
const FORGET: Duration = Duration::from_secs(60);

/// Connections at most, where the system lets that many be open.
const CONNECTIONS: u64 = 8192;

/// Connections that wait to be accepted at most. Where more come at once than that, each of them waits a
/// second before it is tried again, and whoever opens thousands would have all others wait.
const WAITING: u32 = 4096;

/// File handles that are left for all else.
const HANDLES: u64 = 256;

/// Serves a store until it is told to end.
pub fn run(arguments: &cli::serve::Serve) -> Result<Outcome> {
    telemetry::tell(arguments.log);
    let equipment = Equipment::chosen(&arguments.model, &arguments.base)?;
    let path = crate::store::path(&arguments.file);
    // whoever serves an empty store may be sent the first report
    let mut writer = Store::open(&path).map_err(told)?;
    if writer.is_behind().map_err(told)? {
        tracing::info!(
            "some reports are not compared yet, or were by other rules; this is done first"
        );
        writer.catch_up(&crate::store::now()).map_err(told)?;
    }
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let readers = Readers::of(path, threads);
    let begun = Instant::now();
    let catalogue = readers.with(Catalogue::read).map_err(told)?;
    let incidents = catalogue.len();
    tracing::debug!(incidents, seconds = begun.elapsed().as_secs_f64(), "the catalogue is read");
    let most = connections();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()
        .context("no threads to serve with")?;
    runtime.block_on(async {
        let listener = listen(arguments.listen)
            .with_context(|| format!("{}: cannot be listened on", arguments.listen))?;
        let address = listener.local_addr()?;
        let origin = Origin::of(address, arguments.public_address.as_deref())
            .map_err(|why| anyhow!("--public-address: {why}"))?;
        let loopback = address.ip().is_loopback() && arguments.public_address.is_none();
        let rate = arguments.rate.or(if loopback { None } else { cli::serve::RATE });
        let access = Access {
            loopback,
            origin,
            sessions: Sessions::default(),
            limits: Limits::of(rate),
            proxies: arguments.trusted_proxy.clone(),
        };
        let (end, ending) = watch::channel(false);
        tell_start(address, &access, &writer, incidents)?;
        let site =
            Arc::new(Site::of(Parts { readers, writer, catalogue, equipment, access, ending }));
        tokio::spawn(keep_up(site.clone()));
        tokio::spawn(async move {
            asked_to_end().await;
            tracing::info!("ending: answers under way are sent first");
            let _ = end.send(true);
        });
        connection::serve(listener, site.clone(), most, service(site)).await;
        Ok::<_, anyhow::Error>(())
    })?;
    tracing::info!("ended");
    Ok(Outcome::All)
}

/// Listens on an address.
fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // a server that has just ended must not keep its successor from the address
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

/// Says where it can be seen, on standard output, so that a program that starts it can read the port.
fn tell_start(address: SocketAddr, access: &Access, store: &Store, incidents: usize) -> Result<()> {
    let mut output = crate::output::Output::open(None)?;
    output.write(&format!("http://{address}/\n"))?;
    output.finish()?;
    tracing::info!(%address, incidents, "serving; stop with Ctrl-C");
    if !access.loopback {
        let holds = store.tokens().map_err(told)?.iter().any(|token| token.revoked.is_none());
        let advice = if holds { "" } else { "; there is none yet: `dateline token new` makes one" };
        terminal::complain(&format!(
            "note: {address} can be reached from other machines, so everything takes a token{advice}"
        ));
        if !access.origin.is_secure() {
            terminal::complain(
                "note: tokens and pages go over the network as they are; put a server that speaks TLS \
                 before this one and name it with --public-address https://…",
            );
        }
    }
    Ok(())
}

/// Handles of open files are as many as the system lets this program have; connections are fewer.
fn connections() -> usize {
    let (soft, hard) = rlimit::Resource::NOFILE.get().unwrap_or((1024, 1024));
    let wanted = (CONNECTIONS + HANDLES).min(hard);
    let have = if soft < wanted && rlimit::Resource::NOFILE.set(wanted, hard).is_ok() {
        wanted
    } else {
        soft
    };
    usize::try_from(have.saturating_sub(HANDLES).clamp(16, CONNECTIONS)).unwrap_or(16)
}

/// Takes in what other programs write to the store, and forgets what is over.
async fn keep_up(site: Arc<Site>) {
    let mut ending = site.ending.clone();
    let mut forgotten = Instant::now();
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = ending.wait_for(|ending| *ending) => return,
        }
        let renewed = {
            let site = site.clone();
            tokio::task::spawn_blocking(move || site.renew()).await
        };
        if !matches!(renewed, Ok(Ok(()))) {
            tracing::warn!("the store could not be looked at; it is tried again");
        }
        if forgotten.elapsed() > FORGET {
            forgotten = Instant::now();
            site.access.limits.forget();
        }
    }
}

/// Waits until the operator or the system wants the server to end.
async fn asked_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}

/// All that a request passes.
fn service(site: Arc<Site>) -> impl connection::Service + Clone + Send + Sync + 'static {
    let router = routes::all(site.clone());
    // a third of the work of the usual level, for a sixth more bytes
    let squeeze = CompressionLayer::new().quality(CompressionLevel::Fastest);
    let squeezed = tower::ServiceBuilder::new().layer(squeeze).service(router);
    move |request: Request| {
        let (site, squeezed) = (site.clone(), squeezed.clone());
        async move {
            let begun = Instant::now();
            let (method, path) = (request.method().clone(), request.uri().path().to_owned());
            let answer = gate::pass(site.clone(), request, async |request| {
                match tokio::time::timeout(ANSWER, squeezed.oneshot(request)).await {
                    Ok(Ok(response)) => response.map(axum::body::Body::new),
                    Ok(Err(never)) => match never {},
                    Err(_) => Problem::timed_out().into_response(),
                }
            });
            let response: Response = answer.await;
            let took = begun.elapsed();
            let route = response.extensions().get::<MatchedPath>();
            let route = route.map_or("other", MatchedPath::as_str);
            let status = response.status().as_u16();
            site.metrics.answered(route, &method, status, took);
            tracing::info!(%method, path, status, ms = (took.as_secs_f64() * 1e5).round() / 100.0);
            response
        }
    }
}
