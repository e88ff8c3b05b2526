import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refKey } from '../../../../shared/kubernetes/registry.ts';
import { TopologyText } from '../../../../shared/topology/topology-text.ts';
import type { ImageProfile } from '../../../../shared/topology/behaviour.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import { World } from '../../../engine/world.ts';
import { RelationIndex } from './relation-index.ts';
import { relationsOf } from './relations-of.ts';

const container = { name: 'c', image: 'nginx:1.27' };
const named = (apiVersion: string, kind: string, name: string, spec?: object, more: object = {}): Manifest => ({ apiVersion, kind, metadata: { name }, ...(spec ? { spec } : {}), ...more }) as Manifest;
const template = (app: string, more: object = {}) => ({ metadata: { labels: { app } }, spec: { containers: [container], ...more } });
const deployment = (name: string, app = name, more: object = {}): Manifest =>
  named('apps/v1', 'Deployment', name, { replicas: 1, selector: { matchLabels: { app } }, template: template(app, more) });
const service = (name: string, app: string): Manifest => named('v1', 'Service', name, { selector: { app }, ports: [{ port: 80 }] });
const autoscaler = (name: string, target: string): Manifest =>
  named('autoscaling/v2', 'HorizontalPodAutoscaler', name, { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target } });
const pod = (name: string, app: string): Manifest => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app } }, spec: { containers: [container] } }) as unknown as Manifest;

function worldOf(...manifests: Manifest[]): { world: World; index: RelationIndex; put(...more: Manifest[]): void } {
  const { text } = TopologyText.parse('apiVersion: clusterwright.dev/v1\nkind: Cluster\nmetadata: { name: c }\nspec: { seed: 1 }\n', 'c');
  if (!text) throw new Error('it is a topology');
  const { world } = World.create(text.topology);
  const index = new RelationIndex(world.api);
  world.onCommit((event) => index.observe(event));
  const put = (...more: Manifest[]): void => {
    const outcome = world.apply(more.map((manifest) => ({ op: 'put', manifest })));
    if (!outcome.ok) throw new Error(outcome.error.status.message);
  };
  put(...manifests);
  return { world, index, put };
}

/** `Kind name --relation--> Kind name`, or what is said of one that leads nowhere. */
function said(index: RelationIndex): string[] {
  return index.all().flatMap(({ from, relations }) => relations.map((relation) =>
    `${from.kind} ${from.name} ${relation.kind} ${relation.broken ? (relation.broken.key.split('.').at(-1) ?? '') : ''}${relation.to ? `${relation.to.kind} ${relation.to.name}` : ''}`.trim())).sort();
}

const ref = (kind: string, name: string, apiVersion = 'v1') => ({ apiVersion, kind, namespace: 'default', name });

describe('calls of programs', () => {
  const web = deployment('web');
  it.each<[string, ImageProfile[], string[]]>([
    ['lead to Services by name', [{ image: 'nginx', calls: [{ service: 'db' }, { service: 'db.default' }, { service: 'api.example.com' }] }], ['Deployment web calls Service db']],
    ['lead nowhere where there is no such Service', [{ image: 'nginx:1.27', calls: [{ service: 'cache' }] }], ['Deployment web calls missingService cache']],
    ['of other images are theirs', [{ image: 'redis', calls: [{ service: 'db' }] }], []],
  ])('%s', (_what, profiles, expected) => {
    const { world } = worldOf(web, named('v1', 'Service', 'db', { ports: [{ port: 80 }] }));
    expect(said(new RelationIndex(world.api, () => profiles))).toEqual(expected);
  });

  it('are read again when the design says something else', () => {
    const { world } = worldOf(web, named('v1', 'Service', 'db', { ports: [{ port: 80 }] }));
    let profiles: ImageProfile[] = [];
    const index = new RelationIndex(world.api, () => profiles);
    expect(index.takeChanged()).toEqual([]);
    profiles = [{ image: 'nginx', calls: [{ service: 'db', perRequest: 3 }] }];
    expect(index.takeChanged()).toMatchObject([{ from: { name: 'web' }, relations: [{ kind: 'calls', field: 'spec.images[0].calls[0]', detail: '× 3' }] }]);
    expect(index.takeChanged()).toEqual([]);
    profiles = [];
    expect(index.takeChanged()).toMatchObject([{ from: { name: 'web' }, relations: [] }]);
  });
});

describe('relations between objects', () => {
  it.each<[string, Manifest[], string[]]>([
    ['a Service selects by the labels of a template', [deployment('web'), service('web', 'web')], ['Service web selector Deployment web']],
    ['and bare pods', [pod('single', 'web'), service('web', 'web')], ['Service web selector Pod single']],
    ['a selector that selects nothing', [deployment('web'), service('web', 'other')], ['Service web selector selectsNothing']],
    ['a Service without selector has its endpoints from elsewhere', [named('v1', 'Service', 'db', { ports: [{ port: 80 }] })], []],
    ['a label that only the controller adds does not decide', [deployment('web'), named('v1', 'Service', 'one', { selector: { app: 'web', 'pod-template-hash': 'x' }, ports: [{ port: 80 }] })], ['Service one selector Deployment web']],
    ['an autoscaler and its target', [deployment('web'), autoscaler('web', 'web')], ['HorizontalPodAutoscaler web scale Deployment web']],
    ['a target that does not exist', [autoscaler('web', 'web')], ['HorizontalPodAutoscaler web scale missingDeployment web']],
    ['a budget', [deployment('web'), named('policy/v1', 'PodDisruptionBudget', 'web', { minAvailable: 1, selector: { matchLabels: { app: 'web' } } })], ['PodDisruptionBudget web budget Deployment web']],
    ['a policy about all pods of an empty namespace is no mistake', [named('networking.k8s.io/v1', 'NetworkPolicy', 'deny', { podSelector: {} })], []],
    ['what a template mounts and reads', [
      named('v1', 'ConfigMap', 'settings'),
      deployment('web', 'web', { volumes: [{ name: 'a', configMap: { name: 'settings' } }, { name: 'b', secret: { secretName: 'key', optional: true } }], containers: [{ ...container, envFrom: [{ secretRef: { name: 'gone' } }] }] }),
    ], ['Deployment web mount ConfigMap settings', 'Deployment web mount missingSecret gone']],
    ['an Ingress leads to Services', [service('web', 'web'), deployment('web'), named('networking.k8s.io/v1', 'Ingress', 'shop', {
      rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }, { path: '/x', pathType: 'Prefix', backend: { service: { name: 'gone', port: { number: 80 } } } }] } }],
    })], ['Ingress shop route Service web', 'Ingress shop route missingService gone', 'Service web selector Deployment web']],
    ['a claim asks for a class', [named('v1', 'PersistentVolumeClaim', 'data', { storageClassName: 'gone', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } })], ['PersistentVolumeClaim data class missingStorageClass gone']],
    ['a quota holds for its namespace', [named('v1', 'ResourceQuota', 'small', { hard: { pods: '1' } })], ['ResourceQuota small limit Namespace default']],
  ])('%s', (_name, manifests, expected) => {
    expect(said(worldOf(...manifests).index)).toEqual(expected);
  });

  it('says only what a commit touched, and that it is gone', () => {
    const { world, index } = worldOf(deployment('web', 'web', { priorityClassName: 'system-node-critical' }), deployment('api'), service('web', 'web'), service('api', 'api'));
    index.takeChanged();
    world.apply([{ op: 'delete', ref: ref('Deployment', 'web', 'apps/v1') }]);
    world.advance({ untilMs: 1_000 });
    const rows = index.takeChanged();
    expect(rows.map((row) => refKey(row.from))).toEqual(expect.arrayContaining(['v1/Service/default/web', 'apps/v1/Deployment/default/web']));
    expect(rows.map((row) => row.from.name)).not.toContain('api');
    expect(rows.find((row) => row.from.kind === 'Service')?.relations).toMatchObject([{ broken: { key: 'view:relation.selectsNothing' } }]);
  });

  it('pods of a controller cost nothing: no row for them, however many', () => {
    const { world, index } = worldOf(named('clusterwright.dev/v1', 'Machine', 'm', { roles: ['worker'], type: 'm5.large' }), deployment('web'), service('web', 'web'));
    index.takeChanged();
    world.advance({ untilMs: 120_000 });
    expect(world.api.count('pods')).toBeGreaterThan(0);
    expect(index.takeChanged().filter((row) => row.from.kind !== 'EndpointSlice')).toEqual([]);
    const [made] = world.api.list('pods');
    const about = relationsOf(index, world.api, ref('Pod', made?.metadata.name ?? ''));
    expect(about.map(({ kind, direction, other }) => `${direction} ${kind} ${other?.kind}`)).toEqual(expect.arrayContaining(['out owner ReplicaSet', 'in selector Service']));
  });

  it('whatever is written in whatever order, it says what one that reads everything anew says', () => {
    const apps = fc.constantFrom('a', 'b', 'c');
    const change = fc.oneof(
      fc.record({ kind: fc.constantFrom('Deployment', 'Service', 'HPA', 'Pod'), name: apps, app: apps }),
      fc.record({ kind: fc.constantFrom('-Deployment', '-Service', '-Pod'), name: apps, app: apps }),
    );
    fc.assert(fc.property(fc.array(change, { maxLength: 14 }), (changes) => {
      const { world, index } = worldOf();
      for (const { kind, name, app } of changes) {
        const made = new Map([['Deployment', deployment(name, app)], ['Service', service(name, app)], ['HPA', autoscaler(name, app)], ['Pod', pod(name, app)]]).get(kind);
        // What the API refuses (a selector is immutable) changes nothing.
        if (made) world.apply([{ op: 'put', manifest: made }]);
        else world.apply([{ op: 'delete', ref: ref(kind.slice(1), name, kind === '-Deployment' ? 'apps/v1' : 'v1'), gracePeriodSeconds: 0 }]);
        world.advance({ untilMs: world.nowMs + 1_500 });
      }
      expect(said(index)).toEqual(said(new RelationIndex(world.api)));
    }), { numRuns: 30 });
  });
});
