// The database users of SPID: one for each of issuer, collector and desk, each in its own database and with rights on no
// other. Run it once with an administrator: mongosh "mongodb://admin@HOST/admin" docs/deploy/mongodb-users.js
// Where issuer and collector are on two hosts, run it on each and leave in NAMES what belongs there. It prints the
// addresses for MONGODB_URI_…; passwords are random and stand nowhere else. Run again it gives new passwords.
// What each keeps:
//   spid_issuer     rounds, codes_ROUND, bundles, reissued, tablets_ROUND, slots_ROUND, open_draws
//   spid_collector  rounds, sheets_ROUND, settled_ROUND, board_ROUND, participation, keeping, recordings
//   spid_desk       rounds, accounts, sessions, releases
// Where issuer and collector stand apart no host has a user of another's database: papers pass instead.
/* global db, print, process, require */
// mongosh has no imports: this is its way.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { randomBytes } = require('crypto');

const NAMES = (process.env.SPID_DATABASES ?? 'issuer,collector,desk').split(',');
const HOST = process.env.SPID_MONGODB_HOST ?? 'HOST:27017';

for (const name of NAMES) {
  const database = `spid_${name}`;
  const password = randomBytes(24).toString('hex');
  const own = db.getSiblingDB(database);
  // readWrite covers all that SPID does: clustered collections, renaming a finished copy into place, dropping. It reads
  // no other database, no oplog (local), and can't switch on the profiler.
  const user = { user: database, pwd: password, roles: [{ role: 'readWrite', db: database }], mechanisms: ['SCRAM-SHA-256'] };
  if (own.getUser(database) === null) own.createUser(user);
  else own.updateUser(database, { pwd: password, roles: user.roles, mechanisms: user.mechanisms });
  // What the server logs of slow statements would hold moments; the profiler would hold them with documents.
  own.setProfilingLevel(0, { slowms: 2147483647 });
  print(`MONGODB_URI_${name.toUpperCase()}=mongodb://${database}:${password}@${HOST}/${database}?authSource=${database}&tls=true`);
}
