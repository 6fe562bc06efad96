// Writes the list of functions in analysis/README.md from the docstrings, so that the list and the code can't part.
// Run after adding a function: node_modules/.bin/tsx scripts/write-analysis-readme.ts. A test fails while a function is missing there.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../analysis/', import.meta.url);
const readme = new URL('README.md', folder);
export const MARK = '## Functions\n';

/** First sentence of a docstring, on one line. */
function firstSentence(docstring: string): string {
  const text = docstring.replaceAll(/^\s*\*( |$)/gm, '').replaceAll(/\s+/g, ' ').trim();
  return (/^.*?[.;:](?= [A-Z]| R:|$)/.exec(text)?.[0] ?? text).replace(/[.;:]$/, '').replaceAll('|', '\\|');
}

/** `file — function: meaning` of every exported function that has a docstring. */
export function functionList(): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')).sort();
  const lines = files.flatMap((name) => {
    const source = readFileSync(new URL(name, folder), 'utf8');
    const found = [...source.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport (?:function (\w+)|const (\w+)[^=]*= (?:\(|<))/g)];
    if (found.length === 0) return [];
    return [`\n**${name}**`, ...found.map((match) => `- \`${match[2] ?? match[3] ?? ''}\` — ${firstSentence(match[1] ?? '')}`)];
  });
  return `${lines.join('\n')}\n`;
}

if (process.argv[1]?.endsWith('write-analysis-readme.ts') === true) {
  const [head = ''] = readFileSync(readme, 'utf8').split(MARK);
  writeFileSync(readme, `${head}${MARK}${functionList()}`);
}
