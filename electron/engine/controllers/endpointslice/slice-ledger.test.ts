import { expect, it } from 'vitest';
import type { Endpoint, EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import { portsKeyOf, SliceLedger } from './slice-ledger.ts';

const capacity = 10;
const endpointOf = (name: string): Endpoint => ({ addresses: [name], targetRef: { kind: 'Pod', name, uid: name } });
const sliceOf = (name: string, pods: readonly string[]): EndpointSlice => (
  { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name, namespace: 'default' }, addressType: 'IPv4', endpoints: pods.map(endpointOf), ports: [] }
);

/** @param sizes of the slices that there are; `gone` and `added`: how many pods leave each of them, and how many are new. @returns the sizes then, new slices last */
function sizesAfter(sizes: readonly number[], gone: readonly number[], added: number): number[] {
  const slices = new Map(sizes.map((size, at) => [`s${at}`, sliceOf(`s${at}`, Array.from({ length: size }, (_, pod) => `${at}-${pod}`))]));
  const ledger = new SliceLedger(capacity);
  let place = 0;
  const put = (pod: string): void => ledger.podChanged(pod, { place: place += 1, ports: [], portsKey: portsKeyOf([]), endpoint: endpointOf(pod) });
  for (const [key, { endpoints }] of slices) {
    ledger.sliceChanged(key);
    for (const { addresses: [pod = ''] } of endpoints) put(pod);
  }
  const isWritten = ({ before, endpoints }: { before: EndpointSlice; endpoints: Endpoint[] }): boolean => before.endpoints.length === endpoints.length;
  expect(ledger.fill((key) => slices.get(key), isWritten)).toEqual({ updates: [], fresh: [], left: [] });
  for (const [at, count] of gone.entries()) for (let pod = 0; pod < count; pod += 1) ledger.podChanged(`${at}-${pod}`, undefined);
  for (let pod = 0; pod < added; pod += 1) put(`new-${pod}`);
  const { updates, fresh, left } = ledger.fill((key) => slices.get(key), isWritten);
  const now = new Map([...slices].map(([key, { endpoints }]) => [key, endpoints.length]));
  for (const { before, endpoints } of updates) now.set(before.metadata.name, endpoints.length);
  for (const { metadata } of left) now.set(metadata.name, 0);
  return [...now.values(), ...fresh.map(({ endpoints }) => endpoints.length)];
}

it.each<[what: string, sizes: number[], gone: number[], added: number, after: number[]]>([
  ['go into the one slice that they fill best', [4, 7, 2], [], 3, [4, 10, 2]],
  ['and into the first of those that are alike', [5, 5], [], 2, [7, 5]],
  ['or, where they fit into none, into a new one', [9, 9], [], 3, [9, 9, 3]],
  ['first fill up the slices that are written anyway, the fullest of them first', [8, 10, 6], [1, 1, 1], 2, [8, 10, 5]],
  ['and what is left goes where it fits', [9, 10, 5], [0, 1, 0], 3, [9, 10, 7]],
  ['are put into new slices as far as they fill them, and then where the rest fits', [7, 10], [], 12, [9, 10, 10]],
  ['leave a slice that has nothing left to be used again', [2, 10], [2], 3, [0, 10, 3]],
])('new endpoints %s', (_what, sizes, gone, added, after) => {
  expect(sizesAfter(sizes, gone, added)).toEqual(after);
});
