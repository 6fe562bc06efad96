// What holds for the reader's own survey: who runs which part, and from which day on what is no longer possible.
import type { ReactElement } from 'react';
import type { Facts, Loading } from './load-facts.ts';
import { useSpeech } from './speech.ts';

function Days({ manifest }: { readonly manifest: NonNullable<Facts['manifest']> }): ReactElement {
  const { say, day } = useSpeech();
  return (
    <>
      {manifest.twoPhase && <li>{say('facts.twoPhase')}</li>}
      {manifest.mixedWays !== undefined && <li>{say(`facts.mixed.${manifest.mixedWays}`)}</li>}
      <li>{say('facts.drawing', { day: day(manifest.drawingEnds) })}</li>
      <li>{say('facts.objection', { day: day(manifest.objectionEnds) })}</li>
      <li>{say('facts.retention', { day: day(manifest.retentionDay) })}</li>
      <li>{say('facts.threshold', { threshold: manifest.disclosure.threshold })}</li>
    </>
  );
}

export function FactsPanel({ loading }: { readonly loading: Exclude<Loading, { kind: 'loading' }> }): ReactElement {
  const { say } = useSpeech();
  const { kind, facts } = loading;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{say('facts.title')}</h2>
      {kind !== 'known' && (
        <p className={`notice ${kind === 'forged' ? 'danger' : kind === 'failed' ? 'warn' : ''}`} role={kind === 'general' ? undefined : 'alert'}>
          {say(`facts.${kind}`)}
        </p>
      )}
      <ul>
        <li>{facts.split === null ? say('facts.one') : say('facts.split', facts.split)}</li>
        {facts.manifest !== null && <Days manifest={facts.manifest} />}
      </ul>
    </section>
  );
}
