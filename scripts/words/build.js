// Makes shared/credential/words/*.json, the lists behind the eight words. Run once; the lists never change afterwards,
// because printed words would read otherwise: `node scripts/words/build.js ARABIC.dic BIP39_FOLDER`.
// ARABIC.dic: Ayaspell's word list (Debian: hunspell-ar), used only to prove the spelling of our own candidates.
// BIP39_FOLDER: the folder `wordlists` of the npm package @scure/bip39 (MIT), the source of the other four.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SIZE = 2048;
const target = new URL('../../shared/credential/words/', import.meta.url);
const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8').split(/\s+/).filter(Boolean);
const save = (language, words) => writeFileSync(new URL(`${language}.json`, target), `${JSON.stringify(words, null, 0).replace(/","/g, '",\n"')}\n`);

/** Letters that differ by dots alone are one letter here: a bad print loses dots. */
const skeleton = (word) => word.replace(/[تثني]/g, 'ب').replace(/[جخ]/g, 'ح').replace(/ذ/g, 'د').replace(/ز/g, 'ر').replace(/ش/g, 'س').replace(/ض/g, 'ص').replace(/ظ/g, 'ط').replace(/غ/g, 'ع').replace(/ق/g, 'ف');

function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[other.length];
}

/** Words that can't be mistaken first, then those one letter (not one dot) from another, until there are enough. */
function arabic(dictionary) {
  const known = new Set(readFileSync(dictionary, 'utf8').split('\n').map((line) => line.split('/')[0].trim().replace(/[\u064b-\u0652]/g, '')));
  const leftOut = new Set(read('arabic-left-out.txt'));
  const bySkeleton = new Map();
  for (const word of read('arabic-candidates.txt')) {
    const plain = /^[ابتثجحخدذرزسشصضطظعغفقكلمنهوي]{3,7}$/.test(word) && !word.endsWith('ه');
    if (plain && known.has(word) && !leftOut.has(word) && !bySkeleton.has(skeleton(word))) bySkeleton.set(skeleton(word), word);
  }
  const words = [...bySkeleton.values()];
  const chosen = [];
  for (const word of words) if (chosen.every((other) => distance(word, other) > 1)) chosen.push(word);
  console.log(`ar: ${String(words.length)} candidates, ${String(chosen.length)} at least two letters apart`);
  for (const word of words) if (chosen.length < SIZE && !chosen.includes(word)) chosen.push(word);
  if (chosen.length < SIZE) throw new Error(`only ${String(chosen.length)} Arabic words`);
  return chosen.slice(0, SIZE).sort();
}

const [dictionary, bip39] = process.argv.slice(2);
if (dictionary === undefined || bip39 === undefined) throw new Error('usage: node scripts/words/build.js ARABIC.dic BIP39_FOLDER');
mkdirSync(target, { recursive: true });
save('ar', arabic(dictionary));
for (const [language, name] of [['en', 'english'], ['fr', 'french'], ['es', 'spanish'], ['pt', 'portuguese']]) {
  const { wordlist } = await import(pathToFileURL(join(bip39, `${name}.js`)).href);
  save(language, wordlist.map((word) => word.normalize('NFC')));
}
