// What whoever starts the server or a command can do about a failed start: one line, no stack.
import { ConfigProblem } from '../config.ts';
import type { Config } from '../config.ts';

const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '');

/** The one line for an error at start, or null where it is none that a setting can mend. */
export function startRefusal(error: unknown, config: Config | null): string | null {
  if (error instanceof ConfigProblem) return error.message;
  if (config === null) return null;
  const code = codeOf(error);
  if (code === 'EADDRINUSE') return `Port ${String(config.port)} of ${config.host} is taken: stop what uses it, or choose another with PORT.`;
  if (code === 'EACCES' && error instanceof Error && /listen/.test(error.message)) return `Port ${String(config.port)} needs more rights: choose one above 1023 with PORT.`;
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC'].includes(code)) return `The data folder ${config.dataFolder} can not be written (${code}): give another with SPID_DATA or change its rights.`;
  if (error instanceof Error && /engine|data folder/.test(error.message)) return error.message.replace(/^engine: /, '');
  if (error instanceof Error && /ServerSelection|MongoNetwork/.test(error.name)) return 'A database can not be reached: check MONGODB_URI and that the server there is running.';
  return null;
}
