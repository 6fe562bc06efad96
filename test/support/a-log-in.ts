// A staff member with a live session: the cookie as a browser would send it.
import { randomBytes, scryptSync } from 'node:crypto';
import { createAccount } from '../../server/cli/account-commands.ts';
import type { Role } from '../../shared/api/desk.ts';
import { paths } from '../../shared/api/round.ts';
import type { TestServer } from './a-server.ts';
import { post } from './a-respondent.ts';

async function cookieOf(server: TestServer, name: string, password: string): Promise<string> {
  const response = await post(server.url + paths.logIn, { name, password });
  if (!response.ok) throw new Error(`log-in failed with ${String(response.status)}`);
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Makes an account and logs it in; gives the Cookie header. */
export async function aLogIn(server: TestServer, name: string, administration: string, role: Role = 'coordinator'): Promise<string> {
  return cookieOf(server, name, await createAccount(server.rooms, name, role, administration));
}

/** The same with a hash that costs a twelfth: the log-in takes its costs from beside the hash. For tests that need many people. */
export async function aQuickLogIn(server: TestServer, name: string, administration: string, role: Role = 'coordinator'): Promise<string> {
  const [password, salt] = [randomBytes(16).toString('hex'), randomBytes(16)];
  const costs = { cost: 8192, blockSize: 8, parallel: 1 };
  const hash = scryptSync(password, salt, 32, { N: costs.cost, r: costs.blockSize, p: costs.parallel });
  if (!(await server.rooms.desk.accounts.add({ name, role, administration, password: { salt, hash, ...costs } }))) throw new Error(`there is an account ${name} already`);
  return cookieOf(server, name, password);
}
