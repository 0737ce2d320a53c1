//! What the operator sees: structured logs, and numbers for Prometheus.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::cli::serve::LogForm;

/// Bounds of the times that answers take, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 10.0];

/// One kind of answer.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    /// The pattern of the address, so that what strangers make up does not become a number of its own.
    route: String,
    method: &'static str,
    status: u16,
}

/// One kind of request.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

/// The numbers.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    answers: Family<Answered, Counter>,
    seconds: Family<Route, Histogram>,
    /// Tokens that did not hold.
    pub refused: Counter,
    /// Connections that are open.
    pub connections: Gauge,
    /// Listeners to changes.
    pub listeners: Gauge,
    /// Reports that came in.
    pub reports: Counter,
    incidents: Gauge,
    entry: Gauge,
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("dateline");
        let answers = Family::default();
        let seconds: Family<Route, Histogram> =
            Family::new_with_constructor(|| Histogram::new(BOUNDS));
        let (refused, reports) = (Counter::default(), Counter::default());
        let gauge = || -> Gauge { Gauge::default() };
        let (connections, listeners, incidents, entry) = (gauge(), gauge(), gauge(), gauge());
        registry.register("http_requests", "Requests answered", answers.clone());
        registry.register("http_request_seconds", "Time an answer took", seconds.clone());
        registry.register("tokens_refused", "Tokens that did not hold", refused.clone());
        registry.register("connections", "Open connections", connections.clone());
        registry.register("listeners", "Open streams of changes", listeners.clone());
        registry.register("reports_added", "Reports that came in by HTTP", reports.clone());
        registry.register("incidents", "Incidents in the store", incidents.clone());
        registry.register("log_entry", "Last entry of the log", entry.clone());
        Self {
            registry,
            answers,
            seconds,
            refused,
            connections,
            listeners,
            reports,
            incidents,
            entry,
        }
    }

    /// Counts an answer.
    pub fn answered(&self, route: &str, method: &axum::http::Method, status: u16, took: Duration) {
        // of made-up methods too there is one number
        const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
        let method = METHODS.into_iter().find(|one| *one == method.as_str()).unwrap_or("other");
        let route = route.to_owned();
        self.answers.get_or_create(&Answered { route: route.clone(), method, status }).inc();
        self.seconds.get_or_create(&Route { route }).observe(took.as_secs_f64());
    }

    /// All numbers as text in the form of OpenMetrics.
    pub fn text(&self, incidents: usize, entry: i64) -> String {
        self.incidents.set(i64::try_from(incidents).unwrap_or(i64::MAX));
        self.entry.set(entry);
        let mut text = String::new();
        // writing to a string cannot fail
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// Has what happens told on standard error, from this level on: `DATELINE_LOG` names another.
pub fn tell(form: LogForm) {
    let level = std::env::var("DATELINE_LOG").ok().and_then(|level| level.parse().ok());
    let level = level.unwrap_or(tracing::Level::INFO);
    let told = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr);
    // a second server in one process would find that it is told already
    let _ = match form {
        LogForm::Json => told.json().flatten_event(true).with_target(false).try_init(),
        LogForm::Text => {
            let colour = std::io::IsTerminal::is_terminal(&std::io::stderr());
            told.compact().with_ansi(colour).with_target(false).try_init()
        }
    };
}
