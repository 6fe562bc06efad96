// A person's requests from an address and with a user agent of their own: what a server could note if it wanted to.
import { request } from 'node:http';

export type Origin = { readonly address: string; readonly agent: string };

/** Distinct loopback addresses and agents; the agent is a text that stands nowhere else. */
export const originOf = (run: number, person: number): Origin => ({ address: `127.${String(20 + run)}.7.${String(10 + person)}`, agent: `LinkageProbe-${String(run)}-${String(person)}/4.2` });

/** POSTs JSON from that origin. Rejects where the reply is not 200. */
export function postFrom(origin: Origin, url: string, body: unknown): Promise<unknown> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', localAddress: origin.address, agent: false, headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), 'User-Agent': origin.agent } }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => {
        const all = Buffer.concat(chunks).toString('utf8');
        if (reply.statusCode === 200) resolve(JSON.parse(all));
        else reject(new Error(`refused with ${String(reply.statusCode)}: ${all}`));
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}
