// The analysis runs unchanged in a page: built without any stand-in for Node, it prints there what Node prints.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { aHarbour, aRandom } from '../support/random-columns.ts';
import { scoredAnywhere } from '../support/scored-anywhere.ts';
import type { Answers } from '../support/scored-anywhere.ts';
import { launch, withBrowser } from './a-browser.ts';

const BUILD = `
  import { build } from 'esbuild';
  const { outputFiles: [file] } = await build({ entryPoints: [process.argv[1]], bundle: true, write: false, platform: 'browser', format: 'iife', globalName: 'spid' });
  process.stdout.write(file.text);
`;

/** The entry as one script that a page understands. A module of Node in it fails the build. */
const scriptOf = (entry: URL): string => execFileSync(process.execPath, ['--input-type=module', '-e', BUILD, fileURLToPath(entry)], { encoding: 'utf8', cwd: fileURLToPath(new URL('../..', import.meta.url)), maxBuffer: 64 * 1024 * 1024 });

function someAnswers(): Answers {
  const { form, columns } = aHarbour(400, 31);
  const random = aRandom(8);
  return { form, items: columns.items.map((bytes) => [...bytes]), choices: [...columns.choices].map(([index, points]) => [index, points.map((bytes) => [...bytes])]), weights: Array.from({ length: columns.rows }, () => 0.5 + random()) };
}

withBrowser('analysis/ in a page', () => {
  it('comes to the same scorecard as in Node, to every digit, bootstraps included', async () => {
    const script = scriptOf(new URL('../support/scored-anywhere.ts', import.meta.url));
    const answers = JSON.stringify(someAnswers());
    const browser = await launch();
    try {
      const page = await browser.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      await page.addScriptTag({ content: script });
      expect(faults).toEqual([]);
      const inPage = await page.evaluate<string>(`spid.scoredAnywhere(${answers})`);
      expect(inPage).toContain('"drivers":{"outcome":"Q_FAIR","result":{"status":"computed"');
      expect(JSON.parse(inPage)).toEqual(JSON.parse(scoredAnywhere(JSON.parse(answers) as Answers)));
    } finally {
      await browser.close();
    }
  });
});
