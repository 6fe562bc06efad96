// Two projects: everything quick, and the browser. Native ESM with swc; types are tsc's work.
// No module name mapper and no module mocks: the files that run here are the files that ship.
const common = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } },
        module: { type: 'es6' },
      },
    ],
  },
  testEnvironment: 'node',
};

export default {
  // Generous: these machines are shared, and a time-out is no verdict on the code.
  testTimeout: 90_000,
  projects: [
    { ...common, displayName: 'quick', testMatch: ['<rootDir>/test/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/', '/test/browser/'] },
    { ...common, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.test.ts'] },
  ],
};
