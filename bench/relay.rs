//! Stands between the server and Postgres. First it passes everything on and remembers question and answer; then it
//! gives the remembered answers by itself: "the same page with the database's answer fixed". What it saw of one page
//! is also the list of its round trips, and what pgbench is made to ask.

use crate::wire::{Message, Reader, read_startup, send};
use anyhow::{Context, bail};
use std::collections::HashMap;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;

/// One round trip: what was asked.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    /// A batch without parameters.
    Batch(String),
    /// A statement being prepared; `name` is empty for an unnamed one.
    Prepare { name: String },
    /// A prepared statement with its parameters, in Postgres' binary form, and their types.
    Execute { name: String, sql: String, types: Vec<u32>, values: Vec<Option<Vec<u8>>> },
}

#[derive(Default)]
struct Shared {
    fixed: AtomicBool,
    watching: AtomicBool,
    /// Question to answer.
    known: Mutex<HashMap<String, Arc<Vec<Message>>>>,
    /// What each connection asked while being watched.
    seen: Mutex<Vec<(u64, Asked)>>,
}

pub(crate) struct Relay {
    url: Url,
    shared: Arc<Shared>,
}

impl Relay {
    pub(crate) fn start(app_url: &str) -> anyhow::Result<Relay> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let mut url = Url::parse(app_url).context("APP_DATABASE_URL")?;
        let upstream = (url.host_str().unwrap_or("127.0.0.1").to_owned(), url.port().unwrap_or(5432));
        url.set_host(Some("127.0.0.1"))?;
        url.set_port(Some(listener.local_addr()?.port())).map_err(|()| anyhow::anyhow!("APP_DATABASE_URL"))?;
        let shared = Arc::new(Shared::default());
        let relay = Relay { url, shared: shared.clone() };
        std::thread::spawn(move || {
            static NUMBER: AtomicU64 = AtomicU64::new(0);
            for client in listener.incoming().flatten() {
                let (shared, upstream) = (shared.clone(), upstream.clone());
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                std::thread::spawn(move || {
                    // It ends when either side hangs up, and there is nobody to tell.
                    drop(Connection::new(number, client, shared).serve(&upstream));
                });
            }
        });
        Ok(relay)
    }

    pub(crate) fn url(&self) -> String {
        self.url.to_string()
    }

    /// From now on the answers are the remembered ones.
    pub(crate) fn fix(&self) {
        self.shared.fixed.store(true, Ordering::SeqCst);
    }

    /// What one page asks: all round trips of the connections that went through the gate of the console. A file takes
    /// another one for its lines.
    pub(crate) fn watch(&self, page: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<Vec<Asked>> {
        lock(&self.shared.seen).clear();
        self.shared.watching.store(true, Ordering::SeqCst);
        page()?;
        // The COMMIT comes after the answer.
        std::thread::sleep(std::time::Duration::from_millis(100));
        self.shared.watching.store(false, Ordering::SeqCst);
        let seen = lock(&self.shared.seen);
        let gate = |asked: &Asked| match asked {
            Asked::Execute { sql, .. } => sql.contains("enter_partner"),
            Asked::Batch(text) => text.contains("gate.hold('partner'"),
            Asked::Prepare { .. } => false,
        };
        let passed: Vec<u64> = seen.iter().filter(|(_, asked)| gate(asked)).map(|(number, _)| *number).collect();
        if passed.is_empty() {
            bail!("the page did not pass the gate");
        }
        // Connection by connection: a COMMIT that the answer does not wait for is said beside what another asks.
        let mut asked: Vec<&(u64, Asked)> = seen.iter().filter(|(of, _)| passed.contains(of)).collect();
        asked.sort_by_key(|(of, _)| passed.iter().position(|number| number == of));
        Ok(asked.into_iter().map(|(_, asked)| asked.clone()).collect())
    }
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Connection {
    number: u64,
    client: TcpStream,
    upstream: Option<TcpStream>,
    shared: Arc<Shared>,
    /// Prepared statements: name to text and types of parameters.
    prepared: HashMap<String, (String, Vec<u32>)>,
}

impl Connection {
    fn new(number: u64, client: TcpStream, shared: Arc<Shared>) -> Connection {
        Connection { number, client, upstream: None, shared, prepared: HashMap::new() }
    }

    fn serve(&mut self, upstream: &(String, u16)) -> io::Result<()> {
        self.client.set_nodelay(true)?;
        self.greet(upstream)?;
        loop {
            let mut question = Vec::new();
            loop {
                let message = Message::read(&mut self.client)?;
                let kind = message.kind;
                question.push(message);
                match kind {
                    b'S' | b'Q' => break,
                    b'X' => return Ok(()),
                    _ => {}
                }
            }
            let key = self.understand(&question);
            let fixed = self.shared.fixed.load(Ordering::Relaxed).then(|| lock(&self.shared.known).get(&key).cloned());
            match fixed {
                Some(Some(answer)) => send(&mut self.client, &answer)?,
                Some(None) => send(&mut self.client, &unknown())?,
                None => {
                    let upstream = self.upstream.as_mut().ok_or(io::ErrorKind::NotConnected)?;
                    send(upstream, &question)?;
                    let answer = until_ready(upstream)?;
                    send(&mut self.client, &answer)?;
                    lock(&self.shared.known).insert(key, Arc::new(answer));
                }
            }
        }
    }

    /// Signs the client in at Postgres, or by itself when the answers are fixed.
    fn greet(&mut self, upstream: &(String, u16)) -> io::Result<()> {
        let startup = loop {
            let packet = read_startup(&mut self.client)?;
            // TLS and GSS are asked for first; there is neither on loopback.
            match Reader(&packet).u32() {
                Some(80_877_103 | 80_877_104) => io::Write::write_all(&mut self.client, b"N")?,
                _ => break packet,
            }
        };
        if self.shared.fixed.load(Ordering::Relaxed) {
            let parameter = |name: &str, value: &str| Message::new(b'S', format!("{name}\0{value}\0"));
            return send(
                &mut self.client,
                &[
                    Message::new(b'R', 0_u32.to_be_bytes()),
                    parameter("client_encoding", "UTF8"),
                    parameter("server_version", "15.0"),
                    parameter("integer_datetimes", "on"),
                    parameter("standard_conforming_strings", "on"),
                    Message::new(b'K', [0; 8]),
                    Message::new(b'Z', *b"I"),
                ],
            );
        }
        let mut server = TcpStream::connect((upstream.0.as_str(), upstream.1))?;
        server.set_nodelay(true)?;
        let mut packet = (u32::try_from(startup.len() + 4).map_err(io::Error::other)?).to_be_bytes().to_vec();
        packet.extend(startup);
        io::Write::write_all(&mut server, &packet)?;
        loop {
            let message = Message::read(&mut server)?;
            send(&mut self.client, std::slice::from_ref(&message))?;
            match (message.kind, message.code()) {
                // A password, or the steps of SCRAM, which the client answers.
                (b'R', 3 | 5 | 10 | 11) => {
                    let answer = Message::read(&mut self.client)?;
                    send(&mut server, &[answer])?;
                }
                (b'Z', _) => break,
                (b'E', _) => return Err(io::ErrorKind::PermissionDenied.into()),
                _ => {}
            }
        }
        self.upstream = Some(server);
        Ok(())
    }

    /// What is asked, as the key of its answer: the text, whatever the parameters. A page asks with the same ones but
    /// for the time.
    fn understand(&mut self, question: &[Message]) -> String {
        let mut keys = Vec::new();
        for message in question {
            let asked = match message.kind {
                b'Q' => Reader(&message.body).text().map(Asked::Batch),
                b'P' => self.parse(&message.body),
                b'B' => self.bind(&message.body),
                _ => None,
            };
            let Some(asked) = asked else { continue };
            keys.push(match &asked {
                Asked::Batch(text) => format!("batch {}", without_proof(text)),
                Asked::Prepare { name } => format!("prepare {}", self.prepared.get(name).map_or("", |p| p.0.as_str())),
                Asked::Execute { sql, .. } => format!("execute {sql}"),
            });
            if self.shared.watching.load(Ordering::Relaxed) {
                lock(&self.shared.seen).push((self.number, asked));
            }
        }
        keys.join("\n")
    }

    fn parse(&mut self, body: &[u8]) -> Option<Asked> {
        let mut reader = Reader(body);
        let (name, sql) = (reader.text()?, reader.text()?);
        let types = (0..reader.u16()?).map_while(|_| reader.u32()).collect();
        self.prepared.insert(name.clone(), (sql, types));
        Some(Asked::Prepare { name })
    }

    fn bind(&self, body: &[u8]) -> Option<Asked> {
        let mut reader = Reader(body);
        reader.text()?;
        let name = reader.text()?;
        let (sql, types) = self.prepared.get(&name)?.clone();
        for _ in 0..reader.u16()? {
            reader.u16()?;
        }
        let mut values = Vec::new();
        for _ in 0..reader.u16()? {
            let length = reader.u32()?;
            values.push(if length == u32::MAX { None } else { Some(reader.bytes(length as usize)?.to_vec()) });
        }
        Some(Asked::Execute { name, sql, types, values })
    }
}

/// A batch without what the gate is asked first, which names the time.
fn without_proof(batch: &str) -> String {
    match batch.split_once("SELECT gate.hold(") {
        Some((before, after)) => format!("{before}{}", after.split_once("; ").map_or("", |(_, rest)| rest)),
        None => batch.to_owned(),
    }
}

fn until_ready(from: &mut TcpStream) -> io::Result<Vec<Message>> {
    let mut answer = Vec::new();
    loop {
        let message = Message::read(from)?;
        let ready = message.kind == b'Z';
        answer.push(message);
        if ready {
            return Ok(answer);
        }
    }
}

/// Background work may ask what no page did: it is told to try later.
fn unknown() -> [Message; 2] {
    let fields = "SERROR\0C55000\0Mthe answers are fixed\0\0";
    [Message::new(b'E', fields), Message::new(b'Z', *b"I")]
}
