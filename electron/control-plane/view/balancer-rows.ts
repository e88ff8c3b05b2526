import { jsonEqual } from '../../../shared/json.ts';
import { refKey, refOf, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Event, Service } from '../../../shared/kubernetes/types/core.ts';
import type { BalancerRow, LoadBalancerTarget, LoadBalancerView, TargetReason } from '../../../shared/view/load-balancer.ts';
import { balancerRef } from '../../../shared/view/provided.ts';
import type { RelationsRow } from '../../../shared/view/relations.ts';
import type { CardRow, LocalizedText } from '../../../shared/view/rows.ts';
import type { StateFamily } from '../../../shared/view/states.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import { hasCard } from './card-objects.ts';
import { placeOf } from './relations/names.ts';

/** What is known of load balancers beyond the API's objects. */
export interface BalancerSource {
  /** Those that the provider has, or is making. */
  views(): readonly LoadBalancerView[];
  /** Grows when `views` may have changed. */
  version(): number;
  /** Whether a cloud-controller-manager runs, which asks the provider for them. */
  isAskedFor(): boolean;
}

export interface BalancerChanges {
  cards: CardRow[];
  removedCards: string[];
  relations: RelationsRow[];
  /** Services and Ingresses whose load balancer has changed. */
  subjects: ObjectRef[];
}

/** Source: LoadBalancerCleanupFinalizer, cloud-provider/service/helpers: whoever makes the load balancer writes it before anything else. */
const begunFinalizer = 'service.kubernetes.io/load-balancer-cleanup';
/** Events of the service controller that say how far it has come. */
const failed = 'SyncLoadBalancerFailed';
const succeeded = 'EnsuredLoadBalancer';

/** Cards of load balancers: those that there are, and those that Services ask for. Read anew when the provider or a Service says something new. */
export class BalancerRows {
  private readonly api: ApiReader;
  private readonly source: BalancerSource;
  private rows = new Map<string, CardRow>();
  private isDirty = true;
  private version = -1;
  private isAskedFor = true;

  constructor(api: ApiReader, source: BalancerSource) {
    this.api = api;
    this.source = source;
  }

  observe({ resource, object, previous }: WatchEvent): void {
    if (resource === 'services') this.isDirty ||= [object, previous].some((one) => (one as Service | undefined)?.spec.type === 'LoadBalancer');
    else if (resource === 'events') this.isDirty ||= (object as Event).source?.component === 'service-controller';
  }

  /** That of a Service or an Ingress; undefined: it has none and asks for none. */
  of(subject: ObjectRef): CardRow | undefined {
    return this.rows.get(uidOf(subject));
  }

  /** @param withSystem also those of the system's own Services */
  list(withSystem: boolean): Pick<BalancerChanges, 'cards' | 'relations'> {
    this.rows = this.read(withSystem);
    const cards = [...this.rows.values()];
    return { cards, relations: cards.map(relationsOf) };
  }

  /** What has changed; undefined: nothing. */
  delta(withSystem: boolean): BalancerChanges | undefined {
    if (!this.isDirty && this.version === this.source.version() && this.isAskedFor === this.source.isAskedFor()) return undefined;
    const before = this.rows;
    this.rows = this.read(withSystem);
    const cards = [...this.rows.values()].filter((row) => !jsonEqual(row, before.get(row.uid)));
    const gone = [...before.values()].filter(({ uid }) => !this.rows.has(uid));
    if (cards.length + gone.length === 0) return undefined;
    return {
      cards, removedCards: gone.map(({ uid }) => uid),
      relations: [...cards.map(relationsOf), ...gone.map(({ ref }) => ({ from: ref, relations: [] }))],
      subjects: [...cards, ...gone].flatMap(({ balancer }) => (balancer ? [balancer.subject, ...balancer.alsoFor ?? []] : [])),
    };
  }

  private read(withSystem: boolean): Map<string, CardRow> {
    this.isDirty = false;
    this.version = this.source.version();
    this.isAskedFor = this.source.isAskedFor();
    const views = new Map(this.source.views().map((view) => [uidOf(view.subject), view]));
    const rows = new Map<string, CardRow>();
    for (const service of this.api.list<Service>('services')) {
      const uid = uidOf(refOf(service));
      const view = views.get(uid);
      if (!hasCard('services', service, withSystem)) views.delete(uid);
      else if (view || service.spec.type === 'LoadBalancer') rows.set(uid, this.cardOf(uid, this.rowOf(service, view)));
    }
    for (const [uid, view] of views) if (!rows.has(uid)) rows.set(uid, this.cardOf(uid, { ...counted(view), state: this.isWanted(view.subject) ? stateOf(view) : 'Deleting' }));
    return rows;
  }

  private isWanted(subject: ObjectRef): boolean {
    const { resource, key } = placeOf(subject);
    const object = this.api.get(resource, key);
    return object !== undefined && !object.metadata.deletionTimestamp;
  }

  private rowOf(service: Service, view: LoadBalancerView | undefined): BalancerRow {
    const { spec, metadata } = service;
    if (view) return { ...counted(view), state: metadata.deletionTimestamp || spec.type !== 'LoadBalancer' ? 'Deleting' : stateOf(view) };
    const why = this.whyNot(service);
    const hasBegun = metadata.finalizers?.includes(begunFinalizer) && why === undefined;
    return {
      scheme: 'internet-facing', state: metadata.deletionTimestamp ? 'Deleting' : hasBegun ? 'Provisioning' : 'Pending', subject: refOf(service), addresses: [],
      listeners: (spec.ports ?? []).map(({ port, protocol = 'TCP' }) => ({ port, protocol })), targets: [], healthy: 0, total: 0, ...(why ? { why } : {}),
    };
  }

  /** Why nobody makes it now. */
  private whyNot({ spec, metadata: { uid = '' } }: Service): LocalizedText | undefined {
    if (spec.loadBalancerClass !== undefined) return { key: 'view:balancer.foreignClass', params: { name: spec.loadBalancerClass } };
    let last: Event | undefined;
    for (const event of this.api.byIndex<Event>('events', 'involvedObject', uid)) {
      if ((event.reason === failed || event.reason === succeeded) && (event.lastTimestamp ?? '') >= (last?.lastTimestamp ?? '')) last = event;
    }
    if (last?.reason === failed) return { key: 'view:balancer.refused', params: { message: last.message ?? '' } };
    return this.isAskedFor ? undefined : { key: 'view:balancer.notAskedFor' };
  }

  private cardOf(uid: string, balancer: BalancerRow): CardRow {
    const { dnsName, addresses, state, healthy, total } = balancer;
    const detail = dnsName ?? addresses.map(({ ip }) => ip).join(', ');
    const isCounted = state === 'Active' || total > 0;
    return {
      ref: balancerRef(balancer.subject), uid, family: familyOf(balancer), balancer,
      fact: isCounted ? { key: 'view:card.balancerTargets', params: { state, healthy, total } } : { key: 'view:card.balancer', params: { state } },
      ...(detail ? { detail } : {}),
    };
  }
}

function uidOf(subject: ObjectRef): string {
  return `balancer/${refKey(subject)}`;
}

function stateOf({ state }: LoadBalancerView): BalancerRow['state'] {
  return state === 'active' ? 'Active' : 'Provisioning';
}

function counted(view: LoadBalancerView): Omit<BalancerRow, 'state'> {
  const lasting = view.targets.filter(({ state }) => state !== 'draining');
  return { ...view, healthy: lasting.filter(({ state }) => state === 'healthy').length, total: lasting.length };
}

const unsettled: ReadonlySet<TargetReason> = new Set(['Checking', 'Deregistering']);

/** It is not healthy, and will not come to be so by itself. */
function isTroubled({ state, trouble }: LoadBalancerTarget): boolean {
  if (state === 'healthy' || state === 'draining') return false;
  return trouble ? !unsettled.has(trouble) : state === 'unhealthy';
}

function familyOf({ state, why, healthy, total, targets }: BalancerRow): StateFamily {
  switch (state) {
    case 'Deleting': return 'leaving';
    case 'Pending': return why ? 'attention' : 'waiting';
    case 'Provisioning': return 'working';
    case 'Active': {
      if (total === 0) return 'attention';
      if (healthy === total) return 'ready';
      return !targets.some(isTroubled) ? 'working' : healthy === 0 ? 'bad' : 'attention';
    }
  }
}

function relationsOf({ ref, balancer }: CardRow): RelationsRow {
  return { from: ref, relations: (balancer ? [balancer.subject, ...balancer.alsoFor ?? []] : []).map((to) => ({ kind: 'balance', to, field: 'status.loadBalancer' })) };
}
