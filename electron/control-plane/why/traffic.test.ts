import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { WhyAnswer } from '../../../shared/view/why.ts';
import { World } from '../../engine/world.ts';
import { ViewProjector } from '../view/projector.ts';
import { viewSource } from '../view/view-source.ts';
import { explain } from './explain.ts';

const deployment = (name: string, spec: object = {}): object => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
  spec: { replicas: 2, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: name, ports: [{ containerPort: 80 }], ...spec }] } } },
});
const service = (name: string, spec: object = {}): object => ({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { type: 'NodePort', selector: { app: name }, ports: [{ port: 80 }], ...spec } });
const source = (name: string, spec: object = {}): object => ({
  apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', metadata: { name }, spec: { target: { service: { namespace: 'default', name } }, rate: { pattern: 'Constant', rps: 40 }, ...spec },
});

function running(...manifests: object[]): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = ['a', 'b'].map((name) => ({ name, roles: ['worker' as const], bootSeconds: 5 }));
  cluster.spec.images = ['web', 'db', 'api'].map((image) => ({ image, listens: [80] }));
  const { world, refused } = World.create({ cluster, manifests: manifests as Manifest[] });
  expect(refused).toEqual([]);
  world.advance({ untilMs: 90_000 });
  return world;
}

const sourceRef = (name: string): ObjectRef => ({ apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', name });
const serviceRef = (name: string): ObjectRef => ({ apiVersion: 'v1', kind: 'Service', namespace: 'default', name });

function hasWords({ key }: LocalizedText): boolean {
  const [catalogue = '', name = ''] = key.split(':');
  return ['en', 'pt-BR'].every((language) => {
    const words = JSON.parse(readFileSync(new URL(`../../../renderer/i18n/${language}/${catalogue}.json`, import.meta.url), 'utf8')) as object;
    return name in words || `${name}_other` in words;
  });
}

const textsOf = ({ headline, detail, evidence, remedies }: WhyAnswer): LocalizedText[] => [
  headline, ...(detail ? [detail] : []), ...remedies.map(({ text }) => text),
  ...evidence.flatMap((item) => (item.kind === 'chain' ? item.steps.map(({ text }) => text) : item.kind === 'field' ? [item.text] : [])),
];

function why(world: World, ref: ObjectRef): WhyAnswer & { keys: string[] } {
  const answer = explain(world, ref);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  expect(textsOf(answer.value).filter((text) => !hasWords(text))).toEqual([]);
  return { ...answer.value, keys: textsOf(answer.value).map(({ key }) => key) };
}

describe('a source of traffic', () => {
  it('whose requests are served says so', () => {
    expect(why(running(deployment('web'), service('web'), source('web')), sourceRef('web')).headline).toEqual({ key: 'why:source.served', params: { rps: 40 } });
  });

  it('that fails says which part, for what, since when, and where that is mended', () => {
    const world = running(deployment('web'), service('web', { ports: [{ port: 80, targetPort: 81 }] }), source('web'));
    const answer = why(world, sourceRef('web'));
    expect(answer.headline).toEqual({ key: 'why:source.failing', params: { percent: 100, rps: 40 } });
    expect(answer.detail?.key).toBe('network:cause.NotListening.targetPort');
    expect(answer.keys).toEqual(expect.arrayContaining(['why:source.began', 'why:source.share', 'why:source.mend']));
  });

  it('whose Service has no way in is offered one, which mends it', () => {
    const world = running(deployment('web'), service('web', { type: 'ClusterIP' }), source('web'));
    const { headline, remedies: [remedy] } = why(world, sourceRef('web'));
    expect(headline.params?.['percent']).toBe(100);
    expect(world.apply(remedy?.change ?? []).ok).toBe(true);
    world.advance({ untilMs: 300_000 });
    expect(why(world, sourceRef('web')).headline.key).toBe('why:source.served');
  });

  it('that is held, or whose rate is 0, says so', () => {
    const world = running(source('web', { paused: true }), source('db', { rate: { pattern: 'Constant', rps: 0 } }));
    expect([why(world, sourceRef('web')), why(world, sourceRef('db'))].map(({ headline }) => headline.key)).toEqual(['why:source.paused', 'why:source.silent']);
  });
});

describe('a Service', () => {
  it('says what keeps its pods from being endpoints, in words of the probe', () => {
    const world = running(deployment('web', { readinessProbe: { httpGet: { port: 9 } } }), service('web'), source('web'));
    const answer = why(world, serviceRef('web'));
    expect(answer.headline.key).toBe('why:service.noneReady');
    expect(answer.detail).toEqual({ key: 'network:cause.NoEndpoints.NoneReady', params: { service: 'web', count: 2 } });
    expect(answer.keys).toEqual(expect.arrayContaining(['network:unready.ReadinessProbe', 'why:source.share']));
  });

  it('says why requests for it fail though its pods answer', () => {
    const answer = why(running(deployment('web'), service('web', { ports: [{ port: 80, targetPort: 81 }] }), source('web')), serviceRef('web'));
    expect(answer.headline.key).toBe('why:service.answering');
    expect(answer.detail?.key).toBe('network:cause.NotListening.targetPort');
  });
});

describe('the list of problems', () => {
  it('has a source that fails, with the cause and where it is mended, as long as it fails', () => {
    const world = running(deployment('web'), service('web', { ports: [{ port: 80, targetPort: 81 }] }), source('web'));
    const projector = new ViewProjector(viewSource(world, () => defaultCluster('t', 1)));
    world.components.traffic.onChange((news) => projector.traffic.observe(news));
    world.onCommit((event) => projector.observe(event));
    const [problem, ...others] = projector.list().problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      ref: sourceRef('web'), family: 'bad', hasRequests: true, title: { key: 'view:problem.traffic', params: { name: 'web', percent: 100 } },
      detail: { key: 'network:cause.NotListening.targetPort' },
    });
    expect(problem?.objects?.map(({ kind }) => kind)).toEqual(['Service', 'Pod']);
    expect([problem?.title, problem?.detail].filter((text) => !text || !hasWords(text))).toEqual([]);
    world.apply([{ op: 'patch', ref: serviceRef('web'), patch: { spec: { ports: [{ port: 80, targetPort: 80 }] } } }]);
    world.advance({ untilMs: world.nowMs + 30_000 });
    expect(projector.delta()?.problems).toEqual([]);
  });
});
