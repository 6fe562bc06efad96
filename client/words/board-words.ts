// The board page's words with their keys, and the words of every problem. Typed by the English file; the compiler asks
// for the words of every check and fault that client/credential can name.
import type { ProblemCode } from '../../shared/problem.ts';
import type english from './board/en.json';
import { catalogueOf } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';

export type BoardWords = typeof english;
export type BoardKey = keyof BoardWords & string;
export type ProblemWords = Readonly<Record<ProblemCode, string>>;

export const boardWords: Catalogue<BoardWords> = catalogueOf(import.meta.glob('./board/*.json', { eager: true, import: 'default' }));
export const problemWords: Catalogue<ProblemWords> = catalogueOf(import.meta.glob('./problem/*.json', { eager: true, import: 'default' }));
