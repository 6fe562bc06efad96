// spid account create | reset | list. Passwords are generated and shown once; nobody chooses or mails one.
import { parseArgs } from 'node:util';
import { Role } from '../../shared/api/desk.ts';
import { Problem } from '../../shared/problem.ts';
import { PlainCode } from '../../shared/questionnaire/codes.ts';
import { generatePassword, hashPassword } from '../desk/password.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import type { Command } from './command.ts';
import { UsageProblem, onlyWord } from './command.ts';
import { withRooms } from './with-rooms.ts';

const NAME = /^[a-z0-9][a-z0-9._-]{1,79}$/;

/** Makes an account and returns its password, which is not kept. Throws plan.invalid where the name is taken. */
export async function createAccount(rooms: Rooms, name: string, role: Role, administration: string): Promise<string> {
  const password = generatePassword();
  const added = await rooms.desk.accounts.add({ name, role, administration, password: await hashPassword(password) });
  if (!added) throw new Problem('plan.invalid', `There is an account ${name} already: spid account reset ${name}`);
  return password;
}

function readOptions(words: readonly string[]): { readonly name: string; readonly role: Role; readonly administration: string } {
  const { values, positionals } = parseArgs({ args: [...words], options: { role: { type: 'string' }, administration: { type: 'string' } }, allowPositionals: true });
  const name = onlyWord(positionals, 'NAME');
  const role = Role.safeParse(values.role ?? 'coordinator');
  const administration = PlainCode.safeParse(values.administration);
  if (!NAME.test(name)) throw new UsageProblem('NAME has small letters, digits, dots and dashes');
  if (!role.success) throw new UsageProblem(`--role is one of ${Role.options.join(', ')}`);
  if (!administration.success) throw new UsageProblem('--administration is missing: the code of an administration, or programme');
  return { name, role: role.data, administration: administration.data };
}

export const accountCommands: readonly Command[] = [
  {
    name: 'account create',
    summary: 'makes a staff account with a generated password',
    help: 'spid account create NAME --administration CODE [--role coordinator|analyst]\n\nAn account sees the rounds of its administration alone; the administration `programme` sees programme rounds.',
    run: (words, writers) => {
      const { name, role, administration } = readOptions(words);
      return withRooms(writers, async (rooms) => {
        writers.out(`Password of ${name}, shown this once: ${await createAccount(rooms, name, role, administration)}`);
      });
    },
  },
  {
    name: 'account reset',
    summary: 'gives an account a new generated password',
    help: 'spid account reset NAME',
    run: (words, writers) => {
      const name = onlyWord(words, 'NAME');
      return withRooms(writers, async (rooms) => {
        const password = generatePassword();
        if (!(await rooms.desk.accounts.setPassword(name, await hashPassword(password)))) throw new Problem('plan.invalid', `There is no account ${name}.`);
        await rooms.desk.sessions.endAll(name);
        writers.out(`Password of ${name}, shown this once: ${password}`);
      });
    },
  },
];
