import type { JsonObject } from '../../../../shared/json.ts';
import { FieldSet } from '../../../../shared/kubernetes/managed-fields/field-set.ts';
import { fieldSetOf, fieldsV1Of } from '../../../../shared/kubernetes/managed-fields/fields-v1.ts';
import type { Manager, Owned } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import type { ApiStore } from '../store.ts';
import type { FieldLedger } from './ledger.ts';
import type { FieldRecord } from './record.ts';

/** Who owns the fields of all objects, as a snapshot keeps it. Sets, managers and whole records that occur often are written once. */
export interface FieldLedgerState {
  managers: Manager[];
  /** FieldsV1. */
  sets: JsonObject[];
  records: SavedRecord[];
  /** By resource, for each object in the order of the store: its place in `records`, or -1. Resources without any are left out. */
  of: [resource: string, places: number[]][];
}

interface SavedRecord {
  owned: [manager: number, set: number, time: string | null][];
  readsMore?: true;
  strays?: true;
}

/** Works out every noted write, so that a snapshot does not depend on who asked before. */
export function saveFields(ledger: FieldLedger, store: ApiStore): FieldLedgerState {
  const managers = new Table<Manager>((manager) => JSON.stringify(manager));
  const sets = new Table<JsonObject>((set) => JSON.stringify(set));
  const setPlaces = new WeakMap<FieldSet, number>();
  const placeOfSet = (set: FieldSet): number => {
    const known = setPlaces.get(set) ?? sets.place(fieldsV1Of(set));
    setPlaces.set(set, known);
    return known;
  };
  const records = new Table<SavedRecord>((record) => JSON.stringify(record));
  const places = new WeakMap<FieldRecord, number>();
  const of: [string, number[]][] = [];
  for (const resource of store.resources()) {
    const list: number[] = [];
    for (const { object, fields, replace } of store.fieldRecords(resource)) {
      if (!fields) {
        list.push(-1);
        continue;
      }
      const settled = ledger.settled(fields, object);
      if (settled !== fields) replace(settled);
      const place = places.get(settled) ?? records.place({
        owned: settled.settled.map(({ by, set, time }) => [managers.place(by), placeOfSet(set), time ?? null]),
        ...(settled.readsMore ? { readsMore: true } : {}),
        ...(settled.strays ? { strays: true } : {}),
      });
      places.set(settled, place);
      list.push(place);
    }
    if (list.some((place) => place >= 0)) of.push([resource, list]);
  }
  return { managers: managers.rows, sets: sets.rows, records: records.rows, of };
}

/** The objects are in the store already. A snapshot from before there was ownership has none: then nobody owns anything. */
export function loadFields(state: FieldLedgerState | undefined, store: ApiStore): void {
  if (!state) return;
  const sets = state.sets.map((set) => fieldSetOf(set) ?? FieldSet.empty);
  const records = state.records.map(({ owned, readsMore, strays }): FieldRecord => ({
    settled: owned.flatMap(([manager, set, time]): Owned[] => {
      const [by, fields] = [state.managers[manager], sets[set]];
      return by && fields ? [{ by, set: fields, ...(time === null ? {} : { time }) }] : [];
    }),
    ...(readsMore ? { readsMore } : {}),
    ...(strays ? { strays } : {}),
  }));
  const places = new Map(state.of);
  for (const resource of store.resources()) {
    const list = places.get(resource);
    if (!list) continue;
    let index = 0;
    for (const { replace } of store.fieldRecords(resource)) {
      const record = records[list[index] ?? -1];
      if (record) replace(record);
      index += 1;
    }
  }
}

/** Rows that are kept once. */
class Table<T> {
  readonly rows: T[] = [];
  private readonly places = new Map<string, number>();
  private readonly keyOf: (row: T) => string;

  constructor(keyOf: (row: T) => string) {
    this.keyOf = keyOf;
  }

  place(row: T): number {
    const key = this.keyOf(row);
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.rows.length;
      this.rows.push(row);
      this.places.set(key, place);
    }
    return place;
  }
}
