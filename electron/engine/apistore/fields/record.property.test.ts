import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../shared/json.ts';
import { jsonEqual } from '../../../../shared/json.ts';
import type { Managed } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import { encodeManagedFields } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import { updateFields } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { CustomKinds } from '../custom-kinds.ts';
import { updateManager } from './field-manager.ts';
import { FieldKinds } from './kinds.ts';
import type { FieldRecord } from './record.ts';
import { noteUnownedWrite, noteWrite, settle, settledRecord } from './record.ts';

const kinds = new FieldKinds(new CustomKinds({ list: () => [] }));

const condition = fc.record({
  type: fc.constantFrom('Ready', 'Initialized', 'PodScheduled'), status: fc.constantFrom('True', 'False'), reason: fc.constantFrom('A', 'B'),
}, { requiredKeys: ['type', 'status'] });
const status = fc.record({
  phase: fc.constantFrom('Pending', 'Running'), podIP: fc.constantFrom('10.0.0.1', '10.0.0.2'),
  conditions: fc.uniqueArray(condition, { selector: ({ type }) => type, maxLength: 3 }),
  containerStatuses: fc.array(fc.record({ name: fc.constant('c'), restartCount: fc.integer({ min: 0, max: 1 }) }), { maxLength: 2 }),
}, { requiredKeys: [] });
const labels = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2'));
const write = fc.record({
  by: fc.constantFrom('kubelet', 'kube-controller-manager', 'nobody'), door: fc.constantFrom('', 'status'), status, labels, read: fc.boolean(),
});

type FcWrite = typeof write extends fc.Arbitrary<infer T> ? T : never;

interface Podlike extends KubernetesObject { status: JsonObject }

const first = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { a: '1' } }, spec: { nodeName: 'n' }, status: { phase: 'Pending' } };

/** Nobody removes the phase, which stays the kubelet's; then the kubelet adds it, and removes it: only that makes it nobody's. */
const ownedWhileAbsent = [
  { by: 'kubelet', status: {} }, { by: 'kubelet', status: { phase: 'Pending' as const } }, { by: 'nobody', status: { podIP: '10.0.0.1' as const } },
  { by: 'kubelet', status: { phase: 'Pending' as const, containerStatuses: [] } }, { by: 'kubelet', status: { containerStatuses: [] } },
].map((each) => ({ door: 'status' as const, labels: {}, read: false, ...each } as const)) as FcWrite[];

describe('noted writes', () => {
  it('say the same as writes that are worked out one by one, whoever asks in between', () => {
    fc.assert(fc.property(fc.array(write, { maxLength: 14 }), (writes) => {
      let object: Podlike = first;
      let eager: Managed = updateFields(kinds.of('v1', 'Pod', ''), { metadata: {} }, object as unknown as JsonObject, [], updateManager('creator', 'v1'), time(0));
      let record: FieldRecord | undefined = { settled: eager };
      for (const [index, { by, door, status: nextStatus, labels: nextLabels, read }] of writes.entries()) {
        const next: Podlike = door === 'status' ? { ...object, metadata: { ...object.metadata }, status: nextStatus as JsonObject }
          : { ...object, metadata: { ...object.metadata, labels: nextLabels } };
        // A write that changes nothing is not one.
        if (jsonEqual(next, object)) continue;
        if (by === 'nobody') record = noteUnownedWrite(record, object, next);
        else {
          const manager = updateManager(by, 'v1', door);
          eager = updateFields(kinds.of('v1', 'Pod', door), object as unknown as JsonObject, next as unknown as JsonObject, eager, manager, time(index));
          record = noteWrite(record, manager, time(index), object, next, kinds);
        }
        object = next;
        if (read && record) record = settledRecord(record, object, kinds);
      }
      expect(encodeManagedFields(record ? settle(record, object, kinds) : [])).toEqual(encodeManagedFields(eager));
    }), { numRuns: 500, examples: [[ownedWhileAbsent]] });
  });
});

function time(index: number): string {
  return `2026-01-01T00:00:${String(Math.floor(index / 2)).padStart(2, '0')}Z`;
}
