// Where Debian's packages firefox-esr, webkit2gtk-driver and xvfb put the browsers of this room. The browser of WebKit
// stands in a folder named after the machine and the version, so it is looked for.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const LIBRARIES = '/usr/lib';

function miniBrowser(): string {
  const machines = existsSync(LIBRARIES) ? readdirSync(LIBRARIES).filter((name) => name.endsWith('-linux-gnu')) : [];
  const folders = machines.flatMap((machine) => readdirSync(join(LIBRARIES, machine)).filter((name) => name.startsWith('webkit2gtk-4')).map((name) => join(LIBRARIES, machine, name)));
  return folders.map((folder) => join(folder, 'MiniBrowser')).find((path) => existsSync(path)) ?? join(LIBRARIES, 'webkit2gtk-4.1/MiniBrowser');
}

export const PROGRAMS = { firefox: '/usr/bin/firefox-esr', driver: '/usr/bin/WebKitWebDriver', browser: miniBrowser(), display: '/usr/bin/Xvfb' } as const;

export const missingPrograms = (): readonly string[] => Object.values(PROGRAMS).filter((path) => !existsSync(path));
