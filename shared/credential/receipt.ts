// What identifies a sheet: its id (the spent mark), its leaf on the public board, and the receipt a person keeps.
// The page computes the receipt itself and compares it with the server's, so that a wrong reply is seen at once.
import { concatBytes, utf8 } from './bytes.ts';
import type { Bytes, Sha256 } from './bytes.ts';
import { checkCharacter, crockfordValue, encodeCrockford, inGroups, normaliseCrockford } from './crockford.ts';
import { leafHash } from './merkle.ts';

const ID_TAG = 'spid-sheet-id-1';
/** 23 characters, 115 bits, and one check character: six groups of four. */
const RECEIPT_DATA = 23;

/** The sheet's id, 32 bytes: SHA-256 of a tag and the one-time public key. One key, one id, one answer. */
export const sheetId = async (key: Bytes, sha256: Sha256): Promise<Bytes> => sha256(concatBytes(utf8(ID_TAG), Uint8Array.of(0), key));

/** The board's leaf, 32 bytes: SHA-256(0x00 ‖ id ‖ SHA-256(body)). */
export const sheetLeaf = async (id: Bytes, body: Bytes, sha256: Sha256): Promise<Bytes> => leafHash(concatBytes(id, await sha256(body)), sha256);

/** The receipt of a leaf: its first 115 bits as a person reads them. */
export function receiptOf(leaf: Bytes): string {
  const data = encodeCrockford(leaf, RECEIPT_DATA);
  return inGroups(data + checkCharacter(data));
}

/** The receipt in its printed form from what a person typed, or null where a character is wrong or missing. */
export function readReceipt(typed: string): string | null {
  const text = normaliseCrockford(typed);
  if (text.length !== RECEIPT_DATA + 1 || [...text].some((character) => crockfordValue(character) === null)) return null;
  return checkCharacter(text.slice(0, -1)) === text.slice(-1) ? inGroups(text) : null;
}

/** Id, leaf and receipt of a sheet in one go. */
export async function receiptFor(key: Bytes, body: Bytes, sha256: Sha256): Promise<{ readonly id: Bytes; readonly leaf: Bytes; readonly receipt: string }> {
  const id = await sheetId(key, sha256);
  const leaf = await sheetLeaf(id, body, sha256);
  return { id, leaf, receipt: receiptOf(leaf) };
}
