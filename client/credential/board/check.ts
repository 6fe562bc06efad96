// One named check of a board and what came of it. Checks are words, not sentences: the page says them in the reader's
// language, the command line in English. `place` names where: a file and record, a notice, a field of board.json.

export type CheckName =
  | 'board'
  | 'manifest'
  | 'manifest-named'
  | 'notices'
  | 'frames'
  | 'counts'
  | 'leaves'
  | 'root'
  | 'receipt'
  | 'tokens'
  | 'keys'
  | 'codes';

export type Fault =
  /** Not there at all. */
  | 'missing'
  /** There, but no board, manifest or list. */
  | 'unreadable'
  /** Differs from the hash that names it. */
  | 'changed'
  /** Not the manifest, round or root that was named. */
  | 'other'
  /** Longer or shorter than stated. */
  | 'number'
  /** More than may be. */
  | 'too-many'
  /** Not sorted by value. */
  | 'order'
  /** Stands twice. */
  | 'twice'
  /** The chain of notices breaks here. */
  | 'chain'
  /** The issuer's key did not sign this for this population and frame. */
  | 'not-signed'
  /** An issuer key of another kind, size or exponent. */
  | 'forbidden-key'
  /** Named by nothing that should name it. */
  | 'stranger'
  /** A receipt with a typing error. */
  | 'mistyped'
  /** A receipt that leads to no leaf. */
  | 'absent';

/** A fault with its place: technical text, the same in every language. */
export type Finding = { readonly fault: Fault; readonly place: string };

/** `asked: false`: nobody asked for it (no receipt was given). `ok` where it was asked and nothing was found. */
export type BoardCheck = {
  readonly name: CheckName;
  /** The population and frame that a check is about, or null for the whole round. */
  readonly about: { readonly population: string; readonly frame: string } | null;
  readonly asked: boolean;
  readonly ok: boolean;
  /** The first few findings; `found` says how many there were. */
  readonly findings: readonly Finding[];
  readonly found: number;
};

const KEPT = 5;

/** A check made of its findings. */
export const checkOf = (name: CheckName, findings: readonly Finding[], about: BoardCheck['about'] = null): BoardCheck => ({
  name, about, asked: true, ok: findings.length === 0, findings: findings.slice(0, KEPT), found: findings.length,
});

/** A check that nobody asked for. */
export const notAsked = (name: CheckName): BoardCheck => ({ name, about: null, asked: false, ok: true, findings: [], found: 0 });
