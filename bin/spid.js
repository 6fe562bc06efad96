#!/usr/bin/env node
// `spid`: the command line of the engine. The sources are TypeScript and run as they are, through tsx.
import { register } from 'tsx/esm/api';

register();
await import('../server/cli.ts');
