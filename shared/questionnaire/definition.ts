// questionnaire.json: what is asked, in which order, under which condition. It is valid SurveyJS JSON, cut down to
// the few element types that we can render, check, score and export; every other type or property is refused
// (no html, image, iframe, file, signature, expression, choicesByUrl). Texts are not here but in locales/.
import { z } from 'zod';
import { AnswerValue, ItemCode, PlainCode } from './codes.ts';

/** A choice, or `@regions`: a list that the version leaves open and the round's adaptation fills. */
export const Choice = z.union([AnswerValue, z.string().regex(/^@[a-z][a-z-]*$/, 'is not an open list such as @regions')]);
export type Choice = z.infer<typeof Choice>;

const named = {
  name: ItemCode,
  /** Grammar in routing.ts: `{X01} = 'yes' and {D02} anyof ['a', 'b']`. */
  visibleIf: z.string().max(400).optional(),
};

export const SingleElement = z.strictObject({
  ...named,
  type: z.enum(['radiogroup', 'dropdown']),
  choices: z.array(Choice).min(2).max(120),
  /** Only on filters that offer `prefer-not-to-say`. */
  isRequired: z.literal(true).optional(),
});
export const MultipleElement = z.strictObject({ ...named, type: z.literal('checkbox'), choices: z.array(Choice).min(2).max(60) });
export const GridElement = z.strictObject({
  ...named,
  type: z.literal('matrix'),
  columns: z.array(AnswerValue).min(2).max(12),
  rows: z.array(ItemCode).min(1).max(20),
});
export const CommentElement = z.strictObject({ ...named, type: z.literal('comment'), maxLength: z.int().min(1).max(1000) });

export const Element = z.discriminatedUnion('type', [SingleElement, MultipleElement, GridElement, CommentElement]);
export type Element = z.infer<typeof Element>;

export const Page = z.strictObject({ name: ItemCode, visibleIf: z.string().max(400).optional(), elements: z.array(Element).min(1) });
export type Page = z.infer<typeof Page>;

export const Definition = z.strictObject({
  survey: PlainCode,
  version: z.int().min(1),
  population: PlainCode,
  pages: z.array(Page).min(1).max(60),
});
export type Definition = z.infer<typeof Definition>;

/** Item codes answered by an element: a grid's rows, otherwise the element itself. */
export const itemsOfElement = (element: Element): readonly ItemCode[] => (element.type === 'matrix' ? element.rows : [element.name]);
