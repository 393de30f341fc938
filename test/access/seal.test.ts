import { CompactEncrypt, compactDecrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { createKeyring } from '../../src/access/keyring.ts';
import { createSeal } from '../../src/access/seal.ts';

const CONTENT = JSON.stringify({ name: 'Ayşe Yılmaz', list: Array.from({ length: 50 }, () => 'the same again') });
const keyring = createKeyring({ secret: 'a-secret-of-more-than-32-characters' }, 'a test');
const { id, key } = keyring.current;

describe('what is sealed', () => {
  it.each([false, true])('is a JWE as the standard has it, that others open (compressed: %s)', async (compressed) => {
    const sealed = createSeal(keyring, { type: 'thing', ...(compressed ? { compressedFrom: 500 } : {}) }).seal(CONTENT);
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, key);
    expect(new TextDecoder().decode(plaintext)).toBe(CONTENT);
    expect(protectedHeader).toMatchObject({ alg: 'dir', enc: 'A256GCM', kid: id, typ: 'thing' });
    expect(sealed.length < CONTENT.length / 2).toBe(compressed);
  });

  it.each([{}, { zip: 'DEF' } as const])('may have been sealed by others, with the same key (%j)', async (more) => {
    const header = { alg: 'dir', enc: 'A256GCM', kid: id, typ: 'thing', ...more } as const;
    const sealed = await new CompactEncrypt(new TextEncoder().encode(CONTENT)).setProtectedHeader(header).encrypt(key);
    expect(createSeal(keyring, { type: 'thing' }).open(sealed)).toBe(CONTENT);
  });

  it('is another one each time, and hides what is in it', () => {
    const { seal, open } = createSeal(keyring);
    const [one, other] = [seal(CONTENT), seal(CONTENT)];
    expect(one).not.toBe(other);
    expect([open(one), open(other)]).toEqual([CONTENT, CONTENT]);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('same again');
  });

  it('opens with no other key, for nothing else, and not when a part of it was changed', () => {
    const sealed = createSeal(keyring, { type: 'thing' }).seal(CONTENT);
    const others = createKeyring({ secret: 'another-secret-of-more-than-32-chars' }, 'a test');
    const forAnother = createKeyring({ secret: 'a-secret-of-more-than-32-characters' }, 'another test');
    for (const keys of [others, forAnother]) expect(createSeal(keys, { type: 'thing' }).open(sealed)).toBeNull();
    expect(createSeal(keyring, { type: 'other' }).open(sealed)).toBeNull();
    expect(createSeal(keyring).open(sealed)).toBeNull();

    const { open } = createSeal(keyring, { type: 'thing' });
    const parts = sealed.split('.');
    for (const [index, part] of parts.entries()) {
      const changed = parts.with(index, part === '' ? 'AAAA' : (part[0] === 'A' ? 'B' : 'A') + part.slice(1));
      expect(open(changed.join('.')), `part ${index}`).toBeNull();
      expect(open(parts.with(index, '').join('.')), `without part ${index}`).toBe(index === 1 ? CONTENT : null);
    }
    expect(open(`${sealed}.`)).toBeNull();
  });

  it.each([
    ['another cipher', { enc: 'A128GCM' }],
    ['a key inside', { alg: 'A256KW' }],
    ['no cipher', { enc: 'none' }],
    ['what has to be understood', { crit: ['exp'], exp: 1 }],
    ['another compression', { zip: 'GZIP' }],
    ['no key we know', { kid: 'nobodys' }],
  ])('is not read where its head says %s', (_what, change) => {
    const { seal, open } = createSeal(keyring);
    const [head = '', ...rest] = seal(CONTENT).split('.');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...header, ...change })).toString('base64url');
    expect(open([changed, ...rest].join('.'))).toBeNull();
  });
});
