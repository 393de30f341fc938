import { createServer, type RequestListener } from 'node:http';

export interface Running {
  /** Without a path. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Serves on this machine only; port 0 takes any free one. Rejects when the port is taken. */
export async function listen(listener: RequestListener, port: number): Promise<Running> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
