// A staff member with a live session: the cookie as a browser would send it.
import { createAccount } from '../../server/cli/account-commands.ts';
import type { Role } from '../../shared/api/desk.ts';
import { paths } from '../../shared/api/round.ts';
import type { TestServer } from './a-server.ts';
import { post } from './a-respondent.ts';

/** Makes an account and logs it in; gives the Cookie header. */
export async function aLogIn(server: TestServer, name: string, administration: string, role: Role = 'coordinator'): Promise<string> {
  const password = await createAccount(server.rooms, name, role, administration);
  const response = await post(server.url + paths.logIn, { name, password });
  if (!response.ok) throw new Error(`log-in failed with ${String(response.status)}`);
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}
