// A staff account whose password was hashed at a hundredth of the usual cost: costs stand beside each hash, and the
// server checks it as it checks every other. Why: a password at full cost is a third of a second of processor time at
// each log-in. Accounts at full cost are made where the making itself is tested (`createAccount`, `spid account create`).
import { randomBytes, scryptSync } from 'node:crypto';
import { generatePassword } from '../../server/desk/password.ts';
import type { Rooms } from '../../server/lifecycle/rooms.ts';
import type { Role } from '../../shared/api/desk.ts';

const [cost, blockSize, parallel] = [1024, 8, 1];

/** Makes an account and returns its password. */
export async function anAccount(rooms: Rooms, name: string, role: Role, administration: string): Promise<string> {
  const [password, salt] = [generatePassword(), randomBytes(16)];
  const hash = scryptSync(password, salt, 32, { N: cost, r: blockSize, p: parallel });
  if (!(await rooms.desk.accounts.add({ name, role, administration, password: { salt, hash, cost, blockSize, parallel } }))) throw new Error(`there is an account ${name}`);
  return password;
}
