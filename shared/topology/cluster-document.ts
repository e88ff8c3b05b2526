import { z } from 'zod';
import type { YamlDocument } from './read-yaml.ts';
import type { ClusterDocument, MachineEntry, Manifest, TopologyProblem } from './types.ts';
import { isJsonObject, type JsonObject } from '../json.ts';

/** The version of the format that this program writes. Older ones are migrated when read, newer ones refused. */
export const clusterApiVersion = 'clusterwright.dev/v1';

export function defaultCluster(name: string, seed: number): ClusterDocument {
  return {
    apiVersion: clusterApiVersion,
    kind: 'Cluster',
    metadata: { name },
    spec: { seed, network: { podCIDR: '10.244.0.0/16', serviceCIDR: '10.96.0.0/12', nodeCIDR: '10.0.0.0/16' }, machines: [] },
  };
}

const cidr = z.string().regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, 'must be an IPv4 range such as 10.244.0.0/16');
const seconds = z.number().min(0).max(86_400);
const quantity = z.union([z.string(), z.number()]);
const hook = z.looseObject({ seconds: seconds.optional(), code: z.number().int().min(0).max(599).optional() });
const machineName = z.string().regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'must be lower-case letters, digits, "-" or "."').max(63);
/** Loose where later versions may add: unknown fields are kept. */
const clusterSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string().min(1).max(200) }),
  spec: z.looseObject({
    seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    epoch: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'must be a time such as 2026-01-01T00:00:00Z').optional(),
    network: z.looseObject({ podCIDR: cidr.optional(), serviceCIDR: cidr.optional(), nodeCIDR: cidr.optional() }).optional(),
    machines: z.array(z.looseObject({
      name: machineName,
      roles: z.array(z.enum(['worker', 'control-plane'])).min(1).optional(),
      type: z.string().optional(),
      zone: z.string().optional(),
      bootSeconds: seconds.optional(),
      capacity: z.record(z.string(), quantity).optional(),
      labels: z.record(z.string(), z.string()).optional(),
      taints: z.array(z.looseObject({ key: z.string(), effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']) })).optional(),
    })).optional(),
    images: z.array(z.looseObject({
      image: z.string().min(1), size: quantity.optional(), startSeconds: seconds.optional(), readySeconds: seconds.optional(), stopSeconds: seconds.optional(),
      cpu: quantity.optional(), memory: quantity.optional(), missing: z.boolean().optional(),
      memoryPerSecond: quantity.optional(), disk: quantity.optional(), diskPerSecond: quantity.optional(), processes: z.number().int().min(1).optional(),
      hangAfterSeconds: seconds.optional(), postStart: hook.optional(), preStop: hook.optional(),
      user: z.union([z.string(), z.number()]).optional(), message: z.string().optional(),
      exit: z.looseObject({ afterSeconds: seconds, code: z.number().int().min(0).max(255) }).optional(),
    })).optional(),
    layout: z.record(z.string(), z.object({ x: z.number(), y: z.number() })).optional(),
  }).optional(),
});

/** Problems of a Cluster document, with positions. A newer format version is an error that says so. */
export function checkClusterDocument(document: YamlDocument): TopologyProblem[] {
  const value = document.value as JsonObject;
  if (value['apiVersion'] !== clusterApiVersion) {
    return [{
      severity: 'error', document: document.number, ...document.positionOf(['apiVersion']), field: 'apiVersion',
      message: `The file has format ${String(value['apiVersion'])}; this version of Clusterwright reads ${clusterApiVersion}.`, hint: 'Open it with the newer Clusterwright that wrote it.',
    }];
  }
  const parsed = clusterSchema.safeParse(value);
  const problems: TopologyProblem[] = parsed.success ? [] : parsed.error.issues.map((issue) => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    return { severity: 'error', document: document.number, ...document.positionOf(path), field: fieldText(path), message: `${fieldText(path) || 'The Cluster document'}: ${issue.message}.` };
  });
  if (problems.length === 0) problems.push(...repeatedMachines(value, document), ...unknownMachineFields(value, document));
  return problems;
}

function unknownMachineFields(value: JsonObject, document: YamlDocument): TopologyProblem[] {
  return machinesOf(value).flatMap((machine, index) => Object.keys(machine).filter((field) => !machineFields.has(field)).map((field): TopologyProblem => ({
    severity: 'warning', document: document.number, ...document.positionOf(['spec', 'machines', index, field]), field: `spec.machines[${index}].${field}`,
    message: `Machine "${machine.name}" has a field "${field}" that is not known; it is kept and has no effect.`, hint: 'Check its spelling.',
  })));
}

function machinesOf(value: JsonObject): MachineEntry[] {
  const spec = value['spec'];
  return isJsonObject(spec) && Array.isArray(spec['machines']) ? (spec['machines'] as unknown as MachineEntry[]) : [];
}

function repeatedMachines(value: JsonObject, document: YamlDocument): TopologyProblem[] {
  const machines = machinesOf(value);
  const seen = new Set<string>();
  const problems: TopologyProblem[] = [];
  for (const [index, { name }] of machines.entries()) {
    if (seen.has(name)) {
      problems.push({
        severity: 'error', document: document.number, ...document.positionOf(['spec', 'machines', index, 'name']), field: `spec.machines[${index}].name`,
        message: `There are two machines named "${name}".`, hint: 'Rename one of them.',
      });
    }
    seen.add(name);
  }
  return problems;
}

function fieldText(path: readonly (string | number)[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`)).join('');
}

/** Fields of a machine that the API knows. Others are kept in the file, and a warning names them. */
const machineFields: ReadonlySet<string> = new Set(['name', 'roles', 'type', 'zone', 'capacity', 'labels', 'taints', 'bootSeconds']);

/** A machine of the Cluster document as the Machine manifest that the API gets: without fields of later versions or other programs. */
export function machineManifest(entry: MachineEntry): Manifest {
  const spec = Object.fromEntries(Object.entries(entry).filter(([field]) => field !== 'name' && machineFields.has(field)));
  return { apiVersion: clusterApiVersion, kind: 'Machine', metadata: { name: entry.name }, spec: spec as unknown as JsonObject };
}

/** The reverse of `machineManifest`. @param before the entry so far, whose unknown fields stay */
export function machineEntry(manifest: Manifest, before: MachineEntry | undefined): MachineEntry {
  const unknown = Object.fromEntries(Object.entries(before ?? {}).filter(([field]) => !machineFields.has(field)));
  return { name: manifest.metadata.name, ...(manifest['spec'] as unknown as Omit<MachineEntry, 'name'>), ...unknown };
}
