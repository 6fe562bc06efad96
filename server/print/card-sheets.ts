// Cards as a page for the printer: A4, four cards of A6 with cut marks, bundle after bundle, each behind a cover sheet.
// A card says the same to everybody but for its QR and its code: no name, no administration, no number. Only the cover
// knows the bundle, and it is not cut into the cards.
import { escaped, htmlDocument, qrSvg, spoken } from './html.ts';
import type { PrintWords } from './print-words.ts';

export type PrintedCard = { readonly link: string; readonly code: string };
export type PrintedBundle = { readonly number: number; readonly stratum: string; readonly cards: readonly PrintedCard[] };
/** What all cards of a population share. `eightWords`: by language, null where there is no list. */
export type CardTexts = {
  readonly title: string;
  readonly address: string;
  readonly digits: string;
  readonly languages: readonly { readonly words: PrintWords; readonly eightWords: readonly string[] | null }[];
};

const PER_PAGE = 4;
const MARKS = ['a', 'b', 'c', 'd', 'e', 'f'].map((mark) => `<i class="mark ${mark}"></i>`).join('');

const inLanguage = ({ words, eightWords }: CardTexts['languages'][number]): string =>
  spoken('section', words, `<p>${escaped(words.say('card.how'))}</p><p>${escaped(words.say('card.words'))}</p>${eightWords === null ? '' : `<p class="words">${escaped(eightWords.join(' · '))}</p>`}`);

const labels = (texts: CardTexts, key: string): string =>
  texts.languages.map(({ words }) => spoken('span', words, escaped(words.say(key)))).join(' · ');

function cardHtml(card: PrintedCard, texts: CardTexts): string {
  const groups = card.code.split('-');
  const code = [groups.slice(0, 3).join('-'), groups.slice(3).join('-')].join('-<br>');
  return `<article class="card"><div class="top">${qrSvg(card.link)}<dl dir="ltr">
<dt>${labels(texts, 'card.address')}</dt><dd class="address">${escaped(texts.address)}</dd>
<dt>${labels(texts, 'card.code')}</dt><dd class="code">${code}</dd>
<dt>${labels(texts, 'card.digits')}</dt><dd class="digits">${texts.digits.replace(/^((?:\d{4} ){3}\d{4}) /, '$1<br>')}</dd></dl></div>
${texts.languages.map(inLanguage).join('\n')}</article>`;
}

function coverHtml(bundle: PrintedBundle, population: string, texts: CardTexts): string {
  const parts = texts.languages.map(({ words }) =>
    spoken('section', words, `<h2>${escaped(words.say('bundle.title', { number: bundle.number }))}</h2><p>${escaped(words.say('bundle.cards', { count: bundle.cards.length }))}</p><p>${['bundle.sealed', 'bundle.box', 'bundle.left'].map((key) => escaped(words.say(key))).join(' ')}</p>`),
  );
  return `<div class="page cover"><h1>${escaped(texts.title)} · ${escaped(population)} · ${escaped(bundle.stratum)} · <b>${String(bundle.number)}</b></h1>${parts.join('\n')}</div>`;
}

function pagesOf(bundle: PrintedBundle, texts: CardTexts): readonly string[] {
  const pages = Array.from({ length: Math.ceil(bundle.cards.length / PER_PAGE) }, (_, page) => bundle.cards.slice(page * PER_PAGE, (page + 1) * PER_PAGE));
  return pages.map((cards) => `<div class="page sheet">${MARKS}${cards.map((card) => cardHtml(card, texts)).join('\n')}</div>`);
}

/** The whole file. Cards stand in the order in which the bundles hold them, which is random. */
export function cardSheets(bundles: readonly PrintedBundle[], population: string, texts: CardTexts): string {
  const first = texts.languages[0]?.words;
  const pages = bundles.flatMap((bundle) => [coverHtml(bundle, population, texts), ...pagesOf(bundle, texts)]);
  return htmlDocument(texts.title, './card-sheets.css', first?.language ?? 'en', first?.direction ?? 'ltr', `<main>${pages.join('\n')}</main>`);
}
