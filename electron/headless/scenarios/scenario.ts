import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseDuration } from '../../../shared/duration-text.ts';

/** Where the recorded scenarios lie, a folder each: see the README there. */
export const scenariosFolder = fileURLToPath(new URL('../../engine/scenarios', import.meta.url));

const duration = z.union([z.string(), z.number()]).transform((text, context) => {
  const ms = parseDuration(String(text));
  if (ms === undefined) context.addIssue(`"${text}" is not a time such as 90s or 5m`);
  return ms ?? 0;
});

/** `scenario.yaml`. */
const scenarioSchema = z.strictObject({
  /** One sentence: what is shown, and what to look at. */
  about: z.string().min(1),
  /** How long it runs. */
  until: duration,
  /** Recording begins here: what it takes to get there is no part of it. */
  from: duration.optional(),
  /** Kinds whose changes are recorded, with the Events about them. */
  kinds: z.array(z.string()).min(1),
  /** Components whose Events are recorded although they tell of each pod's start: `kubelet`, `default-scheduler`. */
  eventsOf: z.array(z.string()).optional(),
  /** Calls to the cloud's API that are recorded: all of a service (`ec2`), or one action (`ec2:RunInstances`). */
  calls: z.array(z.string()).optional(),
  /** Kinds of decisions that are recorded, as "Why?" knows them: `NodeLookedAt`. */
  decisions: z.array(z.string()).optional(),
  /** Elections and members of etcd, and whose API server answers. */
  controlPlane: z.boolean().optional(),
});

export type ScenarioSettings = z.infer<typeof scenarioSchema>;

export interface Scenario {
  name: string;
  folder: string;
  settings: ScenarioSettings;
  /** The recording as it was reviewed; undefined: not recorded yet. */
  recorded: string | undefined;
}

export function scenarioNames(): string[] {
  return readdirSync(scenariosFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}

/** Throws with the field's name when `scenario.yaml` is no good. */
export function readScenario(name: string): Scenario {
  const folder = path.join(scenariosFolder, name);
  const settings = scenarioSchema.parse(parse(readFileSync(path.join(folder, 'scenario.yaml'), 'utf8')));
  const timeline = timelineFile(folder);
  return { name, folder, settings, recorded: existsSync(timeline) ? readFileSync(timeline, 'utf8') : undefined };
}

export function timelineFile(folder: string): string {
  return path.join(folder, 'timeline.txt');
}
