import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Fault } from '../../shared/faults.ts';
import type { DesignChange } from '../../shared/ipc/design.ts';
import { groupVersionOf, resourceTypes, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import { parseDuration } from './duration.ts';
import { faultSteps, type FindPod } from './fault-steps.ts';

const name = z.string().min(1);
/** `deployment/web` or `deployment/shop/web`, as in kubectl; kinds by resource, kind or short name. */
const target = z.string().regex(/^[A-Za-z.]+(\/[^/]+){1,2}$/, 'must be kind/name or kind/namespace/name');

/** What a step does besides breaking and mending things, which `fault-steps.ts` lists: exactly one of these. A new action is a new entry here and a new case in `effectOf`. */
const changeSchema = z.union([
  z.strictObject({ cordon: name }),
  z.strictObject({ uncordon: name }),
  z.strictObject({ scale: z.strictObject({ target, replicas: z.number().int().min(0) }) }),
  z.strictObject({ apply: z.union([name, z.looseObject({ apiVersion: name, kind: name })]) }),
  z.strictObject({ delete: target }),
]);
type ChangeAction = z.infer<typeof changeSchema>;
const faultSchemas = Object.entries(faultSteps).map(([key, { schema }]) => z.strictObject({ [key]: schema }));
const actionSchema = z.union([changeSchema, ...faultSchemas]);
const scriptSchema = z.array(z.strictObject({ at: z.union([z.string(), z.number()]), do: z.union([actionSchema, z.array(actionSchema)]) }));
export type ScriptAction = z.infer<typeof actionSchema>;

export interface ScriptStep {
  atMs: number;
  action: ScriptAction;
}

/** What a step does to the world: changes or a fault. */
export type StepEffect = { kind: 'changes'; changes: DesignChange[] } | { kind: 'fault'; fault: Fault };

/** Reads a script file. Steps come sorted by time; those of one time in file order. Errors: text that says which step and field. */
export function readScript(path: string): Result<ScriptStep[], string> {
  let value: unknown;
  try {
    value = parse(readFileSync(path, 'utf8'), { maxAliasCount: 100 });
  } catch (error) {
    return err(`The script cannot be read: ${(error as Error).message.split('\n')[0]}`);
  }
  const parsed = scriptSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return err(`The script is not a list of { at: "90s", do: { … } }: step ${issue?.path.map(String).join('.') || '?'}: ${issue?.message}.`);
  }
  const steps: ScriptStep[] = [];
  for (const [index, step] of parsed.data.entries()) {
    const atMs = parseDuration(String(step.at));
    if (atMs === undefined) return err(`Step ${index}: "${step.at}" is not a time such as 90s or 5m.`);
    for (const action of Array.isArray(step.do) ? step.do : [step.do]) steps.push({ atMs, action });
  }
  return ok(steps.map((step, index) => ({ step, index })).sort((a, b) => a.step.atMs - b.step.atMs || a.index - b.index).map(({ step }) => step));
}

/** @param folder where files that the script names are looked for */
export function effectOf(action: ScriptAction, folder: string, findPod: FindPod): Result<StepEffect, string> {
  const [[key = '', value] = []] = Object.entries(action);
  const step = faultSteps[key];
  if (!step) return changeOf(action as ChangeAction, folder);
  const fault = step.faultOf(value, findPod);
  return fault.ok ? ok({ kind: 'fault', fault: fault.value }) : fault;
}

function changeOf(action: ChangeAction, folder: string): Result<StepEffect, string> {
  const changes = (...list: DesignChange[]): Result<StepEffect, string> => ok({ kind: 'changes', changes: list });
  if ('cordon' in action) return changes({ op: 'patch', ref: nodeRef(action.cordon), patch: { spec: { unschedulable: true } } });
  if ('uncordon' in action) return changes({ op: 'patch', ref: nodeRef(action.uncordon), patch: { spec: { unschedulable: null } } });
  if ('scale' in action) {
    const ref = targetRef(action.scale.target);
    return ref ? changes({ op: 'patch', ref, patch: { spec: { replicas: action.scale.replicas } } }) : err(`There is no kind "${action.scale.target.split('/')[0]}".`);
  }
  if ('delete' in action) {
    const ref = targetRef(action.delete);
    return ref ? changes({ op: 'delete', ref }) : err(`There is no kind "${action.delete.split('/')[0]}".`);
  }
  const source = typeof action.apply === 'string' ? readFileSync(resolve(folder, action.apply), 'utf8') : JSON.stringify(action.apply);
  const { text, problems } = TopologyText.parse(source, 'script');
  return text ? changes(...text.topology.manifests.map((manifest) => ({ op: 'put', manifest }) as const)) : err(problems[0]?.message ?? 'The manifest cannot be read.');
}

export function folderOf(path: string): string {
  return dirname(resolve(path));
}

function nodeRef(node: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Node', name: node };
}

function targetRef(text: string): ObjectRef | undefined {
  const [kind = '', ...rest] = text.split('/');
  const wanted = kind.toLowerCase();
  const type = resourceTypes.find((candidate) => candidate.kind.toLowerCase() === wanted || candidate.resource === wanted || candidate.shortNames.includes(wanted));
  if (!type) return undefined;
  const objectName = rest.at(-1) ?? '';
  return { apiVersion: groupVersionOf(type), kind: type.kind, ...(type.namespaced ? { namespace: rest.length > 1 ? rest[0] as string : 'default' } : {}), name: objectName };
}
