// Which piles of paper were keyed: a short keyed mark of each whole pile, so that the same command given once more, when
// nobody knows whether the one before came to its end, is refused instead of counting everything twice. A random key lies
// beside the marks, and both go with the codes when drawing ends. Nothing of a single sheet, no number, no order, no time:
// and only 24 bits, so that whoever tries sets of sheets against a mark finds more wrong ones than right ones.
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalText } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import { Problem } from '../../shared/problem.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { readReplaced, replaceFile } from '../replaced-file.ts';
import { codesFolder, makeCodesFolder } from './codes-folder.ts';
import { aloneWithCodes } from './codes-lock.ts';
import { readPaper } from './paper-file.ts';
import { listedCards } from './print-cards.ts';
import type { Rooms } from './rooms.ts';

const MARK_BYTES = 3;
const text = z.string();
/** `underWay`: the pile whose sheets may not be signed yet; it becomes one of `keyed` before its last sheet stops waiting. */
const KeyedFile = z.strictObject({ format: z.literal('spid-keyed-1'), key: text, keyed: z.array(text), underWay: text.nullable() });
type Keyed = z.infer<typeof KeyedFile>;
type Here = { readonly config: Pick<Rooms['config'], 'dataFolder'> };

// The name begins as every file does that is destroyed when drawing ends (printed-files.ts).
const pathOf = ({ config }: Here, { round, population }: CardPlace): string => join(codesFolder(config.dataFolder), `${round}-${population}-keyed.json`);

async function readKeyed(rooms: Here, place: CardPlace): Promise<Keyed | null> {
  const path = pathOf(rooms, place);
  const found = await readReplaced(path);
  if (found === null) return null;
  try {
    return KeyedFile.parse(JSON.parse(found));
  } catch {
    throw new Problem('store.unavailable', `${path} is damaged: which piles were keyed can't be told. Put back a whole one, or delete it and take care that no pile is keyed twice.`);
  }
}

async function writeKeyed(rooms: Here, place: CardPlace, keyed: Keyed): Promise<void> {
  const path = pathOf(rooms, place);
  await makeCodesFolder(rooms.config.dataFolder);
  await replaceFile(path, JSON.stringify(keyed));
}

/** The same for the same sheets in any order. */
function markOf(key: string, sheets: readonly Answers[]): string {
  const rows = sheets.map((answers) => canonicalText(answers as Json)).sort();
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(JSON.stringify(rows)).digest().subarray(0, MARK_BYTES).toString('hex');
}

/** Sorted, so that not even the order of keying is told. */
const settled = (of: Keyed): Keyed => ({ ...of, keyed: [...new Set([...of.keyed, ...(of.underWay === null ? [] : [of.underWay])])].sort(), underWay: null });

/**
 * Before a pile is drawn for. Throws sheet.conflict where it was keyed before, unless `again` says that this is another
 * pile; card.printed where the list of codes is gone, since nothing of codes is written any more then.
 */
export async function beginBatch(rooms: Here, place: CardPlace, sheets: readonly Answers[], again: boolean): Promise<void> {
  await aloneWithCodes(rooms, place.round, async () => {
    await listedCards(rooms, place);
    const found = (await readKeyed(rooms, place)) ?? { format: 'spid-keyed-1', key: randomBytes(32).toString('base64url'), keyed: [], underWay: null };
    // Of a pile under way without a sheet that waits none was signed, so none was sent: keying it begins anew.
    const now = (await readPaper(rooms, place)).sheets.length > 0 ? settled(found) : found;
    const mark = markOf(now.key, sheets);
    if (!again && now.keyed.includes(mark)) {
      throw new Problem('sheet.conflict', `Exactly these ${String(sheets.length)} sheets were keyed before and are sent, unless they were given up by spid paper discard. Nothing was sent now, so that none counts twice. If this is another pile that holds the same answers: --again.`);
    }
    await writeKeyed(rooms, place, { ...now, underWay: mark });
  });
}

/** When all sheets of the pile under way are sent, before they stop waiting, or were given up: from then on it is refused. Changes nothing where drawing has ended. */
export async function settleBatch(rooms: Here, place: CardPlace): Promise<void> {
  await aloneWithCodes(rooms, place.round, async () => {
    const found = await readKeyed(rooms, place);
    if (found !== null && found.underWay !== null) await writeKeyed(rooms, place, settled(found));
  });
}
