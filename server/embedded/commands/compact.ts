// placeholder
import type { Document } from 'bson';
export const compact = (): Document => ({ ok: 1 });
