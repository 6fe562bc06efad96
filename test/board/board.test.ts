// The board of a real round, made by the real server and checked from its public files alone: a true one holds whole,
// and every kind of tampering is found and named, even where all hashes beside it were rewritten.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { verifyBoard } from '../../client/credential/verify-board.ts';
import type { BoardQuestion, BoardReport } from '../../client/credential/verify-board.ts';
import { eightNumbers } from '../../client/credential/eight-words.ts';
import { Board, reissueCap } from '../../shared/credential/board.ts';
import type { BoardFile, BoardFrame } from '../../shared/credential/board.ts';
import { TOKEN_RECORD_BYTES } from '../../shared/credential/board-files.ts';
import { nextNotice } from '../../shared/credential/notices.ts';
import { codeCommitment } from '../../shared/credential/code-commitment.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { changeRecords, copyOf, fetchBoard, recordsIn, rewrite, sorted, sourceOf } from '../support/a-board.ts';
import type { BoardFiles } from '../support/a-board.ts';
import { aClosedRound } from '../support/a-closed-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { sha256 } from '../support/a-credential-round.ts';

const leaves = (board: Board): BoardFile => board.leaves;
const frameOf = (board: Board, population: string, frame: string): BoardFrame => {
  const found = board.frames.find((each) => each.population === population && each.frame === frame);
  if (found === undefined) throw new Error('no such frame');
  return found;
};
const tokensOf = (population: string, frame: string) => (board: Board): BoardFile => frameOf(board, population, frame).tokens;

/** Names of the failed checks with their first fault and place. */
const failures = (report: BoardReport): readonly string[] => report.checks.filter(({ ok }) => !ok).map(({ name, findings }) => `${name}: ${findings[0]?.fault ?? ''} ${findings[0]?.place ?? ''}`);

describe('the board of a real round', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let files: BoardFiles;
  let receipts: readonly string[] = [];
  const verify = (spoiled: BoardFiles, question: Partial<BoardQuestion> = {}): Promise<BoardReport> => verifyBoard(sourceOf(spoiled), { tokens: true, ...question });
  const spoil = async (change: (copy: BoardFiles) => void, question: Partial<BoardQuestion> = {}): Promise<readonly string[]> => {
    const copy = copyOf(files);
    change(copy);
    return failures(await verify(copy, question));
  };

  beforeAll(async () => {
    server = await aServer();
    ({ opened, receipts } = await aClosedRound(server));
    files = await fetchBoard(server.url, opened.plan.round);
  }, 120_000);
  afterAll(() => server.close());

  it('holds whole, with the counts of what really happened', async () => {
    const report = await verify(files, { manifest: { kind: 'hash', hash: opened.made.hash } });
    expect(failures(report)).toEqual([]);
    expect(report.holds).toBe(true);
    const board = Board.parse(JSON.parse(files.text));
    expect(board.frames.map(({ population, frame, invited, issued, accepted }) => [population, frame, invited, issued, accepted])).toEqual([
      ['officials', 'invited', 12, 7, 7], ['officials', 'card', 8, 5, 5], ['private-sector', 'invited', 6, 4, 4], ['private-sector', 'card', 4, 2, 2],
    ]);
    expect(board.notices.map(({ kind }) => kind)).toEqual(['paused', 'resumed', 'key-destroyed', 'closed']);
    expect(board.leaves.records).toBe(18);
    expect(frameOf(board, 'officials', 'card').codes).toMatchObject({ made: 8, handedOut: 8, cancelled: 0, used: 5 });
    expect(frameOf(board, 'officials', 'invited').codes).toBeNull();
  });

  it('holds every receipt that was given, typed in any case and without dashes', async () => {
    for (const receipt of receipts) {
      const report = await verify(files, { receipt: receipt.toLowerCase().replace(/-/g, ' '), tokens: false });
      expect(failures(report)).toEqual([]);
      expect(report.receiptAt).not.toBeNull();
    }
  });

  it('tells a receipt with a typing error from one that leads nowhere', async () => {
    const typed = receipts[0] ?? '';
    expect(await spoil(() => undefined, { receipt: typed.replace(/^./, (first) => (first === '7' ? '8' : '7')) })).toEqual(['receipt: mistyped receipt']);
    expect(await spoil(() => undefined, { receipt: '0000-0000-0000-0000-0000-0000' })).toEqual(['receipt: absent leaves']);
  });

  it('knows its manifest by hash and by the eight numbers, and refuses another', async () => {
    const numbers = await eightNumbers(opened.made.hash);
    expect(await spoil(() => undefined, { manifest: { kind: 'numbers', candidates: [[1, 2, 3, 4, 5, 6, 7, 8], numbers] } })).toEqual([]);
    expect(await spoil(() => undefined, { manifest: { kind: 'numbers', candidates: [[...numbers].reverse()] } })).toEqual(['manifest-named: other manifest']);
    expect(await spoil(() => undefined, { manifest: { kind: 'hash', hash: 'A'.repeat(43) } })).toEqual(['manifest-named: other manifest']);
  });

  it('finds a leaf that was removed, by number and root, and the person whose it was by the receipt', async () => {
    const gone = (copy: BoardFiles): void => changeRecords(copy, leaves, (records) => records.slice(1));
    expect(await spoil(gone)).toEqual(['leaves: number leaves.records', 'root: other root']);
    const report = await verify(files, { receipt: receipts[0] ?? '', tokens: false });
    const at = report.receiptAt ?? 0;
    const copy = copyOf(files);
    changeRecords(copy, leaves, (records) => records.filter((_, index) => index !== at));
    expect(failures(await verify(copy, { receipt: receipts[0] ?? '' }))).toContain('receipt: absent leaves');
  });

  it('finds a leaf that was added or changed', async () => {
    expect(await spoil((copy) => changeRecords(copy, leaves, (records) => sorted([...records, new Uint8Array(randomBytes(32))])))).toEqual(['leaves: number leaves.records', 'root: other root']);
    expect(await spoil((copy) => changeRecords(copy, leaves, (records) => sorted([new Uint8Array(randomBytes(32)), ...records.slice(1)])))).toEqual(['root: other root']);
  });

  it('finds leaves out of order or twice', async () => {
    expect(await spoil((copy) => changeRecords(copy, leaves, (records) => [...records].reverse()))).toEqual(['leaves: order leaves: record 2', 'root: other root']);
    expect(await spoil((copy) => changeRecords(copy, leaves, ([first, , ...rest]) => (first === undefined ? [] : [first, first, ...rest])))).toEqual(['leaves: twice leaves: record 2', 'root: other root']);
  });

  it('finds a part whose bytes changed or that is missing or cut, without a rewritten hash', async () => {
    const flip = (copy: BoardFiles, name: string): void => {
      const part = copy.parts.get(name);
      if (part !== undefined) part[40] = (part[40] ?? 0) ^ 1;
    };
    expect(await spoil((copy) => flip(copy, 'leaves.0.bin'))).toEqual(expect.arrayContaining(['leaves: changed leaves.0.bin', 'root: other root']));
    expect(await spoil((copy) => void copy.parts.delete('tokens-officials-card.0.bin'))).toEqual(['tokens: missing tokens-officials-card.0.bin']);
    expect(await spoil((copy) => void copy.parts.set('leaves.0.bin', copy.parts.get('leaves.0.bin')?.slice(0, -1) ?? new Uint8Array(0)))).toEqual(expect.arrayContaining(['leaves: number leaves.0.bin']));
  });

  it('finds a token moved to another frame or population of the round', async () => {
    const moved = await spoil((copy) => {
      const taken = recordsIn(copy, tokensOf('officials', 'card'))[0] ?? new Uint8Array(TOKEN_RECORD_BYTES);
      changeRecords(copy, tokensOf('officials', 'card'), (records) => records.slice(1));
      changeRecords(copy, tokensOf('officials', 'invited'), (records) => [...records, taken]);
      rewrite(copy, (board) => {
        frameOf(board, 'officials', 'card').accepted -= 1;
        frameOf(board, 'officials', 'invited').accepted += 1;
      });
    });
    expect(moved).toEqual(expect.arrayContaining(['tokens: not-signed tokens-officials-invited: record 8']));
    const swapped = await spoil((copy) => {
      const [one, other] = [recordsIn(copy, tokensOf('officials', 'invited')), recordsIn(copy, tokensOf('private-sector', 'invited'))];
      changeRecords(copy, tokensOf('officials', 'invited'), () => one.map((record, index) => (index === 0 ? (other[0] ?? record) : record)));
    });
    expect(swapped).toEqual(expect.arrayContaining([expect.stringMatching(/^tokens: not-signed tokens-officials-invited: record 1$/), expect.stringMatching(/^keys: twice tokens-private-sector-invited: record 1 = tokens-officials-invited: record 1$/)]));
  });

  it('finds a changed token, a changed key and a key that stands twice', async () => {
    const flipped = (at: number) => (records: Uint8Array[]): Uint8Array[] => records.map((record, index) => (index === 2 ? record.map((byte, offset) => (offset === at ? byte ^ 1 : byte)) : record));
    for (const at of [70, 200, TOKEN_RECORD_BYTES - 1]) {
      expect(await spoil((copy) => changeRecords(copy, tokensOf('officials', 'invited'), flipped(at)))).toEqual(['tokens: not-signed tokens-officials-invited: record 3']);
    }
    expect(await spoil((copy) => changeRecords(copy, tokensOf('officials', 'invited'), flipped(64)))).toEqual(expect.arrayContaining(['tokens: not-signed tokens-officials-invited: record 3']));
    const twice = await spoil((copy) => {
      changeRecords(copy, tokensOf('officials', 'invited'), ([first, , ...rest]) => (first === undefined ? [] : [first, first, ...rest]));
    });
    expect(twice).toEqual(['tokens: twice tokens-officials-invited: record 2', 'keys: twice tokens-officials-invited: record 2 = tokens-officials-invited: record 1']);
  });

  it('finds a raised count wherever it stands', async () => {
    const raise = (change: (frame: BoardFrame) => void): Promise<readonly string[]> => spoil((copy) => rewrite(copy, (board) => change(frameOf(board, 'officials', 'invited'))));
    expect(await raise((frame) => (frame.accepted += 1))).toEqual(['counts: too-many officials.invited.accepted', 'leaves: number leaves.records', 'tokens: number tokens-officials-invited: records']);
    expect(await raise((frame) => (frame.issued = 13))).toEqual(['counts: too-many officials.invited.issued']);
    expect(await raise((frame) => (frame.issued = 3))).toEqual(['counts: too-many officials.invited.accepted']);
    expect(await raise((frame) => (frame.invited = 200))).toEqual(['counts: number officials.invited.invited']);
    expect(await raise((frame) => (frame.reissued = reissueCap(12) + 1))).toEqual(['counts: too-many officials.invited.reissued']);
  });

  it('finds a changed byte of the manifest, even with its hash restated', async () => {
    const change = (board: Board): void => void (board.manifest = board.manifest.replace('"threshold":10', '"threshold":11'));
    expect(await spoil((copy) => rewrite(copy, change))).toEqual(['manifest: changed manifest']);
    const restated = await spoil(
      (copy) => rewrite(copy, (board) => {
        change(board);
        board.manifestHash = createHash('sha256').update(board.manifest).digest('base64url');
      }),
      { manifest: { kind: 'hash', hash: opened.made.hash } },
    );
    expect(restated).toEqual(['manifest-named: other manifest', 'notices: chain notices: notice 1']);
    expect(await spoil((copy) => rewrite(copy, (board) => void (board.manifest = ` ${board.manifest}`)))).toEqual(expect.arrayContaining(['manifest: changed manifest']));
  });

  it('finds a notice that was removed, reordered, changed or put in', async () => {
    const change = (of: (notices: Board['notices']) => Board['notices']): Promise<readonly string[]> => spoil((copy) => rewrite(copy, (board) => void (board.notices = of(board.notices))));
    expect(await change(([first, , ...rest]) => (first === undefined ? [] : [first, ...rest]))).toEqual(['notices: chain notices: notice 2']);
    expect(await change(([one, two, ...rest]) => (one === undefined || two === undefined ? [] : [two, one, ...rest]))).toEqual(['notices: chain notices: notice 1']);
    expect(await change((notices) => notices.slice(0, -1))).toEqual(['notices: changed noticesHead']);
    expect(await change((notices) => notices.map((notice, index) => (index === 1 ? { ...notice, day: '2020-01-01' } : notice)))).toEqual(['notices: chain notices: notice 3']);
    expect(await change((notices) => [...notices, ...notices.slice(-1)])).toEqual(['notices: chain notices: notice 5']);
  });

  it('takes a log that has grown since, and none that forgot, changed or broke', async () => {
    const board = Board.parse(JSON.parse(files.text));
    const later = await nextNotice(board.manifestHash, board.notices, { kind: 'other', day: '2027-01-01', texts: { en: 'later' }, details: {} }, sha256);
    const grown = [...board.notices, later];
    const checked = async (log: readonly unknown[]): Promise<readonly string[]> => failures(await verify(files, { log }));
    expect(await checked(grown)).toEqual([]);
    expect(await checked(board.notices)).toEqual([]);
    expect(await checked(grown.slice(1))).toEqual(['notices: changed log: notice 1']);
    expect(await checked(board.notices.slice(0, -1))).toEqual([`notices: changed log: notice ${String(board.notices.length)}`]);
    expect(await checked([...board.notices, { ...later, previous: 'A'.repeat(43) }])).toEqual([`notices: chain log: notice ${String(grown.length)}`]);
    expect(await checked(['no notice'])).toEqual(['notices: unreadable log']);
  });

  it('finds a frame that is missing, strange or listed twice', async () => {
    expect(await spoil((copy) => rewrite(copy, (board) => void board.frames.pop()))).toEqual(expect.arrayContaining(['frames: missing private-sector/card', 'leaves: number leaves.records']));
    expect(await spoil((copy) => rewrite(copy, (board) => (frameOf(board, 'officials', 'invited').frame = 'tablet')))).toEqual(expect.arrayContaining(['frames: missing officials/invited']));
    expect(await spoil((copy) => rewrite(copy, (board) => void board.frames.push(...board.frames.slice(0, 1))))).toEqual(expect.arrayContaining(['board: twice tokens-officials-invited', 'frames: twice officials/invited']));
  });

  it('shows who holds a card whether it was used, and finds codes that were never made or hidden', async () => {
    const codes = opened.codes.filter(({ population, frame }) => population === 'officials' && frame === 'card');
    const commitments = await Promise.all(codes.map(({ code }) => codeCommitment({ round: opened.plan.round, population: 'officials', frame: 'card', code }, sha256)));
    const used = recordsIn(files, (board) => frameOf(board, 'officials', 'card').codes?.usedCodes ?? board.leaves).map((record) => Buffer.from(record).toString('hex'));
    expect(commitments.map((commitment) => used.includes(Buffer.from(commitment).toString('hex')))).toEqual([true, true, true, true, true, false, false, false]);
    const usedCodes = (board: Board): BoardFile => frameOf(board, 'officials', 'card').codes?.usedCodes ?? board.leaves;
    const madeCodes = (board: Board): BoardFile => frameOf(board, 'officials', 'card').codes?.madeCodes ?? board.leaves;
    expect(await spoil((copy) => changeRecords(copy, usedCodes, ([, ...rest]) => sorted([new Uint8Array(randomBytes(32)), ...rest])))).toEqual([expect.stringMatching(/^codes: stranger used-codes-officials-card: record \d$/)]);
    expect(await spoil((copy) => changeRecords(copy, usedCodes, (records) => records.slice(1)))).toEqual(['codes: number used-codes-officials-card: records']);
    expect(await spoil((copy) => changeRecords(copy, madeCodes, (records) => sorted([...records.slice(1), new Uint8Array(randomBytes(32))])))).toEqual(expect.arrayContaining([expect.stringMatching(/^codes: other made-codes-officials-card: root$/)]));
    expect(await spoil((copy) => rewrite(copy, (board) => (frameOf(board, 'officials', 'card').codes = null)))).toEqual(['counts: missing officials.card.codes']);
  });

  it('names every fault of a board that is spoilt in three places at once', async () => {
    const failed = await spoil((copy) => {
      changeRecords(copy, leaves, (records) => records.slice(1));
      rewrite(copy, (board) => {
        board.notices.shift();
        frameOf(board, 'private-sector', 'card').issued = 99;
      });
    });
    expect(failed).toEqual(['notices: chain notices: notice 1', 'counts: too-many private-sector.card.issued', 'leaves: number leaves.records', 'root: other root']);
  });

  it.each([['no JSON', '{'], ['no board', '{"format":"spid-board-1"}'], ['an array', '[]'], ['nothing', '']])('reports %s as an unreadable board and does not throw', async (_, text) => {
    expect(failures(await verify({ text, parts: new Map() }))).toEqual(['board: unreadable board.json']);
  });
});
