// The counts of a closed round: people and cards, per population and frame. And before close the day's rounded figure.
import type { ReactElement } from 'react';
import type { Board, Excluded, Participation } from '../../shared/credential/board.ts';
import { CountTable } from './count-table.tsx';
import { useSpeech } from './speech.ts';
import type { Speech } from './speech.ts';

const sum = (excluded: readonly Excluded[]): number => excluded.reduce((total, { sheets }) => total + sheets, 0);

/** How many sheets were left out, with the reasons as the engine names them. */
function Left(props: { readonly excluded: readonly Excluded[]; readonly speech: Speech }): ReactElement {
  const total = sum(props.excluded);
  if (total === 0) return <>{props.speech.number(0)}</>;
  const reasons = props.excluded.map(({ reason, sheets }) => `${reason} ${String(sheets)}`).join(', ');
  return (
    <>
      {props.speech.number(total)}{' '}
      <bdi dir="ltr" className="reason">
        {reasons}
      </bdi>
    </>
  );
}

export function Counts(props: { readonly board: Board }): ReactElement {
  const speech = useSpeech();
  const { say, number, way } = speech;
  const { frames, strays } = props.board;
  const withCodes = frames.flatMap(({ population, frame, codes }) => (codes === null ? [] : [{ name: way(population, frame), codes }]));
  const tellsDestroyed = frames.some(({ destroyed }) => destroyed !== undefined);
  const people = frames.map(({ population, frame, invited, reissued, issued, accepted, excluded, destroyed }) => ({
    name: way(population, frame),
    cells: [invited === null ? say('counts.unknown') : number(invited), number(reissued), number(issued), number(accepted), <Left key="left" excluded={excluded} speech={speech} />, ...(tellsDestroyed ? [destroyed === undefined ? '' : number(destroyed)] : [])],
  }));
  return (
    <section className="card" aria-labelledby="counts-title">
      <h2 id="counts-title">{say('counts.title')}</h2>
      <CountTable
        caption={say('counts.title')}
        first={say('counts.group')}
        measures={[say('counts.invited'), say('counts.reissued'), say('counts.issued'), say('counts.accepted'), say('counts.excluded'), ...(tellsDestroyed ? [say('counts.destroyed')] : [])]}
        rows={people}
      />
      {strays.length > 0 && <p>{say('counts.strays', { count: sum(strays) })}</p>}
      <p className="hint">{say('counts.explain')}</p>
      {withCodes.length > 0 && (
        <>
          <h3>{say('cards.title')}</h3>
          <CountTable
            caption={say('cards.title')}
            first={say('counts.group')}
            measures={[say('cards.made'), say('cards.handedOut'), say('cards.cancelled'), say('cards.used')]}
            rows={withCodes.map(({ name, codes }) => ({ name, cells: [codes.made, codes.handedOut, codes.cancelled, codes.used].map(number) }))}
          />
          <p className="hint">{say('cards.explain')}</p>
        </>
      )}
    </section>
  );
}

export function ParticipationFigure(props: { readonly figure: Participation }): ReactElement {
  const { say, day, number, way } = useSpeech();
  const rows = props.figure.frames.map(({ population, frame, invited, sheets }) => ({
    name: way(population, frame),
    cells: [invited === null ? say('counts.unknown') : number(invited), sheets === null ? say('participation.hidden') : number(sheets)],
  }));
  return (
    <section className="card" aria-labelledby="participation-title">
      <h2 id="participation-title">{say('participation.title')}</h2>
      <p>{say('participation.lead', { day: day(props.figure.day) })}</p>
      <CountTable caption={say('participation.title')} first={say('counts.group')} measures={[say('counts.invited'), say('participation.sheets')]} rows={rows} />
    </section>
  );
}
