// zod tries `new Function` once, when the first schema is made, and a page under `script-src 'self'` reports that as a
// violation although zod catches it. A page's entry imports this file first of all, before anything that imports shared/.
import { config } from 'zod';

config({ jitless: true });
