import type { Managed, Manager, Owned } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import { decodeManagedFields, isReset } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import { updateFields } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import type { FieldSet } from '../../../../shared/kubernetes/managed-fields/field-set.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import type { KubernetesObject, ManagedFieldsEntry, ObjectMeta } from '../../../../shared/kubernetes/types/meta.ts';
import type { AdmissionOptions } from '../admission-port.ts';
import { CreatedSets } from './created-sets.ts';
import { eventOwners } from './event-owners.ts';
import type { FieldKinds } from './kinds.ts';
import type { FieldRecord } from './record.ts';
import { noteWrite, settle, settledRecord } from './record.ts';

/**
 * Who owns which fields: `metadata.managedFields` of all objects, kept beside them. Objects themselves are free of it; {@link managedOf} is asked
 * where somebody reads it. A component's write is noted in a few bytes and worked out later; a person's is worked out at once.
 */
export class FieldLedger {
  readonly kinds: FieldKinds;
  private readonly created: CreatedSets;
  /** Objects created alike in one second share their record. */
  private lastCreated: { by: Manager; set: FieldSet; time: string; record: FieldRecord } | undefined;

  constructor(kinds: FieldKinds) {
    this.kinds = kinds;
    this.created = new CreatedSets(kinds);
  }

  /** Listens to the admission of a new object. @returns what admission is to be given, and then the record of its creation */
  creation(by: Manager, time: string, sent: readonly ManagedFieldsEntry[] | undefined): { options: AdmissionOptions; record(): FieldRecord } {
    let set: FieldSet | undefined;
    const { apiVersion } = by;
    return {
      options: {
        seen: (decoded, like) => { set = this.created.of(decoded, like); },
        seenAgain: (metadata: ObjectMeta, like: object) => {
          set = this.created.again(apiVersion, 'Pod', metadata, like);
          return set !== undefined;
        },
      },
      record: () => {
        if (!set) return { settled: [] };
        const given = sent && !isReset(sent) ? decodeManagedFields(sent) ?? [] : [];
        if (given.length === 0) return this.createdRecord(by, set, time);
        const previous = given.filter((owned) => owned.by.manager !== by.manager || owned.by.operation !== by.operation);
        return { settled: [...previous, { by, set, time }] };
      },
    };
  }

  /** The record of an object that the API server makes by itself, as if `by` had sent it so. */
  createdBy(by: Manager, time: string, sent: KubernetesObject): FieldRecord {
    return this.createdRecord(by, this.created.of(sent), time);
  }

  /** The record after a component's write. */
  noted(record: FieldRecord | undefined, by: Manager, time: string, previous: KubernetesObject, next: KubernetesObject): FieldRecord | undefined {
    return noteWrite(record, by, time, previous, next, this.kinds);
  }

  /**
   * Ownership after a write of `seen` over `current`. @param sent `managedFields` of the request: empty to stop the tracking, else entries to begin with
   */
  written(
    managed: Managed, by: Manager, time: string, current: KubernetesObject, seen: KubernetesObject, sent: readonly ManagedFieldsEntry[] | undefined,
  ): Managed {
    if (sent && isReset(sent)) return [];
    const given = sent ? decodeManagedFields(sent) ?? [] : [];
    const before = given.length > 0 ? given : managed;
    if (before.length === 0) return before;
    return updateFields(
      this.kinds.of(by.apiVersion, current.kind, by.subresource), current as unknown as JsonObject, seen as unknown as JsonObject, before, by, time,
    );
  }

  /** Everyone who owns fields of the stored object. */
  managedOf(record: FieldRecord | undefined, object: KubernetesObject): Managed {
    if (record) return settle(record, object, this.kinds);
    return object.kind === 'Event' && object.apiVersion === 'v1' ? eventOwners(object, this.kinds) : [];
  }

  /** The same record with its writes worked out. */
  settled(record: FieldRecord, object: KubernetesObject): FieldRecord {
    return settledRecord(record, object, this.kinds);
  }

  private createdRecord(by: Manager, set: FieldSet, time: string): FieldRecord {
    const last = this.lastCreated;
    if (last && last.set === set && last.time === time && last.by === by) return last.record;
    const record: FieldRecord = { settled: set.isEmpty ? [] : [{ by, set, time } satisfies Owned] };
    this.lastCreated = { by, set, time, record };
    return record;
  }
}
