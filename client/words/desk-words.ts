// The desk's words with their keys, and the words of every problem. Typed by the English files, as the respondent
// page's are; the reasons, notes, states and modes of the shared schemas are keys here, so that the compiler asks for
// the words of a new one.
import type english from './desk/en.json';
import type { ProblemCode } from '../../shared/problem.ts';
import { catalogueOf } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';

export type DeskWords = typeof english;
export type DeskKey = keyof DeskWords;
export type ProblemWords = Readonly<Record<ProblemCode, string>>;

export const deskWords: Catalogue<DeskWords> = catalogueOf(import.meta.glob('./desk/*.json', { eager: true, import: 'default' }));
export const problemWords: Catalogue<ProblemWords> = catalogueOf(import.meta.glob('./problem/*.json', { eager: true, import: 'default' }));
