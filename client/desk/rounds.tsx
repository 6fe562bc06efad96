// The rounds that the account may see. A round that isn't closed says so and nothing more: no live results, no counts.
import type { ReactElement } from 'react';
import type { RoundSummary } from '../../shared/api/desk.ts';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { linkTo } from './route.ts';
import { GivenText } from './result-text.tsx';
import { useSpeech } from './speech.ts';

function RoundCard({ round }: { readonly round: RoundSummary }): ReactElement {
  const { say, text, day, sayIf } = useSpeech();
  const over = round.state === 'closed' || round.state === 'released';
  const facts = [
    say('rounds.version', { survey: round.survey.toUpperCase(), version: String(round.version) }),
    ...round.populations.map((population) => sayIf(`population.${population}`, population)),
    ...round.modes.map((mode) => say(`mode.${mode}`)),
  ];
  return (
    <li className="round">
      <div>
        <p className="kicker"><GivenText texts={round.administrationName} /></p>
        <h2><GivenText texts={round.title} /></h2>
        <p className="hint">{facts.join(' · ')}</p>
        <p className="hint">{say(over ? 'rounds.ended' : 'rounds.until', { day: day(round.sendingEnds) })}</p>
      </div>
      <div className="round-end">
        <span className={`state ${round.state}`}>{say(`state.${round.state}`)}</span>
        {round.hasRelease ? (
          <a className="button" href={linkTo({ page: 'scorecard', round: round.round })} aria-label={`${say('rounds.open')}: ${text(round.title)}, ${text(round.administrationName)}`}>
            {say('rounds.open')}
          </a>
        ) : (
          <span className="hint">{say('rounds.noRelease')}</span>
        )}
        {round.hasRelease && (
          <a href={`/board/#r=${round.round}`} target="_blank" rel="noreferrer noopener" aria-label={`${say('board.open')}: ${text(round.title)}, ${text(round.administrationName)}`}>
            {say('board.open')}
          </a>
        )}
      </div>
    </li>
  );
}

export function Rounds({ rounds }: { readonly rounds: readonly RoundSummary[] }): ReactElement {
  const { say } = useSpeech();
  return (
    <>
      <ScreenHeading>{say('rounds.title')}</ScreenHeading>
      {rounds.length === 0 ? (
        <p className="notice">{say('rounds.none')}</p>
      ) : (
        <ul className="rounds">
          {rounds.map((round) => (
            <RoundCard key={round.round} round={round} />
          ))}
        </ul>
      )}
    </>
  );
}
