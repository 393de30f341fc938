import { parseCookie } from 'cookie';

/** Browsers drop a cookie above this size without a word. */
const MAX_COOKIE_BYTES = 4_096;

/** The cookie that carries a session token, so that browsers are signed in right after `login`. */
export interface SessionCookie {
  read(cookieHeader: string | undefined): string | undefined;
  /** Null where the token is too long for a cookie; it still works as Bearer. */
  set(token: string, expiresAt: number): string | null;
  clear(): string;
}

/** `secure`: only over https, and bound to this very host by the `__Host-` prefix. Off for http on this machine. */
export function createSessionCookie({ secure }: { secure: boolean }): SessionCookie {
  const name = secure ? '__Host-paynet-session' : 'paynet-session';
  const flags = `HttpOnly;${secure ? ' Secure;' : ''} SameSite=Strict`;
  /** A token has no letter that would have to be written in another way. */
  const write = (value: string, expires: string) => `${name}=${value}; Path=/; Expires=${expires}; ${flags}`;
  const inWords = createTimesInWords();

  return {
    read: (header) => (header === undefined ? undefined : parseCookie(header)[name]),
    set(token, expiresAt) {
      const cookie = write(token, inWords(expiresAt));
      return cookie.length > MAX_COOKIE_BYTES ? null : cookie;
    },
    clear: () => write('', inWords(0)),
  };
}

/** A time as a cookie has it. That of the last second is kept: sessions that are opened in one end in one. */
function createTimesInWords(): (ms: number) => string {
  let last = { second: Number.NaN, words: '' };
  return (ms) => {
    const second = Math.floor(ms / 1_000);
    if (second !== last.second) last = { second, words: new Date(ms).toUTCString() };
    return last.words;
  };
}
