// One question: its words, what it is worth, who answered what, who gave no valid answer and why.
import type { ReactElement } from 'react';
import type { ItemResult, MissingKind } from '../../shared/results/item-result.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { Figure } from './figure.tsx';
import { figureWords } from './figure-words.ts';
import { ShareBar } from './share-bar.tsx';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';

const KINDS: readonly MissingKind[] = ['dont-know', 'prefer-not-to-say', 'not-applicable', 'blank', 'not-shown'];

function Missing({ item }: { readonly item: ItemResult }): ReactElement | null {
  const { say, numbers } = useSpeech();
  if (item.missing.status === 'suppressed') {
    const words = figureWords(item.missing, 'share', numbers, say);
    return (
      <p className="missing">
        <strong>{say('items.missing')}</strong> {words.value} ({words.reason})
      </p>
    );
  }
  const { counts } = item.missing;
  const told = KINDS.filter((kind) => (counts[kind] ?? 0) > 0);
  if (told.length === 0) return null;
  return (
    <p className="missing">
      <strong>{say('items.missing')}</strong> {told.map((kind) => `${say(`missing.${kind}`)} ${numbers.count(counts[kind] ?? 0)}`).join(' · ')}
    </p>
  );
}

function Scores({ item }: { readonly item: ItemResult }): ReactElement | null {
  const { say } = useSpeech();
  if (item.scores === null) return null;
  return (
    <dl className="item-scores">
      <div>
        <dt>{say('figure.score')}</dt>
        <dd>
          <Figure figure={item.scores.score} unit="points" n />
        </dd>
      </div>
      <div>
        <dt>{say('figure.favourable')}</dt>
        <dd>
          <Figure figure={item.scores.favourable} unit="share" />
        </dd>
      </div>
      <div>
        <dt>{say('figure.neutral')}</dt>
        <dd>
          <Figure figure={item.scores.neutral} unit="share" />
        </dd>
      </div>
      <div>
        <dt>{say('figure.unfavourable')}</dt>
        <dd>
          <Figure figure={item.scores.unfavourable} unit="share" />
        </dd>
      </div>
    </dl>
  );
}

export function ItemCard({ result, item }: { readonly result: PopulationResult; readonly item: ItemResult }): ReactElement {
  const { say, numbers } = useSpeech();
  const tags = [
    say(`kind.${item.kind}`),
    ...(item.polarity === 'reversed' ? [say('items.reversed')] : []),
    ...(item.common ? [say('items.common')] : []),
    ...(item.sensitive ? [say('items.sensitive')] : []),
  ];
  return (
    <article className="item">
      <h5>
        <ResultText result={result} of={item.item} /> <bdi className="code">{item.item}</bdi>
      </h5>
      <p className="tags">{tags.join(' · ')}</p>
      <Scores item={item} />
      {item.indirect !== undefined && (
        <p className="pair">
          {say('indirect.share')} <Figure figure={item.indirect.prevalence} unit="share" n />
        </p>
      )}
      {item.indirect?.corrected !== undefined && (
        <p className="pair">
          {say('indirect.corrected')} <Figure figure={item.indirect.corrected.prevalence} unit="share" n />
          {item.indirect.corrected.attentive !== null && <span className="detail">{say('indirect.attentive', { share: numbers.share(item.indirect.corrected.attentive) })}</span>}
        </p>
      )}
      {item.scaleKind === 'text' ? <p>{say('items.text')}</p> : <ShareBar result={result} item={item} />}
      <Missing item={item} />
    </article>
  );
}
