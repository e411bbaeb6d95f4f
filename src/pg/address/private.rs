//! Addresses that are not the public internet's: whoever hands one over could make provost talk to machines that only it can reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What kind of address it is, where it is not a public one.
pub(in crate::pg) fn private(ip: IpAddr) -> Option<&'static str> {
    match ip {
        IpAddr::V4(ip) => v4(ip),
        IpAddr::V6(ip) => v6(ip),
    }
}

fn v4(ip: Ipv4Addr) -> Option<&'static str> {
    let [a, b, c, _] = ip.octets();
    Some(match (a, b, c) {
        (0, ..) => "this network",
        (127, ..) => "this machine",
        (10, ..) | (172, 16..=31, _) | (192, 168, _) => "a private network",
        (100, 64..=127, _) => "a carrier's network",
        (169, 254, _) => "a link-local address",
        (192, 0, 0) | (192, 31, 196) | (192, 52, 193) | (192, 175, 48) => "an address for special purposes",
        (192, 0, 2) | (198, 51, 100) | (203, 0, 113) => "an address for documentation",
        (192, 88, 99) => "a relay between IPv6 and IPv4",
        (198, 18..=19, _) => "an address for measurements",
        (224..=239, ..) => "a multicast address",
        (240.., ..) => "a reserved address",
        _ => return None,
    })
}

fn v6(ip: Ipv6Addr) -> Option<&'static str> {
    let parts = ip.segments();
    let tail = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    Some(match parts {
        [0, 0, 0, 0, 0, 0, 0, 1] => "this machine",
        [0, 0, 0, 0, 0, 0, 0, 0] => "this network",
        // An IPv4 address in another dress is judged as what it leads to.
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0, 0, 0, 0, 0, 0, high, low] => v4(tail(high, low)).unwrap_or("an IPv4 address written as IPv6"),
        // NAT64: the translator's own network decides where it leads.
        [0x64, 0xff9b, ..] => "an IPv4 address behind a translator",
        [0x2002, high, low, ..] => v4(tail(high, low)).unwrap_or("a relay between IPv6 and IPv4"),
        [0x2001, 0, ..] => "a tunnel through IPv4",
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => "an address for documentation",
        [0x2001, second, ..] if second < 0x200 => "an address for special purposes",
        [0x100, 0, 0, 0, ..] => "an address that leads nowhere",
        [0x5f00, ..] => "an address for special purposes",
        [first, ..] if first & 0xfe00 == 0xfc00 => "a private network",
        [first, ..] if first & 0xffc0 == 0xfe80 => "a link-local address",
        [first, ..] if first & 0xffc0 == 0xfec0 => "a private network",
        [first, ..] if first & 0xff00 == 0xff00 => "a multicast address",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::private;

    #[test]
    fn every_range_is_known_and_the_public_ones_are_not_among_them() {
        for ip in [
            "127.0.0.1",
            "127.255.255.254",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "100.127.255.255",
            "169.254.169.254",
            "192.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "198.19.255.255",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:10.1.2.3",
            "::ffff:8.8.8.8",
            "::10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::a00:1",
            "64:ff9b::808:808",
            "2002:7f00:1::",
            "2002:a00:1::",
            "2001::1",
            "2001:db8::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "100::1",
            "2001:10::1",
            "3fff::1",
        ] {
            assert!(private(ip.parse().unwrap()).is_some(), "{ip}");
        }
        for ip in [
            "8.8.8.8",
            "1.1.1.1",
            "172.15.0.1",
            "172.32.0.1",
            "100.63.0.1",
            "100.128.0.1",
            "169.253.0.1",
            "192.167.0.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2600:1f18::1",
            "2a05:d018::1",
            "2606:4700::1111",
            "2001:4860:4860::8888",
        ] {
            assert_eq!(private(ip.parse().unwrap()), None, "{ip}");
        }
    }
}
