// The respondent page's words with their keys, and the words of every problem. The type of the keys is the English
// file's; a test proves that every other file has the same. Eager: a language switch after Start makes no request.
import type english from './respond/en.json';
import type { ProblemCode } from '../../shared/problem.ts';
import { catalogueOf } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';

export type RespondWords = typeof english;
export type ProblemWords = Readonly<Record<ProblemCode, string>>;

export const respondWords: Catalogue<RespondWords> = catalogueOf(import.meta.glob('./respond/*.json', { eager: true, import: 'default' }));
export const problemWords: Catalogue<ProblemWords> = catalogueOf(import.meta.glob('./problem/*.json', { eager: true, import: 'default' }));
