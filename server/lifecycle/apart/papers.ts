// The folder of papers on each host: read by their shape, written whole or not at all. A paper that is kept says that
// its step was done, so that no round is opened twice.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { Problem } from '../../../shared/problem.ts';
import { RoundId } from '../../../shared/round/plan.ts';
import { replaceFile, writeWhole } from '../../replaced-file.ts';

/** What stands between the round's id and `.json` in a paper's name. */
export type PaperKind = 'frames' | 'transport' | 'round' | 'order' | 'public' | 'counts' | 'release' | `cancel-${string}` | `cards-${string}`;

const folderOf = (dataFolder: string): string => join(dataFolder, 'papers');
export const paperPath = (dataFolder: string, round: string, kind: PaperKind): string => join(folderOf(dataFolder), `${round}-${kind}.json`);

/** Reads a paper by its shape. Throws plan.invalid, naming file and place. */
export function readPaper<Schema extends z.ZodType>(schema: Schema, path: string): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Problem('plan.invalid', `${path} can not be read, or is not JSON.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Problem('plan.invalid', `${path} is not the paper that is needed here: ${issue?.message ?? 'wrong shape'}.`, { place: issue?.path.join('.') ?? path });
}

/** The kept paper of a round, or null. */
export function keptPaper<Schema extends z.ZodType>(schema: Schema, dataFolder: string, round: string, kind: PaperKind): z.infer<Schema> | null {
  const path = paperPath(dataFolder, round, kind);
  return existsSync(path) ? readPaper(schema, path) : null;
}

/** Keeps a paper, in place of an earlier one, which is overwritten where it holds codes; resolves with its path. */
export async function keepPaper(dataFolder: string, round: string, kind: PaperKind, paper: unknown): Promise<string> {
  const path = paperPath(dataFolder, round, kind);
  await mkdir(folderOf(dataFolder), { recursive: true, mode: 0o700 });
  await (kind.startsWith('cards-') ? replaceFile : writeWhole)(path, JSON.stringify(paper));
  return path;
}

/** Rounds whose opening was kept here. */
export function roundsOnPaper(dataFolder: string): readonly string[] {
  const names = existsSync(folderOf(dataFolder)) ? readdirSync(folderOf(dataFolder)) : [];
  return names.filter((name) => name.endsWith('-round.json')).map((name) => name.slice(0, 6)).filter((round) => RoundId.safeParse(round).success).sort();
}
