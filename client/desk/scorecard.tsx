// The scorecard of a release: what it is, the overall marks, the comparison on shared questions, each population by
// itself, and the rules behind the figures. Nothing is computed here: the release holds every figure.
import type { ReactElement } from 'react';
import { paths } from '../../shared/api/round.ts';
import type { Release } from '../../shared/results/release.ts';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { Compare } from './compare.tsx';
import type { ScoreScale } from './numbers.ts';
import { Overall } from './overall.tsx';
import { PopulationSection, populationAnchor } from './population-section.tsx';
import { PublicBoard, hasPublicBoard } from './public-board.tsx';
import { ScaleSwitch } from './scale-switch.tsx';
import { populationName } from './score-rows.ts';
import { GivenText } from './result-text.tsx';
import { useSpeech } from './speech.ts';
import { useUnfoldedPrint } from './use-unfolded-print.ts';

function Actions({ release }: { readonly release: Release }): ReactElement {
  const { say } = useSpeech();
  return (
    <p className="actions unprinted">
      <a className="button quiet" href={paths.releaseCsv(release.round)} download={`${release.round}.csv`}>
        {say('scorecard.csv')}
      </a>
      <a className="button quiet" href={paths.release(release.round)} download={`${release.round}.json`}>
        {say('scorecard.json')}
      </a>
      <button className="button quiet" type="button" onClick={() => window.print()}>
        {say('scorecard.print')}
      </button>
    </p>
  );
}

function Contents({ release }: { readonly release: Release }): ReactElement {
  const speech = useSpeech();
  const { say } = speech;
  // The focus goes along, so that the next Tab and a screen reader continue there.
  const go = (id: string): void => {
    const place = document.getElementById(id);
    place?.scrollIntoView();
    place?.focus({ preventScroll: true });
  };
  const places = [
    { id: 'overall', title: say('overall.title') },
    ...(release.populations.length > 1 ? [{ id: 'compare', title: say('compare.title') }] : []),
    ...release.populations.map((result) => ({ id: populationAnchor(result), title: populationName(result, speech) })),
    ...(hasPublicBoard(release) ? [{ id: 'board', title: say('board.title') }] : []),
  ];
  return (
    <nav className="contents unprinted" aria-label={say('scorecard.contents')}>
      {places.map(({ id, title }) => (
        <button key={id} type="button" className="link" onClick={() => go(id)}>
          {title}
        </button>
      ))}
    </nav>
  );
}

function Rules({ release }: { readonly release: Release }): ReactElement {
  const { say, numbers } = useSpeech();
  const { rule, analysis, survey, version, manifest, threshold } = release;
  return (
    <footer className="rules">
      <p>{say('method.threshold', { threshold: numbers.count(threshold) })}</p>
      <p>{say('method.rule', { rule, analysis, survey, version: String(version) })}</p>
      {manifest !== null && (
        <p>
          <bdi className="code">{say('method.manifest', { hash: manifest })}</bdi>
        </p>
      )}
    </footer>
  );
}

export function Scorecard(props: { readonly release: Release; readonly choose: (scale: ScoreScale) => void }): ReactElement {
  const { say } = useSpeech();
  const { release } = props;
  useUnfoldedPrint();
  return (
    <article className="scorecard">
      <header>
        <p className="kicker"><GivenText texts={release.administrationName} /></p>
        <ScreenHeading><GivenText texts={release.title} /></ScreenHeading>
        {release.demonstration === true && <p className="notice warn">{say('scorecard.demonstration')}</p>}
        <Actions release={release} />
        <Contents release={release} />
        <ScaleSwitch choose={props.choose} />
      </header>
      <Overall release={release} />
      <Compare release={release} />
      {release.populations.map((result, index) => (
        <PopulationSection key={populationAnchor(result)} result={result} index={index} several={release.populations.length > 1} />
      ))}
      <PublicBoard release={release} />
      <Rules release={release} />
    </article>
  );
}
