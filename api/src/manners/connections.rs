//! Connections: how long a request may take to say what it asks for, and how all of them end.

use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tower::ServiceExt;
use tracing::debug;

/// How long the head of a request may take, from when the connection is free for it: whoever sends it letter by
/// letter, or holds a connection for nothing, keeps others from theirs. An assumption.
pub const HEAD_TIME: Duration = Duration::from_secs(20);

/// Answers whoever connects, until it is told to stop; then it ends each connection after the answer that is under
/// way, and waits for the last.
pub async fn answer(
    mut listener: TcpListener,
    routes: Router,
    head_time: Duration,
    stopped: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head_time);
    let open = GracefulShutdown::new();
    let mut stopped = pin!(stopped);
    loop {
        let (stream, from) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut stopped => break,
        };
        let routes = routes.clone();
        let routes = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(from));
            routes.clone().oneshot(request)
        });
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), routes));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                debug!(%error, "a connection ended before its time");
            }
        });
    }
    drop(listener);
    open.shutdown().await;
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::Router;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    use super::answer;

    /// What comes back until the other end closes the connection; nothing is waited for longer than a minute.
    async fn told(sent: &str) -> String {
        let head_time = Duration::from_millis(200);
        let slow = async || {
            tokio::time::sleep(Duration::from_millis(600)).await;
            "done"
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback answers");
        let address = listener.local_addr().expect("loopback answers");
        let routes = Router::new().route("/", get(slow));
        let serving = tokio::spawn(answer(listener, routes, head_time, std::future::pending()));
        let mut stream = TcpStream::connect(address).await.expect("loopback answers");
        stream.write_all(sent.as_bytes()).await.expect("loopback answers");
        let mut reply = String::new();
        let read = stream.read_to_string(&mut reply);
        tokio::time::timeout(Duration::from_mins(1), read)
            .await
            .expect("it is closed")
            .expect("loopback answers");
        serving.abort();
        reply
    }

    #[tokio::test]
    async fn a_head_that_does_not_end_is_not_waited_for_and_a_slow_answer_is() {
        let (nothing, half) = tokio::join!(told(""), told("GET / HTTP/1.1\r\nHost: 127."));
        assert_eq!((nothing.as_str(), half.as_str()), ("", ""));
        // The connection stays open for the next request, and is closed when none comes.
        let whole = told("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").await;
        assert!(whole.starts_with("HTTP/1.1 200 OK") && whole.ends_with("done"), "{whole}");
    }
}
