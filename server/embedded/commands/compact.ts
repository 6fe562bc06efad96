// spidCompact: our one command beside MongoDB's. Rewrites the store in `_id` order and destroys the old file.
// Why: before a count nothing may remain of deleted answers or of the order in which answers came.
// Surprise: all other commands wait until it is done.
import type { Document } from 'bson';
import { checkCommand } from '../command-fields.ts';
import type { Command } from '../engine.ts';

export async function compact({ engine, command }: Command): Promise<Document> {
  checkCommand(command, []);
  await engine.compact();
  return { ok: 1 };
}
