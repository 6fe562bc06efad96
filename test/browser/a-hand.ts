// A hand with a mouse on the questions of a screen: every press is the browser's own input, at a place where the choice
// rests and nothing covers it. Fewer turns than the clicks of a locator, of which a questionnaire needs hundreds.
import type { Page } from 'playwright-core';

interface Choice {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Runs in the page. Waits until what was pressed is chosen; then the middle of the first choice of the next group without an answer. */
async function nextChoice(pressed: string | null): Promise<Choice | null> {
  const begun = performance.now();
  const frame = async (fault: string): Promise<void> => {
    if (performance.now() - begun > 30_000) throw new Error(fault);
    await new Promise(requestAnimationFrame);
  };
  while (pressed !== null && document.querySelector(`.survey-view input[name="${CSS.escape(pressed)}"]:checked`) === null) await frame(`a press does not answer ${pressed}`);
  const groups = [...document.querySelectorAll('.survey-view fieldset, .survey-view .sd-table__row, .survey-view .sd-selectbase')];
  const open = groups.find((group) => group.querySelector('label input') !== null && group.querySelector('input:checked') === null);
  const label = open?.querySelector('label:has(input)');
  const name = label?.querySelector('input')?.name;
  if (label === null || label === undefined || name === undefined) return null;
  const middle = (): Choice => {
    const { left, top, width, height } = label.getBoundingClientRect();
    return { name, x: left + width / 2, y: top + height / 2 };
  };
  const reached = ({ x, y }: Choice): boolean => label.contains(document.elementFromPoint(x, y));
  if (!reached(middle())) label.scrollIntoView({ block: 'center' });
  for (let before = middle(); ; ) {
    await frame(`a hand does not reach ${name}`);
    const now = middle();
    if (now.x === before.x && now.y === before.y && reached(now)) return now;
    before = now;
  }
}

/** Presses the first choice in each question and each line of a grid, also in those that appear meanwhile; fills lists and fields of words. */
export async function answerByHand(page: Page): Promise<void> {
  let pressed: string | null = null;
  for (let choice = await page.evaluate(nextChoice, pressed); choice !== null; choice = await page.evaluate(nextChoice, pressed)) {
    await page.mouse.click(choice.x, choice.y);
    pressed = choice.name;
  }
  for (const list of await page.locator('.survey-view select').all()) await list.selectOption({ index: 1 });
  for (const words of await page.locator('.survey-view textarea').all()) await words.fill('one two');
}
