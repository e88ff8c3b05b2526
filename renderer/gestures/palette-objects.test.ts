import { describe, expect, it } from 'vitest';
import { parseCronSchedule } from '../../shared/kubernetes/cron-schedule.ts';
import { applyDefaults } from '../../shared/kubernetes/defaulting/defaults.ts';
import { applyMergePatch } from '../../shared/merge-patch.ts';
import type { JsonValue } from '../../shared/json.ts';
import { decodeObject } from '../../shared/kubernetes/schema/decode.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import { validateCreate } from '../../shared/kubernetes/validation/validate.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import { connect, connectionBetween, connections } from './connect/index.ts';
import { createObject } from './create-object.ts';
import { createDeployment } from './create-deployment.ts';
import { newObject, paletteObject, paletteObjectKinds } from './objects/index.ts';

const none: ReadonlySet<string> = new Set();
const facts = { pods: none, brokenFields: [] };

/** The object as the API would keep it. */
function live(manifest: Manifest): KubernetesObject {
  const namespaced = { ...manifest, metadata: { ...manifest.metadata, ...(needsNamespace(manifest.kind) ? { namespace: manifest.metadata['namespace'] ?? 'default' } : {}) } };
  const decoded = decodeObject(structuredClone(namespaced), { strict: true } as never);
  if (!decoded.ok) throw new Error(decoded.error.message);
  applyDefaults(decoded.value);
  return decoded.value;
}

function needsNamespace(kind: string): boolean {
  return kind === 'Deployment' || kind === 'Pod' || (paletteObjectKinds.includes(kind) && paletteObject(kind).isNamespaced);
}

/** Fields that the API server itself fills in before it validates: addresses of Services, selectors of Jobs. */
const filledIn: Readonly<Record<string, readonly string[]>> = { Service: ['spec.clusterIPs'], Job: ['spec.selector', 'spec.template.metadata.labels'] };

function errorsOf(manifest: Manifest): string[] {
  return validateCreate(live(manifest)).filter(({ field }) => !filledIn[manifest.kind]?.includes(field)).map((error) => JSON.stringify(error));
}

const deployment = live(createDeployment('nginx', none).changes.flatMap((change) => (change.op === 'put' ? [change.manifest] : []))[0] as Manifest);
const pod = live({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'single' }, spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] } } as unknown as Manifest);
const made = (kind: string, name: string): KubernetesObject => (kind === 'Deployment' ? deployment : kind === 'Pod' ? pod : live(newObject(kind, { name }).at(-1) as Manifest));

describe('objects of the palette', () => {
  it.each(paletteObjectKinds.map((kind) => [kind]))('%s is complete: the API accepts it as it is', (kind) => {
    for (const manifest of newObject(kind, { name: 'made' })) expect(errorsOf(manifest)).toEqual([]);
  });

  it.each(paletteObjectKinds.map((kind) => [kind]))('%s dropped on a Deployment is still accepted, and says so in one manifest where it can', (kind) => {
    if (!connectionBetween(kind, 'Deployment')) return;
    const { changes } = createObject({ kind, target: deployment }, none, none);
    const puts = changes.flatMap((change) => (change.op === 'put' ? [change.manifest] : []));
    for (const manifest of puts) expect(errorsOf(manifest)).toEqual([]);
    const writes = connectionBetween(kind, 'Deployment')?.connection.writes;
    expect(changes.some((change) => change.op === 'patch' && change.ref.kind === 'Deployment')).toBe(writes === 'to');
  });

  it('run by schedules that fire', () => {
    const cronJob = newObject('CronJob', { name: 'x' })[0] as unknown as { spec: { schedule: string } };
    expect(parseCronSchedule(cronJob.spec.schedule).ok).toBe(true);
  });

  it('go where they are dropped, and cluster-scoped ones nowhere', () => {
    const namespaceOf = (kind: string): unknown => createObject({ kind, namespace: 'team' }, none, none).changes.map((change) => (change.op === 'put' ? change.manifest.metadata['namespace'] : 0));
    expect(namespaceOf('StatefulSet')).toEqual(['team', 'team']);
    expect(namespaceOf('StorageClass')).toEqual([undefined]);
  });
});

describe('edges', () => {
  const pairs = connections.flatMap((connection) => connection.to.filter((kind) => ['Deployment', 'Pod', 'Service', 'IngressClass', 'StorageClass', 'PersistentVolume'].includes(kind)).map((to) => [connection.from, to] as const));

  it.each(pairs.filter(([from]) => paletteObjectKinds.includes(from)))('%s → %s writes what the API accepts, from either end', (from, to) => {
    const [source, target] = [made(from, 'one'), made(to, 'two')];
    const forward = connect(source, target, facts);
    expect(forward?.changes.length).toBeGreaterThan(0);
    expect(connect(target, source, facts)?.changes).toEqual(forward?.changes);
    for (const change of forward?.changes ?? []) {
      if (change.op !== 'patch') continue;
      const before = change.ref.kind === source.kind ? source : target;
      expect(errorsOf(applyMergePatch(before as unknown as JsonValue, change.patch as JsonValue) as Manifest)).toEqual([]);
    }
  });

  it('a selector is replaced, not added to', () => {
    const service = { ...made('Service', 'web'), spec: { selector: { app: 'old', tier: 'front' } } } as KubernetesObject;
    expect(connect(service, deployment, facts)?.changes).toMatchObject([{ op: 'patch', patch: { spec: { selector: { app: 'web', tier: null } } } }]);
  });

  it('a pod without labels gets one that can be selected', () => {
    expect(connect(made('Service', 'web'), pod, facts)?.changes).toMatchObject([
      { op: 'patch', ref: { kind: 'Pod' }, patch: { metadata: { labels: { app: 'single' } } } },
      { op: 'patch', ref: { kind: 'Service' }, patch: { spec: { selector: { app: 'single' } } } },
    ]);
  });

  it('an Ingress leads a path that led nowhere to the Service, else gets one path more', () => {
    const ingress = made('Ingress', 'web');
    const service = made('Service', 'api');
    const paths = (brokenFields: string[]): string[] => {
      const [change] = connect(ingress, service, { pods: none, brokenFields })?.changes ?? [];
      const rules = (change?.op === 'patch' ? change.patch['spec'] : undefined) as { rules: { http: { paths: { path: string; backend: { service: { name: string } } }[] } }[] };
      return rules.rules.flatMap((rule) => rule.http.paths.map((path) => `${path.path} ${path.backend.service.name}`));
    };
    expect(paths(['spec.rules[0].http.paths[0].backend'])).toEqual(['/ api']);
    expect(paths([])).toEqual(['/ web', '/api api']);
  });

  it('there is none between kinds that have nothing to say to each other', () => {
    expect(connectionBetween('ResourceQuota', 'Deployment')).toBeUndefined();
    expect(connect(made('ResourceQuota', 'x'), deployment, facts)).toBeUndefined();
  });
});
