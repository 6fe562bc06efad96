// Takes out of a style sheet the rules that only dress what is not in the build, and those whose pictures are data:
// addresses, which the respondent page's policy refuses; and turns left and right into start and end. A rule goes when each of its selectors names a dropped class;
// a selector list keeps its other selectors. Braces and strings are followed, nothing else of CSS needs to be known.

interface Rule {
  readonly prelude: string;
  readonly body: string;
}

/** The end of the block or string that opens at `start`. */
function closing(css: string, start: number): number {
  let depth = 0;
  for (let at = start; at < css.length; at += 1) {
    const character = css[at];
    if (character === '"' || character === "'") at = css.indexOf(character, at + 1);
    else if (character === '{') depth += 1;
    else if (character === '}' && --depth === 0) return at;
  }
  throw new SyntaxError('a block of the style sheet does not end');
}

function rulesOf(css: string): readonly Rule[] {
  const plain = css.replace(/\/\*[^]*?\*\//g, '');
  const rules: Rule[] = [];
  for (let at = 0; ; ) {
    const open = plain.indexOf('{', at);
    if (open === -1) return rules;
    const end = closing(plain, open);
    rules.push({ prelude: plain.slice(at, open).trim(), body: plain.slice(open + 1, end) });
    at = end + 1;
  }
}

/** Splits at commas outside parentheses: `:not(.a, .b), .c` is two selectors. */
function selectorsOf(prelude: string): readonly string[] {
  let depth = 0;
  const ends = [...prelude].flatMap((character, at) => {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    return character === ',' && depth === 0 ? [at] : [];
  });
  return [...ends, prelude.length].map((end, index) => prelude.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, end).trim());
}

// A class inside :not() or :has() does not tie the rule to it.
const namesDropped = (selector: string, dropped: RegExp): boolean => dropped.test(selector.replace(/:(not|has|is|where)\([^()]*\)/g, ''));

const LOGICAL: readonly (readonly [RegExp, string])[] = [
  [/(^|[;\s])(margin|padding)-left\s*:/g, '$1$2-inline-start:'],
  [/(^|[;\s])(margin|padding)-right\s*:/g, '$1$2-inline-end:'],
  [/(^|[;\s])text-align\s*:\s*left/g, '$1text-align:start'],
  [/(^|[;\s])text-align\s*:\s*right/g, '$1text-align:end'],
];

/** Distances in the direction of reading, so that a control keeps its distance to its label in Arabic. */
const inReadingDirection = (body: string): string => LOGICAL.reduce((text, [physical, logical]) => text.replace(physical, logical), body);

function trimRule({ prelude, body }: Rule, dropped: RegExp): string {
  if (/^@(media|supports|layer|container)/.test(prelude)) {
    const inner = rulesOf(body).map((rule) => trimRule(rule, dropped)).join('');
    return inner === '' ? '' : `${prelude}{${inner}}`;
  }
  if (prelude.startsWith('@')) return `${prelude}{${body}}`;
  const kept = selectorsOf(prelude).filter((selector) => !namesDropped(selector, dropped));
  return kept.length === 0 || body.includes('url("data:') ? '' : `${kept.join(',')}{${/rtl/.test(prelude) ? body : inReadingDirection(body)}}`;
}

/** The style sheet without rules for classes that match `dropped`. Throws a SyntaxError where braces do not match. */
export const trimStyles = (css: string, dropped: RegExp): string =>
  rulesOf(css)
    .map((rule) => trimRule(rule, dropped))
    .join('');
