import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Fault } from '../../shared/faults.ts';
import type { DesignChange } from '../../shared/ipc/design.ts';
import { groupVersionOf, resourceTypes, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import { parseDuration } from '../../shared/duration-text.ts';
import { faultSteps, type FindPod } from './fault-steps.ts';
import type { FollowOptions } from './trace/follow.ts';

const name = z.string().min(1);
/** `deployment/web` or `deployment/shop/web`, as in kubectl; kinds by resource, kind or short name. */
const target = z.string().regex(/^[A-Za-z.]+(\/[^/]+){1,2}$/, 'must be kind/name or kind/namespace/name');

const amounts = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));

/** What a step does besides breaking and mending things, which `fault-steps.ts` lists: exactly one of these. A new action is a new entry here and a new case in `effectOf`. */
const changeSchema = z.union([
  z.strictObject({ cordon: name }),
  z.strictObject({ uncordon: name }),
  z.strictObject({ scale: z.strictObject({ target, replicas: z.number().int().min(0) }) }),
  z.strictObject({ apply: z.union([name, z.looseObject({ apiVersion: name, kind: name })]) }),
  z.strictObject({ delete: target }),
  /** As `kubectl delete --force --grace-period=0`; a pod by name or by the beginning of its name, even one that is on its way out. */
  z.strictObject({ deleteNow: z.strictObject({ target }) }),
  /** As `kubectl delete --cascade=foreground|orphan`. */
  z.strictObject({ deleteCascading: z.strictObject({ target, cascade: z.enum(['background', 'foreground', 'orphan']) }) }),
  /** A merge patch, as `kubectl patch --type=merge`. */
  z.strictObject({ patch: z.strictObject({ target, patch: z.record(z.string(), z.json()) }) }),
  /** As `kubectl patch --subresource=resize`: a pod by name or by the beginning of its name, the first container unless one is named. */
  z.strictObject({ resize: z.strictObject({ pod: name, namespace: name.optional(), container: name.optional(), requests: amounts.optional(), limits: amounts.optional() }) }),
  z.strictObject({ evict: z.strictObject({ pod: name, namespace: name.optional() }) }),
  /** One round of `kubectl drain --ignore-daemonsets`: cordons, then asks once for the eviction of each pod. */
  z.strictObject({ drain: name }),
  /** As `kubectl rollout undo [--to-revision]`; without a revision to the one before. */
  z.strictObject({ rolloutUndo: z.strictObject({ target, toRevision: z.number().int().min(1).optional() }) }),
  /** Follows a request, or with `all` reckons what becomes of many; changes nothing. */
  z.strictObject({ trace: z.strictObject({ from: name, to: name, all: z.boolean().optional(), draw: z.number().int().min(0).optional() }) }),
  /** Prints what `kubectl top nodes` or `kubectl top pods -A` does; changes nothing. */
  z.strictObject({ top: z.enum(['nodes', 'pods']) }),
  /** Prints what everything costs by now; changes nothing. */
  z.strictObject({ cost: z.literal(true) }),
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

/** What a step does to the world: edits, one after another and each for itself, a fault, or nothing but look. */
export type StepEffect = { kind: 'changes'; changes: DesignChange[]; afterwards?: DesignChange[] } | { kind: 'fault'; fault: Fault } | Look;

/** Something to be seen. */
export type Look = { kind: 'trace'; options: FollowOptions } | { kind: 'top'; what: 'nodes' | 'pods' } | { kind: 'cost' };

/** What a step that names objects loosely must find in the world when it is due. */
export interface Finder {
  pod: FindPod;
  /** The pod of that name, else the first on its way out whose name starts with it. */
  leavingPod(namespace: string, name: string): string | undefined;
  /** What `kubectl drain --ignore-daemonsets` would evict. */
  podsToDrain(node: string): ObjectRef[];
  rolloutUndo(workload: ObjectRef, toRevision: number | undefined): Result<DesignChange, string>;
}

/** Reads a script file. Steps come sorted by time; those of one time in file order. Errors: text that says which step and field. */
export function readScript(path: string): Result<ScriptStep[], string> {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (error) {
    return err(`The script cannot be read: ${(error as Error).message.split('\n')[0]}`);
  }
  return parseScript(source);
}

/** Whether a text is meant as a script: a list, or nothing that can be read, so that the script's reader says what is wrong. @param source undefined: there is none */
export function isScript(source: string | undefined): boolean {
  if (source === undefined) return true;
  try {
    return Array.isArray(parse(source, { maxAliasCount: 100 }));
  } catch (error) {
    return !/Source contains multiple documents/.test((error as Error).message);
  }
}

/** The steps of a script's text, as `readScript`. */
export function parseScript(source: string): Result<ScriptStep[], string> {
  let value: unknown;
  try {
    value = parse(source, { maxAliasCount: 100 });
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
export function effectOf(action: ScriptAction, folder: string, find: Finder): Result<StepEffect, string> {
  const [[key = '', value] = []] = Object.entries(action);
  const step = faultSteps[key];
  if (!step) return changeOf(action as ChangeAction, folder, find);
  const fault = step.faultOf(value, find.pod);
  return fault.ok ? ok({ kind: 'fault', fault: fault.value }) : fault;
}

function changeOf(action: ChangeAction, folder: string, find: Finder): Result<StepEffect, string> {
  const changes = (...list: DesignChange[]): Result<StepEffect, string> => ok({ kind: 'changes', changes: list });
  if ('cordon' in action) return changes({ op: 'patch', ref: nodeRef(action.cordon), patch: { spec: { unschedulable: true } } });
  if ('uncordon' in action) return changes({ op: 'patch', ref: nodeRef(action.uncordon), patch: { spec: { unschedulable: null } } });
  if ('scale' in action) {
    const { target: text, replicas } = action.scale;
    return onTarget(text, (ref) => ({ op: 'patch', ref, patch: { spec: { replicas } } }));
  }
  if ('delete' in action) return onTarget(action.delete, (ref) => ({ op: 'delete', ref }));
  if ('deleteNow' in action) {
    return onTarget(action.deleteNow.target, (ref) => ({
      op: 'delete', ref: ref.kind === 'Pod' ? { ...ref, name: find.leavingPod(ref.namespace ?? '', ref.name) ?? ref.name } : ref, gracePeriodSeconds: 0,
    }));
  }
  if ('deleteCascading' in action) {
    const { target: text, cascade } = action.deleteCascading;
    return onTarget(text, (ref) => ({ op: 'delete', ref, propagationPolicy: policies[cascade] }));
  }
  if ('patch' in action) return onTarget(action.patch.target, (ref) => ({ op: 'patch', ref, patch: action.patch.patch }));
  if ('drain' in action) {
    const evictions = find.podsToDrain(action.drain).map((ref): DesignChange => ({ op: 'evict', ref }));
    return ok({ kind: 'changes', changes: [{ op: 'patch', ref: nodeRef(action.drain), patch: { spec: { unschedulable: true } } }], afterwards: evictions });
  }
  if ('rolloutUndo' in action) {
    const ref = targetRef(action.rolloutUndo.target);
    if (!ref) return err(noKind(action.rolloutUndo.target));
    const undo = find.rolloutUndo(ref, action.rolloutUndo.toRevision);
    return undo.ok ? changes(undo.value) : undo;
  }
  if ('trace' in action) {
    const { from, to, all, draw } = action.trace;
    return ok({ kind: 'trace', options: { from, to, ...(all === undefined ? {} : { all }), ...(draw === undefined ? {} : { draw }) } });
  }
  if ('top' in action) return ok({ kind: 'top', what: action.top });
  if ('cost' in action) return ok({ kind: 'cost' });
  if ('evict' in action) {
    const { namespace = 'default', pod } = action.evict;
    const found = find.pod(namespace, pod);
    return found ? changes({ op: 'evict', ref: { apiVersion: 'v1', kind: 'Pod', namespace, name: found.name } }) : err(noPod(namespace, pod));
  }
  if ('resize' in action) {
    const { namespace = 'default', pod, container, requests, limits } = action.resize;
    const found = find.pod(namespace, pod);
    if (!found) return err(noPod(namespace, pod));
    const resources = { ...(requests ? { requests } : {}), ...(limits ? { limits } : {}) };
    const ref = { apiVersion: 'v1', kind: 'Pod', namespace, name: found.name };
    return changes({ op: 'resize', ref, containers: { [container ?? found.containers[0] ?? '']: resources } });
  }
  const source = typeof action.apply === 'string' ? readFileSync(resolve(folder, action.apply), 'utf8') : JSON.stringify(action.apply);
  const { text, problems } = TopologyText.parse(source, 'script');
  return text ? changes(...text.topology.manifests.map((manifest) => ({ op: 'put', manifest }) as const)) : err(problems[0]?.message ?? 'The manifest cannot be read.');
}

const policies = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' } as const;

function onTarget(text: string, change: (ref: ObjectRef) => DesignChange): Result<StepEffect, string> {
  const ref = targetRef(text);
  return ref ? ok({ kind: 'changes', changes: [change(ref)] }) : err(noKind(text));
}

function noKind(text: string): string {
  return `There is no kind "${text.split('/')[0]}".`;
}

function noPod(namespace: string, pod: string): string {
  return `There is no pod "${pod}" in namespace "${namespace}".`;
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
