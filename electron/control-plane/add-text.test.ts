import { describe, expect, it } from 'vitest';
import { ok } from '../../shared/result.ts';
import { addText } from './add-text.ts';
import type { DesignStorage } from './design-storage.ts';
import { DesignSession } from './session.ts';

function session(spec: string): DesignSession {
  const text = `# kept\napiVersion: clusterwright.dev/v1\nkind: Cluster\nmetadata: { name: shop }\nspec:\n  seed: 1\n${spec}`;
  const stored = { id: 'd', name: 'd', text, dirty: false, inputs: [], clockMs: 0, recovered: false };
  const storage: DesignStorage = { load: () => ok(stored), append: () => ok(undefined), recordFile: () => ok(undefined), markClosed() {} };
  const opened = DesignSession.open(stored, storage, () => 0);
  if (!opened.ok) throw new Error('opens');
  return opened.value;
}

const eksctl = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: other, region: eu-west-1 }
availabilityZones: [eu-west-1a, eu-west-1b]
vpc: { cidr: 10.8.0.0/16, nat: { gateway: HighlyAvailable } }
managedNodeGroups:
- { name: web, instanceType: c5.large, minSize: 1, maxSize: 4 }
- { name: db, desiredCapacity: 1, availabilityZones: [eu-west-1b] }
`;

describe('a configuration of eksctl that is dropped on an open design', () => {
  it('brings machines, and where they stand, in one step', () => {
    const open = session('  machines: [{ name: w, roles: [worker] }]\n');
    const { network } = open.document.cluster.spec;
    const answer = addText(open, eksctl, undefined);
    expect(answer).toMatchObject({ ok: true, value: {
      added: 2, changed: [
        { field: 'spec.provider.name', from: '', to: 'aws' }, { field: 'spec.provider.region', from: '', to: 'eu-west-1' }, { field: 'spec.provider.zones', from: '', to: 'eu-west-1a, eu-west-1b' },
        { field: 'spec.provider.natGateway', from: '', to: 'HighlyAvailable' }, { field: 'spec.network.serviceCIDR', from: '10.96.0.0/12', to: '10.100.0.0/16' }, { field: 'spec.network.nodeCIDR', from: '10.0.0.0/16', to: '10.8.0.0/16' },
      ],
    } });
    const { metadata, spec } = open.document.cluster;
    expect([metadata.name, spec.provider, spec.network]).toEqual([
      'shop', { name: 'aws', region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b'], natGateway: 'HighlyAvailable' }, { podCIDR: '10.244.0.0/16', serviceCIDR: '10.100.0.0/16', nodeCIDR: '10.8.0.0/16' },
    ]);
    expect([...spec.machines.map(({ name }) => name), ...(spec.nodeGroups ?? []).map(({ name }) => name)]).toEqual(['w', 'db', 'web']);
    expect(open.undo().ok).toBe(true);
    const { spec: undone } = open.document.cluster;
    expect([undone.provider, undone.network, undone.machines.length, open.document.text.toString()]).toEqual([undefined, network, 1, expect.stringContaining('# kept')]);
  });

  it('keeps what else is known of the account, and says only what changes', () => {
    const open = session('  network: { serviceCIDR: 10.100.0.0/16, nodeCIDR: 10.8.0.0/16 }\n  provider: { name: aws, region: eu-west-1, zones: [eu-west-1a, eu-west-1b], podNetwork: routes, quotas: { onDemandVcpus: 8 } }\n');
    const answer = addText(open, eksctl, undefined);
    expect(answer).toMatchObject({ ok: true, value: { changed: [{ field: 'spec.provider.natGateway', from: '', to: 'HighlyAvailable' }] } });
    expect(open.document.cluster.spec.provider).toMatchObject({ podNetwork: 'routes', quotas: { onDemandVcpus: 8 }, natGateway: 'HighlyAvailable' });
    expect(addText(open, eksctl, undefined)).toMatchObject({ ok: true, value: { changed: [] } });
  });
});

it('manifests bring nothing of the kind', () => {
  expect(addText(session(''), 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n', undefined)).toMatchObject({ ok: true, value: { added: 1, changed: [] } });
});
