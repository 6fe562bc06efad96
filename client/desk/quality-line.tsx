// Signs of careless answering in one line, and where they would matter. Nobody is left out for them.
import type { ReactElement } from 'react';
import { factorKey } from '../../shared/questionnaire/text-keys.ts';
import type { Count, PopulationResult } from '../../shared/results/population-result.ts';
import { figureWords } from './figure-words.ts';
import { useSpeech } from './speech.ts';

export function QualityLine({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say, numbers, resultText, language } = useSpeech();
  const { quality } = result;
  if (quality === undefined) return null;
  const count = (number: Count): string => (number.status === 'counted' ? numbers.count(number.n) : figureWords(number, 'points', numbers, say).value.toLocaleLowerCase(language));
  const sheets = count(quality.flagged);
  const name = (code: string): string => (code === 'overall' ? say('overall.title') : resultText(result, factorKey(code)));
  const telling = quality.withoutFlagged.filter(({ isAnnounced, difference }) => isAnnounced && difference !== null);
  return (
    <p>
      {say('quality.line', { sheets })} {say('quality.kinds', { lines: count(quality.straightLines), spread: count(quality.noSpread) })}{' '}
      {quality.contradictions !== undefined && say('quality.contradictions', { count: count(quality.contradictions) })} {telling.map(({ code, difference }) => say('quality.matters', { factor: name(code), difference: numbers.score(difference ?? 0) })).join(' ')}
    </p>
  );
}
