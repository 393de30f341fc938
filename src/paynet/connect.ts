import { buildConnector, errors } from 'undici';

/**
 * Opens connections to Paynet: TLS 1.2 or newer, HTTP/1.1 only. Over HTTP/2 undici sends a request again by itself when
 * the server turned it away; what is resent is decided in `request.ts`.
 */
export function createConnector(connectMs: number): buildConnector.connector {
  // undici's own limit ticks every half second, so ours answers in time, and undici's closes the socket soon after.
  const connect = buildConnector({ timeout: connectMs, minVersion: 'TLSv1.2', allowH2: false });
  return (options, callback) => {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      callback(new errors.ConnectTimeoutError(`no connection within ${connectMs} ms`), null);
    }, connectMs);
    connect(options, (...result) => {
      clearTimeout(timer);
      const [, socket] = result;
      if (isOver) return void socket?.destroy();
      // Node tells of broken encryption but keeps the socket, and undici would wait on it and use it again.
      socket?.on('error', () => socket.destroy());
      callback(...result);
    });
  };
}
