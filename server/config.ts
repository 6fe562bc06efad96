// The only reader of the environment: parsed once, refused in one line where it is wrong. No secret has a default;
// what the environment does not give is read from, or made into, a file of the data folder that only its owner reads.
import { resolve } from 'node:path';
import { z } from 'zod';

export const SURFACES = ['page', 'issuer', 'collector', 'desk'] as const;
export type Surface = (typeof SURFACES)[number];

/** Thrown with one line that names the setting and the remedy; the command line prints it and ends with 2. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}

const PLACEHOLDER = /change.?me|secret|example|password|placeholder|^(.)\1*$|^<.*>$/i;
const Secret = z
  .string()
  .min(32, 'has to have at least 32 characters')
  .refine((text) => !PLACEHOLDER.test(text), 'is a placeholder: put random characters there, e.g. from `openssl rand -base64 32`');
const MongoUri = z.string().regex(/^mongodb(\+srv)?:\/\//, 'is not a mongodb:// address');
const list = (text: string): string[] => text.split(',').map((part) => part.trim()).filter((part) => part !== '');

const Environment = z.object({
  PORT: z.coerce.number('is not a port').int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  SPID_DATA: z.string().min(1).default('data'),
  SPID_SURFACES: z.string().transform(list).pipe(z.array(z.enum(SURFACES)).min(1)).default([...SURFACES]),
  SPID_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  SPID_ORIGIN_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  SPID_ORIGIN_COLLECTOR: z.url({ protocol: /^https?$/ }).optional(),
  SPID_TRUSTED_PROXIES: z.string().transform(list).default([]),
  SPID_RATE_BURST: z.coerce.number().int().min(1).default(1500),
  SPID_RATE_PER_SECOND: z.coerce.number().gt(0).default(20),
  SPID_OPEN_BURST: z.coerce.number().int().min(1).default(60),
  SPID_OPEN_PER_HOUR: z.coerce.number().gt(0).default(240),
  SPID_SURVEYS: z.string().min(1).default('surveys'),
  SPID_CLIENT: z.string().min(1).default('dist/client'),
  SPID_CODE_PEPPER: Secret.optional(),
  SPID_SESSION_SECRET: Secret.optional(),
  MONGODB_URI: MongoUri.optional(),
  MONGODB_URI_ISSUER: MongoUri.optional(),
  MONGODB_URI_COLLECTOR: MongoUri.optional(),
  MONGODB_URI_DESK: MongoUri.optional(),
});

export type DatabaseName = 'issuer' | 'collector' | 'desk';
/** Where the page finds the two services: an origin without a slash at the end, or null for the page's own. */
export type Places = { readonly issuer: string | null; readonly collector: string | null };

export type Config = {
  readonly host: string;
  readonly port: number;
  /** Where the pages are reached from outside, without a slash at the end; null: at host and port. */
  readonly origin: string | null;
  readonly dataFolder: string;
  readonly surfaces: readonly Surface[];
  readonly places: Places;
  /** The databases that this process opens: those of its surfaces and no other. */
  readonly opens: readonly DatabaseName[];
  /** A database each; null means the embedded engine. */
  readonly databases: Readonly<Record<DatabaseName, string | null>>;
  /** null means the file of the data folder. */
  readonly secrets: { readonly codePepper: string | null; readonly session: string | null };
  readonly rate: { readonly burst: number; readonly perSecond: number };
  /** For open links: requests of one address, two for each token. */
  readonly openRate: { readonly burst: number; readonly perSecond: number };
  readonly trustedProxies: readonly string[];
  readonly surveysFolder: string;
  readonly clientFolder: string;
};

const DATABASES: readonly DatabaseName[] = ['issuer', 'collector', 'desk'];
/** An address as browsers name it in `Origin`, or null. A path is refused: nothing would look there. */
function originOf(name: string, address: string | undefined): string | null {
  if (address === undefined) return null;
  const { origin, pathname, search, hash } = new URL(address);
  if (pathname !== '/' || search !== '' || hash !== '') throw new ConfigProblem(`${name} is an origin such as https://answer.example, without a path.`);
  return origin;
}

function placesOf(page: string | null, issuer: string | null, collector: string | null): Places {
  const apart = issuer !== null || collector !== null;
  if (apart && page === null) throw new ConfigProblem('SPID_ORIGIN is needed beside SPID_ORIGIN_ISSUER and SPID_ORIGIN_COLLECTOR: only the page of that origin may speak to them.');
  return { issuer: issuer === page ? null : issuer, collector: collector === page ? null : collector };
}

/** Reads settings, the process's own by default. Throws ConfigProblem. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  // An empty setting is what compose files and unit files give for one that was left out.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigProblem(`${String(issue?.path[0] ?? 'A setting')} ${issue?.message ?? 'is wrong'}.`);
  }
  const env = parsed.data;
  const origin = originOf('SPID_ORIGIN', env.SPID_ORIGIN);
  const one = env.MONGODB_URI ?? null;
  return {
    host: env.HOST,
    port: env.PORT,
    origin,
    dataFolder: resolve(env.SPID_DATA),
    surfaces: env.SPID_SURFACES,
    places: placesOf(origin, originOf('SPID_ORIGIN_ISSUER', env.SPID_ORIGIN_ISSUER), originOf('SPID_ORIGIN_COLLECTOR', env.SPID_ORIGIN_COLLECTOR)),
    opens: DATABASES.filter((name) => env.SPID_SURFACES.includes(name)),
    databases: { issuer: env.MONGODB_URI_ISSUER ?? one, collector: env.MONGODB_URI_COLLECTOR ?? one, desk: env.MONGODB_URI_DESK ?? one },
    secrets: { codePepper: env.SPID_CODE_PEPPER ?? null, session: env.SPID_SESSION_SECRET ?? null },
    rate: { burst: env.SPID_RATE_BURST, perSecond: env.SPID_RATE_PER_SECOND },
    openRate: { burst: env.SPID_OPEN_BURST, perSecond: env.SPID_OPEN_PER_HOUR / 3600 },
    trustedProxies: env.SPID_TRUSTED_PROXIES,
    surveysFolder: resolve(env.SPID_SURVEYS),
    clientFolder: resolve(env.SPID_CLIENT),
  };
}

/** Where people reach the pages: the configured origin, or this machine's own address. */
export const publicOrigin = (config: Config): string => config.origin ?? `http://localhost:${String(config.port)}`;

/** Where issuer and collector are, as the manifest names them; empty for the page's own origin where that has no name. */
export const namedPlaces = (config: Config): { readonly issuer: string; readonly collector: string } => ({
  issuer: config.places.issuer ?? config.origin ?? '',
  collector: config.places.collector ?? config.origin ?? '',
});

/** Whether a database that this process opens is the embedded engine. */
export const usesEngine = (config: Config): boolean => config.opens.some((name) => config.databases[name] === null);

/** Whether issuer, collector and desk are all here, so that one command can take a round through its whole life. */
export const isWhole = (config: Config): boolean => config.opens.length === DATABASES.length;
