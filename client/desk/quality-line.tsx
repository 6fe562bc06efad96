// Signs of careless answering in one line, and where they would matter. Nobody is left out for them.
import type { ReactElement } from 'react';
import { factorKey } from '../../shared/questionnaire/text-keys.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { figureWords } from './figure-words.ts';
import { useSpeech } from './speech.ts';

export function QualityLine({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say, numbers, resultText } = useSpeech();
  const { quality } = result;
  if (quality === undefined) return null;
  const sheets = quality.flagged.status === 'counted' ? numbers.count(quality.flagged.n) : figureWords(quality.flagged, 'points', numbers, say).value;
  const name = (code: string): string => (code === 'overall' ? say('overall.title') : resultText(result, factorKey(code)));
  const telling = quality.withoutFlagged.filter(({ isAnnounced, difference }) => isAnnounced && difference !== null);
  return (
    <p>
      {say('quality.line', { sheets })} {telling.map(({ code, difference }) => say('quality.matters', { factor: name(code), difference: numbers.score(difference ?? 0) })).join(' ')}
    </p>
  );
}
