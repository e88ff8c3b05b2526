import { library } from './001-library.ts';
import { revisions } from './002-revisions.ts';
import { runningState } from './003-running-state.ts';
import type { Migration } from './migration.ts';

/** Every migration, oldest first. A change of form is a new file and a new line. */
export const migrations: readonly Migration[] = [library, revisions, runningState];
