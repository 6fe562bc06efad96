// npm run test:engines: the pages in the two other engines that people have, Firefox and WebKit (Safari's), from Debian's
// packages. Each walks the respondent page in five languages, the board, the trust page and the tablet page on a real
// server. Not a part of npm test: half a gigabyte of browsers would be installed for it.
//   SPID_PICTURES=DIR keeps pictures of what was seen.
import { registerTablet } from '../../server/lifecycle/tablets.ts';
import { invitations, nextOf } from '../browser/an-invitation.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';
import { missingPrograms, PROGRAMS } from './programs.ts';
import type { Engine } from './engine.ts';
import { firefox } from './firefox.ts';
import { answers, checksBoard, readsTrust, usesTablet } from './walks.ts';
import { webkit } from './webkit.ts';

const LANGUAGES = ['fr', 'en', 'es', 'pt', 'ar'];

/** All walks of one engine; resolves with what went wrong. */
async function walk(engine: Engine): Promise<readonly string[]> {
  const server = await aServer();
  const faults: string[] = [];
  const tried = async (name: string, work: () => Promise<void>): Promise<void> => {
    const fault = await work().then(() => null, (error: unknown) => (error instanceof Error ? error.message : String(error)));
    console.log(`${fault === null ? 'holds ' : 'FAILED'}  ${engine.name}: ${name}${fault === null ? '' : `\n        ${fault}`}`);
    if (fault !== null) faults.push(name);
  };
  try {
    const opened = await anOpenRound(server.rooms, { modes: ['online'], populations: [aPopulationPlan('officials', 12)] });
    const links = invitations(server.url, opened, 'officials')[Symbol.iterator]();
    let receipt = '';
    for (const language of LANGUAGES) await tried(`answers to the receipt in ${language}`, async () => { receipt = await answers(engine, nextOf(links).link, language); });
    await tried('reads the trust page', () => readsTrust(engine, server.url, opened));
    await closeEarly(server.rooms, opened.plan.round);
    await tried('finds the receipt on the board, which holds', () => checksBoard(engine, server.url, opened, receipt));
    const site = await anOpenRound(server.rooms, { modes: ['tablet'], populations: [aPopulationPlan('officials', 12)] });
    const link = await registerTablet(server.rooms, { round: site.plan.round, population: 'officials', site: 'Port Nord', stratum: null, tokens: 3 });
    await tried('keeps a finished sheet on a tablet', () => usesTablet(engine, server.url + link.replace(/^https?:\/\/[^/]+/, '')));
  } finally {
    await server.close();
  }
  return faults;
}

const missing = missingPrograms();
if (missing.length > 0) {
  console.error(`Not here: ${missing.join(', ')}. Debian: apt-get install firefox-esr webkit2gtk-driver xvfb xauth fonts-noto-core`);
  process.exit(1);
}
const faults: string[] = [];
for (const start of [() => firefox(PROGRAMS.firefox), () => webkit(PROGRAMS)]) {
  const engine = await start();
  faults.push(...(await walk(engine).finally(() => engine.close())));
}
console.log(`\n${faults.length === 0 ? 'All walks hold.' : `${String(faults.length)} failed.`}`);
process.exit(faults.length === 0 ? 0 : 1);
