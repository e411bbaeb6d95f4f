//! The bytes' way to the server: a socket, or TLS over it.

use super::address::{Address, Host, TlsMode};
use super::distrust::may_fall_back;
use super::tls;
use super::trouble::Trouble;
use postgres_protocol::message::frontend;
use std::pin::Pin;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream as _};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Anything that can be read and written.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// A connected socket of either kind.
pub(super) type Socket = Box<dyn Duplex>;
type TlsSocket = <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream;

/// A connected socket, with or without TLS.
pub(super) enum Transport {
    Plain(Socket),
    Tls(Box<TlsSocket>),
}

impl Transport {
    pub(super) fn io(&mut self) -> Pin<&mut dyn Duplex> {
        match self {
            Self::Plain(socket) => Pin::new(&mut **socket),
            Self::Tls(stream) => Pin::new(&mut **stream),
        }
    }

    pub(super) fn channel_binding(&self) -> ChannelBinding {
        match self {
            Self::Plain(_) => ChannelBinding::none(),
            Self::Tls(stream) => stream.channel_binding(),
        }
    }

    pub(super) fn is_tls(&self) -> bool {
        matches!(self, Self::Tls(_))
    }
}

/// Sets up TLS as `mode` asks for. Only a server on this machine may do without where TLS was preferred.
pub(super) async fn secure(
    mut socket: Socket,
    address: &Address,
    mode: TlsMode,
) -> Result<Transport, Trouble> {
    let host = match &address.host {
        Host::Tcp(host) if mode != TlsMode::Disable => host,
        _ => return Ok(Transport::Plain(socket)),
    };
    let config = tls::config(mode, address.root_cert.as_deref()).map_err(Trouble::Trust)?;
    let mut request = bytes::BytesMut::new();
    frontend::ssl_request(&mut request);
    socket.write_all(&request).await.map_err(Trouble::Broken)?;
    // One byte and no more: what follows must come out of TLS.
    match socket.read_u8().await.map_err(Trouble::Broken)? {
        b'S' => {}
        b'N' if may_fall_back(address, mode) => {
            return Ok(Transport::Plain(socket));
        }
        b'N' => return Err(Trouble::TlsNotOffered),
        other => return Err(Trouble::NotPostgres { answer: other }),
    }
    let mut maker = MakeRustlsConnect::new(config);
    let Ok(connect) = <MakeRustlsConnect as MakeTlsConnect<Socket>>::make_tls_connect(&mut maker, host);
    let stream = connect.connect(socket).await.map_err(Trouble::Handshake)?;
    Ok(Transport::Tls(Box::new(stream)))
}
