import { z } from 'zod';
import { providerSchema } from '../cloud/provider-spec.ts';
import type { YamlDocument } from './read-yaml.ts';
import { addonNames, type ClusterDocument, type TopologyProblem } from './types.ts';
import type { JsonObject } from '../json.ts';
import { ownApiVersion, ownKinds } from '../kubernetes/own-kinds/index.ts';
import { plannedFaultSchema } from '../planned-faults.ts';
import { ownEntryProblems } from './own-entries.ts';

/** The version of the format that this program writes. Older ones are migrated when read, newer ones refused. */
export const clusterApiVersion = ownApiVersion;

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
/** Loose where later versions may add: unknown fields are kept. */
const clusterSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string().min(1).max(200) }),
  spec: z.looseObject({
    seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    epoch: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'must be a time such as 2026-01-01T00:00:00Z').optional(),
    network: z.looseObject({ podCIDR: cidr.optional(), serviceCIDR: cidr.optional(), nodeCIDR: cidr.optional() }).optional(),
    provider: providerSchema.optional(),
    ...Object.fromEntries(ownKinds.map(({ documentField }) => [documentField, z.array(z.looseObject({ name: z.string().min(1) })).optional()])),
    addons: z.array(z.enum(addonNames)).optional(),
    images: z.array(z.looseObject({
      image: z.string().min(1), size: quantity.optional(), startSeconds: seconds.optional(), readySeconds: seconds.optional(), stopSeconds: seconds.optional(),
      cpu: quantity.optional(), memory: quantity.optional(), missing: z.boolean().optional(),
      memoryPerSecond: quantity.optional(), disk: quantity.optional(), diskPerSecond: quantity.optional(), processes: z.number().int().min(1).optional(),
      listens: z.array(z.number().int().min(1).max(65_535)).optional(), cpuPerRequest: quantity.optional(), memoryPerRequest: quantity.optional(),
      latencyMs: z.number().min(0).max(600_000).optional(), maxConcurrent: z.number().int().min(1).optional(), ingressController: z.string().min(1).optional(),
      calls: z.array(z.looseObject({
        service: z.string().min(1), port: z.union([z.string(), z.number().int().min(1).max(65_535)]).optional(), perRequest: z.number().min(0).max(1_000).optional(),
      })).optional(),
      hangAfterSeconds: seconds.optional(), postStart: hook.optional(), preStop: hook.optional(),
      user: z.union([z.string(), z.number()]).optional(), message: z.string().optional(),
      exit: z.looseObject({ afterSeconds: seconds, code: z.number().int().min(0).max(255) }).optional(),
    })).optional(),
    faults: z.array(plannedFaultSchema).optional(),
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
  if (problems.length === 0) problems.push(...ownEntryProblems(document));
  return problems;
}

function fieldText(path: readonly (string | number)[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`)).join('');
}
