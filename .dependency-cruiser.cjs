// The walls of the house (docs/decisions/0001). Each rule's comment tells the one who broke it what to do instead.
const only = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    only('no-cycles', 'Split the file both sides need into a third.', {}, { circular: true }),
    only('shared-imports-nothing-of-ours', 'shared/ knows zod and itself. Move what needs more to the room that needs it.', { path: '^shared/' }, { path: '^(server|client|analysis|test|surveys)/' }),
    only('shared-imports-only-zod', 'shared/ runs anywhere: zod is its one package.', { path: '^shared/' }, { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/zod/' }),
    only('analysis-is-pure', 'analysis/ takes values and gives values: read files and clocks in the caller.', { path: '^analysis/' }, { path: '^(server|client|test)/' }),
    only('analysis-imports-no-package', 'Only analysis/distributions.ts imports jstat; nothing else comes in.', { path: '^analysis/', pathNot: '^analysis/distributions\\.ts$' }, { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/zod/' }),
    only('distributions-import-jstat-alone', 'distributions.ts wraps jstat and nothing more.', { path: '^analysis/distributions\\.ts$' }, { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/jstat/' }),
    only('issuer-never-meets-collector', 'The issuer knows the list, never an answer. Talk through the person\'s own device.', { path: '^server/issuer/' }, { path: '^(server/(collector|count|desk)|analysis)/' }),
    only('collector-never-meets-issuer', 'The collector knows answers, never a person.', { path: '^server/collector/' }, { path: '^(server/(issuer|count|desk)|analysis)/' }),
    only('count-never-meets-issuer', 'The count reads sheets; counts of codes reach it as plain numbers from main.ts.', { path: '^server/count/' }, { path: '^server/(issuer|desk)/' }),
    only('desk-sees-counts-only', 'The desk sees releases and counts, handed over by main.ts, never records.', { path: '^server/desk/' }, { path: '^server/(issuer|collector)/' }),
    only('http-knows-no-noun', 'server/http is the machine; nouns live in the rooms.', { path: '^server/http/' }, { path: '^server/(issuer|collector|desk|count|embedded)/' }),
    only('embedded-knows-nothing-of-ours', 'The embedded engine is a separate program; lock-file.ts, which knows nothing of ours either, is its one loan.', { path: '^server/(embedded/|lock-file\\.ts)' }, { path: '^(shared|analysis|client|surveys|server/(?!embedded/|lock-file\\.ts))' }),
    only('nobody-imports-the-engine', 'Speak to the embedded engine through the driver; only composition starts it.', { path: '^server/(http|issuer|collector|desk|count)/' }, { path: '^server/embedded/' }),
    only('client-never-imports-server', 'Speak to the server through client/api.', { path: '^client/' }, { path: '^(server|analysis)/' }),
    only('credential-is-bare', 'client/credential runs in a browser and in Node: shared and WebCrypto only.', { path: '^client/credential/' }, { path: '^client/(?!credential/)|node_modules|^(server|analysis)/' }),
    only('surveyjs-in-one-room', 'Only client/surveyjs imports survey-*.', { path: '^(client/(?!surveyjs/)|server|shared|analysis)' }, { path: 'node_modules/survey-' }),
    only('mongoose-in-store-files', 'mongoose lives in *-store.ts, stores.ts and connect.ts alone; documents never leave them.', { path: '^server/', pathNot: '(-store|/store|/connect)\\.ts$' }, { path: 'node_modules/(mongoose|mongodb)/' }),
    only('no-server-without-room', 'server rooms import shared, server/http and themselves; composition imports rooms.', { path: '^server/(issuer|collector|desk|count|http)/' }, { path: '^server/(main|cli|config)\\.ts$|^server/(demo|cli)/' }),
    only('nothing-imports-tests', 'Tests are imported by nothing.', { path: '^(server|client|shared|analysis)/' }, { path: '^test/' }),
    only('rooms-of-the-client-are-strangers', 'respond, desk, board, trust and tablet share only ui, api, surveyjs and credential; the tablet alone shows respond\'s screens.', { path: '^client/(respond|desk|board|trust|tablet)/' }, { path: '^client/(respond|desk|board|trust|tablet)/', pathNot: '^client/$1/|^client/respond/' }),
    only('only-the-tablet-borrows-from-respond', 'Move what two pages share to client/ui.', { path: '^client/(desk|board|trust)/' }, { path: '^client/respond/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
