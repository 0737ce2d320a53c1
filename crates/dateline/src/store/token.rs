//! `dateline token`.

use anyhow::{Result, anyhow};
use dateline_store::{By, NewToken, Scope, Token};

use super::decide::person;
use super::{now, told};
use crate::cli::PartFormat;
use crate::cli::token::What;
use crate::terminal::{self, Page, Paint};
use crate::{Outcome, cli};

/// Makes, lists or revokes tokens.
pub fn run(arguments: &cli::token::Token) -> Result<Outcome> {
    match &arguments.what {
        What::New(arguments) => new(arguments),
        What::List(arguments) => list(arguments),
        What::Revoke(arguments) => revoke(arguments),
    }
}

fn new(arguments: &cli::token::New) -> Result<Outcome> {
    let cli::token::New { file, who, scopes, expires, by } = arguments;
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)
        .map_err(|error| anyhow!("the system gives no random bytes: {error}"))?;
    let maker = person(by.name.as_deref(), "--by")?;
    let by = By { who: &maker, why: "", now: &now() };
    let mut store = super::open(file)?;
    let made = store.make_token(who, scopes, expires.as_deref(), by, secret).map_err(told)?;
    let NewToken { token, text } = made;
    super::write(&cli::Output { output: None }, &format!("{text}\n"))?;
    terminal::complain(&format!(
        "note: token {} of {}: keep it, it is shown only this once",
        token.id, token.who
    ));
    Ok(Outcome::All)
}

fn list(arguments: &cli::token::List) -> Result<Outcome> {
    let tokens = super::open(&arguments.file)?.tokens().map_err(told)?;
    let output = &arguments.answer.output;
    let text = match arguments.answer.format {
        PartFormat::Jsonl => super::lines(&tokens)?,
        PartFormat::Table => {
            let page = Page::of(output.output.is_none());
            let mut out = String::new();
            for token in &tokens {
                let faint = token.revoked.as_ref().map(|_| Paint::Dim);
                page.lines(&said(token), 0, faint, &mut out);
            }
            if tokens.is_empty() {
                page.lines("there are no tokens", 0, Some(Paint::Dim), &mut out);
            }
            out
        }
    };
    super::write(output, &text)?;
    Ok(Outcome::All)
}

fn revoke(arguments: &cli::token::Revoke) -> Result<Outcome> {
    let who = person(arguments.by.name.as_deref(), "--by")?;
    let mut store = super::open(&arguments.file)?;
    let by = By { who: &who, why: "", now: &now() };
    let token = store.revoke_token(arguments.id, by).map_err(|error| {
        if error.is_not_found() {
            return anyhow!("{error}; `dateline token list` lists them");
        }
        told(error)
    })?;
    let text = format!("token {} of {} is revoked\n", token.id, token.who);
    super::write(&cli::Output { output: None }, &text)?;
    Ok(Outcome::All)
}

/// "3 · ben · read, review · made … · holds until 2027-12-31 · last used 2024-05-05 · revoked …".
fn said(token: &Token) -> String {
    let Token { id, who, scopes, made, expires, revoked, last_used } = token;
    let scopes: Vec<&str> = scopes.iter().copied().map(Scope::name).collect();
    let mut parts = vec![id.to_string(), who.clone(), scopes.join(", "), format!("made {made}")];
    parts.extend(expires.as_ref().map(|last| format!("holds until {last}")));
    parts.push(match last_used {
        Some(day) => format!("last used {day}"),
        None => "not used".to_owned(),
    });
    parts.extend(revoked.as_ref().map(|when| format!("revoked {when}")));
    parts.join(" · ")
}
