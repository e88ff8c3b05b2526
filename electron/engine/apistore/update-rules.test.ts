import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/json.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { TestCluster } from '../testing/test-cluster.ts';
import { updateManager } from './fields/field-manager.ts';

const object = (apiVersion: string, kind: string, rest: JsonObject = {}): KubernetesObject =>
  Object.assign({ apiVersion, kind, metadata: { name: 'x', namespace: 'default' } }, rest);

const rules = { rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }] };
const service = { spec: { ports: [{ port: 80 }] } };

describe('a PUT of a name that nothing has', () => {
  it.each<[string, KubernetesObject, string]>([
    ['a Lease', object('coordination.k8s.io/v1', 'Lease', { spec: { leaseDurationSeconds: 5 } }), 'leases'],
    ['a Service', object('v1', 'Service', service), 'services'],
    ['an Event', object('v1', 'Event', { involvedObject: { namespace: 'default' } }), 'events'],
    ['a LimitRange', object('v1', 'LimitRange', { spec: { limits: [{ type: 'Pod', max: { cpu: '1' } }] } }), 'limitranges'],
    ['Endpoints', object('v1', 'Endpoints', { subsets: [{ addresses: [{ ip: '1.2.3.4' }] }] }), 'endpoints'],
    ['a Role', object('rbac.authorization.k8s.io/v1', 'Role', rules), 'roles'],
  ])('creates %s', (_what, sent, resource) => {
    const cluster = new TestCluster([]);
    const { server } = cluster.simulation;
    const answer = server.update({ ...sent, metadata: { ...sent.metadata, resourceVersion: '7' } }, { manager: 'me' });
    expect(answer.ok ? answer.value.metadata.name : answer.error.message).toBe('x');
    expect(cluster.get(resource, 'default/x').metadata.uid).toBeTruthy();
  });

  it.each([{ dryRun: true, first: true, second: true }, { dryRun: false, first: true, second: false }])('says so, once: %j', ({ dryRun, first, second }) => {
    const { server } = new TestCluster([]).simulation;
    const said = [1, 2].map(() => {
      const answer = server.put(object('v1', 'Service', service), { dryRun });
      return answer.ok && answer.value.object.metadata.name === 'x' ? answer.value.created : undefined;
    });
    expect(said).toEqual([first, second]);
    expect(server.put(object('v1', 'ConfigMap')).ok).toBe(false);
  });

  it('gives it to its writer', () => {
    const { server } = new TestCluster([]).simulation;
    server.update(object('v1', 'Service', service), { manager: 'me' });
    expect(server.managedOf('services', 'default/x').map(({ by }) => by)).toEqual([updateManager('me', 'v1')]);
  });

  it.each<[string, KubernetesObject, string]>([
    ['a ConfigMap', object('v1', 'ConfigMap'), 'configmaps "x" not found'],
    ['an EndpointSlice', object('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [] }), 'endpointslices.discovery.k8s.io "x" not found'],
    ['a budget, whatever its comment says', object('policy/v1', 'PodDisruptionBudget'), 'poddisruptionbudgets.policy "x" not found'],
    ['a PriorityClass', { ...object('scheduling.k8s.io/v1', 'PriorityClass'), metadata: { name: 'x' } }, 'priorityclasses.scheduling.k8s.io "x" not found'],
  ])('does not find %s', (_what, sent, message) => {
    const answer = new TestCluster([]).simulation.server.update(sent);
    expect(answer.ok ? '' : `${answer.error.code} ${answer.error.message}`).toBe(`404 ${message}`);
  });

  it('is held to the rules of creation, and does not take one object for another', () => {
    const { server } = new TestCluster([]).simulation;
    const codes = [
      object('v1', 'Service', { spec: { ports: [{ port: 0 }] } }), object('v1', 'Service', { ...service, metadata: { name: 'x', namespace: 'nowhere' } }),
      object('v1', 'Service', { ...service, metadata: { name: 'x', namespace: 'default', uid: 'u' } }),
    ].map((sent) => {
      const answer = server.update(sent);
      return answer.ok ? 200 : answer.error.code;
    });
    expect(codes).toEqual([422, 404, 409]);
  });

  it('leaves no trace as a dry run, and none through the status or as a patch', () => {
    const cluster = new TestCluster([]);
    const { server } = cluster.simulation;
    expect(server.update(object('v1', 'Service', service), { dryRun: true }).ok).toBe(true);
    expect(server.updateStatus(object('v1', 'Service', service)).ok).toBe(false);
    expect(server.patch('services', 'default/x', { spec: {} }, { patchType: 'merge' }).ok).toBe(false);
    expect(cluster.api.get('services', 'default/x')).toBeUndefined();
  });
});
