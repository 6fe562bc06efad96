// The checker against survey-core, on the 41-question sheet of customs officials: sheets per second by the same function
// that the server calls, over those of a reused survey-core model that is assigned each sheet and validates it.
// Interleaved batches and medians; fails under 500 × or where the two verdicts differ on any sheet.
//   node --import tsx bench/checker.ts [--seed N] [--questionnaire cips/1/officials]
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { SurveyModel } from 'survey-core';
import { unflattenAnswers } from '../client/surveyjs/flatten-answers.ts';
import { surveyJson } from '../client/surveyjs/survey-json.ts';
import { compileChecker } from '../shared/questionnaire/answer-checker.ts';
import type { Answers } from '../shared/questionnaire/answers.ts';
import { aSurveyForm } from '../test/support/a-cips-form.ts';
import { randomSheets } from '../test/support/random-sheets.ts';

const WANTED = 500;
const BATCHES = 9;
const SHEETS = 200;
/** The checker is too quick to time on 200 sheets: it goes over them this often in a batch. */
const ROUNDS = 100;

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '20260101' }, questionnaire: { type: 'string', default: 'cips/1/officials' } },
});
const form = aSurveyForm(values.questionnaire);
const model = new SurveyModel(surveyJson(form));
const check = compileChecker(form);
const required = form.pages.flatMap((page) => page.elements).find((element) => 'isRequired' in element && element.isRequired === true)?.name;

/** Valid sheets, and every tenth without the required filter: both sides must tell which are which. */
const sheets = randomSheets(form, Number(values.seed), SHEETS).map((sheet, index): Answers => {
  if (index % 10 !== 0 || required === undefined) return sheet;
  return Object.fromEntries(Object.entries(sheet).filter(([code]) => code !== required));
});
const data = sheets.map((sheet) => unflattenAnswers(form, sheet));

function surveyCoreVerdict(sheet: Record<string, unknown>): boolean {
  model.data = sheet;
  return model.validate(false) === true;
}

const median = (numbers: readonly number[]): number => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

function sheetsPerSecond(count: number, work: () => void): number {
  const before = performance.now();
  work();
  return (count / (performance.now() - before)) * 1000;
}

// Sheets without their filter have followers that routing now hides: the checker refuses them for that too.
const differing = sheets.filter((sheet, index) => check(sheet).ok !== surveyCoreVerdict(structuredClone(data[index] ?? {})));
const refused = sheets.filter((sheet) => !check(sheet).ok).length;

let passed = 0;
const checker: number[] = [];
const surveyCore: number[] = [];
for (let batch = 0; batch < BATCHES; batch += 1) {
  const copies = data.map((sheet) => structuredClone(sheet));
  surveyCore.push(sheetsPerSecond(SHEETS, () => copies.forEach((sheet) => void surveyCoreVerdict(sheet))));
  checker.push(
    sheetsPerSecond(SHEETS * ROUNDS, () => {
      for (let round = 0; round < ROUNDS; round += 1) for (const sheet of sheets) if (check(sheet).ok) passed += 1;
    }),
  );
}

const ratio = median(checker) / median(surveyCore);
const counted = passed === (SHEETS - refused) * ROUNDS * BATCHES;
console.log(`${form.items.length} items, ${SHEETS} sheets (${refused} refused), ${BATCHES} batches, medians`);
console.log(`checker     ${Math.round(median(checker)).toLocaleString('en')} sheets/s`);
console.log(`survey-core ${Math.round(median(surveyCore)).toLocaleString('en')} sheets/s`);
console.log(`ratio       ${Math.round(ratio).toLocaleString('en')} (at least ${WANTED} is wanted)`);
if (differing.length > 0 || !counted) console.error(`verdicts differ on ${differing.length} sheets`);
process.exitCode = ratio >= WANTED && differing.length === 0 && counted ? 0 : 1;
