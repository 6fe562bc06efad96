// The distribution of an item: a stacked bar for an ordered scale, single bars for a multiple choice, and below it the
// list of every point with its label and share, which is the accessible twin. Hidden points are words, not gaps.
import type { ReactElement } from 'react';
import type { ItemResult } from '../../shared/results/item-result.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { missingKey, pointKey } from '../../shared/questionnaire/text-keys.ts';
import { figureWords } from './figure-words.ts';
import { barSegments } from './share-segments.ts';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';

const WIDTH = 480;

function Bar({ item }: { readonly item: ItemResult }): ReactElement | null {
  const { direction } = useSpeech();
  const segments = barSegments(item);
  if (segments.length === 0) return null;
  const place = (start: number, share: number): number => (direction === 'rtl' ? 1 - start - share : start) * WIDTH;
  return (
    <svg className="share-bar" viewBox={`0 0 ${String(WIDTH)} 18`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {segments.map(({ point, tone, start, share }) => (
        <rect key={point} className={`tone-${tone}`} x={place(start, share)} y={0} width={Math.max(share * WIDTH - 1, 0)} height={18} />
      ))}
    </svg>
  );
}

export function ShareBar({ result, item }: { readonly result: PopulationResult; readonly item: ItemResult }): ReactElement | null {
  const { say, numbers } = useSpeech();
  if (item.distribution.length === 0) return null;
  const texts = result.languages[0]?.texts ?? {};
  const keyOf = (point: string | number): string => (pointKey(item.scale, point) in texts ? pointKey(item.scale, point) : missingKey(String(point)));
  const tones = new Map(barSegments(item).map(({ point, tone }) => [point, tone]));
  return (
    <div className="shares">
      <Bar item={item} />
      <ul>
        {item.distribution.map(({ point, share }) => {
          const words = figureWords(share, 'share', numbers, say);
          return (
            <li key={point}>
              <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" focusable="false" className="share-bar sign">
                <rect className={`tone-${tones.get(point) ?? 'none'}`} width="10" height="10" />
              </svg>
              <ResultText result={result} of={keyOf(point)} /> <strong>{words.value}</strong>
              {words.known ? null : <span className="reason">{words.reason}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
