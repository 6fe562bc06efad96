// The peer of bench/send.ts: a bare node:http handler that reads and parses the same body and does one insertOne with
// the same write concern on the same engine. No routes, no headers, no checks: what nobody could do with less.
//   node --import tsx bench/peers/bare-insert.ts URI DATABASE COLLECTION
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import mongoose from 'mongoose';

const [uri = '', database = '', name = ''] = process.argv.slice(2);
const connection = await mongoose.createConnection(uri, { dbName: database, bufferCommands: false, maxPoolSize: 40 }).asPromise();
const collection = connection.collection<{ _id: string }>(name);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { key: string };
    collection.insertOne({ _id: body.key, ...body }, { writeConcern: { w: 'majority', journal: true } }).then(
      () => response.end('{"stored":true}'),
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(0, '127.0.0.1', () => console.log(`port ${String((server.address() as AddressInfo).port)}`));
