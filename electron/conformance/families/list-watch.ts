import type { JsonValue } from '../../../shared/json.ts';
import { resourceTypes } from '../../../shared/kubernetes/registry.ts';
import type { Status } from '../../../shared/kubernetes/status.ts';
import type { ConfigMap } from '../../../shared/kubernetes/types/core.ts';
import { readFieldSelector } from '../../engine/apistore/list-watch/field-labels.ts';
import { StoreHistory } from '../../engine/apistore/list-watch/history.ts';
import type { ListQuery } from '../../engine/apistore/list-watch/list-options.ts';
import { listObjects } from '../../engine/apistore/list-watch/list.ts';
import type { WatchMessage } from '../../engine/apistore/list-watch/watch.ts';
import { watchObjects } from '../../engine/apistore/list-watch/watch.ts';
import { TestCluster } from '../../engine/testing/test-cluster.ts';
import type { Outcome } from '../outcome.ts';
import { compare, failed, passed, skipped } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface Refused { code: number; reason?: string | null; message?: string; causes?: { field?: string; reason: string }[] }
interface ListExpect extends Refused { names?: string[]; continue?: boolean; remainingItemCount?: number; resourceVersion?: string }
interface WatchExpect extends Refused { events?: object[] }
type Setup = 'configmaps' | 'configmaps-compacted';

type ListWatchCase =
  | { op: 'list'; setup: Setup; query: string; expect: ListExpect }
  | { op: 'paging'; setup: Setup; pages: { query: string; expect: ListExpect }[] }
  | { op: 'watch'; setup: Setup; query: string; path?: string; expect: WatchExpect }
  | { op: 'selectorWatch'; labelSelector: string; initialLabels: Record<string, string> | null; actions: [string, JsonValue?][]; expect: WatchExpect }
  | { op: 'fieldSelector'; path: string; selector: string; expect: Refused };

export const listWatchFamily = defineAdapter<ListWatchCase>(['list-watch'], (vector) => {
  switch (vector.op) {
    case 'list':
      return new Recorded(vector.setup).checkList(vector.query, vector.expect).outcome;
    case 'paging':
      return checkPaging(new Recorded(vector.setup), vector.pages);
    case 'watch':
      return new Recorded(vector.setup).checkWatch(vector.query, vector.path, vector.expect);
    case 'selectorWatch':
      return checkSelectorWatch(vector.labelSelector, vector.initialLabels, vector.actions, vector.expect);
    case 'fieldSelector': {
      const selector = readFieldSelector(vector.selector, resourceOf(vector.path));
      return compareRefusal(vector.expect, selector.ok ? undefined : selector.error);
    }
    default:
      return skipped('unknown op');
  }
});

const namespace = 'listwatch';

function configMap(name: string, labels: Record<string, string> | undefined): ConfigMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, ...(labels ? { labels } : {}) } };
}

/** The ConfigMaps of the vectors, with the versions at which each step left them. */
class Recorded {
  readonly cluster = new TestCluster([]);
  readonly history: StoreHistory;
  private readonly revisions = new Map<string, number>();

  constructor(setup?: Setup) {
    this.cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    this.history = new StoreHistory(this.cluster.simulation.store, 1000);
    this.cluster.simulation.onCommit((event) => this.history.record(event));
    if (!setup) return;
    for (let index = 0; index < 10; index += 1) {
      this.cluster.create(configMap(`c${index}`, { n: String(index), par: index % 2 === 0 ? 'even' : 'odd' }));
      this.mark(`r${index}`);
    }
    this.cluster.edit<ConfigMap>('configmaps', `${namespace}/c3`, (object) => { object.data = { k: 'v' }; });
    this.mark('r10');
    this.cluster.delete('configmaps', `${namespace}/c5`);
    this.mark('deletion');
    this.cluster.create(configMap('c9b', undefined));
    this.mark('r11');
    if (setup !== 'configmaps-compacted') return;
    this.cluster.create(configMap('later', undefined));
    this.cluster.delete('configmaps', `${namespace}/later`);
    this.history.compact(this.history.currentRevision);
  }

  private mark(name: string): void {
    this.revisions.set(name, this.history.currentRevision);
  }

  private queryOf(text: string, previous = ''): ListQuery {
    const filled = text.replaceAll(/@(r\d+)@/g, (_, name: string) => String(this.revisions.get(name) ?? 0))
      .replaceAll('@future@', String(this.history.currentRevision + 1_000_000)).replaceAll('<previous>', encodeURIComponent(previous));
    return Object.fromEntries(new URLSearchParams(filled)) as ListQuery;
  }

  /** `current`: at or after r11. */
  private nameOf(revision: string | undefined, expected: string | undefined): string {
    const number = Number(revision);
    if (expected === 'current' && number >= (this.revisions.get('r11') ?? 0)) return expected;
    return [...this.revisions].find(([, value]) => value === number)?.[0] ?? String(revision);
  }

  checkList(query: string, expect: ListExpect, previous?: string): { outcome: Outcome; token: string } {
    const answer = listObjects(this.history, { resource: 'configmaps', namespace }, this.queryOf(query, previous));
    if (!answer.ok || expect.code !== 200) return { outcome: compareRefusal(expect, answer.ok ? undefined : answer.error), token: '' };
    const { items, metadata } = answer.value;
    const outcome = compare(expect, {
      code: 200, names: items.map((item) => item.metadata.name), continue: metadata.continue !== undefined,
      ...(metadata.remainingItemCount === undefined ? {} : { remainingItemCount: metadata.remainingItemCount }),
      resourceVersion: this.nameOf(metadata.resourceVersion, expect.resourceVersion),
    });
    return { outcome, token: metadata.continue ?? '' };
  }

  checkWatch(query: string, path: string | undefined, expect: WatchExpect): Outcome {
    const target = { resource: path ? resourceOf(path) : 'configmaps', ...(path && !path.includes('/namespaces/') ? {} : { namespace }) };
    const stream = watchObjects(this.history, target, this.queryOf(query));
    if (!stream.ok || expect.code !== 200) return compareRefusal(expect, stream.ok ? undefined : stream.error);
    return compare(expect.events?.map(withoutMessage), stream.value.initial.map((message) => withoutMessage(this.shown(message))));
  }

  private shown(message: WatchMessage): object {
    if (message.type === 'ERROR') return { type: 'ERROR', object: { code: message.object.code, reason: message.object.reason } };
    const { metadata } = message.object;
    if (message.type === 'BOOKMARK') {
      const { annotations } = message.object.metadata;
      return { type: 'BOOKMARK', ...(annotations ? { annotations } : {}), keys: Object.keys(metadata).toSorted(), kind: message.object.kind, resourceVersion: 'later' };
    }
    return { type: message.type, name: message.object.metadata.name, resourceVersion: this.nameOf(metadata.resourceVersion, undefined) };
  }
}

/** Messages of errors hold versions that differ. */
function withoutMessage(event: object): object {
  const { object, ...rest } = event as { object?: { message?: string } };
  return object ? { ...rest, object: { ...object, message: undefined } } : rest;
}

function checkPaging(recorded: Recorded, pages: { query: string; expect: ListExpect }[]): Outcome {
  let previous = '';
  for (const [index, { query, expect }] of pages.entries()) {
    const { outcome, token } = recorded.checkList(query, expect, previous);
    if (outcome.kind === 'failed') return failed(`page ${index}: ${outcome.difference}`);
    previous = token;
  }
  return passed;
}

function checkSelectorWatch(
  labelSelector: string, initialLabels: Record<string, string> | null, actions: readonly [string, JsonValue?][], expect: WatchExpect,
): Outcome {
  const { cluster, history } = new Recorded();
  if (initialLabels) cluster.create(configMap('s', initialLabels));
  const query = { labelSelector, resourceVersion: String(history.currentRevision) };
  const stream = watchObjects(history, { resource: 'configmaps', namespace }, query);
  if (!stream.ok) return compareRefusal(expect, stream.error);
  const events: WatchMessage[] = [...stream.value.initial];
  cluster.simulation.onCommit((event) => {
    const message = stream.value.next(event);
    if (message) events.push(message);
  });
  for (const [verb, body = {}] of actions) {
    if (verb === 'patch') cluster.simulation.server.patch('configmaps', `${namespace}/s`, body, { patchType: 'merge' });
    else if (verb === 'delete') cluster.delete('configmaps', `${namespace}/s`);
    else if (verb === 'create') cluster.create(configMap('s', (body as { labels?: Record<string, string> }).labels));
    else return skipped(`unknown action ${verb}`);
  }
  return compare(expect.events, events.map(({ type, object }) => ({ type, name: (object as ConfigMap).metadata.name })));
}

/** `/apis/apps/v1/namespaces/x/deployments` → `deployments`; with the group where the registry does not know the kind. */
function resourceOf(path: string): string {
  const steps = path.split('/').filter((step) => step !== '');
  const plural = steps.at(-1) ?? '';
  const group = steps[0] === 'apis' ? steps[1] ?? '' : '';
  if (group === '' || resourceTypes.some((type) => type.resource === plural && type.group === group)) return plural;
  return `${plural}.${group}`;
}

function compareRefusal(expect: Refused, status: Status | undefined): Outcome {
  const causes = (list: readonly { field?: string; reason: string }[] = []) => list.map(({ field, reason }) => `${field ?? ''} ${reason}`);
  const hidesVersions = expect.message?.includes('<rv') ?? false;
  return compare(
    { code: expect.code, reason: expect.reason ?? '', message: hidesVersions ? '' : expect.message ?? '', causes: causes(expect.causes) },
    {
      code: status?.code ?? 200, reason: status?.reason ?? '', message: hidesVersions ? '' : status?.message ?? '',
      causes: expect.causes ? causes(status?.details?.causes) : [],
    },
  );
}
