import { z } from 'zod';
import { faultIcon, faultSchema, faultSubject, type Fault } from '../../shared/faults.ts';
import { mendingOf, type PlannedFault } from '../../shared/planned-faults.ts';

export type FaultKind = Fault['kind'];
/** Headings of the list, in this order. */
export const faultGroups = ['machine', 'network', 'container', 'controlPlane', 'images', 'cloud'] as const;
export type FaultGroup = (typeof faultGroups)[number];

/** What a field asks for. A new field of `faultSchema` is a new line in `widgets`. */
export type FaultWidget = 'machine' | 'zone' | 'pod' | 'container' | 'image' | 'action' | 'type' | 'bytes' | 'number' | 'choice';

export interface FaultField {
  name: string;
  widget: FaultWidget;
  optional: boolean;
  /** Of a choice. */
  choices?: readonly string[];
}

const widgets: Readonly<Record<string, FaultWidget>> = {
  machine: 'machine', a: 'machine', b: 'machine', zone: 'zone', pod: 'pod', container: 'container', image: 'image', action: 'action', instanceType: 'type', bytesPerSecond: 'bytes',
  component: 'choice', probe: 'choice', error: 'choice', fault: 'choice',
  percent: 'number', seconds: 'number', perSecond: 'number', milliCpu: 'number', exitCode: 'number', fsyncMs: 'number', count: 'number',
};

const shapes = new Map<string, Readonly<Record<string, z.ZodType>>>(faultSchema.options.map(({ shape }) => [shape.kind.value, shape]));

/** Every fault there is, as `shared/faults.ts` lists them. */
export const faultKinds: readonly FaultKind[] = faultSchema.options.map(({ shape }) => shape.kind.value);

export function isFaultKind(kind: string): kind is FaultKind {
  return shapes.has(kind);
}

/** The schema of one field of a fault. */
export function fieldSchema(kind: FaultKind, name: string): z.ZodType | undefined {
  return shapes.get(kind)?.[name];
}

/** What a fault of this kind must or may say, besides when and how long. The namespace of a pod is asked for together with it. */
export function fieldsOf(kind: FaultKind): FaultField[] {
  return Object.entries(shapes.get(kind) ?? {}).filter(([name]) => name !== 'kind' && name !== 'namespace').map(([name, schema]) => {
    const isOptional = schema instanceof z.ZodOptional;
    const inner = isOptional ? schema.unwrap() : schema;
    const widget = widgets[name];
    if (widget === undefined) throw new Error(`no field for ${kind}.${name}; add it to widgets`);
    return { name, widget, optional: isOptional || widget === 'container', ...(inner instanceof z.ZodEnum ? { choices: inner.options.map(String) } : {}) };
  });
}

export function groupOf(kind: FaultKind): FaultGroup {
  const fields = shapes.get(kind) ?? {};
  if ('pod' in fields) return 'container';
  if ('component' in fields || kind === 'ForceNewCluster') return 'controlPlane';
  if (/Cable$|Zone$|Link$/.test(kind)) return 'network';
  if (/Image$|Registry$/.test(kind)) return 'images';
  return kind.endsWith('CloudCalls') ? 'cloud' : 'machine';
}

/** What breaks something, before what mends. */
export function kindsOf(group: FaultGroup): FaultKind[] {
  const own = faultKinds.filter((kind) => groupOf(kind) === group);
  return [...own.filter((kind) => !mends(kind)), ...own.filter(mends)];
}

function mends(kind: FaultKind): boolean {
  return /^(plug|mend)$/.test(faultIcon({ kind } as Fault));
}

const filler: Readonly<Record<string, unknown>> = {
  machine: 'm', a: 'a', b: 'b', zone: 'z', namespace: 'n', pod: 'p', container: 'c', image: 'i', bytesPerSecond: 1, component: 'etcd', probe: 'liveness', error: 'InternalError',
  percent: 1, seconds: 1, perSecond: 1, fsyncMs: 1,
};

/** Whether something ends it, so that it can be given a length. */
export function canEnd(kind: FaultKind): boolean {
  return mendingOf(faultSchema.parse({ ...filler, kind })) !== undefined;
}

/** What an entry strikes, as the design names it. */
export function subjectOf(entry: PlannedFault): string {
  if ('pod' in entry) return entry.namespace === undefined || entry.namespace === 'default' ? entry.pod : `${entry.namespace}/${entry.pod}`;
  return faultSubject(entry as Fault);
}
