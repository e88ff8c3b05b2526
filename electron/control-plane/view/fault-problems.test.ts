import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Fault } from '../../../shared/faults.ts';
import type { ClusterDocument, Manifest } from '../../../shared/topology/types.ts';
import type { LocalizedText, ProblemRow } from '../../../shared/view/rows.ts';
import { World } from '../../engine/world.ts';
import { ViewProjector } from './projector.ts';
import { viewSource } from './view-source.ts';

const sample = readFileSync(new URL('../../../build/samples/three-masters.cluster', import.meta.url), 'utf8');
const masters = ['master-1', 'master-2', 'master-3'];

/** The sample, well and running, and the problems that its window lists. */
function running(): { world: World; problems: () => ProblemRow[]; after: (seconds: number, ...faults: Fault[]) => ProblemRow[] } {
  const [cluster, ...manifests] = parseAllDocuments(sample).map((document) => document.toJS() as unknown) as [ClusterDocument, ...Manifest[]];
  const { world } = World.create({ cluster, manifests });
  world.advance({ untilMs: 240_000 });
  const problems = (): ProblemRow[] => new ViewProjector(viewSource(world, () => cluster)).list().problems;
  expect(problems()).toEqual([]);
  return {
    world, problems,
    after: (seconds, ...faults) => {
      for (const fault of faults) expect(world.inject(fault)).toMatchObject({ ok: true });
      world.advance({ untilMs: world.nowMs + seconds * 1_000 });
      for (const { title, detail } of problems()) for (const text of [title, ...(detail ? [detail] : [])]) expect(hasWords(text), text.key).toBe(true);
      return problems();
    },
  };
}

function hasWords({ key }: LocalizedText): boolean {
  const [catalogue = '', name = ''] = key.split(':');
  return ['en', 'pt-BR'].every((language) => name in (JSON.parse(readFileSync(new URL(`../../../renderer/i18n/${language}/${catalogue}.json`, import.meta.url), 'utf8')) as object));
}

const keys = (problems: readonly ProblemRow[]): string[] => problems.map(({ title }) => title.key);
const stop = (component: Extract<Fault, { kind: 'StopComponent' }>['component'], ...machines: string[]): Fault[] => machines.map((machine) => ({ kind: 'StopComponent', machine, component }));

describe('what the window lists when something of the control plane is stopped', () => {
  it.each(['kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager'] as const)('%s: nothing while another takes over, a problem when there is none, and nothing once one is back', (name) => {
    const { after } = running();
    expect(keys(after(60, ...stop(name, 'master-1', 'master-2')))).toEqual([]);
    const [problem, ...others] = after(60, ...stop(name, 'master-3'));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ title: { key: `view:problem.idle.${name}` }, detail: { params: { component: name, machines: 'master-1, master-2, master-3' } }, ref: { kind: 'Component', namespace: 'master-1', name } });
    expect(problem?.objects).toHaveLength(3);
    expect(keys(after(60, { kind: 'StartComponent', machine: 'master-2', component: name }))).toEqual([]);
  });

  it('all API servers: what is said is that nothing answers, not what stands still for it', () => {
    expect(keys(running().after(60, ...stop('kube-apiserver', ...masters)))).toEqual(['view:controlPlane.noApiServer']);
  });

  it('a slow disk of etcd, with what mends it', () => {
    const { after } = running();
    const [problem] = after(30, { kind: 'SlowDisk', machine: 'master-1', fsyncMs: 2_000 });
    expect(problem).toMatchObject({ title: { key: 'view:problem.slowDisk', params: { machine: 'master-1', seconds: 2 } }, detail: { params: { machines: 'master-1' } } });
    expect(keys(after(30, { kind: 'MendMachine', machine: 'master-1', fault: 'SlowDisk' }))).toEqual([]);
  });
});

describe('the network', () => {
  it('a cut link, until it is mended', () => {
    const { after } = running();
    expect(keys(after(5, { kind: 'CutLink', a: 'worker-1', b: 'worker-2' }))).toContain('view:problem.link');
    expect(keys(after(30, { kind: 'ReconnectLink', a: 'worker-1', b: 'worker-2' }))).toEqual([]);
  });

  it('a zone that is cut off names its machines, and a machine that is NotReady says that this is why', () => {
    const problems = running().after(90, { kind: 'CutZone', zone: 'us-east-1b' });
    expect(problems.find(({ title }) => title.key === 'view:problem.zone')?.objects?.map(({ name }) => name)).toEqual(['master-2', 'worker-2']);
    expect(problems.find(({ title, ref }) => title.key === 'view:problem.machine' && ref.name === 'worker-2')?.detail?.key).toBe('view:problem.cause.CutOff');
  });
});

test.each<[Fault['kind'], Fault, string]>([
  ['StopKubelet', { kind: 'StopKubelet', machine: 'worker-1' }, 'kubelet'], ['PowerOff', { kind: 'PowerOff', machine: 'worker-1' }, 'Off'],
  ['CrashMachine', { kind: 'CrashMachine', machine: 'worker-1' }, 'Crashed'], ['StopRuntime', { kind: 'StopRuntime', machine: 'worker-1' }, 'containerd'],
])('a machine that is NotReady after %s says why', (_, fault, cause) => {
  const problem = running().after(90, fault).find(({ title }) => title.key === 'view:problem.machine');
  expect(problem?.detail).toEqual({ key: `view:problem.cause.${cause}`, params: { machine: 'worker-1' } });
});

test('CoreDNS without ready pods: names are not found', () => {
  const { world, after } = running();
  world.apply([{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kube-system', name: 'coredns' }, patch: { spec: { replicas: 0 } } }]);
  expect(after(60)).toMatchObject([{ title: { key: 'view:problem.dns' }, ref: { kind: 'Deployment', name: 'coredns' } }]);
});
