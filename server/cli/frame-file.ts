// The frame of a file of answers: a CSV of `stratum,size` with, if known, `issued`: how many people each stratum has and
// how many codes it was given; `psus` counts its clusters, where clusters were drawn. One line per stratum; an empty size means that nobody knows.
import { readFileSync } from 'node:fs';
import { BadCsv } from './csv/csv-problem.ts';
import { namesOf, separatorOf } from './csv/header.ts';

export type FrameStratum = { readonly code: string; readonly size: number | null; readonly codes: number | null; readonly clusters: number | null; /** Its line in the file, as a spreadsheet counts. */ readonly row: number };

const CODE = /^[a-z0-9][a-z0-9-]{0,47}$/;

function bad(path: string, row: number, column: string, problem: string, remedy: string): never {
  throw new BadCsv([{ row, column, problem, remedy }], path);
}

function countOf(path: string, word: string | undefined, row: number, column: string): number | null {
  if (word === undefined || word === '') return null;
  if (!/^[0-9]{1,9}$/.test(word)) bad(path, row, column, 'is not a whole number', 'write a whole number, or leave it empty where nobody knows');
  return Number(word);
}

/** Reads a frame file. Throws BadCsv with row, column and remedy. */
export function readFrame(path: string): readonly FrameStratum[] {
  const lines = readFileSync(path, 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = lines[0] ?? '';
  const separator = separatorOf(header);
  const names = namesOf(header, separator);
  for (const name of ['stratum', 'size']) if (!names.includes(name)) bad(path, 1, name, 'is missing in the frame', 'begin the file with stratum,size,issued');
  const strata = lines.slice(1).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const fields = namesOf(line, separator);
    const field = (name: string): string | undefined => fields[names.indexOf(name)];
    const code = field('stratum') ?? '';
    if (!CODE.test(code)) bad(path, index + 2, 'stratum', 'is not a code', 'use lower-case letters, digits and hyphens');
    return [{ row: index + 2, code, size: countOf(path, field('size'), index + 2, 'size'), codes: countOf(path, field('issued'), index + 2, 'issued'), clusters: countOf(path, field('psus'), index + 2, 'psus') }];
  });
  const twice = strata.find(({ code }, index) => strata.findIndex((other) => other.code === code) !== index);
  if (twice !== undefined) bad(path, twice.row, 'stratum', 'stands twice in the frame', 'keep one line per stratum');
  return strata;
}
