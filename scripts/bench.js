// npm run bench [-- --seed N --OPTION NAME…]: runs each benchmark of bench/ (or those named) as a process of its own. Each
// prints its ratio to a named limit or peer of the same run and fails when the two sides' answers differ.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const words = process.argv.slice(2);
const seedAt = words.indexOf('--seed');
const seed = seedAt < 0 ? '20260101' : words[seedAt + 1];
const named = words.filter((word, index) => !word.startsWith('--') && (seedAt < 0 || index !== seedAt + 1));
const options = words.filter((word, index) => word.startsWith('--') && index !== seedAt);
const all = readdirSync('bench').filter((file) => file.endsWith('.ts'));
const chosen = named.length === 0 ? all : all.filter((file) => named.includes(file.replace(/\.ts$/, '')));
if (chosen.length === 0) {
  console.error(`No such benchmark. There are: ${all.map((file) => file.replace(/\.ts$/, '')).join(', ')}`);
  process.exit(2);
}
const failed = chosen.filter((file) => {
  console.log(`\n— ${file} (seed ${seed})`);
  return spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', `bench/${file}`, '--seed', seed, ...options], { stdio: 'inherit' }).status !== 0;
});
console.log(`\n${chosen.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
