import { z } from 'zod';

/** Schemas try whether they may compile themselves; the content policy forbids it and the console would show that. Imported before anything that makes a schema. */
z.config({ jitless: true });
