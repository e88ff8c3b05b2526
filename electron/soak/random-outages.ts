import { machineKind } from '../../shared/kubernetes/own-kinds/machine.ts';
import { refOf } from '../../shared/kubernetes/registry.ts';
import type { Fault } from '../../shared/faults.ts';
import { mendingOf } from '../../shared/planned-faults.ts';
import { ownManifest } from '../../shared/topology/own-entries.ts';
import { asObject } from '../engine/design/apply-changes.ts';
import { controlPlaneProcesses } from '../engine/simulation/processes.ts';
import type { Dice } from './dice.ts';
import { mendAfterMs } from './random-faults.ts';
import type { Site } from './random-machines.ts';
import type { FaultStep, Step } from './story.ts';

/** A fault that the story mends itself, after a while. */
export function passing(fault: Fault, atMs: number, lastsMs: number): FaultStep {
  const mend = mendingOf(fault);
  return { atMs, breakage: { fault }, mendAtMs: mend ? atMs + lastsMs : atMs, ...(mend ? { mend: () => mend } : {}) };
}

/** What happens to the machines of the control plane and between them. */
export function randomOutages(dice: Dice, when: () => number, site: Site): Step[] {
  return Array.from({ length: dice.between(1, 5) }, () => outage(dice, when(), site)).flat();
}

function outage(dice: Dice, atMs: number, site: Site): Step[] {
  const { hosts, machines, workers, zones } = site;
  const lastsMs = dice.pick(mendAfterMs);
  const names = machines.map(({ name }) => name);
  const host = hosts.length > 0 ? dice.pick(hosts) : undefined;
  switch (dice.between(1, 13)) {
    case 1: case 2: return host === undefined ? [] : [passing({ kind: 'StopComponent', machine: host, component: dice.pick(controlPlaneProcesses) }, atMs, lastsMs)];
    // One component on all machines.
    case 3: {
      const component = dice.pick(controlPlaneProcesses);
      return hosts.map((machine) => passing({ kind: 'StopComponent', machine, component }, atMs + dice.between(0, 20) * 1_000, lastsMs));
    }
    case 4: case 5: return host === undefined ? [] : [passing({ kind: 'SlowDisk', machine: host, fsyncMs: dice.pick([50, 300, 1_500, 8_000, 20_000]) }, atMs, lastsMs)];
    case 6: case 7: {
      const a = host ?? dice.pick(names);
      return names.length < 2 ? [] : names.filter((name) => name !== a && dice.percent(40)).map((b) => passing({ kind: 'CutLink', a, b }, atMs + dice.between(0, 30) * 100, lastsMs));
    }
    case 8: return some(dice, hosts).map((machine) => passing({ kind: 'PowerOff', machine }, atMs + dice.between(0, 100) * 100, lastsMs));
    case 9: {
      const zone = dice.pick(zones);
      if (dice.percent(50)) return [passing({ kind: 'CutZone', zone }, atMs, lastsMs)];
      return machines.filter((machine) => machine.zone === zone).map(({ name: machine }) => passing({ kind: 'PowerOff', machine }, atMs, lastsMs));
    }
    case 10: return newCluster(dice, atMs, hosts);
    case 11: return memberComes(dice, atMs, zones);
    case 12: return host === undefined ? [] : memberGoes(dice, atMs, site);
    default: return workers.length === 0 ? [] : [passing({ kind: 'StopKubelet', machine: dice.pick(workers) }, atMs, lastsMs)];
  }
}

function some<T>(dice: Dice, list: readonly T[]): T[] {
  const count = dice.between(1, Math.max(1, list.length));
  const from = dice.between(0, Math.max(0, list.length - 1));
  return [...list.slice(from), ...list.slice(0, from)].slice(0, count);
}

/** Most members fall, and one of those that are left is made a cluster of its own. */
function newCluster(dice: Dice, atMs: number, hosts: readonly string[]): Step[] {
  const [survivor] = some(dice, hosts);
  if (survivor === undefined) return [];
  const others = hosts.filter((machine) => machine !== survivor);
  const lastsMs = dice.pick([90_000, 300_000, 600_000]);
  const forcedMs = atMs + dice.between(10, 60) * 1_000;
  return [...others.map((machine) => passing({ kind: 'PowerOff', machine }, atMs, lastsMs)), { atMs: forcedMs, breakage: { fault: { kind: 'ForceNewCluster', machine: survivor } }, mendAtMs: forcedMs }];
}

/** One more machine of the control plane, sometimes only for a while. */
function memberComes(dice: Dice, atMs: number, zones: readonly string[]): Step[] {
  const number = dice.between(6, 8);
  const manifest = ownManifest(machineKind, {
    name: `control-${number}`, roles: dice.percent(30) ? ['control-plane', 'worker'] : ['control-plane'], type: 't3.large', zone: dice.pick(zones), bootSeconds: dice.pick([5, 30]),
  });
  const added: Step = { atMs, input: { do: 'put', manifest } };
  return dice.percent(50) ? [added] : [added, { atMs: atMs + dice.between(1, 4_000) * 100, input: { do: 'delete', ref: refOf(asObject(manifest)) } }];
}

/** Machines of the control plane are taken away for good: with a quorum, or together with it. */
function memberGoes(dice: Dice, atMs: number, { hosts, machines }: Site): Step[] {
  const gone = dice.percent(70) ? some(dice, hosts).slice(0, 1) : some(dice, hosts);
  return gone.flatMap((name) => machines.filter((machine) => machine.name === name)).map((entry) => ({
    atMs: atMs + dice.between(0, 30) * 1_000, input: { do: 'delete', ref: refOf(asObject(ownManifest(machineKind, entry))) },
  }));
}
