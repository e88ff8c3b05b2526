import type { MachineRole } from '../../../shared/kubernetes/types/machine.ts';

/** A pod's name as shown: its owner's name and the random suffix; a bare pod's whole name. */
export function splitPodName(name: string, owner: string): { short: string; suffix: string } {
  if (owner === '' || !name.startsWith(`${owner}-`)) return { short: name, suffix: '' };
  return { short: owner, suffix: name.slice(name.lastIndexOf('-') + 1) };
}

/** `registry.example/team/nginx:1.27` is shown as `nginx:1.27`; a digest as its first seven digits. */
export function shortImage(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1);
  const digest = last.indexOf('@sha256:');
  return digest < 0 ? last : `${last.slice(0, digest)}@${last.slice(digest + 8, digest + 15)}`;
}

/** What a container's row says: its image with tag where that names it (`nginx:1.27`), else its own name (`log-shipper`). */
export function containerLabel(container: { name: string; image: string }): string {
  const image = shortImage(container.image);
  const base = image.split(/[:@]/)[0] ?? '';
  return base !== '' && container.name.startsWith(base) ? image : container.name;
}

/** `worker-12` as `worker` and `-12`: what is cut for want of room is never the number. */
export function splitNumber(name: string): [head: string, tail: string] {
  const tail = /(?<=.)-?\d{1,4}$/.exec(name)?.[0] ?? '';
  return [name.slice(0, name.length - tail.length), tail];
}

/** Longest last part of a name that is kept whole. */
const longestTail = 12;

/** `data-orders-db-0` as `data-orders-db` and `-0`, `web-545b45dbcf-mdc24` as `web-545b45dbcf` and `-mdc24`: what is cut for want of room is never what tells siblings apart. */
export function splitTail(name: string): [head: string, tail: string] {
  const at = Math.max(name.lastIndexOf('-'), name.lastIndexOf('.'), name.lastIndexOf(' '));
  return at <= 0 || name.length - at > longestTail ? [name, ''] : [name.slice(0, at), name.slice(at)];
}

/** Which icon a machine has. */
export function machineIcon(roles: readonly MachineRole[]): string {
  if (!roles.includes('control-plane')) return 'Machine';
  return roles.includes('worker') ? 'SingleMachine' : 'ControlPlane';
}

/** Kubernetes' words for states that are too long for a row: cut, never translated. */
const shortened: Readonly<Record<string, string>> = { CrashLoopBackOff: 'CrashLoop', ImagePullBackOff: 'ImagePull', ContainerCreating: 'Creating', PodInitializing: 'Init', SchedulingGated: 'Gated' };

export function shortState(name: string): string {
  return shortened[name] ?? name;
}
