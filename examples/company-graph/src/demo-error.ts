/** Something a person can act on. The message says all of it; the exit code says which kind. */
export class DemoError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.name = 'DemoError';
    this.exitCode = exitCode;
  }
}
