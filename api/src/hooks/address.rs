//! Where events may be sent: whoever names an address must not make the service ask what only it can reach.

use std::error::Error;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use openidconnect::reqwest::dns::{Addrs, Name, Resolve, Resolving};
use openidconnect::url::{Host, Url};

/// The most characters of an address. An assumption: browsers take little more.
const LENGTH_MOST: usize = 2000;

/// How far webhooks reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To addresses that anybody on the internet can reach, over TLS.
    Public,
    /// To the own network as well, and to this machine without TLS.
    Inside,
}

/// Why nothing is sent to an address; what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAllowed {
    /// Not the address of a page.
    #[error(
        "write an address such as https://example.no/femtrinn, at most 2000 characters, without a user, a password or a fragment"
    )]
    Form,
    /// Not encrypted.
    #[error("write an address with https")]
    Plain,
    /// An address of some network alone.
    #[error(
        "it is no public address; `femtrinn serve --webhooks-inside` lets webhooks go to the own network"
    )]
    Private,
}

/// The address, if events may be sent there. Where a name leads, is seen when they are sent.
///
/// # Errors
///
/// [`NotAllowed`].
pub fn allowed(text: &str, reach: Reach) -> Result<Url, NotAllowed> {
    // A parser takes more than anybody should write.
    let is_plain = text.starts_with("https://") || text.starts_with("http://");
    if !is_plain || text.chars().count() > LENGTH_MOST {
        return Err(NotAllowed::Form);
    }
    let url = Url::parse(text).map_err(|_| NotAllowed::Form)?;
    let ip = match url.host() {
        Some(Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
        Some(Host::Domain(_)) => None,
        None => return Err(NotAllowed::Form),
    };
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(NotAllowed::Form);
    }
    let is_here = reach == Reach::Inside && ip.is_some_and(|ip| ip.to_canonical().is_loopback());
    match url.scheme() {
        "https" => {}
        "http" if is_here => {}
        "http" => return Err(NotAllowed::Plain),
        _ => return Err(NotAllowed::Form),
    }
    if ip.is_some_and(|ip| !reaches(reach, ip)) {
        return Err(NotAllowed::Private);
    }
    Ok(url)
}

/// Looks names up, and keeps what may be asked: a name can lead anywhere, and elsewhere the next time.
#[derive(Debug)]
pub(super) struct Guarded(pub(super) Reach);

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let Self(reach) = *self;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.filter(|it| reaches(reach, it.ip())).collect();
            if found.is_empty() {
                return Err(Box::<dyn Error + Send + Sync>::from(NotAllowed::Private));
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

fn reaches(reach: Reach, ip: IpAddr) -> bool {
    match (reach, ip.to_canonical()) {
        (Reach::Inside, _) => true,
        (Reach::Public, IpAddr::V4(ip)) => is_public(ip),
        (Reach::Public, IpAddr::V6(ip)) => is_public_v6(ip),
    }
}

/// Whether anybody on the internet can reach it.
///
/// Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890), and RFC 1112, 4 for what is above 224.0.0.0.
fn is_public(ip: Ipv4Addr) -> bool {
    const SPECIAL: [([u8; 4], u32); 14] = [
        ([0, 0, 0, 0], 8),
        ([10, 0, 0, 0], 8),
        ([100, 64, 0, 0], 10),
        ([127, 0, 0, 0], 8),
        ([169, 254, 0, 0], 16),
        ([172, 16, 0, 0], 12),
        ([192, 0, 0, 0], 24),
        ([192, 0, 2, 0], 24),
        ([192, 88, 99, 0], 24),
        ([192, 168, 0, 0], 16),
        ([198, 18, 0, 0], 15),
        ([198, 51, 100, 0], 24),
        ([203, 0, 113, 0], 24),
        ([224, 0, 0, 0], 3),
    ];
    let within = |(net, bits): ([u8; 4], u32)| {
        let mask = u32::MAX << (32 - bits);
        ip.to_bits() & mask == u32::from_be_bytes(net) & mask
    };
    !SPECIAL.into_iter().any(within)
}

/// The same of version 6: global unicast, without what is special in it or leads to an address of version 4.
///
/// Source: IANA IPv6 Global Unicast Address Space (`2000::/3`) and Special-Purpose Address Registry (RFC 6890).
fn is_public_v6(ip: Ipv6Addr) -> bool {
    const SPECIAL: [(u128, u32); 4] = [
        (0x2001_0000 << 96, 23),
        (0x2001_0db8 << 96, 32),
        (0x2002_0000 << 96, 16),
        (0x3fff_0000 << 96, 20),
    ];
    let within = |(net, bits): (u128, u32)| (ip.to_bits() ^ net) >> (128 - bits) == 0;
    within((0x2000_0000 << 96, 3)) && !SPECIAL.into_iter().any(within)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use super::{Guarded, NotAllowed, Reach, allowed};
    use openidconnect::reqwest::dns::Resolve;

    #[test]
    fn nothing_is_sent_to_what_only_the_service_can_reach() {
        use NotAllowed::{Form, Plain, Private};
        #[rustfmt::skip]
        let cases = [
            // address                             public          inside
            ("https://example.no/hook",            None,           None),
            ("https://example.no:8443/a?b=c",      None,           None),
            ("https://93.184.215.14/",             None,           None),
            ("https://[2a00:1450:400f:80d::1]/",   None,           None),
            ("http://example.no/hook",             Some(Plain),    Some(Plain)),
            ("ftp://example.no/hook",              Some(Form),     Some(Form)),
            ("https://user:secret@example.no/",    Some(Form),     Some(Form)),
            ("https://example.no/#part",           Some(Form),     Some(Form)),
            ("example.no",                         Some(Form),     Some(Form)),
            ("https:/example.no/hook",             Some(Form),     Some(Form)),
            ("HTTPS://example.no/hook",            Some(Form),     Some(Form)),
            ("http://127.0.0.1:9/hook",            Some(Plain),    None),
            ("https://127.0.0.1/",                 Some(Private),  None),
            ("https://2130706433/",                Some(Private),  None),
            ("https://0x7f.1/",                    Some(Private),  None),
            ("https://10.1.2.3/",                  Some(Private),  None),
            ("https://172.31.255.255/",            Some(Private),  None),
            ("https://172.32.0.1/",                None,           None),
            ("https://192.168.0.1/",               Some(Private),  None),
            ("https://169.254.169.254/latest",     Some(Private),  None),
            ("https://100.64.0.1/",                Some(Private),  None),
            ("https://0.0.0.0/",                   Some(Private),  None),
            ("https://255.255.255.255/",           Some(Private),  None),
            ("https://[::1]/",                     Some(Private),  None),
            ("https://[::ffff:10.0.0.1]/",         Some(Private),  None),
            ("https://[fd00::1]/",                 Some(Private),  None),
            ("https://[fe80::1]/",                 Some(Private),  None),
            ("https://[2002:0a00:0001::]/",        Some(Private),  None),
            ("https://[64:ff9b::10.0.0.1]/",       Some(Private),  None),
            ("http://10.1.2.3/",                   Some(Plain),    Some(Plain)),
        ];
        for (text, public, inside) in cases {
            assert_eq!(allowed(text, Reach::Public).err(), public, "{text}");
            assert_eq!(allowed(text, Reach::Inside).err(), inside, "{text}, inside");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_leads_nowhere() {
        let name = || "localhost".parse().unwrap();
        assert!(Guarded(Reach::Public).resolve(name()).await.is_err());
        assert!(Guarded(Reach::Inside).resolve(name()).await.is_ok());
    }
}
