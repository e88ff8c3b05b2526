import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Endpoint, EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Endpoints } from '../../../../shared/kubernetes/types/endpoints.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { forgetful } from '../../testing/forgetful.ts';
import { isPodReady } from '../pod-state.ts';
import { addressesOf } from './endpoints.ts';
import { maxEndpointsPerSlice } from './reconcile.ts';
import { selects } from './services.ts';
import { anyStory, Life } from './testing/selecting-story.ts';

describe('whatever happens to pods and to those that select them', () => {
  it('controllers write what they would write if they knew nothing from before', () => {
    fc.assert(fc.property(anyStory, (story) => {
      const [kept, fresh] = [new Life((factory) => factory).live(story), new Life(forgetful).live(story)];
      expect(kept.written()).toEqual(fresh.written());
    }), { numRuns: 20 });
  });

  it('every pod of a Service stands in one slice of its family and ports, and in the Endpoints', () => {
    fc.assert(fc.property(anyStory, (story) => {
      const { cluster } = new Life((factory) => factory).live(story);
      for (const service of cluster.list<Service>('services').filter(({ spec }) => spec.selector)) {
        const pods = cluster.list<Pod>('pods').filter(({ metadata }) => selects(service, metadata.labels));
        const slices = cluster.list<EndpointSlice>('endpointslices').filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === service.metadata.uid
          && metadata.labels?.['endpointslice.kubernetes.io/managed-by'] === 'endpointslice-controller.k8s.io');
        const families = service.spec['ipFamilies'] as ('IPv4' | 'IPv6')[];
        const expected = families.flatMap((family) => pods.flatMap((pod) => addressesOf(pod, family).map((address) => said(service, pod, address))));
        const listed = slices.flatMap(({ endpoints }) => endpoints ?? []).map(({ targetRef, addresses, conditions }) => `${targetRef?.name} ${addresses.join()} ${conditions?.ready}`);
        expect(listed.sort()).toEqual(expected.sort());
        for (const { endpoints } of slices) expect(endpoints?.length ?? 0).toBeLessThanOrEqual(maxEndpointsPerSlice);
        if ((service.spec.ports ?? []).length === 0) continue;
        const { subsets = [] } = cluster.api.get<Endpoints>('endpoints', `default/${service.metadata.name}`) ?? {};
        const withPorts = slices.filter(({ addressType, ports }) => addressType === families[0] && (ports?.length ?? 0) > 0);
        const ready = withPorts.flatMap(({ endpoints }) => endpoints ?? []).filter(isReady).map(({ addresses }) => addresses[0]);
        expect(new Set(subsets.flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip)))).toEqual(new Set(ready));
      }
    }), { numRuns: 15 });
  });
});

function isReady({ conditions }: Endpoint): boolean {
  return conditions?.ready === true;
}

function said(service: Service, pod: Pod, address: string): string {
  const ready = service.spec.publishNotReadyAddresses === true || (isPodReady(pod) && !pod.metadata.deletionTimestamp);
  return `${pod.metadata.name} ${address} ${ready}`;
}
