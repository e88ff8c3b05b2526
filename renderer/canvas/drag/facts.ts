import { mirror } from '../../store/cluster.ts';
import { machineNameFor } from '../../gestures/add-machine.ts';
import type { MachineRole } from '../../../shared/kubernetes/types/machine.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import { podStateCode } from '../../../shared/view/states.ts';
import { scene } from '../canvas-model.ts';
import { centreOf } from '../geometry/rect.ts';
import { zoneAt } from '../scene/hit-test.ts';
import type { DropFacts } from './drop-rules.ts';
import { promisedNames } from './promised-names.ts';

/** Names of machines that exist or are about to. */
export function machineNames(): ReadonlySet<string> {
  return new Set([...mirror.machineNames(), ...promisedNames('Machine')]);
}

/** Names of pods in the namespace where gestures write. */
export function podNames(): ReadonlySet<string> {
  const { pods } = mirror;
  const names = new Set<string>(promisedNames('Pod'));
  for (let slot = 0; slot < pods.uid.length; slot += 1) if (pods.uid[slot] !== '') names.add(pods.name[slot] as string);
  return names;
}

/** Names of objects of a kind that have a card. */
export function cardNames(kind: string): ReadonlySet<string> {
  const shown = mirror.cardUids().flatMap((uid) => {
    const row = mirror.card(uid);
    return row?.ref.kind === kind ? [row.ref.name] : [];
  });
  return new Set([...shown, ...promisedNames(kind)]);
}

/** What the drop rules ask, answered by the mirror. */
export const mirrorFacts: DropFacts = {
  pod(uid) {
    const row = mirror.pods.row(uid);
    if (!row) return undefined;
    return {
      name: row.name,
      owner: row.owner,
      isMirror: mirror.podDetail(uid)?.mirror === true,
      isLeaving: row.state === podStateCode.Terminating,
    };
  },
  card(uid) {
    const row = mirror.card(uid);
    return row && { kind: row.ref.kind, name: row.ref.name };
  },
  machineName: (roles) => machineNameFor(roles as readonly MachineRole[], machineNames()),
  names: cardNames,
  namespace: (key) => parseRefKey(key)?.namespace,
  groupType(key) {
    const uid = scene.groupUid(key);
    return uid === undefined ? undefined : mirror.card(uid)?.group?.type;
  },
  defaultZone: () => zoneAt(scene, mirror, centreOf(scene.layout.cluster)),
};
