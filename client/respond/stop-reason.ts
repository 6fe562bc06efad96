// Why the page stops before Start. Each has a text `stopped.<reason>`; `refused` is worded by its problem code instead.
import type { Refusal } from '../api/request.ts';

export type StopReason = 'manifest' | 'form' | 'closed' | 'paused' | 'population' | 'frame' | 'network' | 'broken' | 'browser' | 'refused';

/** `refusal`: with `refused` alone. */
export type Stop = { readonly reason: StopReason; readonly refusal: Refusal | null };
