// The control build: the same protocol stored as most software would, with `timestamps: true` and ObjectIds. It exists to
// show that the attacker can attack: where it fails here the whole test is void. Nothing outside this folder knows it.
import { rmSync } from 'node:fs';
import mongoose, { Schema } from 'mongoose';
import { startEngine } from '../../server/embedded/start-engine.ts';
import { aDataFolder } from '../support/a-server.ts';
import { dumpOf } from './dump.ts';
import type { PlayedRound } from './real-round.ts';
import { PEOPLE, scheduleOf } from './schedule.ts';

/** Plays the schedule against naive stores; the same shape as a real round, with one dump for both moments. */
export async function playControlRound(run: number): Promise<PlayedRound> {
  const folder = aDataFolder();
  const engine = await startEngine({ dataFolder: folder });
  const connection = await mongoose.createConnection(engine.uri, { dbName: 'control' }).asPromise();
  const codes = connection.model('codes', new Schema({ code: String, state: String }, { timestamps: true }));
  const sheets = connection.model('sheets', new Schema({ token: Buffer, body: Buffer }, { timestamps: true }));
  const made = await codes.create(Array.from({ length: PEOPLE }, (_, person) => ({ code: `code-${String(person)}`, state: 'unused' })));
  const [sentAs, sheetOf] = [new Map<string, number>(), new Map<number, string>()];
  for (const { kind, person } of scheduleOf(run)) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (kind === 'start') {
      await codes.updateOne({ _id: made[person]?._id }, { $set: { state: 'issued' } });
      continue;
    }
    const sheet = await sheets.create({ token: Buffer.alloc(384, person), body: Buffer.alloc(4096, 32) });
    const id = sheet._id.toHexString();
    sentAs.set(id, sentAs.size);
    sheetOf.set(person, id);
  }
  const dump = await dumpOf(folder, engine.uri);
  await connection.close();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
  return { collection: 'control.sheets', before: dump, after: dump, sentAs, sheetOf, traces: [] };
}
