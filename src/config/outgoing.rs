//! What the operator allows of outgoing calls (R5).

use super::Reader;
use crate::outbound::Rules;

/// Reads the settings of outgoing calls.
pub(super) fn read(read: &mut Reader<'_>) -> Rules {
    Rules {
        allowed_networks: read.parsed("ALLOWED_NETWORKS", Vec::new(), |text| {
            text.split(',')
                .map(|part| {
                    let part = part.trim();
                    part.parse()
                        .map_err(|_| format!("\"{part}\" must be a network such as 10.20.0.0/16 or 127.0.0.1/32"))
                })
                .collect()
        }),
        allow_http: read.parsed("ALLOW_HTTP", false, |text| match text {
            "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            other => Err(format!("\"{other}\" must be 0 or 1")),
        }),
        ..Rules::default()
    }
}
