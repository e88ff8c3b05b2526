import { componentOf } from '../../../shared/view/component-ref.ts';
import { podStates } from '../../../shared/view/states.ts';
import { componentIn } from '../../commands/component.ts';
import { localize, translate } from '../../i18n/i18n.ts';
import { isCloudRef, zoneOfCloudRef } from '../../store/cloud-refs.ts';
import { mirror } from '../../store/cluster.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import { scene } from '../canvas-model.ts';
import { podUidOf } from '../scene/object-rect.ts';

/** One sentence about an object, for the screen reader. */
export function describeObject(key: string): string {
  const ref = parseRefKey(key);
  if (!ref) return '';
  const component = componentOf(ref);
  if (component) {
    const found = componentIn(mirror, component.machine, component.name);
    return found ? translate('canvas:say.component', { ...component, state: localize(found.row.detail), why: localize(found.row.why) }) : ref.name;
  }
  if (ref.kind === 'Machine') {
    const row = mirror.machine(ref.name);
    return row
      ? translate('canvas:say.machine', {
          name: row.name,
          roles: row.roles.join(', '),
          state: row.state,
          count: scene.podsOn(row.name).length,
        })
      : ref.name;
  }
  if (ref.kind === 'Pod') {
    const row = mirror.pods.row(podUidOf(key) ?? '');
    if (!row) return ref.name;
    const state = podStates[row.state]?.name ?? '';
    return row.node === ''
      ? translate('canvas:say.pendingPod', { name: row.name, state })
      : translate('canvas:say.pod', { name: row.name, state, node: row.node, ready: row.ready, total: row.total });
  }
  if (isCloudRef(ref)) return translate('cloud:say', { kind: translate(`cloud:kind.${ref.kind}`), id: ref.name, zone: (mirror.cloud && zoneOfCloudRef(mirror.cloud, ref)) ?? mirror.cloud?.region ?? '' });
  if (ref.kind === 'Namespace') return translate('canvas:say.namespace', { name: ref.name });
  const uid = scene.groupUid(key) ?? scene.cards.find((entry) => entry.key === key)?.uid;
  const row = uid === undefined ? undefined : mirror.card(uid);
  return row ? translate('canvas:say.card', { kind: row.ref.kind, name: row.ref.name, fact: localize(row.fact) }) : ref.name;
}
