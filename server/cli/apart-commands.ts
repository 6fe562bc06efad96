// spid apart …: the papers of a round whose desk, issuer and collector run on several hosts with databases of their own.
// Each command works on one host and leaves a paper for the next; docs/operations.md has the order. Whatever needs no
// paper is the ordinary command, typed on the host that has the room.
import { closingSteps } from './apart-closing.ts';
import { openingSteps } from './apart-opening.ts';
import { runningSteps } from './apart-running.ts';
import { asCommand } from './apart-step.ts';
import type { Command } from './command.ts';

export const apartCommands: readonly Command[] = [...openingSteps, ...runningSteps, ...closingSteps].map(asCommand);
