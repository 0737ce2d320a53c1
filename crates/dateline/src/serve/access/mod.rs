//! Who may do what.
//!
//! On a loopback address anybody on the machine may read, and whoever changes something shows a
//! token. Beyond loopback everything but `/healthz` takes a token. A page's visitor shows it once and
//! has a session from then on: a cookie that scripts cannot read and other sites' pages do not send.
//! What comes from such a session and changes something carries, besides, a word that only the site's
//! own pages know.

pub mod gate;
pub mod limit;
pub mod origin;
pub mod session;

use std::net::IpAddr;

use dateline_store::{Bearer, Scope};

use self::limit::Limits;
use self::origin::Origin;
use self::session::Sessions;

/// What decides who may do what.
#[derive(Debug)]
pub struct Access {
    /// Nobody from another machine can ask.
    pub loopback: bool,
    pub origin: Origin,
    pub sessions: Sessions,
    pub limits: Limits,
    /// Machines whose word is taken on who asks through them.
    pub proxies: Vec<IpAddr>,
}

/// Who asks, and what they may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    /// The name by which the log knows them; none of somebody who only reads.
    pub who: Option<String>,
    pub read: bool,
    pub add: bool,
    pub review: bool,
    /// The token that was shown.
    pub token: Option<i64>,
    /// The word that what a session sends must carry.
    pub csrf: Option<String>,
    /// The session, by which it is ended.
    pub session: Option<String>,
}

impl Caller {
    /// Somebody who has shown nothing.
    pub fn anonymous(loopback: bool) -> Self {
        Self { read: loopback, ..Self::default() }
    }

    /// Somebody who has shown a token that holds.
    pub fn bearing(bearer: Bearer) -> Self {
        let has = |scope| bearer.scopes.contains(&scope);
        Self {
            // whoever may add or review must see what is there
            read: true,
            add: has(Scope::Add),
            review: has(Scope::Review),
            token: Some(bearer.id),
            who: Some(bearer.who),
            ..Self::default()
        }
    }
}
