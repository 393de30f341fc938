import { stringifySetCookie } from 'cookie';
import { describe, expect, it } from 'vitest';
import { createSessionCookie } from '../../src/access/session-cookie.ts';

const TOKEN = 'eyJhbGciOiJkaXIifQ..a-nonce_.content-_0.tag';
const END = Date.parse('2026-03-01T12:00:00Z');

describe('the session cookie', () => {
  it.each([
    [true, '__Host-paynet-session'],
    [false, 'paynet-session'],
  ])('is written as the standard has it (secure: %s)', (secure, name) => {
    const cookie = createSessionCookie({ secure });
    const written = (value: string, expires: Date) =>
      stringifySetCookie({ name, value, expires, path: '/', httpOnly: true, sameSite: 'strict', secure });
    for (const end of [END, END + 999, END + 1_000, END - 1, END]) {
      expect(cookie.set(TOKEN, end)).toBe(written(TOKEN, new Date(end)));
    }
    expect(cookie.clear()).toBe(written('', new Date(0)));
    expect(cookie.read(`other=1; ${name}=${TOKEN}`)).toBe(TOKEN);
  });
});
