//! A small name server on a free port of this machine, over UDP: it answers with the records that it was given.

use hickory_resolver::proto::op::{Message, OpCode, ResponseCode};
use hickory_resolver::proto::rr::rdata::{A, CNAME, TXT};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

type Zone = BTreeMap<String, Vec<RData>>;

pub struct NameServer {
    pub address: SocketAddr,
    zone: Arc<Mutex<Zone>>,
    silent: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    ended: Arc<AtomicBool>,
}

impl NameServer {
    pub fn start() -> NameServer {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        let server = NameServer {
            address: socket.local_addr().unwrap(),
            zone: Arc::default(),
            silent: Arc::default(),
            asked: Arc::default(),
            ended: Arc::default(),
        };
        let (zone, silent, asked, ended) =
            (server.zone.clone(), server.silent.clone(), server.asked.clone(), server.ended.clone());
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while !ended.load(Ordering::Relaxed) {
                let Ok((length, from)) = socket.recv_from(&mut buffer) else { continue };
                asked.fetch_add(1, Ordering::Relaxed);
                if silent.load(Ordering::Relaxed) {
                    continue;
                }
                let answer = answer(&zone.lock().unwrap(), &Message::from_vec(&buffer[..length]).unwrap());
                socket.send_to(&answer.to_vec().unwrap(), from).unwrap();
            }
        });
        server
    }

    /// As a setting of a server.
    pub fn setting(&self) -> String {
        self.address.to_string()
    }

    fn set(&self, name: &str, data: RData) {
        self.zone.lock().unwrap().entry(name.to_owned()).or_default().push(data);
    }

    pub fn points_to(&self, name: &str, address: Ipv4Addr) {
        self.set(name, RData::A(A(address)));
    }

    pub fn is_alias(&self, name: &str, of: &str) {
        self.set(name, RData::CNAME(CNAME(Name::from_ascii(format!("{of}.")).unwrap())));
    }

    pub fn says(&self, name: &str, text: &str) {
        self.set(name, RData::TXT(TXT::new(vec![text.to_owned()])));
    }

    /// Forgets all about a name.
    pub fn forget(&self, name: &str) {
        self.zone.lock().unwrap().remove(name);
    }

    /// Whether it answers at all.
    pub fn is_silent(&self, silent: bool) {
        self.silent.store(silent, Ordering::Relaxed);
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

fn answer(zone: &Zone, asked: &Message) -> Message {
    let mut answer = Message::response(asked.metadata.id, OpCode::Query);
    let Some(query) = asked.queries.first() else { return answer };
    answer.add_query(query.clone());
    let name = query.name().to_ascii().trim_end_matches('.').to_lowercase();
    let Some(data) = zone.get(&name) else {
        answer.metadata.response_code = ResponseCode::NXDomain;
        return answer;
    };
    let fits = |data: &&RData| data.record_type() == query.query_type() || data.record_type() == RecordType::CNAME;
    for data in data.iter().filter(fits) {
        answer.add_answer(Record::from_rdata(query.name().clone(), 60, data.clone()));
    }
    answer
}
