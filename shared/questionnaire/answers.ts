// The answers of one sheet: a flat object from item code to value, grids dissolved into their rows. What was left blank
// or not shown is absent. Names and order say nothing about time: whoever sends or stores it sorts the keys.
import { z } from 'zod';
import { AnswerValue, ItemCode } from './codes.ts';

/** A value of a single choice, the values of a multiple one, or the words of a comment. */
export const Answer = z.union([AnswerValue, z.array(AnswerValue).min(1).max(64), z.string().min(1).max(1000)]);
export type Answer = z.infer<typeof Answer>;

/** Shape only; whether a sheet fits its form is for `compileChecker`. */
export const Answers = z.record(ItemCode, Answer);
export type Answers = z.infer<typeof Answers>;
