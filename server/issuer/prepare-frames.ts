// Makes the frames of a round ready before it opens: a key each, and codes where the way in has codes. Tablets have
// none: their tokens are drawn by devices that are registered later, out of the number that is fixed here.
import { Problem } from '../../shared/problem.ts';
import type { BundlesStore } from './bundles-store.ts';
import type { CodesStore, NewCode } from './codes-store.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import { makeBundles } from './make-bundles.ts';
import { commitmentRoot, makeCodes } from './make-codes.ts';
import type { FrameOrder } from './make-codes.ts';
import type { TabletStore } from './tablet-store.ts';

/** A frame made ready: its public key and commitment for the manifest, how many it lets in, its codes in clear for the printer. */
export type PreparedFrame = {
  readonly population: string;
  readonly frame: FrameOrder['frame'];
  readonly key: string;
  /** Null for a frame without codes. */
  readonly root: string | null;
  /** Null where nobody can know. */
  readonly invited: number | null;
  readonly codes: readonly NewCode[];
};

export type PrepareParts = { readonly codes: CodesStore; readonly bundles: BundlesStore; readonly tablets: TabletStore; readonly keys: IssuerKeys };

/** The codes of a frame, where it has any; cards come in bundles. */
async function codesOf(bundles: BundlesStore, round: string, order: FrameOrder): Promise<readonly NewCode[]> {
  const { frame } = order;
  if (frame === 'tablet' || frame === 'open-link') return [];
  const made = makeCodes({ ...order, frame });
  if (frame === 'invited') return made;
  const bundled = makeBundles(made);
  await bundles.put({ round, population: order.population }, bundled);
  return bundled;
}

/** May be repeated until the round is open. Throws round.unfit where tablets would lie in the order of their draws. */
export async function prepareFrames({ codes, bundles, tablets, keys }: PrepareParts, round: string, orders: readonly FrameOrder[]): Promise<readonly PreparedFrame[]> {
  await codes.create(round);
  if (orders.some(({ frame }) => frame === 'tablet')) {
    await tablets.create(round);
    if (!(await tablets.isClustered(round))) throw new Problem('round.unfit', 'The tokens of tablets would lie in the order in which they were drawn: their collection is not clustered.');
  }
  const prepared: PreparedFrame[] = [];
  for (const order of orders) {
    const { population, frame } = order;
    const made = await codesOf(bundles, round, order);
    await codes.add(round, made);
    const key = await keys.make(round, order);
    const invited = frame === 'open-link' ? null : order.strata.reduce((sum, stratum) => sum + stratum.codes, 0);
    prepared.push({ population, frame, key, root: frame === 'tablet' || frame === 'open-link' ? null : await commitmentRoot(round, made), invited, codes: made });
  }
  return prepared;
}
