//! The server as browsers, programs and attackers meet it: the real program, on a store of its own,
//! asked over a connection that sends what it is told to, also what no client would.

mod api;
mod attacks;
mod client;
mod seeds;
mod server;
