// Secrets of this deployment: from a setting, or from a file of the data folder that is made on the first start.
// They are random, readable by their owner alone and never printed. A file that others may read is refused.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigProblem } from './config.ts';
import type { Config } from './config.ts';

export type Secrets = { readonly codePepper: string; readonly session: string };

function readOrMake(folder: string, name: string): string {
  const path = join(folder, name);
  try {
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) throw new ConfigProblem(`Others may read ${path}: set its mode to 0600.`);
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length < 32) throw new ConfigProblem(`${path} is too short: it was damaged, or its disk was full. Restore it from a backup.`);
  return secret;
}

/** The secrets; makes what is missing. Throws ConfigProblem, or the file system's error for an unwritable folder. */
export function readSecrets(config: Config): Secrets {
  const folder = join(config.dataFolder, 'secrets');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    codePepper: config.secrets.codePepper ?? readOrMake(folder, 'code-pepper'),
    session: config.secrets.session ?? readOrMake(folder, 'session'),
  };
}
