// Firefox by WebDriver BiDi (W3C), which it speaks itself: no driver beside it.
import { aFreePort } from '../support/a-server-process.ts';
import { asJson, fromJson, printed, startProgram } from './engine.ts';
import type { Engine } from './engine.ts';

type Reply = { readonly id?: number; readonly type: string; readonly result?: unknown; readonly message?: string };
type Call = <Result>(method: string, params: object) => Promise<Result>;

async function connect(address: string): Promise<{ readonly call: Call; readonly close: () => void }> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`${address} does not answer`)));
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
  });
  let last = 0;
  return {
    close: () => socket.close(),
    call: async <Result>(method: string, params: object) => {
      const id = (last += 1);
      const reply = await new Promise<Reply>((resolve) => {
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, method, params }));
      });
      waiting.delete(id);
      if (reply.type === 'error') throw new Error(`${method}: ${reply.message ?? ''}`);
      return reply.result as Result;
    },
  };
}

/** Starts Firefox without a window. */
export async function firefox(path: string): Promise<Engine> {
  const port = String(await aFreePort());
  const program = startProgram(path, (folder) => ['--headless', '--no-remote', '--profile', folder, `--remote-debugging-port=${port}`]);
  const address = await printed(program, /WebDriver BiDi listening on (ws:\/\/\S+)/);
  const { call, close } = await connect(`${address}/session`);
  const session = await call<{ capabilities: { browserName: string; browserVersion: string } }>('session.new', { capabilities: {} });
  const { contexts } = await call<{ contexts: readonly { context: string }[] }>('browsingContext.getTree', {});
  const context = contexts[0]?.context ?? '';
  const { browserName, browserVersion } = session.capabilities;
  return {
    name: `${browserName} ${browserVersion}`,
    open: async (url) => void (await call('browsingContext.navigate', { context, url, wait: 'complete' })),
    evaluate: async <Value>(expression: string) => {
      const { result } = await call<{ result: { value: string } }>('script.evaluate', { expression: asJson(expression), target: { context }, awaitPromise: true, userActivation: true });
      return fromJson<Value>(result.value);
    },
    resize: async (width, height) => void (await call('browsingContext.setViewport', { context, viewport: { width, height } })),
    picture: async () => Buffer.from((await call<{ data: string }>('browsingContext.captureScreenshot', { context })).data, 'base64'),
    close: async () => {
      close();
      await program.end();
    },
  };
}
