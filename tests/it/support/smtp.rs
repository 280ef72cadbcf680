//! A mail server that takes mails and keeps them: enough of RFC 5321 to be told apart from a real one only by what it
//! does with them. It can be told to refuse, as real ones do.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A mail as it arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub from: String,
    pub to: Vec<String>,
    /// Head and body, with CRLF, dots unstuffed.
    pub raw: Vec<u8>,
}

#[derive(Default)]
struct State {
    mails: Vec<Arrived>,
    /// Answers to the next DATA commands, instead of taking the mail.
    refusals: Vec<&'static str>,
    /// How those that sent them said hello.
    greetings: Vec<String>,
    /// Connections that were made.
    connections: usize,
}

/// The running server; it ends with the test's process.
pub struct SmtpServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl SmtpServer {
    pub fn start() -> SmtpServer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let kept = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = kept.clone();
                state.lock().unwrap().connections += 1;
                std::thread::spawn(move || drop(converse(stream, &state)));
            }
        });
        SmtpServer { address, state }
    }

    /// For SMTP_URL.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The next mails are answered so, one each, before any is taken.
    pub fn refuse(&self, answers: &[&'static str]) {
        self.state.lock().unwrap().refusals.extend(answers);
    }

    pub fn mails(&self) -> Vec<Arrived> {
        self.state.lock().unwrap().mails.clone()
    }

    pub fn greetings(&self) -> Vec<String> {
        self.state.lock().unwrap().greetings.clone()
    }

    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }
}

/// What has been said in one connection so far.
#[derive(Default)]
struct Envelope {
    greeted: bool,
    from: Option<String>,
    to: Vec<String>,
}

fn converse(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(std::time::Duration::from_secs(30)))?;
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut out = stream;
    let mut envelope = Envelope::default();
    out.write_all(b"220 sink.test ESMTP\r\n")?;
    loop {
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        // A command is one line that ends with CRLF, 512 bytes at most.
        let Some(line) = line.strip_suffix(b"\r\n").filter(|l| l.len() <= 510) else {
            out.write_all(b"500 5.5.2 a line ends with CRLF\r\n")?;
            continue;
        };
        let line = String::from_utf8_lossy(line).into_owned();
        let upper = line.to_ascii_uppercase();
        let answer = match upper.split(' ').next().unwrap_or_default() {
            "EHLO" => {
                state.lock().unwrap().greetings.push(line.clone());
                envelope = Envelope { greeted: true, ..Envelope::default() };
                "250-sink.test\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 10485760"
            }
            "HELO" => {
                envelope = Envelope { greeted: true, ..Envelope::default() };
                "250 sink.test"
            }
            "QUIT" => {
                out.write_all(b"221 2.0.0 bye\r\n")?;
                return Ok(());
            }
            "DATA" if envelope.from.is_some() && !envelope.to.is_empty() => {
                out.write_all(b"354 go on\r\n")?;
                let raw = data(&mut lines)?;
                keep(state, std::mem::take(&mut envelope), raw)
            }
            "NOOP" => "250 2.0.0 ok",
            "RSET" => {
                envelope = Envelope { greeted: envelope.greeted, ..Envelope::default() };
                "250 2.0.0 ok"
            }
            "MAIL" if envelope.greeted && envelope.from.is_none() => match path(&line, "MAIL FROM:") {
                Some(from) => {
                    envelope.from = Some(from);
                    "250 2.1.0 ok"
                }
                None => "501 5.5.4 MAIL FROM:<address>",
            },
            "RCPT" if envelope.from.is_some() => match path(&line, "RCPT TO:") {
                Some(to) if to.contains('@') => {
                    envelope.to.push(to);
                    "250 2.1.5 ok"
                }
                _ => "501 5.5.4 RCPT TO:<address>",
            },
            "MAIL" | "RCPT" | "DATA" => "503 5.5.1 not now",
            "VRFY" => "252 2.0.0 send it and see",
            _ => "502 5.5.2 unknown command",
        };
        out.write_all(format!("{answer}\r\n").as_bytes())?;
    }
}

/// The address between the angle brackets.
fn path(line: &str, command: &str) -> Option<String> {
    if !line.get(..command.len())?.eq_ignore_ascii_case(command) {
        return None;
    }
    let (address, _) = line[command.len()..].trim_start().strip_prefix('<')?.split_once('>')?;
    Some(address.to_owned())
}

/// Lines up to a single dot; a dot that begins a line was doubled by the sender.
fn data(lines: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    loop {
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == b".\r\n" {
            return Ok(raw);
        }
        raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

fn keep(state: &Mutex<State>, envelope: Envelope, raw: Vec<u8>) -> &'static str {
    let mut state = state.lock().unwrap();
    if !state.refusals.is_empty() {
        return state.refusals.remove(0);
    }
    state.mails.push(Arrived { from: envelope.from.unwrap_or_default(), to: envelope.to, raw });
    "250 2.0.0 kept"
}
