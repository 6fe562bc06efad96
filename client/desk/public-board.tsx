// The public board that belongs to these results: what a coordinator prints and reads out, so that anybody can tell this
// board from another, and how many sheets came by which way. The board is fetched as everybody gets it and compared with
// the fingerprint that the release was given when it was counted: both could be wrong only together.
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { boardOf } from '../credential/verify-board.ts';
import { sha256 } from '../credential/webcrypto.ts';
import { getBoardText } from '../api/board.ts';
import { EightWords, DigitsOf, useEightNumbers } from '../ui/eight-words.tsx';
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import type { Board } from '../../shared/credential/board.ts';
import { utf8 } from '../../shared/credential/bytes.ts';
import type { Release } from '../../shared/results/release.ts';
import { useSpeech } from './speech.ts';
import { WaysTable } from './ways-table.tsx';

type Found = { readonly kind: 'loading' | 'lost' | 'other' } | { readonly kind: 'same'; readonly board: Board };

async function findBoard(round: string, fingerprint: string): Promise<Found> {
  const reply = await getBoardText(round);
  if (reply.kind === 'lost') return { kind: 'lost' };
  const text = reply.kind === 'done' ? reply.text : '';
  const board = encodeBase64url(await sha256(utf8(text))) === fingerprint ? boardOf(text) : null;
  return board === null ? { kind: 'other' } : { kind: 'same', board };
}

function useBoard(round: string, fingerprint: string): readonly [Found, () => void] {
  const [found, setFound] = useState<Found>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    setFound({ kind: 'loading' });
    void findBoard(round, fingerprint).then((next) => (wanted ? setFound(next) : undefined), () => setFound({ kind: 'lost' }));
    return () => {
      wanted = false;
    };
  }, [round, fingerprint, attempt]);
  return [found, () => setAttempt(attempt + 1)];
}

function Verdict({ found, again }: { readonly found: Found; readonly again: () => void }): ReactElement {
  const { say } = useSpeech();
  if (found.kind === 'same') return <p className="notice good">{say('board.same')}</p>;
  if (found.kind === 'other') return <p className="notice danger">{say('board.other')}</p>;
  return (
    <p className="hint">
      {say(found.kind === 'loading' ? 'page.loading' : 'board.lost')}{' '}
      {found.kind === 'lost' && (
        <button type="button" className="link unprinted" onClick={again}>
          {say('page.retry')}
        </button>
      )}
    </p>
  );
}

/** Digits alone: the eight words are the survey's, and a second list of words would make people doubt the first. */
function Fingerprint({ fingerprint }: { readonly fingerprint: string }): ReactElement {
  const { say } = useSpeech();
  const numbers = useEightNumbers(fingerprint);
  return (
    <>
      <h3>{say('board.fingerprint')}</h3>
      <p>{numbers === null ? say('page.loading') : <DigitsOf numbers={numbers} />}</p>
      <p className="hint">
        {say('board.whole')}{' '}
        <bdi dir="ltr" className="digits code">
          {fingerprint}
        </bdi>
      </p>
    </>
  );
}

function BoardOf({ release, fingerprint }: { readonly release: Release; readonly fingerprint: string }): ReactElement {
  const { say, language } = useSpeech();
  const { round, manifest } = release;
  const [found, again] = useBoard(round, fingerprint);
  return (
    <>
      <p>{say('board.lead')}</p>
      <p className="unprinted">
        <a href={`/board/#r=${round}${manifest === null ? '' : `&m=${manifest}`}`} target="_blank" rel="noreferrer noopener">
          {say('board.open')}
        </a>
      </p>
      <div role="status">
        <Verdict found={found} again={again} />
      </div>
      <Fingerprint fingerprint={fingerprint} />
      {manifest !== null && (
        <>
          <h3>{say('board.words')}</h3>
          <EightWords hash={manifest} language={language} busy={say('page.loading')} digits={say('board.digits')} />
        </>
      )}
      {found.kind === 'same' && <WaysTable board={found.board} populations={release.populations} />}
    </>
  );
}

/** Not where a release was counted without a board and had one way in. */
export const hasPublicBoard = ({ board, mixedWays }: Release): boolean => board !== undefined || mixedWays !== undefined;

export function PublicBoard({ release }: { readonly release: Release }): ReactElement | null {
  const { say } = useSpeech();
  const { board, mixedWays } = release;
  if (!hasPublicBoard(release)) return null;
  return (
    <section id="board" tabIndex={-1} aria-labelledby="board-title">
      <h2 id="board-title">{say('board.title')}</h2>
      {board !== undefined && <BoardOf release={release} fingerprint={board} />}
      {mixedWays !== undefined && (
        <p>
          <strong>{say('ways.once')}</strong> {say(`mixed.${mixedWays}`)}
        </p>
      )}
    </section>
  );
}
