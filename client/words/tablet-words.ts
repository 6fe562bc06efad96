// The tablet's words with their keys. Those that begin with `over.` stand in place of the respondent page's words of the
// same name: the questionnaire is the same, what happens at its end is not.
import type english from './tablet/en.json';
import { catalogueOf } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';

export type TabletWords = typeof english;

export const tabletWords: Catalogue<TabletWords> = catalogueOf(import.meta.glob('./tablet/*.json', { eager: true, import: 'default' }));
