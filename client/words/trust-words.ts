// The trust page's words with their keys, typed by the English file.
import type english from './trust/en.json';
import { catalogueOf } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';

export type TrustWords = typeof english;
export type TrustKey = keyof TrustWords & string;

export const trustWords: Catalogue<TrustWords> = catalogueOf(import.meta.glob('./trust/*.json', { eager: true, import: 'default' }));
