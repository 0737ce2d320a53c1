//! What this server is called, and whether a request comes from its own pages.

use std::net::SocketAddr;

use axum::http::{HeaderMap, Method, header};

/// What the server is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// `https://dateline.example.org`, where the operator says so.
    public: Option<String>,
    /// Nobody from another machine can ask, so that the server has no other name than this machine's.
    loopback: Option<u16>,
}

impl Origin {
    /// The origin of a server that listens on an address and may have a public one.
    ///
    /// # Errors
    ///
    /// Where the public one is none: `https://` or `http://`, a host, perhaps a port, and nothing else.
    pub fn of(listen: SocketAddr, public: Option<&str>) -> Result<Self, String> {
        let public = public.map(|public| {
            let public = public.trim_end_matches('/').to_ascii_lowercase();
            let host = public.strip_prefix("https://").or_else(|| public.strip_prefix("http://"));
            let plain = |host: &str| {
                !host.is_empty()
                    && host
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte))
            };
            match host {
                Some(host) if plain(host) => Ok(public),
                _ => Err("not an address (write https://dateline.example.org)".to_owned()),
            }
        });
        let loopback = listen.ip().is_loopback().then(|| listen.port());
        Ok(Self { public: public.transpose()?, loopback })
    }

    /// True where pages come over TLS, so that cookies may be kept to it.
    pub fn is_secure(&self) -> bool {
        self.public.as_ref().is_some_and(|public| public.starts_with("https://"))
    }

    /// The origin under which a client has asked: `http://127.0.0.1:8080`.
    pub fn base(&self, headers: &HeaderMap) -> String {
        match &self.public {
            Some(public) => public.clone(),
            None => format!("http://{}", host(headers).unwrap_or_default()),
        }
    }

    /// True where a request names this server. A page of another site can make a browser ask for a name
    /// that leads here; it cannot make it ask for one of these.
    pub fn is_host(&self, headers: &HeaderMap) -> bool {
        let Some(host) = host(headers) else { return false };
        let host = host.to_ascii_lowercase();
        let public = self.public.as_ref().and_then(|public| public.split_once("://"));
        if public.is_some_and(|(_, public)| public == host) {
            return true;
        }
        let Some(port) = self.loopback else { return public.is_none() };
        let (name, given) = match host.rsplit_once(':') {
            Some((name, given)) if !given.ends_with(']') => (name, given.parse().ok()),
            _ => (host.as_str(), Some(80)),
        };
        let ours = matches!(name, "localhost" | "[::1]") || {
            let address = name.parse::<std::net::Ipv4Addr>();
            address.is_ok_and(|address| address.is_loopback())
        };
        ours && given == Some(port)
    }

    /// True where nothing says that a request which changes something comes from another site's page.
    pub fn is_own(&self, method: &Method, headers: &HeaderMap) -> bool {
        if method.is_safe() {
            return true;
        }
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let site = text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
        let origin = text(header::ORIGIN.as_str());
        site && origin.is_none_or(|origin| origin.eq_ignore_ascii_case(&self.base(headers)))
    }
}

fn host(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    hosts.next().is_none().then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|&(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn on_loopback_only_names_of_this_machine_are_its_own() {
        let origin = Origin::of("127.0.0.1:8080".parse().unwrap(), None).unwrap();
        let own = |host| origin.is_host(&asked(&[("host", host)]));
        assert!(own("127.0.0.1:8080") && own("localhost:8080") && own("[::1]:8080"));
        assert!(
            !own("evil.example:8080") && !own("127.0.0.1:9") && !own("127.0.0.1.evil.example:8080")
        );
        assert!(!origin.is_host(&HeaderMap::new()));
    }

    #[test]
    fn a_change_from_another_sites_page_is_not_its_own() {
        let origin = Origin::of("127.0.0.1:8080".parse().unwrap(), None).unwrap();
        let post = |pairs: &[_]| {
            let mut all = vec![("host", "127.0.0.1:8080")];
            all.extend_from_slice(pairs);
            origin.is_own(&Method::POST, &asked(&all))
        };
        assert!(post(&[]) && post(&[("origin", "http://127.0.0.1:8080")]));
        assert!(!post(&[("origin", "http://evil.example")]) && !post(&[("origin", "null")]));
        assert!(
            !post(&[("sec-fetch-site", "cross-site")]) && !post(&[("sec-fetch-site", "same-site")])
        );
        assert!(origin.is_own(&Method::GET, &asked(&[("origin", "http://evil.example")])));
    }

    #[test]
    fn a_public_address_is_one() {
        let listen = "0.0.0.0:8080".parse().unwrap();
        let origin = Origin::of(listen, Some("https://Dateline.example.org/")).unwrap();
        assert!(origin.is_secure() && origin.is_host(&asked(&[("host", "dateline.example.org")])));
        assert!(!origin.is_host(&asked(&[("host", "evil.example")])));
        assert!(Origin::of(listen, Some("dateline.example.org")).is_err());
        assert!(Origin::of(listen, Some("https://a/b")).is_err());
    }
}
