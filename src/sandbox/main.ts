import { startSandbox } from './app.ts';

const port = Number(process.env['SANDBOX_PORT'] || 4010);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error('SANDBOX_PORT must be a whole number from 0 to 65535; 0 takes any free port.');
  process.exit(1);
}

try {
  const { url, close } = await startSandbox({ port });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
  // Last: whoever reads this may stop it at once.
  console.log(`A pretend Paynet listens at ${url}. Open it to see who can sign in and how to make things fail.`);
} catch (error) {
  console.error(`The sandbox cannot listen on port ${port}: ${error instanceof Error ? error.message : String(error)}`);
  console.error('Set SANDBOX_PORT to a free one.');
  process.exitCode = 1;
}
