import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject, ObjectMeta, ObjectReference } from '../../../shared/kubernetes/types/meta.ts';
import type { Env } from '../env.ts';
import type { EventRecord } from './api-client.ts';
import { inOnePiece } from '../in-one-piece.ts';
import { correlate } from './event-correlator.ts';
import { ongoingSeries, recordsSeries } from './event-series.ts';
import type { ApiStore } from './store.ts';

/**
 * Writes Events as client-go's recorders do: the same event about the same object counts up instead of appearing again (see event-correlator.ts, and event-series.ts
 * for components that use the newer client).
 * Source: client-go/tools/record/event.go. Differs: the name suffix is a counter in hex as the real one's nanosecond stamp is, so it
 * needs no random draw.
 */
export class EventRecorder {
  private readonly store: ApiStore;
  private readonly env: Env;
  /** By component, then host: the names as they are, so that no key is put together for each event. */
  private readonly sources = new Map<string, Map<string, EventSource>>();
  /** Events about one state of an object often come in a row: they share their reference. */
  private lastReference: { object: unknown; fieldPath: string | undefined; reference: ObjectReference } | undefined;

  constructor(store: ApiStore, env: Env) {
    this.store = store;
    this.env = env;
  }

  record(component: string, object: KubernetesObject | (ObjectReference & { metadata?: undefined }), record: EventRecord): void {
    const involvedObject = this.referenceTo(object, record.fieldPath);
    const now = this.env.timestamp();
    const existing = this.store.byIndex<Event>('events', 'involvedObject', involvedObject.uid ?? '');
    const clock = { nowMs: this.env.nowMs, parse: (timestamp: string) => this.env.parseTimestamp(timestamp) };
    if (recordsSeries(component)) {
      const event = ongoingSeries(existing, component, involvedObject, record, clock);
      if (event) this.continueSeries(event);
      else this.store.put<Event>('events', this.newEvent(component, involvedObject, record));
      return;
    }
    const correlation = correlate(existing, { component, host: record.host }, involvedObject, record, clock);
    if (correlation.kind === 'Dropped') return;
    if (correlation.kind === 'Repeated') {
      const { event, message } = correlation;
      this.store.put<Event>('events', { ...event, message, count: (event.count ?? 1) + 1, lastTimestamp: now });
      return;
    }
    this.store.put<Event>('events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: this.newMeta(involvedObject, record),
      involvedObject,
      reason: record.reason,
      message: inOnePiece(correlation.message),
      source: this.sourceOf(component, record.host),
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      type: record.type,
      eventTime: null,
      ...(record.action ? { action: record.action } : {}),
      reportingComponent: component,
      reportingInstance: record.host ?? '',
    });
  }

  private newMeta({ name = '', namespace = 'default' }: ObjectReference, { annotations }: EventRecord): ObjectMeta {
    return {
      name: inOnePiece(`${name}.${(this.store.revision + 1).toString(16).padStart(16, '0')}`), namespace,
      uid: this.env.newUid(), creationTimestamp: this.env.timestamp(), ...(annotations ? { annotations } : {}),
    };
  }

  /** As client-go/tools/events makes it. Differs: processes of the control plane have no host name here that could stand in the instance. */
  private newEvent(component: string, involvedObject: ObjectReference, record: EventRecord): Event {
    return {
      apiVersion: 'v1', kind: 'Event', metadata: this.newMeta(involvedObject, record), involvedObject, reason: record.reason, message: inOnePiece(record.message),
      source: noSource, type: record.type, eventTime: this.env.microTimestamp(), ...(record.action ? { action: record.action } : {}),
      reportingComponent: component, reportingInstance: `${component}-control-plane`,
    };
  }

  private continueSeries(event: Event): void {
    const count = (event.series?.count ?? 1) + 1;
    this.store.put<Event>('events', { ...event, series: { count, lastObservedTime: this.env.microTimestamp() } });
  }

  /** One object for all events of a source. */
  private sourceOf(component: string, host: string | undefined): EventSource {
    let hosts = this.sources.get(component);
    if (!hosts) this.sources.set(component, (hosts = new Map()));
    let source = hosts.get(host ?? '');
    if (!source) {
      if (hosts.size >= sourceLimit) hosts.clear();
      hosts.set(host ?? '', (source = host ? { component, host } : { component }));
    }
    return source;
  }

  private referenceTo(object: KubernetesObject | (ObjectReference & { metadata?: undefined }), fieldPath: string | undefined): ObjectReference {
    const last = this.lastReference;
    if (last && last.object === object && last.fieldPath === fieldPath) return last.reference;
    const reference = referenceTo(object, fieldPath);
    this.lastReference = { object, fieldPath, reference };
    return reference;
  }
}

type EventSource = NonNullable<Event['source']>;
const noSource: EventSource = {};

/** More than a large cluster has; beyond it sources are merely made anew. */
const sourceLimit = 20_000;

function referenceTo(object: KubernetesObject | (ObjectReference & { metadata?: undefined }), fieldPath: string | undefined): ObjectReference {
  if (!object.metadata) return fieldPath ? { ...object, fieldPath } : object;
  const { apiVersion, kind, metadata } = object as KubernetesObject;
  const reference: ObjectReference = { apiVersion, kind, name: metadata.name };
  if (metadata.namespace) reference.namespace = metadata.namespace;
  if (metadata.uid) reference.uid = metadata.uid;
  if (metadata.resourceVersion) reference.resourceVersion = metadata.resourceVersion;
  if (fieldPath) reference.fieldPath = fieldPath;
  return reference;
}
