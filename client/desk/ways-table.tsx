// How many sheets came by which way in, from the public board. A way is a frame: what its key tells apart, and no finer;
// paper is counted with cards, help at a tablet with tablets. An open link is a part of its own and has no share here.
import type { ReactElement } from 'react';
import type { Board, BoardFrame } from '../../shared/credential/board.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { FigureTable } from './figure-table.tsx';
import type { FigureColumn } from './figure-table.tsx';
import { useSpeech } from './speech.ts';

const isApart = ({ frame }: BoardFrame): boolean => frame === 'open-link';

/** Of a population's counted sheets that are not from an open link; null where there are none. */
function shareOf(board: Board, { population, frame, accepted }: BoardFrame): number | null {
  const all = board.frames.filter((one) => one.population === population && !isApart(one)).reduce((sum, one) => sum + one.accepted, 0);
  return frame === 'open-link' || all === 0 ? null : accepted / all;
}

export function WaysTable({ board, populations }: { readonly board: Board; readonly populations: readonly PopulationResult[] }): ReactElement {
  const { say, sayIf, numbers } = useSpeech();
  const order = (frame: BoardFrame): number => populations.findIndex(({ population }) => population === frame.population);
  const frames = [...board.frames].sort((one, other) => order(one) - order(other));
  const columns: readonly FigureColumn<BoardFrame>[] = [
    { title: say('ways.invited'), of: ({ invited }) => (invited === null ? say('method.unknown') : numbers.count(invited)) },
    { title: say('ways.issued'), of: ({ issued }) => numbers.count(issued) },
    { title: say('ways.accepted'), of: ({ accepted }) => numbers.count(accepted) },
    { title: say('ways.share'), of: (frame) => { const share = shareOf(board, frame); return isApart(frame) ? say('ways.apart') : share === null ? null : numbers.share(share); } },
  ];
  const name = ({ population, frame }: BoardFrame): string => say('ways.name', { population: sayIf(`population.${population}`, population), frame: say(`frame.${frame}`) });
  return (
    <>
      <h3>{say('ways.title')}</h3>
      <p className="hint">{say('ways.lead')}</p>
      <FigureTable caption={say('ways.title')} first={say('ways.group')} columns={columns} rows={frames} codeOf={({ population, frame }) => `${population}/${frame}`} nameOf={name} />
    </>
  );
}
