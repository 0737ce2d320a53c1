//! Connections: as many as there is room for, each with a time limit, none in the way of the others.
//!
//! Whoever opens thousands of connections and says nothing, or says it one byte at a time, must not keep
//! others out. So the head of a request has to come within seconds, and where there is no room for one
//! more connection, the one that has been idle longest is closed for it.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::time::timeout;

use super::access::gate::Peer;
use super::site::Site;

/// The head of a request, and of the next one on the same connection, comes in this time.
const HEAD: Duration = Duration::from_secs(15);

/// Answers that are under way when the server is to end have this time.
const LAST: Duration = Duration::from_secs(10);

/// After the system has refused a connection, for want of handles, this is waited.
const PAUSE: Duration = Duration::from_millis(50);

/// Bytes of a request's head.
const HEAD_BYTES: usize = 32 * 1024;

/// The open connections.
#[derive(Debug)]
struct Open {
    most: usize,
    /// By the order in which they became idle; the number is never used again.
    idle: Mutex<Idle>,
}

#[derive(Debug, Default)]
struct Idle {
    next: u64,
    open: usize,
    waiting: BTreeMap<u64, Arc<Notify>>,
}

/// One of them.
struct Connection {
    open: Arc<Open>,
    /// Asks for its end.
    close: Arc<Notify>,
    /// Its number among the idle ones; none while it has a request.
    number: Mutex<Option<u64>>,
    /// Requests under way.
    under_way: AtomicU32,
}

impl Open {
    /// A connection more; where there is no room, the one that has been idle longest is asked to end.
    fn enter(self: &Arc<Self>) -> Arc<Connection> {
        let close = Arc::new(Notify::new());
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.open >= self.most
            && let Some((_, oldest)) = idle.waiting.pop_first()
        {
            oldest.notify_one();
        }
        idle.open += 1;
        let number = idle.wait(&close);
        drop(idle);
        Arc::new(Connection {
            open: self.clone(),
            close,
            number: Mutex::new(Some(number)),
            under_way: AtomicU32::new(0),
        })
    }
}

impl Idle {
    fn wait(&mut self, close: &Arc<Notify>) -> u64 {
        let number = self.next;
        self.next += 1;
        self.waiting.insert(number, close.clone());
        number
    }
}

impl Connection {
    /// A request has come.
    fn begin(&self) {
        self.under_way.fetch_add(1, Ordering::Relaxed);
        let number = self.number.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(number) = number {
            let mut idle = self.open.idle.lock().unwrap_or_else(PoisonError::into_inner);
            idle.waiting.remove(&number);
        }
    }

    /// It is answered, but for what of the answer is still to be sent.
    fn end(&self) {
        if self.under_way.fetch_sub(1, Ordering::Relaxed) == 1 {
            let mut number = self.number.lock().unwrap_or_else(PoisonError::into_inner);
            let mut idle = self.open.idle.lock().unwrap_or_else(PoisonError::into_inner);
            *number = Some(idle.wait(&self.close));
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let number = self.number.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut idle = self.open.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = number {
            idle.waiting.remove(&number);
        }
        idle.open -= 1;
    }
}

/// Answers whoever connects, until the server is to end; then waits for answers that are under way.
pub async fn serve<S>(listener: TcpListener, site: Arc<Site>, most: usize, service: S)
where
    S: Fn(Request) -> S::Future + Clone + Send + Sync + 'static,
    S: Service,
{
    let open = Arc::new(Open { most, idle: Mutex::default() });
    let mut ending = site.ending.clone();
    let (all_gone, mut gone) = watch::channel(());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = ending.wait_for(|ending| *ending) => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection was refused");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let connection = open.enter();
        let (site, service, held) = (site.clone(), service.clone(), all_gone.clone());
        site.metrics.connections.inc();
        tokio::spawn(async move {
            one(stream, Peer(peer), connection, &site, service).await;
            site.metrics.connections.dec();
            drop(held);
        });
    }
    drop((listener, all_gone));
    // it errs when the last connection has dropped its end
    let _ = timeout(LAST, async { while gone.changed().await.is_ok() {} }).await;
}

/// What answers a request.
pub trait Service: Fn(Request) -> <Self as Service>::Future {
    type Future: Future<Output = Response> + Send;
}

impl<F, R> Service for F
where
    F: Fn(Request) -> R,
    R: Future<Output = Response> + Send,
{
    type Future = R;
}

async fn one<S>(
    stream: TcpStream,
    peer: Peer,
    connection: Arc<Connection>,
    site: &Arc<Site>,
    service: S,
) where
    S: Service + Clone + Send + Sync + 'static,
{
    // small answers go out at once; where that cannot be set they are a little later
    let _ = stream.set_nodelay(true);
    let requests = {
        let connection = connection.clone();
        service_fn(move |request: hyper::Request<Incoming>| {
            let (service, connection) = (service.clone(), connection.clone());
            async move {
                connection.begin();
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(peer);
                let response = service(request).await;
                connection.end();
                Ok::<_, Infallible>(response)
            }
        })
    };
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEAD_BYTES);
    let serving = http.serve_connection(TokioIo::new(stream), requests);
    let mut serving = std::pin::pin!(serving);
    let mut ending = site.ending.clone();
    tokio::select! {
        // a client that goes away or says what is no HTTP has ended it
        _ = serving.as_mut() => return,
        () = connection.close.notified() => return,
        _ = ending.wait_for(|ending| *ending) => serving.as_mut().graceful_shutdown(),
    }
    let _ = timeout(LAST, serving).await;
}
