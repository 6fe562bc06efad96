// The demonstration's log-ins: generated like any other, but kept in a file of the data folder (mode 0600) so that each
// start can print them again. A real account's password is shown once and kept nowhere.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { generatePassword, hashPassword } from '../desk/password.ts';
import type { Rooms } from '../lifecycle/rooms.ts';

const LogIn = z.strictObject({ name: z.string(), administration: z.string(), password: z.string() });
export type DemoLogIn = z.infer<typeof LogIn>;

const WANTED = [
  { name: 'coordinator.aldoria', administration: 'aldoria' },
  { name: 'coordinator.norvale', administration: 'norvale' },
  { name: 'coordinator.programme', administration: 'programme' },
] as const;

/** The log-ins; makes what is missing, in the store and in the file. */
export async function demoLogIns(rooms: Rooms): Promise<readonly DemoLogIn[]> {
  const path = join(rooms.config.dataFolder, 'demonstration-log-ins.json');
  if (existsSync(path)) return z.array(LogIn).parse(JSON.parse(readFileSync(path, 'utf8')));
  const logIns = WANTED.map((wanted) => ({ ...wanted, password: generatePassword() }));
  for (const { name, administration, password } of logIns) {
    const hash = await hashPassword(password);
    const added = await rooms.desk.accounts.add({ name, role: 'coordinator', administration, password: hash });
    if (!added) await rooms.desk.accounts.setPassword(name, hash);
  }
  writeFileSync(path, JSON.stringify(logIns), { mode: 0o600, flush: true });
  return logIns;
}
