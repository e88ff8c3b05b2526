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

const name = z.string().min(1);
/** `deployment/web` or `deployment/shop/web`, as in kubectl; kinds by resource, kind or short name. */
const target = z.string().regex(/^[A-Za-z.]+(\/[^/]+){1,2}$/, 'must be kind/name or kind/namespace/name');

/** What a step does: exactly one of these. A new action is a new entry here and a new case in `actionOf`. */
const actionSchema = z.union([
  z.strictObject({ powerOff: name }),
  z.strictObject({ powerOn: name }),
  z.strictObject({ crashMachine: name }),
  z.strictObject({ stopKubelet: name }),
  z.strictObject({ startKubelet: name }),
  z.strictObject({ cordon: name }),
  z.strictObject({ uncordon: name }),
  z.strictObject({ scale: z.strictObject({ target, replicas: z.number().int().min(0) }) }),
  z.strictObject({ apply: z.union([name, z.looseObject({ apiVersion: name, kind: name })]) }),
  z.strictObject({ delete: target }),
  z.strictObject({ crashContainer: z.strictObject({ pod: name, container: name.optional(), namespace: name.optional(), exitCode: z.number().int().min(0).max(255).optional() }) }),
]);
const scriptSchema = z.array(z.strictObject({ at: z.union([z.string(), z.number()]), do: z.union([actionSchema, z.array(actionSchema)]) }));
export type ScriptAction = z.infer<typeof actionSchema>;

export interface ScriptStep {
  atMs: number;
  action: ScriptAction;
}

/** What a step does to the world: changes, a fault, or a container crash whose pod is found by name when it is due. */
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

/** @param findPod full name of the first pod whose name is, or starts with, the given one. @param folder where files that the script names are looked for */
export function effectOf(
  action: ScriptAction, folder: string, findPod: (namespace: string, name: string) => { name: string; containers: string[] } | undefined,
): Result<StepEffect, string> {
  const fault = (value: Fault): Result<StepEffect, string> => ok({ kind: 'fault', fault: value });
  const changes = (...list: DesignChange[]): Result<StepEffect, string> => ok({ kind: 'changes', changes: list });
  if ('powerOff' in action) return fault({ kind: 'PowerOff', machine: action.powerOff });
  if ('powerOn' in action) return fault({ kind: 'PowerOn', machine: action.powerOn });
  if ('crashMachine' in action) return fault({ kind: 'CrashMachine', machine: action.crashMachine });
  if ('stopKubelet' in action) return fault({ kind: 'StopKubelet', machine: action.stopKubelet });
  if ('startKubelet' in action) return fault({ kind: 'StartKubelet', machine: action.startKubelet });
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
  if ('apply' in action) {
    const source = typeof action.apply === 'string' ? readFileSync(resolve(folder, action.apply), 'utf8') : JSON.stringify(action.apply);
    const { text, problems } = TopologyText.parse(source, 'script');
    return text ? changes(...text.topology.manifests.map((manifest) => ({ op: 'put', manifest }) as const)) : err(problems[0]?.message ?? 'The manifest cannot be read.');
  }
  const { namespace = 'default', pod, container, exitCode } = action.crashContainer;
  const found = findPod(namespace, pod);
  if (!found) return err(`There is no pod "${pod}" in namespace "${namespace}".`);
  return fault({ kind: 'CrashContainer', namespace, pod: found.name, container: container ?? found.containers[0] ?? '', ...(exitCode === undefined ? {} : { exitCode }) });
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
