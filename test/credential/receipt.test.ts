// Receipts, ids, commitments: the same on both sides, readable, and checked when typed.
import { createHash, pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { eightDigitGroups, eightNumbers, eightWords } from '../../client/credential/eight-words.ts';
import { decodeBase64url, encodeBase64url } from '../../shared/credential/base64url.ts';
import { bodyLengthFor, longestText } from '../../shared/credential/body-length.ts';
import { codeCommitment, codeCommitmentsRoot } from '../../shared/credential/code-commitment.ts';
import { decodeHex, encodeHex } from '../../shared/credential/hex.ts';
import { readReceipt, receiptFor, receiptOf } from '../../shared/credential/receipt.ts';
import { SHEET_FORMAT, padSheet, readBody } from '../../shared/credential/sheet-body.ts';
import { SendReply } from '../../shared/credential/send.ts';
import { hashOf, randomCode, sha256 } from '../support/a-credential-round.ts';

describe('a receipt', () => {
  const key = Uint8Array.from({ length: 65 }, (_, index) => (index === 0 ? 4 : index));
  const body = new Uint8Array(4096).fill(65);

  it('comes from SHA-256(0x00, id, SHA-256(body)), computed here by hand', async () => {
    const hash = (...parts: (string | Uint8Array)[]): Buffer => parts.reduce((state, part) => state.update(part), createHash('sha256')).digest();
    const id = hash('spid-sheet-id-1', Uint8Array.of(0), key);
    const made = await receiptFor(key, body, sha256);
    expect(encodeHex(made.id)).toBe(id.toString('hex'));
    expect(encodeHex(made.leaf)).toBe(hash(Uint8Array.of(0), id, hash(body)).toString('hex'));
    expect(SendReply.parse({ receipt: made.receipt }).receipt).toBe(receiptOf(made.leaf));
  });

  it('changes with one bit of the body and one bit of the key', async () => {
    const receipts = await Promise.all([
      receiptFor(key, body, sha256),
      receiptFor(key, body.map((byte, index) => (index === 4095 ? byte ^ 1 : byte)), sha256),
      receiptFor(key.map((byte, index) => (index === 64 ? byte ^ 1 : byte)), body, sha256),
    ]);
    expect(new Set(receipts.map((made) => made.receipt)).size).toBe(3);
  });

  it('reads back as typed carelessly, and null with a wrong character', async () => {
    const { receipt } = await receiptFor(key, body, sha256);
    expect(readReceipt(receipt.toLowerCase().replace(/-/g, ' '))).toBe(receipt);
    // As an Arabic or Persian keyboard has digits, and as a right-to-left page may copy it.
    for (const zero of [0x660, 0x6f0]) expect(readReceipt(`\u202a${receipt.replace(/[0-9]/g, (digit) => String.fromCharCode(zero + Number(digit)))}\u202c`)).toBe(receipt);
    const wrong = receipt.startsWith('7') ? `8${receipt.slice(1)}` : `7${receipt.slice(1)}`;
    expect(readReceipt(wrong)).toBeNull();
    expect(readReceipt('')).toBeNull();
    expect(readReceipt('x'.repeat(5000))).toBeNull();
  });
});

describe('the eight words', () => {
  it('are 88 bits of PBKDF2-SHA-256 with 2^17 rounds, as node:crypto computes them', async () => {
    const hash = hashOf('a manifest');
    const bits = pbkdf2Sync(Buffer.from(hash, 'base64url'), 'spid-eight-words-1', 2 ** 17, 11, 'sha256');
    const whole = BigInt(`0x${bits.toString('hex')}`).toString(2).padStart(88, '0');
    const expected = (whole.match(/.{11}/g) ?? []).map((word) => Number.parseInt(word, 2));
    const numbers = await eightNumbers(hash);
    expect(numbers).toEqual(expected);
    expect(eightDigitGroups(numbers)).toMatch(/^(\d{4} ){7}\d{4}$/);
    expect(eightWords(numbers, Array.from({ length: 2048 }, (_, index) => `word${String(index)}`))).toEqual(expected.map((number) => `word${String(number)}`));
    expect(() => eightWords([2047], ['one'])).toThrow(RangeError);
  });
});

describe('commitments to codes', () => {
  it('have one root whatever the order, and another when a code is added', async () => {
    const of = (code: string) => codeCommitment({ round: 'R0VND1', population: 'officials', frame: 'card', code }, sha256);
    const commitments = await Promise.all(Array.from({ length: 9 }, () => of(randomCode())));
    const root = encodeHex(await codeCommitmentsRoot(commitments, sha256));
    expect(encodeHex(await codeCommitmentsRoot([...commitments].reverse(), sha256))).toBe(root);
    expect(encodeHex(await codeCommitmentsRoot([...commitments, await of(randomCode())], sha256))).not.toBe(root);
    await expect(of('not a code')).rejects.toThrow(RangeError);
  });

  it('differ by round, population and frame for the same code', async () => {
    const base = { round: 'R0VND1', population: 'officials', frame: 'card', code: randomCode() } as const;
    const all = await Promise.all([base, { ...base, round: 'R0VND2' }, { ...base, population: 'private-sector' }, { ...base, frame: 'invited' as const }].map((of) => codeCommitment(of, sha256)));
    expect(new Set(all.map(encodeHex)).size).toBe(4);
  });
});

describe('the length of bodies', () => {
  const sheet = (answers: Record<string, string | number>) => ({
    format: SHEET_FORMAT, manifest: hashOf('m'), round: 'R0VND1', population: 'officials', frame: 'open-link', mode: 'open-link', form: hashOf('f'), language: 'pt-BR', answers, salt: hashOf('s'),
  } as const);

  it('fits the longest text in any script, and control characters too', () => {
    const length = bodyLengthFor({ population: 'officials', longestAnswers: { X_TEXT: longestText(2000), F01_01: 'prefer-not-to-say' } });
    expect(length % 1024).toBe(0);
    for (const text of ['\u0001'.repeat(2000), 'ﷺ'.repeat(2000), '🙂'.repeat(1000), '"\\'.repeat(1000)]) {
      const body = padSheet(sheet({ X_TEXT: text, F01_01: 'prefer-not-to-say' }), length);
      expect(body).toHaveLength(length);
      expect(readBody(body, length)).toMatchObject({ ok: true, value: { answers: { X_TEXT: text } } });
    }
  });

  it('is at least 4 KiB, so that short forms look alike, and at most 64 KiB', () => {
    expect(bodyLengthFor({ population: 'officials', longestAnswers: {} })).toBe(4096);
    expect(() => bodyLengthFor({ population: 'officials', longestAnswers: { X: longestText(20000) } })).toThrow(/shorten/);
  });
});

describe('bytes as text', () => {
  it('agrees with Buffer for every length', () => {
    for (let length = 0; length < 70; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length * 11) & 255);
      expect(encodeBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes);
      expect(decodeHex(encodeHex(bytes).toUpperCase())).toEqual(bytes);
    }
  });

  it.each(['A', 'AB', 'AAB', 'AA=', 'A+A_', 'A/AA', 'AA A', 'AAA\n', 'é'])('refuses %p, which has a second spelling or a foreign character', (text) => {
    expect(decodeBase64url(text)).toBeNull();
  });

  it.each(['0', 'zz', '0x12', ' 00'])('refuses %p as hexadecimal', (text) => {
    expect(decodeHex(text)).toBeNull();
  });
});
