// WebKitGTK by WebDriver (W3C): the engine of Safari, as Debian builds it. It needs a display, so a virtual one is started.
import { aFreePort } from '../support/a-server-process.ts';
import { asJson, fromJson, printed, startProgram } from './engine.ts';
import type { Engine, Program } from './engine.ts';

type Call = <Result>(method: string, path: string, body?: object) => Promise<Result>;
export type WebKitPrograms = { readonly driver: string; readonly browser: string; readonly display: string };

const callTo = (base: string): Call => async <Result>(method: string, path: string, body?: object) => {
  const response = await fetch(base + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: Result & { message?: string } };
  if (!response.ok) throw new Error(`${path}: ${value.message ?? String(response.status)}`);
  return value;
};

async function answers(base: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await fetch(`${base}/status`).then(({ ok }) => ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the driver does not answer');
}

async function sessionOf(call: Call, browser: string) {
  const options = { binary: browser, args: ['--automation'] };
  return call<{ sessionId: string; capabilities: { browserVersion: string } }>('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } });
}

/** Starts a display, the driver and, through it, the browser. */
export async function webkit({ driver, browser, display }: WebKitPrograms): Promise<Engine> {
  const screen: Program = startProgram(display, () => ['-displayfd', '1', '-screen', '0', '1400x1200x24']);
  const number = await printed(screen, /^(\d+)$/m);
  const port = String(await aFreePort());
  const program = startProgram(driver, () => [`--port=${port}`], { DISPLAY: `:${number}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' });
  await answers(`http://127.0.0.1:${port}`);
  const call = callTo(`http://127.0.0.1:${port}`);
  const { sessionId, capabilities } = await sessionOf(call, browser);
  const at = `/session/${sessionId}`;
  return {
    name: `WebKitGTK ${capabilities.browserVersion}`,
    open: async (url) => void (await call('POST', `${at}/url`, { url })),
    evaluate: async <Value>(expression: string) => {
      const script = `const done = arguments[arguments.length - 1]; ${asJson(expression)}.then(done);`;
      return fromJson<Value>(await call<string>('POST', `${at}/execute/async`, { script, args: [] }));
    },
    resize: async (width, height) => void (await call('POST', `${at}/window/rect`, { x: 0, y: 0, width, height })),
    picture: async () => Buffer.from(await call<string>('GET', `${at}/screenshot`), 'base64'),
    close: async () => {
      await call('DELETE', at).catch(() => undefined);
      await program.end();
      await screen.end();
    },
  };
}
