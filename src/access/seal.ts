import { type CipherGCM, createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Keyring } from './keyring.ts';

/**
 * Texts sealed as compact JWEs (RFC 7516): encrypted and authenticated with a key of ours (`dir`, `A256GCM`), so that
 * nobody else can read or make one. Only that one form is written, and it and its compressed kind are read. Done with
 * Node's own ciphers and at once: WebCrypto and its streams take a hundred times as long for texts of this size.
 */
const ALGORITHM = 'dir';
const ENCRYPTION = 'A256GCM';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const CIPHERS_AT_ONCE = 16;
const TAG_BYTES = 16;
/** Only we can have sealed it, so this is never reached. */
const MAX_CONTENT_BYTES = 256 * 1_024;
const BASE64URL = /^[\w-]*$/;

export interface Sealing {
  /** What kind of thing it is, so that none is taken for another. */
  readonly type?: string;
  /** From how many bytes on it is compressed: that takes ten times as long as all the rest. Never, where it is absent. */
  readonly compressedFrom?: number;
}

export interface Seal {
  seal(content: string | Buffer): string;
  /** The content; null where it was not sealed here, or for something else. */
  open(sealed: string): string | null;
}

export function createSeal(keyring: Keyring, { type, compressedFrom = Number.POSITIVE_INFINITY }: Sealing = {}): Seal {
  const { id, key } = keyring.current;
  const ciphersWith = (more: object) => {
    const header = { alg: ALGORITHM, enc: ENCRYPTION, ...more, ...(type === undefined ? {} : { typ: type }), kid: id };
    return createCiphers(key, Buffer.from(JSON.stringify(header)).toString('base64url'));
  };
  const nextPlain = ciphersWith({});
  const nextCompressed = ciphersWith({ zip: 'DEF' });

  return {
    seal(content) {
      const plain = typeof content === 'string' ? Buffer.from(content) : content;
      const isCompressed = plain.length >= compressedFrom;
      const { cipher, begin } = isCompressed ? nextCompressed() : nextPlain();
      // All of it, as GCM keeps nothing back for the end. As bytes: for text Node makes a decoder each time.
      const sealed = cipher.update(isCompressed ? deflateRawSync(plain) : plain);
      cipher.final();
      return `${begin}${textOf(sealed)}.${textOf(cipher.getAuthTag())}`;
    },
    open(sealed) {
      const [encoded = '', encryptedKey, ...parts] = sealed.split('.');
      if (encryptedKey !== '' || parts.length !== 3 || !parts.every((part) => BASE64URL.test(part))) return null;
      const found = readHeader(encoded);
      if (found === null || found.alg !== ALGORITHM || found.enc !== ENCRYPTION || found.typ !== type) return null;
      const isCompressed = found.zip === 'DEF';
      if (found.zip !== undefined && !isCompressed) return null;
      // What must be understood is more than we understand.
      if (found.crit !== undefined) return null;
      const key = keyring.find(found.kid);
      if (key === null) return null;
      const [nonce, content, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
      if (nonce?.length !== NONCE_BYTES || content === undefined || tag?.length !== TAG_BYTES) return null;
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(encoded))
        .setAuthTag(tag);
      const plain = authentic(() => Buffer.concat([decipher.update(content), decipher.final()]));
      if (plain === null) return null;
      return (isCompressed ? inflateRawSync(plain, { maxOutputLength: MAX_CONTENT_BYTES }) : plain).toString();
    },
  };
}

const textOf = (part: Buffer) => part.toString('base64url');

interface ReadyCipher {
  readonly cipher: CipherGCM;
  /** What stands before the content: the header, no encrypted key, as `dir` has none, and the nonce. */
  readonly begin: string;
}

/**
 * Ciphers with a nonce of their own, each to be used once. Some are made ahead: one after another each takes half of
 * what it takes in the midst of other work.
 */
function createCiphers(key: KeyObject, header: string): () => ReadyCipher {
  const authenticated = Buffer.from(header);
  const ready: ReadyCipher[] = [];

  function make(nonce: Buffer): ReadyCipher {
    const cipher = createCipheriv(CIPHER, key, nonce).setAAD(authenticated);
    return { cipher, begin: `${header}..${textOf(nonce)}.` };
  }

  return () => {
    if (ready.length === 0) {
      const nonces = randomBytes(CIPHERS_AT_ONCE * NONCE_BYTES);
      for (let at = 0; at < nonces.length; at += NONCE_BYTES) ready.push(make(nonces.subarray(at, at + NONCE_BYTES)));
    }
    return ready.pop() ?? make(randomBytes(NONCE_BYTES));
  };
}

/** Node says by an error that a tag does not fit. */
function authentic(decipher: () => Buffer): Buffer | null {
  try {
    return decipher();
  } catch {
    return null;
  }
}

type Header = Readonly<Partial<Record<'alg' | 'enc' | 'zip' | 'typ' | 'kid' | 'crit', unknown>>>;

function readHeader(encoded: string): Header | null {
  try {
    const header: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString());
    return typeof header === 'object' && header !== null ? header : null;
  } catch {
    return null;
  }
}
