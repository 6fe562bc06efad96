// placeholder until the measured version lands
import type { Collection } from './catalog.ts';
export type OrderMixing = { touched(collection: Collection, id: Buffer, indexKeys: readonly Buffer[]): void; mix(): void; forget(): void };
export const makeOrderMixing = (): OrderMixing => ({ touched: () => undefined, mix: () => undefined, forget: () => undefined });
